// Brightness, contrast and saturation of pixels that are floats already.
#pragma once

#include <span>

namespace loupe {

// Factors; 1 changes nothing, 0 leaves black, one grey, or greys.
struct ColorJitter {
  float brightness = 1;
  float contrast = 1;
  float saturation = 1;

  friend bool operator==(const ColorJitter&, const ColorJitter&) = default;
};

// Brightness, then contrast, then saturation, each as Pillow's ImageEnhance does it
// (https://github.com/python-pillow/Pillow/blob/main/src/PIL/ImageEnhance.py) but without rounding to 8 bits:
// a blend with black, with the picture's mean grey, with each pixel's own grey, kept within 0 to `white`. One
// picture of 1 or 3 channels; one channel has no saturation.
void adjustColors(const ColorJitter& jitter, int channels, float white, std::span<float> pixels);

}  // namespace loupe
