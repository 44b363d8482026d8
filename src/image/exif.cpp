#include "image/exif.h"

#include <optional>

#include "image/byte_reader.h"

namespace loupe {
namespace {

constexpr std::string_view kPngSignature = "\x89PNG\r\n\x1a\n";

// A TIFF header and its first directory (TIFF 6.0, section 2), where EXIF keeps the orientation.
Orientation orientationInTiff(std::span<const std::byte> tiff) {
  constexpr uint16_t kOrientationTag = 0x0112;
  constexpr uint16_t kShort = 3;
  constexpr size_t kEntryBytes = 12;

  const bool big = ByteReader(tiff, ByteOrder::Big).startsWith(0, "MM");
  const ByteReader reader(tiff, big ? ByteOrder::Big : ByteOrder::Little);
  if (!big && !reader.startsWith(0, "II")) return Orientation::Normal;
  if (reader.u16(2) != 42) return Orientation::Normal;
  const auto directory = reader.u32(4);
  if (!directory) return Orientation::Normal;
  const auto count = reader.u16(*directory);
  if (!count) return Orientation::Normal;
  for (size_t i = 0; i < *count; ++i) {
    const size_t entry = size_t{*directory} + 2 + i * kEntryBytes;
    if (reader.u16(entry) != kOrientationTag) continue;
    const auto value = reader.u16(entry + 8);
    const bool valid = reader.u16(entry + 2) == kShort && value && *value >= 1 && *value <= 8;
    return valid ? static_cast<Orientation>(*value) : Orientation::Normal;
  }
  return Orientation::Normal;
}

std::span<const std::byte> exifInJpeg(std::span<const std::byte> file) {
  constexpr std::string_view kExif("Exif\0\0", 6);
  const ByteReader reader(file, ByteOrder::Big);
  size_t at = 2;
  while (const auto marker = reader.u16(at)) {
    if (*marker == 0xffff) {  // fill bytes
      ++at;
      continue;
    }
    const bool isSegment = *marker >= 0xff01 && *marker != 0xffd8;
    const bool isData = *marker == 0xffda || *marker == 0xffd9;
    const auto length = reader.u16(at + 2);
    if (!isSegment || isData || !length || *length < 2) break;
    if (*marker == 0xffe1 && reader.startsWith(at + 4, kExif)) {
      const size_t header = 4 + kExif.size();
      const size_t segment = 2 + size_t{*length};
      if (segment > header) return reader.slice(at + header, segment - header);
    }
    at += 2 + size_t{*length};
  }
  return {};
}

std::span<const std::byte> exifInPng(std::span<const std::byte> file) {
  constexpr size_t kLengthAndType = 8;
  constexpr size_t kChecksum = 4;
  const ByteReader reader(file, ByteOrder::Big);
  size_t at = kPngSignature.size();
  while (const auto length = reader.u32(at)) {
    if (reader.startsWith(at + 4, "eXIf")) {
      return reader.slice(at + kLengthAndType, *length);
    }
    if (*length > reader.size()) break;
    at += kLengthAndType + *length + kChecksum;
  }
  return {};
}

}  // namespace

std::span<const std::byte> exifData(std::span<const std::byte> file) {
  const ByteReader reader(file, ByteOrder::Big);
  if (reader.startsWith(0, "\xff\xd8")) return exifInJpeg(file);
  if (reader.startsWith(0, kPngSignature)) return exifInPng(file);
  return {};
}

Orientation readOrientation(std::span<const std::byte> file) {
  return orientationInTiff(exifData(file));
}

}  // namespace loupe
