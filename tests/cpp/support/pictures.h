// Pictures made at run time, as pixels and as files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "image/image.h"

namespace loupe::test {

struct Picture {
  int width = 0;
  int height = 0;
  int channels = 3;
  std::vector<uint8_t> pixels;

  ImageView view(Orientation orientation = Orientation::Normal) const {
    return {pixels.data(), width, height, channels, orientation};
  }
  uint8_t at(int x, int y, int channel) const {
    return pixels[static_cast<size_t>((y * width + x) * channels + channel)];
  }
};

// Noise, the same for the same seed.
Picture randomPicture(int width, int height, int channels, unsigned seed);

// 24 bits a pixel, rows from the bottom up, or from the top down with a negative height.
std::vector<std::byte> bmpFile(const Picture& picture, bool topDown = false);

// 8 bits a channel, RGB or RGBA, not compressed. Checksums are 0: stb_image does not look at them.
std::vector<std::byte> pngFile(const Picture& picture);

// The start of a PNG that claims a size, and has no pixels.
std::vector<std::byte> pngHeader(size_t width, size_t height);

// "P6".
std::vector<std::byte> pnmFile(const Picture& picture);

// A baseline JPEG of one grey level. `segments` come between its start and its tables, `scans` is how many
// times its scan is repeated.
std::vector<std::byte> jpegFile(int width, int height, uint8_t grey,
                                std::span<const std::byte> segments = {}, int scans = 1);

}  // namespace loupe::test
