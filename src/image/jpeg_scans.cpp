#include "image/jpeg_scans.h"

#include <cstring>

#include "image/byte_reader.h"

namespace loupe {
namespace {

constexpr uint16_t kStartOfScan = 0xffda;
constexpr uint16_t kEndOfImage = 0xffd9;

// Markers without a length: picture data, its stuffed 0xff bytes, fill bytes, TEM, RST0 to RST7 and SOI.
bool standsAlone(uint16_t marker) {
  return marker == 0xffff || marker <= 0xff01 || (marker >= 0xffd0 && marker <= 0xffd8);
}

}  // namespace

size_t countScans(std::span<const std::byte> file) {
  const ByteReader reader(file, ByteOrder::Big);
  const auto nextMarker = [&](size_t from) {
    const auto* found =
        static_cast<const std::byte*>(std::memchr(file.data() + from, 0xff, file.size() - from));
    return found ? static_cast<size_t>(found - file.data()) : file.size();
  };
  size_t scans = 0;
  size_t at = 2;  // after SOI
  while (const auto marker = reader.u16(at)) {
    if (*marker == kEndOfImage) break;
    if (*marker == kStartOfScan) ++scans;
    const auto length = reader.u16(at + 2);
    at = standsAlone(*marker) || !length ? nextMarker(at + 1) : at + 2 + size_t{*length};
  }
  return scans;
}

}  // namespace loupe
