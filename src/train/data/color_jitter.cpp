#include "train/data/color_jitter.h"

#include <algorithm>
#include <cstddef>

namespace loupe {
namespace {

float clampTo(float white, float value) { return std::min(std::max(value, 0.0f), white); }

float blend(float from, float to, float share) { return from + (to - from) * share; }

// Rec. 601's luma.
float greyOf(const float* rgb) { return 0.299f * rgb[0] + 0.587f * rgb[1] + 0.114f * rgb[2]; }

float meanGrey(int channels, std::span<const float> pixels) {
  constexpr size_t kBlock = 1024;  // a float adds up this many without losing any
  double sum = 0;
  const auto step = static_cast<size_t>(channels);
  for (size_t start = 0; start < pixels.size(); start += kBlock * step) {
    const size_t end = std::min(pixels.size(), start + kBlock * step);
    float part = 0;
    for (size_t i = start; i < end; i += step) {
      part += channels == 1 ? pixels[i] : greyOf(&pixels[i]);
    }
    sum += part;
  }
  return static_cast<float>(sum * channels / static_cast<double>(pixels.size()));
}

}  // namespace

void adjustColors(const ColorJitter& jitter, int channels, float white, std::span<float> pixels) {
  if (jitter.brightness != 1) {
    for (float& value : pixels) value = clampTo(white, value * jitter.brightness);
  }
  if (jitter.contrast != 1) {
    const float mean = meanGrey(channels, pixels);
    for (float& value : pixels) value = clampTo(white, blend(mean, value, jitter.contrast));
  }
  if (jitter.saturation == 1 || channels == 1) return;
  for (size_t i = 0; i < pixels.size(); i += 3) {
    const float grey = greyOf(&pixels[i]);
    for (size_t c = i; c < i + 3; ++c) {
      pixels[c] = clampTo(white, blend(grey, pixels[c], jitter.saturation));
    }
  }
}

}  // namespace loupe
