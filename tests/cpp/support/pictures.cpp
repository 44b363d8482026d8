#include "support/pictures.h"

#include <algorithm>
#include <random>
#include <string>

#include "support/bytes.h"

namespace loupe::test {
namespace {

constexpr size_t kNoChecksum = 0;

size_t size(int value) { return static_cast<size_t>(value); }

void writePngChunk(ByteWriter& png, std::string_view type, std::span<const std::byte> data) {
  png.u32(data.size()).text(type).bytes(data).u32(kNoChecksum);
}

// zlib's container with stored blocks (RFC 1950, RFC 1951 section 3.2.4).
std::vector<std::byte> storedZlib(std::span<const std::byte> data) {
  constexpr size_t kMaxBlock = 65'535;
  ByteWriter zlib(ByteOrder::Little);
  zlib.u8(0x78).u8(0x01);
  do {
    const auto block = data.first(std::min(data.size(), kMaxBlock));
    data = data.subspan(block.size());
    zlib.u8(data.empty()).u16(block.size()).u16(~block.size()).bytes(block);
  } while (!data.empty());
  return zlib.u32(kNoChecksum).written();
}

std::vector<std::byte> pngClaim(size_t width, size_t height, int channels) {
  constexpr size_t kRgb = 2;
  constexpr size_t kRgba = 6;
  ByteWriter header(ByteOrder::Big);
  header.u32(width).u32(height).u8(8).u8(channels == 4 ? kRgba : kRgb).u8(0).u8(0).u8(0);
  ByteWriter png(ByteOrder::Big);
  png.text("\x89PNG\r\n\x1a\n");
  writePngChunk(png, "IHDR", header.written());
  return png.written();
}

// Bits from the highest down, a 0 byte after each 0xff.
class JpegBits {
 public:
  void write(unsigned value, int count) {
    while (count-- > 0) {
      byte_ = byte_ << 1 | (value >> count & 1);
      if (++filled_ == 8) flush();
    }
  }
  std::vector<std::byte> finish() {
    while (filled_ != 0) write(1, 1);
    return bytes_;
  }

 private:
  void flush() {
    bytes_.push_back(static_cast<std::byte>(byte_));
    if (byte_ == 0xff) bytes_.push_back(std::byte{0});
    byte_ = 0;
    filled_ = 0;
  }

  std::vector<std::byte> bytes_;
  unsigned byte_ = 0;
  int filled_ = 0;
};

constexpr int kBlock = 8;

// The first block's brightness, then "as before" for the others. Codes of two bits: 00 is no difference,
// 01 one of 7 bits; one bit ends a block.
std::vector<std::byte> greyScan(int width, int height, uint8_t grey) {
  const int level = grey - 128;
  const int blocks = (width + kBlock - 1) / kBlock * ((height + kBlock - 1) / kBlock);
  JpegBits bits;
  bits.write(0b01, 2);
  bits.write(static_cast<unsigned>(level < 0 ? level + 127 : level), 7);
  bits.write(0, 1);
  for (int i = 1; i < blocks; ++i) bits.write(0, 3);
  return bits.finish();
}

void writeHuffmanTable(ByteWriter& jpeg, size_t kind, std::span<const uint8_t> symbols,
                       size_t codeLength) {
  constexpr size_t kLengths = 16;
  jpeg.u16(0xffc4).u16(2 + 1 + kLengths + symbols.size()).u8(kind);
  for (size_t length = 1; length <= kLengths; ++length) {
    jpeg.u8(length == codeLength ? symbols.size() : 0);
  }
  for (const uint8_t symbol : symbols) jpeg.u8(symbol);
}

}  // namespace

Picture randomPicture(int width, int height, int channels, unsigned seed) {
  Picture picture{width, height, channels, {}};
  picture.pixels.resize(size(width * height * channels));
  std::mt19937 random(seed);
  std::ranges::generate(picture.pixels, [&] { return static_cast<uint8_t>(random() >> 8); });
  return picture;
}

std::vector<std::byte> bmpFile(const Picture& picture, bool topDown) {
  constexpr size_t kHeaders = 54;
  const size_t padding = (4 - size(picture.width) * 3 % 4) % 4;
  const size_t bytes = kHeaders + (size(picture.width) * 3 + padding) * size(picture.height);
  ByteWriter bmp(ByteOrder::Little);
  bmp.text("BM").u32(bytes).u32(0).u32(kHeaders);
  bmp.u32(40).u32(size(picture.width)).u32(size(topDown ? -picture.height : picture.height));
  bmp.u16(1).u16(24).u32(0).u32(0).u32(0).u32(0).u32(0).u32(0);
  for (int row = 0; row < picture.height; ++row) {
    const int y = topDown ? row : picture.height - 1 - row;
    for (int x = 0; x < picture.width; ++x) {
      for (int c = 2; c >= 0; --c) bmp.u8(picture.at(x, y, c));
    }
    for (size_t i = 0; i < padding; ++i) bmp.u8(0);
  }
  return bmp.written();
}

std::vector<std::byte> pngHeader(size_t width, size_t height) {
  return pngClaim(width, height, /*channels=*/3);
}

std::vector<std::byte> pngFile(const Picture& picture) {
  std::vector<std::byte> rows;
  const auto pixels = std::as_bytes(std::span(picture.pixels));
  const size_t rowBytes = size(picture.width * picture.channels);
  for (size_t y = 0; y < size(picture.height); ++y) {
    rows.push_back(std::byte{0});  // no filter
    const auto row = pixels.subspan(y * rowBytes, rowBytes);
    rows.insert(rows.end(), row.begin(), row.end());
  }
  ByteWriter png(ByteOrder::Big);
  png.bytes(pngClaim(size(picture.width), size(picture.height), picture.channels));
  writePngChunk(png, "IDAT", storedZlib(rows));
  writePngChunk(png, "IEND", {});
  return png.written();
}

std::vector<std::byte> pnmFile(const Picture& picture) {
  ByteWriter pnm(ByteOrder::Big);
  pnm.text("P6\n" + std::to_string(picture.width) + " " + std::to_string(picture.height) +
           "\n255\n");
  return pnm.bytes(std::as_bytes(std::span(picture.pixels))).written();
}

std::vector<std::byte> jpegFile(int width, int height, uint8_t grey,
                                std::span<const std::byte> segments, int scans) {
  constexpr size_t kQuantum = 8;  // of the brightness: one step is then one grey level
  ByteWriter jpeg(ByteOrder::Big);
  jpeg.u16(0xffd8).bytes(segments);
  jpeg.u16(0xffdb).u16(2 + 1 + 64).u8(0);
  for (int i = 0; i < kBlock * kBlock; ++i) jpeg.u8(kQuantum);
  jpeg.u16(0xffc0).u16(11).u8(8).u16(size(height)).u16(size(width)).u8(1);
  jpeg.u8(1).u8(0x11).u8(0);
  writeHuffmanTable(jpeg, 0x00, std::to_array<uint8_t>({0, 7}), 2);
  writeHuffmanTable(jpeg, 0x10, std::to_array<uint8_t>({0}), 1);
  const std::vector<std::byte> scan = greyScan(width, height, grey);
  for (int i = 0; i < scans; ++i) {
    jpeg.u16(0xffda).u16(8).u8(1).u8(1).u8(0).u8(0).u8(63).u8(0);
    jpeg.bytes(scan);
  }
  return jpeg.u16(0xffd9).written();
}

}  // namespace loupe::test
