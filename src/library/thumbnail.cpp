#include "library/thumbnail.h"

#include <algorithm>
#include <cmath>

#include "image/photo_resizer.h"

#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_image_write.h>
#pragma GCC diagnostic pop

namespace loupe {
namespace {

void append(void* context, void* data, int size) {
  const auto* bytes = static_cast<const std::byte*>(data);
  auto& file = *static_cast<std::vector<std::byte>*>(context);
  file.insert(file.end(), bytes, bytes + size);
}

}  // namespace

std::vector<std::byte> makeThumbnail(const ImageView& photo) {
  constexpr int kQuality = 80;
  const int width = photo.uprightWidth();
  const int height = photo.uprightHeight();
  const double scale = std::min(1.0, static_cast<double>(kThumbnailSide) / std::max(width, height));
  const auto scaled = [&](int side) {
    return std::max(1, static_cast<int>(std::lround(side * scale)));
  };
  PhotoFormat format;
  format.width = scaled(width);
  format.height = scaled(height);
  format.interpolation = Interpolation::Area;
  std::vector<uint8_t> pixels(format.bytes());
  PhotoResizer(format).apply(photo, pixels);
  std::vector<std::byte> file;
  stbi_write_jpg_to_func(append, &file, format.width, format.height, format.channels(),
                         pixels.data(), kQuality);
  return file;
}

}  // namespace loupe
