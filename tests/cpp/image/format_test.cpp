#include "image/format.h"

#include <doctest/doctest.h>

#include <string>

#include "support/bytes.h"
#include "support/pictures.h"

namespace loupe::test {
namespace {

using namespace std::string_view_literals;

std::string sniff(std::string_view text) {
  return std::string(toString(sniffFormat(std::as_bytes(std::span(text)))));
}

std::string sniff(std::span<const std::byte> file) {
  return std::string(toString(sniffFormat(file)));
}

// A TGA's header and one pixel.
std::vector<std::byte> tga(size_t colorMapType, size_t imageType, size_t bits) {
  ByteWriter writer(ByteOrder::Little);
  writer.u8(0).u8(colorMapType).u8(imageType).u16(0).u16(0).u8(0);
  return writer.u16(0).u16(0).u16(1).u16(1).u8(bits).u8(0).u32(0).written();
}

}  // namespace

TEST_CASE("a format is told from the bytes") {
  CHECK(sniff(jpegFile(8, 8, 1)) == "JPEG");
  CHECK(sniff(pngHeader(1, 1)) == "PNG");
  CHECK(sniff(bmpFile(randomPicture(1, 1, 3, 1))) == "BMP");
  CHECK(sniff(pnmFile(randomPicture(1, 1, 3, 1))) == "PNM");
  CHECK(sniff("GIF89a"sv) == "GIF");
  CHECK(sniff("8BPS\0\1"sv) == "PSD");
  CHECK(sniff("RIFF....WEBPVP8L"sv) == "WebP");
  CHECK(sniff("\0\0\0\x20"
              "ftypavif"sv) == "AVIF");
  CHECK(sniff("\0\0\0\x20"
              "ftypheix"sv) == "HEIC");
  CHECK(sniff("\0\0\0\x20"
              "ftypmif1"sv) == "HEIC");
  CHECK(sniff("MM\0*"sv) == "TIFF");
  CHECK(sniff("\0\0\1\0\1\0"sv) == "ICO");
  CHECK(sniff("%PDF-1.7"sv) == "PDF");
}

TEST_CASE("a TGA has no signature, but a header that makes sense") {
  CHECK(sniff(tga(0, 2, 24)) == "TGA");
  CHECK(sniff(tga(0, 10, 32)) == "TGA");
  CHECK(sniff(tga(1, 1, 8)) == "TGA");
  CHECK(sniff(tga(0, 3, 8)) == "TGA");
  CHECK(sniff(tga(0, 9, 8)) == "unknown");
  CHECK(sniff(tga(2, 2, 24)) == "unknown");
  CHECK(sniff(tga(0, 4, 24)) == "unknown");
  CHECK(sniff(tga(0, 2, 7)) == "unknown");
}

TEST_CASE("text, nothing and noise are no photos") {
  CHECK(sniff(""sv) == "unknown");
  CHECK(sniff("hello, this is a text of some length"sv) == "unknown");
  CHECK(sniff("<!doctype html><html></html>"sv) == "unknown");
  CHECK(sniff("\x89PNG"sv) == "unknown");
}

}  // namespace loupe::test
