#include "image/format.h"

#include <array>

#include "image/byte_reader.h"

namespace loupe {
namespace {

struct Signature {
  size_t at;
  std::string_view bytes;
  ImageFormat format;
};

using namespace std::string_view_literals;

constexpr auto kSignatures = std::to_array<Signature>({
    {0, "\xff\xd8"sv, ImageFormat::Jpeg},
    {0, "\x89PNG\r\n\x1a\n"sv, ImageFormat::Png},
    {0, "GIF87a"sv, ImageFormat::Gif},
    {0, "GIF89a"sv, ImageFormat::Gif},
    {0, "BM"sv, ImageFormat::Bmp},
    {0, "8BPS"sv, ImageFormat::Psd},
    {0, "P5"sv, ImageFormat::Pnm},
    {0, "P6"sv, ImageFormat::Pnm},
    {8, "WEBP"sv, ImageFormat::WebP},
    {4, "ftypavif"sv, ImageFormat::Avif},
    {4, "ftypavis"sv, ImageFormat::Avif},
    {4, "ftyphei"sv, ImageFormat::Heic},
    {4, "ftyphev"sv, ImageFormat::Heic},
    {4, "ftypmif1"sv, ImageFormat::Heic},
    {4, "ftypmsf1"sv, ImageFormat::Heic},
    {0, "\xff\x0a"sv, ImageFormat::JpegXl},
    {0, "\0\0\0\x0cJXL "sv, ImageFormat::JpegXl},
    {0, "\0\0\0\x0cjP  "sv, ImageFormat::Jpeg2000},
    {0, "II*\0"sv, ImageFormat::Tiff},
    {0, "MM\0*"sv, ImageFormat::Tiff},
    {0, "<svg"sv, ImageFormat::Svg},
    {0, "<?xml"sv, ImageFormat::Svg},
    {0, "\0\0\1\0"sv, ImageFormat::Ico},
    {0, "%PDF"sv, ImageFormat::Pdf},
});

// TGA has no signature: its header must be one that a TGA can have (Truevision TGA 2.0, appendix A).
bool couldBeTga(std::span<const std::byte> file) {
  constexpr size_t kHeaderBytes = 18;
  if (file.size() <= kHeaderBytes) return false;
  const auto byte = [&](size_t at) { return std::to_integer<unsigned>(file[at]); };
  const unsigned colorMapType = byte(1);
  const unsigned imageType = byte(2) & ~8u;  // bit 3: run-length encoded
  const unsigned bitsPerPixel = byte(16);
  const bool indexed = imageType == 1;
  const bool depthFits = bitsPerPixel == 8 || bitsPerPixel == 15 || bitsPerPixel == 16 ||
                         bitsPerPixel == 24 || bitsPerPixel == 32;
  const ByteReader reader(file, ByteOrder::Little);
  return byte(2) <= 11 && imageType >= 1 && imageType <= 3 && colorMapType <= 1 &&
         (!indexed || (colorMapType == 1 && bitsPerPixel == 8)) && depthFits &&
         (byte(17) & 0xc0) == 0 && reader.u16(12) > 0 && reader.u16(14) > 0;
}

}  // namespace

ImageFormat sniffFormat(std::span<const std::byte> file) {
  const ByteReader reader(file, ByteOrder::Big);
  for (const Signature& signature : kSignatures) {
    if (reader.startsWith(signature.at, signature.bytes)) return signature.format;
  }
  return couldBeTga(file) ? ImageFormat::Tga : ImageFormat::Unknown;
}

std::string_view toString(ImageFormat format) {
  constexpr auto kNames = std::to_array<std::string_view>(
      {"JPEG", "PNG", "GIF", "BMP", "TGA", "PSD", "PNM", "WebP", "AVIF", "HEIC", "JPEG XL",
       "JPEG 2000", "TIFF", "SVG", "ICO", "PDF", "unknown"});
  return kNames[static_cast<size_t>(format)];
}

bool isDecoded(ImageFormat format) { return format <= ImageFormat::Pnm; }

}  // namespace loupe
