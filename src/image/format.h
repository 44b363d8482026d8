// What kind of file some bytes are, told from the bytes themselves and never from a name.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace loupe {

enum class ImageFormat {
  Jpeg,
  Png,
  Gif,
  Bmp,
  Tga,
  Psd,
  Pnm,
  // Recognised, but not decoded here; browsers decode some of them.
  WebP,
  Avif,
  Heic,
  JpegXl,
  Jpeg2000,
  Tiff,
  Svg,
  Ico,
  Pdf,
  // Not a picture.
  Unknown,
};

ImageFormat sniffFormat(std::span<const std::byte> file);

// "JPEG", "WebP", ...
std::string_view toString(ImageFormat format);

// Whether decode() reads it.
bool isDecoded(ImageFormat format);

}  // namespace loupe
