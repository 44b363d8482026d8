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
  // Calls store(output pixel, rgb) for every pixel of the upright output. `columns` and `rows` are those of
  // the photo as it is stored; rgb is a simd::F32x4 whose last value has no meaning, and may go beyond 0 to
  // 255 where the weights do. Transparency is shown on white.
  template <typename Store>
  void resample(const ImageView& original, const Taps& columns, const Taps& rows,
                const Placement& placement, Store store);

 private:
  ImageView withoutTransparency(const ImageView& photo);
  void resizeRow(const ImageView& photo, const Taps& columns, const Taps& rows, size_t row);

  std::vector<float> resizedRow_;   // one output row over the photo's columns
  std::vector<uint8_t> flattened_;  // a photo with transparency on white, RGB
};

inline constexpr int kRgbChannels = 3;

template <typename Store>
void Resampler::resample(const ImageView& original, const Taps& columns, const Taps& rows,
                         const Placement& placement, Store store) {
  const ImageView photo = withoutTransparency(original);
  // One value more, because a pixel is loaded as four.
  resizedRow_.resize(static_cast<size_t>(photo.width) * static_cast<size_t>(photo.channels) + 1);
  for (size_t row = 0; row < rows.first.size(); ++row) {
    resizeRow(photo, columns, rows, row);
    for (size_t column = 0; column < columns.first.size(); ++column) {
      const float* weight = columns.weightsOf(column);
      const float* pixel = resizedRow_.data() + columns.first[column] * photo.channels;
      simd::F32x4 sum = {};
      for (int tap = 0; tap < columns.count[column]; ++tap, pixel += photo.channels) {
        sum = simd::multiplyAdd(simd::load(pixel), simd::splat(weight[tap]), sum);
      }
      store(placement.at(column, row), sum);
    }
  }
}

}  // namespace loupe
