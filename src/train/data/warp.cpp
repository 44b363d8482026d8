#include "train/data/warp.h"

#include <algorithm>
#include <cstring>

#include "tensor/simd.h"

namespace loupe {
namespace {

using simd::F32x4;
using I32x4 = int32_t __attribute__((vector_size(16)));

constexpr int kPlaces = 4;  // along a row of the result, at a time

// Coordinates moved into 0 to `last`: the whole pixel before each, and how far it is from that.
struct Positions {
  int32_t pixel[kPlaces];
  float rest[kPlaces];  // 0 to 1; 1 only in the last pixel, so that each has one after it

  Positions(F32x4 at, float last) {
    const F32x4 inside = simd::minimum(simd::maximum(at, simd::splat(0)), simd::splat(last));
    const F32x4 lastStart = simd::splat(std::max(last - 1, 0.0f));
    const I32x4 whole = __builtin_convertvector(simd::minimum(inside, lastStart), I32x4);
    std::memcpy(pixel, &whole, sizeof whole);
    simd::store(rest, inside - __builtin_convertvector(whole, F32x4));
  }
};

F32x4 mix(F32x4 from, F32x4 to, float share) {
  return simd::multiplyAdd(to - from, simd::splat(share), from);
}

float mix(float from, float to, float share) { return from + (to - from) * share; }

// A pixel as one value: a float, or three of them and one of the next pixel.
template <int kChannels>
auto loadPixel(const float* from) {
  if constexpr (kChannels == 1) {
    return *from;
  } else {
    return simd::load(from);
  }
}

void storePixel(float* to, float value, bool /*last*/) { *to = value; }

// The fourth value belongs to the next pixel, which comes later; the last of a row has none.
void storePixel(float* to, F32x4 value, bool last) {
  if (last) {
    for (int c = 0; c < 3; ++c) to[c] = value[c];
  } else {
    simd::store(to, value);
  }
}

template <int kChannels>
void warpRow(const float* photo, int height, int width, F32x4 x, F32x4 y, F32x4 xStep, F32x4 yStep,
             float* output) {
  const ptrdiff_t rowSize = ptrdiff_t{width} * kChannels;
  for (int column = 0; column < width; column += kPlaces, x += xStep, y += yStep) {
    const Positions across(x, static_cast<float>(width - 1));
    const Positions down(y, static_cast<float>(height - 1));
    const int places = std::min(kPlaces, width - column);
    for (int i = 0; i < places; ++i, output += kChannels) {
      const float* above = photo + down.pixel[i] * rowSize + ptrdiff_t{across.pixel[i]} * kChannels;
      const float* below = above + rowSize;
      const auto top =
          mix(loadPixel<kChannels>(above), loadPixel<kChannels>(above + kChannels), across.rest[i]);
      const auto bottom =
          mix(loadPixel<kChannels>(below), loadPixel<kChannels>(below + kChannels), across.rest[i]);
      storePixel(output, mix(top, bottom, down.rest[i]), column + i == width - 1);
    }
  }
}

template <int kChannels>
void warpRows(const float* photo, int height, int width, const Affine& transform, float* output) {
  const F32x4 along = {0, 1, 2, 3};
  const auto ramp = [&](double start, double step) {
    return simd::multiplyAdd(along, simd::splat(static_cast<float>(step)),
                             simd::splat(static_cast<float>(start)));
  };
  const F32x4 xStep = simd::splat(static_cast<float>(kPlaces * transform.xx));
  const F32x4 yStep = simd::splat(static_cast<float>(kPlaces * transform.yx));
  for (int row = 0; row < height; ++row, output += ptrdiff_t{width} * kChannels) {
    warpRow<kChannels>(photo, height, width, ramp(transform.xy * row + transform.x0, transform.xx),
                       ramp(transform.yy * row + transform.y0, transform.yx), xStep, yStep, output);
  }
}

}  // namespace

Affine operator*(const Affine& a, const Affine& b) {
  return {a.xx * b.xx + a.xy * b.yx, a.xx * b.xy + a.xy * b.yy, a.xx * b.x0 + a.xy * b.y0 + a.x0,
          a.yx * b.xx + a.yy * b.yx, a.yx * b.xy + a.yy * b.yy, a.yx * b.x0 + a.yy * b.y0 + a.y0};
}

void scalePixels(std::span<const uint8_t> pixels, float scale, std::span<float> output) {
  for (size_t i = 0; i < pixels.size(); ++i) output[i] = scale * static_cast<float>(pixels[i]);
}

void Warper::apply(const PixelView& photo, const Affine& transform, float scale,
                   std::span<float> output) {
  const std::span pixels(photo.pixels, photo.size());
  if (transform == Affine{}) return scalePixels(pixels, scale, output);
  // A single row or column has none after it, which is then read but weighs nothing: a row and two pixels of
  // zeros.
  const auto channels = static_cast<size_t>(photo.channels);
  scaled_.resize(photo.size() + (static_cast<size_t>(photo.width) + 2) * channels);
  scalePixels(pixels, scale, scaled_);
  if (photo.channels == 1) {
    warpRows<1>(scaled_.data(), photo.height, photo.width, transform, output.data());
  } else {
    warpRows<3>(scaled_.data(), photo.height, photo.width, transform, output.data());
  }
}

}  // namespace loupe
