#include "image/resample.h"

#include <algorithm>

namespace loupe {
namespace {

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

bool isOpaque(const ImageView& rgba) {
  const auto rowBytes = static_cast<size_t>(rgba.width) * 4;
  for (int y = 0; y < rgba.height; ++y) {
    const uint8_t* row = rgba.pixels + static_cast<size_t>(y) * rowBytes;
    uint8_t alpha = 255;
    for (size_t at = 3; at < rowBytes; at += 4) alpha &= row[at];
    if (alpha != 255) return false;
  }
  return true;
}

}  // namespace

void Taps::resize(int outputs, int most) {
  const auto size = static_cast<size_t>(outputs);
  stride = most;
  first.resize(size);
  count.resize(size);
  weights.resize(size * static_cast<size_t>(most));
}

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

void Resampler::begin(const ImageView& photo, size_t workers) {
  photo_ = withoutTransparency(photo);
  // One value more, because a pixel is loaded as four.
  rowSize_ = static_cast<size_t>(photo_.width) * static_cast<size_t>(photo_.channels) + 1;
  resizedRows_.resize(workers * rowSize_);
}

// Browsers give RGBA for every photo; few show what is behind them, and the others need no copy.
ImageView Resampler::withoutTransparency(const ImageView& photo) {
  if (photo.channels == kRgbChannels || photo.opaque || isOpaque(photo)) return photo;
  const size_t count = static_cast<size_t>(photo.width) * static_cast<size_t>(photo.height);
  flattened_.resize(count * kRgbChannels);
  const uint8_t* rgba = photo.pixels;
  for (uint8_t* rgb = flattened_.data(); rgb != flattened_.data() + count * kRgbChannels;
       rgb += 3, rgba += 4) {
    for (int c = 0; c < kRgbChannels; ++c) rgb[c] = blendOnWhite(rgba[c], rgba[3]);
  }
  ImageView flat = photo;
  flat.pixels = flattened_.data();
  flat.channels = kRgbChannels;
  return flat;
}

// The photo's rows that make one output row, over the columns that are needed.
void Resampler::resizeRow(const Taps& columns, const Taps& rows, size_t row, float* resized) const {
  const auto firstColumn = static_cast<size_t>(columns.first.front());
  const size_t endColumn =
      static_cast<size_t>(columns.first.back()) + static_cast<size_t>(columns.count.back());
  const auto channels = static_cast<size_t>(photo_.channels);
  const size_t rowBytes = static_cast<size_t>(photo_.width) * channels;
  const uint8_t* pixels = photo_.pixels + static_cast<size_t>(rows.first[row]) * rowBytes;
  weighRows(pixels + firstColumn * channels, rowBytes, rows.weightsOf(row), rows.count[row],
            (endColumn - firstColumn) * channels, resized + firstColumn * channels);
}

}  // namespace loupe
