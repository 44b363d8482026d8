// Run-length encoded BMPs, which stb_image does not read.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace loupe {

// BI_RLE8 or BI_RLE4, told from the header.
struct RunLengthBmp {
  int width;
  int height;
  int bitsPerPixel;   // 8 or 4
  size_t dataOffset;  // of the runs in the file
};

// Nothing when the file is no run-length encoded BMP, or its header is not whole.
std::optional<RunLengthBmp> readRunLengthBmp(std::span<const std::byte> file);

// The same picture as a BMP without compression, 8 bits a pixel. What the runs do not reach has the
// palette's first colour; runs that leave the picture are cut.
std::vector<std::byte> unpackRunLengths(std::span<const std::byte> file, const RunLengthBmp& bmp);

}  // namespace loupe
