#include "image/bmp_rle.h"

#include <algorithm>

#include "image/byte_reader.h"

namespace loupe {
namespace {

// BITMAPFILEHEADER and BITMAPINFOHEADER:
// https://learn.microsoft.com/windows/win32/api/wingdi/ns-wingdi-bitmapinfoheader
constexpr size_t kDataOffset = 10;
constexpr size_t kHeaderSize = 14;
constexpr size_t kWidth = 18;
constexpr size_t kHeight = 22;
constexpr size_t kBitsPerPixel = 28;
constexpr size_t kCompression = 30;
constexpr size_t kHeadersEnd = 54;
constexpr uint32_t kRle8 = 1;
constexpr uint32_t kRle4 = 2;

size_t rowBytes(const RunLengthBmp& bmp) { return (static_cast<size_t>(bmp.width) + 3) / 4 * 4; }

// https://learn.microsoft.com/windows/win32/gdi/bitmap-compression
class Unpacker {
 public:
  Unpacker(std::span<const std::byte> runs, const RunLengthBmp& bmp, std::span<std::byte> pixels)
      : runs_(runs), bmp_(bmp), pixels_(pixels) {}

  void unpack() {
    while (!atEnd_ && y_ < static_cast<size_t>(bmp_.height) && at_ + 2 <= runs_.size()) {
      const unsigned count = next();
      const unsigned value = next();
      if (count > 0) {
        for (unsigned i = 0; i < count; ++i) put(indexIn(value, i));
      } else {
        escape(value);
      }
    }
  }

 private:
  void escape(unsigned code) {
    if (code == 0) {
      x_ = 0;
      ++y_;
    } else if (code == 1) {
      atEnd_ = true;
    } else if (code == 2) {
      x_ += next();
      y_ += next();
    } else {
      copyPixels(code);
    }
  }

  // `count` pixels as they are, padded to 16 bits.
  void copyPixels(unsigned count) {
    const size_t start = at_;
    const unsigned pixelsPerByte = bmp_.bitsPerPixel == 8 ? 1 : 2;
    unsigned value = 0;
    for (unsigned i = 0; i < count; ++i) {
      if (i % pixelsPerByte == 0) value = next();
      put(indexIn(value, i));
    }
    at_ += (at_ - start) % 2;
  }

  // The palette index of the i-th pixel that `value` stands for: the high half first in 4 bits.
  std::byte indexIn(unsigned value, unsigned i) const {
    if (bmp_.bitsPerPixel == 8) return static_cast<std::byte>(value);
    return static_cast<std::byte>(i % 2 == 0 ? value >> 4 : value & 15);
  }

  void put(std::byte index) {
    if (x_ < static_cast<size_t>(bmp_.width) && y_ < static_cast<size_t>(bmp_.height)) {
      pixels_[y_ * rowBytes(bmp_) + x_] = index;
    }
    ++x_;
  }

  unsigned next() { return at_ < runs_.size() ? std::to_integer<unsigned>(runs_[at_++]) : 0; }

  std::span<const std::byte> runs_;
  const RunLengthBmp& bmp_;
  std::span<std::byte> pixels_;
  size_t at_ = 0;
  size_t x_ = 0;
  size_t y_ = 0;
  bool atEnd_ = false;
};

}  // namespace

std::optional<RunLengthBmp> readRunLengthBmp(std::span<const std::byte> file) {
  constexpr uint32_t kMaxSide = 0x7fffffff;
  const ByteReader reader(file, ByteOrder::Little);
  if (!reader.startsWith(0, "BM") || file.size() < kHeadersEnd) return std::nullopt;
  const uint32_t compression = *reader.u32(kCompression);
  const uint16_t bits = *reader.u16(kBitsPerPixel);
  const bool packed = (compression == kRle8 && bits == 8) || (compression == kRle4 && bits == 4);
  if (!packed || *reader.u32(kHeaderSize) < kHeadersEnd - kHeaderSize) return std::nullopt;
  const uint32_t width = *reader.u32(kWidth);
  const uint32_t height = *reader.u32(kHeight);  // negative, for rows from the top, is not allowed
  const uint32_t offset = *reader.u32(kDataOffset);
  if (width == 0 || width > kMaxSide || height == 0 || height > kMaxSide) return std::nullopt;
  if (offset < kHeadersEnd || offset > file.size()) return std::nullopt;
  return RunLengthBmp{static_cast<int>(width), static_cast<int>(height), bits, offset};
}

std::vector<std::byte> unpackRunLengths(std::span<const std::byte> file, const RunLengthBmp& bmp) {
  std::vector<std::byte> plain(bmp.dataOffset + rowBytes(bmp) * static_cast<size_t>(bmp.height));
  std::ranges::copy(file.first(bmp.dataOffset), plain.begin());
  plain[kBitsPerPixel] = std::byte{8};
  plain[kCompression] = std::byte{0};
  Unpacker(file.subspan(bmp.dataOffset), bmp, std::span(plain).subspan(bmp.dataOffset)).unpack();
  return plain;
}

}  // namespace loupe
