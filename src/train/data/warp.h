// Photos seen through an affine transform: the one pass that all of augmentation's geometry takes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace loupe {

// Where the result's pixel (x, y) lies in the photo, in pixels from the centre of the top left one:
// (xx * x + xy * y + x0, yx * x + yy * y + y0). The top two rows of a 3x3 matrix.
struct Affine {
  double xx = 1, xy = 0, x0 = 0;
  double yx = 0, yy = 1, y0 = 0;

  friend bool operator==(const Affine&, const Affine&) = default;
};

// The product of the matrices: `second` is applied first.
Affine operator*(const Affine& first, const Affine& second);

// 8-bit pixels that somebody else owns: height x width x channels without gaps; 1 or 3 channels.
struct PixelView {
  const uint8_t* pixels = nullptr;
  int height = 0;
  int width = 0;
  int channels = 3;

  size_t size() const {
    return static_cast<size_t>(height) * static_cast<size_t>(width) * static_cast<size_t>(channels);
  }
};

// output = scale * pixels, both of one size.
void scalePixels(std::span<const uint8_t> pixels, float scale, std::span<float> output);

// Memory is kept from call to call. Not for two threads at once.
class Warper {
 public:
  // output = scale * the photo where `transform` leads, interpolated bilinearly, and beyond the photo's edge
  // its nearest pixel: scipy.ndimage.affine_transform(order=1, mode='nearest'). `output` has the photo's
  // shape. The identity is a plain copy.
  void apply(const PixelView& photo, const Affine& transform, float scale, std::span<float> output);

 private:
  std::vector<float> scaled_;  // the photo: a pixel is read four times, and converted once
};

}  // namespace loupe
