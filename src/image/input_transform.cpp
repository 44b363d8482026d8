#include "image/input_transform.h"

#include <algorithm>
#include <cmath>

#include "tensor/simd.h"

namespace loupe {
namespace {

constexpr int kChannels = 3;

// Keys's cubic convolution with a = -0.5, for |x| < 2.
double bicubic(double x) {
  constexpr double a = -0.5;
  x = std::fabs(x);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

constexpr double kBicubicSupport = 2;

// The largest crop of the output's aspect ratio, times the fraction, centred. Upright pixels.
struct Crop {
  double x, y, width, height;
};

Crop centredCrop(int photoWidth, int photoHeight, int width, int height, double fraction) {
  const double scale =
      fraction * std::min(double(photoWidth) / width, double(photoHeight) / height);
  const double cropWidth = scale * width;
  const double cropHeight = scale * height;
  return {(photoWidth - cropWidth) / 2, (photoHeight - cropHeight) / 2, cropWidth, cropHeight};
}

// Where the pixel (column, row) of the result lies in the upright output, both counted in pixels as the
// photo is stored: start + column * columnStep + row * rowStep.
struct Placement {
  int start, columnStep, rowStep;
};

Placement placementOf(Orientation orientation, int width, int height) {
  const int right = width - 1;
  const int bottom = (height - 1) * width;
  switch (orientation) {
    case Orientation::Normal:
      return {0, 1, width};
    case Orientation::FlipHorizontal:
      return {right, -1, width};
    case Orientation::Rotate180:
      return {bottom + right, -1, -width};
    case Orientation::FlipVertical:
      return {bottom, 1, -width};
    case Orientation::Transpose:
      return {0, width, 1};
    case Orientation::Rotate90:
      return {right, width, -1};
    case Orientation::Transverse:
      return {bottom + right, -width, -1};
    case Orientation::Rotate270:
      return {bottom, -width, 1};
  }
  return {0, 1, width};
}

// output[i] = sum over rows r of weights[r] * rows[r][i], a block of columns at a time so that the sums
// stay in registers.
void weighRows(const uint8_t* rows, size_t rowBytes, const float* weights, int count, size_t size,
               float* output) {
  constexpr size_t kBlock = 16;
  size_t at = 0;
  for (; at + kBlock <= size; at += kBlock) {
    simd::F32x4 sums[4] = {};
    const uint8_t* row = rows + at;
    for (int r = 0; r < count; ++r, row += rowBytes) {
      simd::F32x4 pixels[4];
      simd::loadBytes(row, pixels);
      const simd::F32x4 weight = simd::splat(weights[r]);
      for (int i = 0; i < 4; ++i) sums[i] = simd::multiplyAdd(pixels[i], weight, sums[i]);
    }
    for (int i = 0; i < 4; ++i) simd::store(output + at + 4 * static_cast<size_t>(i), sums[i]);
  }
  for (; at < size; ++at) {
    float sum = 0;
    for (int r = 0; r < count; ++r) {
      sum += weights[r] * static_cast<float>(rows[at + static_cast<size_t>(r) * rowBytes]);
    }
    output[at] = sum;
  }
}

uint8_t blendOnWhite(unsigned value, unsigned alpha) {
  return static_cast<uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

}  // namespace

InputTransform::InputTransform(size_t height, size_t width, const Preprocessing& preprocessing)
    : height_(static_cast<int>(height)),
      width_(static_cast<int>(width)),
      preprocessing_(preprocessing) {}

void InputTransform::Taps::plan(int inputSize, double cropStart, double cropSize, int outputSize) {
  const double scale = cropSize / outputSize;
  const double stretch = std::max(scale, 1.0);
  const double support = kBicubicSupport * stretch;
  stride = 2 * static_cast<int>(std::ceil(support)) + 1;
  const auto outputs = static_cast<size_t>(outputSize);
  first.resize(outputs);
  count.resize(outputs);
  weights.resize(outputs * static_cast<size_t>(stride));
  for (size_t i = 0; i < outputs; ++i) {
    const double centre = cropStart + (static_cast<double>(i) + 0.5) * scale;
    const int begin = std::max(static_cast<int>(centre - support + 0.5), 0);
    const int end = std::min(static_cast<int>(centre + support + 0.5), inputSize);
    float* weight = weights.data() + i * static_cast<size_t>(stride);
    double sum = 0;
    for (int at = begin; at < end; ++at) sum += bicubic((at - centre + 0.5) / stretch);
    for (int at = begin; at < end; ++at) {
      *weight++ = static_cast<float>(bicubic((at - centre + 0.5) / stretch) / sum);
    }
    first[i] = begin;
    count[i] = end - begin;
  }
}

void InputTransform::plan(const ImageView& photo) {
  const Crop crop = centredCrop(photo.uprightWidth(), photo.uprightHeight(), width_, height_,
                                preprocessing_.cropFraction);
  // A centred crop is centred however the photo is turned: only its sides change places.
  if (swapsAxes(photo.orientation)) {
    columns_.plan(photo.width, crop.y, crop.height, height_);
    rows_.plan(photo.height, crop.x, crop.width, width_);
  } else {
    columns_.plan(photo.width, crop.x, crop.width, width_);
    rows_.plan(photo.height, crop.y, crop.height, height_);
  }
}

ImageView InputTransform::onWhite(const ImageView& photo) {
  if (photo.channels == kChannels) return photo;
  const size_t count = static_cast<size_t>(photo.width) * static_cast<size_t>(photo.height);
  flattened_.resize(count * kChannels);
  const uint8_t* rgba = photo.pixels;
  for (uint8_t* rgb = flattened_.data(); rgb != flattened_.data() + count * kChannels;
       rgb += 3, rgba += 4) {
    for (int c = 0; c < kChannels; ++c) rgb[c] = blendOnWhite(rgba[c], rgba[3]);
  }
  ImageView flat = photo;
  flat.pixels = flattened_.data();
  flat.channels = kChannels;
  return flat;
}

// The photo's rows that make one output row, over the columns that the crop needs.
void InputTransform::resizeRow(const ImageView& photo, int row) {
  const auto at = static_cast<size_t>(row);
  const auto firstColumn = static_cast<size_t>(columns_.first.front());
  const auto endColumn = static_cast<size_t>(columns_.first.back() + columns_.count.back());
  const size_t rowBytes = static_cast<size_t>(photo.width) * kChannels;
  const uint8_t* pixels = photo.pixels + static_cast<size_t>(rows_.first[at]) * rowBytes;
  weighRows(pixels + firstColumn * kChannels, rowBytes,
            rows_.weights.data() + at * static_cast<size_t>(rows_.stride), rows_.count[at],
            (endColumn - firstColumn) * kChannels, resizedRow_.data() + firstColumn * kChannels);
}

// Calls store(output pixel, channel values from 0 to 255) for every pixel.
template <typename Store>
void InputTransform::resize(const ImageView& original, Store store) {
  const ImageView photo = onWhite(original);
  plan(photo);
  // One value more, because a pixel is loaded as four.
  resizedRow_.resize(static_cast<size_t>(photo.width) * kChannels + 1);
  const Placement placement = placementOf(photo.orientation, width_, height_);
  for (size_t row = 0; row < rows_.first.size(); ++row) {
    resizeRow(photo, static_cast<int>(row));
    for (size_t column = 0; column < columns_.first.size(); ++column) {
      const float* weight = columns_.weights.data() + column * static_cast<size_t>(columns_.stride);
      const float* pixel =
          resizedRow_.data() + static_cast<size_t>(columns_.first[column]) * kChannels;
      simd::F32x4 sum = {};
      for (int tap = 0; tap < columns_.count[column]; ++tap, pixel += kChannels) {
        sum = simd::multiplyAdd(simd::load(pixel), simd::splat(weight[tap]), sum);
      }
      const int at = placement.start + static_cast<int>(column) * placement.columnStep +
                     static_cast<int>(row) * placement.rowStep;
      store(static_cast<size_t>(at) * kChannels,
            simd::minimum(simd::maximum(sum, simd::splat(0)), simd::splat(255)));
    }
  }
}

void InputTransform::apply(const ImageView& photo, std::span<float> output) {
  float scale[kChannels];
  float offset[kChannels];
  for (size_t c = 0; c < kChannels; ++c) {
    scale[c] = 1.0f / preprocessing_.std[c];
    offset[c] = -preprocessing_.mean[c] / preprocessing_.std[c];
  }
  resize(photo, [&](size_t at, simd::F32x4 rgb) {
    for (size_t c = 0; c < kChannels; ++c) output[at + c] = rgb[c] * scale[c] + offset[c];
  });
}

void InputTransform::apply(const ImageView& photo, Quantization quantization,
                           std::span<int8_t> output) {
  float scale[kChannels];
  float offset[kChannels];
  for (size_t c = 0; c < kChannels; ++c) {
    scale[c] = 1.0f / (preprocessing_.std[c] * quantization.scale);
    offset[c] = static_cast<float>(quantization.zeroPoint) - preprocessing_.mean[c] * scale[c];
  }
  resize(photo, [&](size_t at, simd::F32x4 rgb) {
    for (size_t c = 0; c < kChannels; ++c) {
      const float q = std::nearbyint(rgb[c] * scale[c] + offset[c]);
      output[at + c] = static_cast<int8_t>(std::min(std::max(-128.0f, q), 127.0f));
    }
  });
}

}  // namespace loupe
