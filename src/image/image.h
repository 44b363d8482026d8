// A decoded photo, as it is stored in its file, with the way it is to be turned.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace loupe {

// EXIF 2.32, tag 0x0112: how the stored picture must be turned to be upright.
enum class Orientation : uint8_t {
  Normal = 1,
  FlipHorizontal = 2,
  Rotate180 = 3,
  FlipVertical = 4,
  Transpose = 5,  // mirrored at the diagonal from the top left
  Rotate90 = 6,   // turned 90 degrees clockwise
  Transverse = 7,
  Rotate270 = 8,
};

constexpr bool swapsAxes(Orientation orientation) { return orientation >= Orientation::Transpose; }

// 8-bit pixels that somebody else owns: rows without gaps, `channels` bytes a pixel, 3 (RGB) or 4
// (RGBA with straight alpha, which is 255 throughout where the view is known to be `opaque`).
struct ImageView {
  const uint8_t* pixels = nullptr;
  int width = 0;   // as stored
  int height = 0;  // as stored
  int channels = 3;
  Orientation orientation = Orientation::Normal;
  bool opaque = false;

  int uprightWidth() const { return swapsAxes(orientation) ? height : width; }
  int uprightHeight() const { return swapsAxes(orientation) ? width : height; }
};

}  // namespace loupe
