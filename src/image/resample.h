// The separable resampling that every resize shares: rows first, then columns, over a photo as it is
// stored, written upright.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "image/image.h"
#include "tensor/simd.h"

namespace loupe {

// For each output pixel of one direction: the first input pixel that counts, and the weights.
struct Taps {
  std::vector<int> first;
  std::vector<int> count;
  std::vector<float> weights;  // `stride` an output pixel
  int stride = 0;

  // Room for `outputs` pixels with at most `most` taps each. Memory is kept from call to call.
  void resize(int outputs, int most);

  const float* weightsOf(size_t output) const {
    return weights.data() + output * static_cast<size_t>(stride);
  }
  float* weightsOf(size_t output) { return weights.data() + output * static_cast<size_t>(stride); }
};

// Where the pixel (column, row) of the result lies in the upright output, both counted in pixels as the
// photo is stored: start + column * columnStep + row * rowStep.
struct Placement {
  int start, columnStep, rowStep;

  size_t at(size_t column, size_t row) const {
    return static_cast<size_t>(start + static_cast<int>(column) * columnStep +
                               static_cast<int>(row) * rowStep);
  }
};

// For an upright output of `width` x `height`.
Placement placementOf(Orientation orientation, int width, int height);

// Memory is kept from call to call, so that a photo no larger than the largest before allocates nothing.
class Resampler {
 public:
  // `photo` is read until the last of its rows is resampled. As many as `workers` may resample at once.
  void begin(const ImageView& photo, size_t workers = 1);

  // Calls store(output pixel, rgb) for every pixel of the rows from `firstRow` to `endRow`, counted as the photo
  // is stored; `worker` is below begin's and nobody else's at the time. `columns` and `rows` are those of the
  // photo as it is stored; rgb is a simd::F32x4 whose last value has no meaning, and may go beyond 0 to 255 where
  // the weights do. Transparency is shown on white.
  template <typename Store>
  void resample(size_t worker, size_t firstRow, size_t endRow, const Taps& columns,
                const Taps& rows, const Placement& placement, Store store);

 private:
  template <size_t kChannels, typename Store>
  void resampleRows(size_t worker, size_t firstRow, size_t endRow, const Taps& columns,
                    const Taps& rows, const Placement& placement, Store store);
  ImageView withoutTransparency(const ImageView& photo);
  void resizeRow(const Taps& columns, const Taps& rows, size_t row, float* resized) const;

  ImageView photo_;
  size_t rowSize_ = 0;
  std::vector<float> resizedRows_;  // of each worker, one output row over the photo's columns
  std::vector<uint8_t> flattened_;  // a photo with transparency on white, RGB
};

inline constexpr int kRgbChannels = 3;

// Four taps at a time, which are all that there are unless a photo is shrunk.
template <size_t kChannels>
simd::F32x4 weighPixels(const float* pixels, const float* weights, size_t count) {
  simd::F32x4 sum = {};
  const auto add = [&](size_t tap) {
    sum = simd::multiplyAdd(simd::load(pixels + tap * kChannels), simd::splat(weights[tap]), sum);
  };
  for (; count >= 4; count -= 4, pixels += 4 * kChannels, weights += 4) {
    add(0);
    add(1);
    add(2);
    add(3);
  }
  for (; count > 0; --count, pixels += kChannels, ++weights) add(0);
  return sum;
}

template <typename Store>
void Resampler::resample(size_t worker, size_t firstRow, size_t endRow, const Taps& columns,
                         const Taps& rows, const Placement& placement, Store store) {
  if (photo_.channels == kRgbChannels) {
    resampleRows<3>(worker, firstRow, endRow, columns, rows, placement, store);
  } else {
    resampleRows<4>(worker, firstRow, endRow, columns, rows, placement, store);
  }
}

template <size_t kChannels, typename Store>
void Resampler::resampleRows(size_t worker, size_t firstRow, size_t endRow, const Taps& columns,
                             const Taps& rows, const Placement& placement, Store store) {
  float* resized = resizedRows_.data() + worker * rowSize_;
  const size_t outputs = columns.first.size();
  const int* const first = columns.first.data();
  const int* const counts = columns.count.data();
  const auto stride = static_cast<size_t>(columns.stride);
  for (size_t row = firstRow; row < endRow; ++row) {
    resizeRow(columns, rows, row, resized);
    const float* weights = columns.weights.data();
    for (size_t column = 0; column < outputs; ++column, weights += stride) {
      const float* pixels = resized + static_cast<size_t>(first[column]) * kChannels;
      store(placement.at(column, row),
            weighPixels<kChannels>(pixels, weights, static_cast<size_t>(counts[column])));
    }
  }
}

}  // namespace loupe
