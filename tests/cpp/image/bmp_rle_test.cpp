#include "image/bmp_rle.h"

#include <doctest/doctest.h>

#include <random>

#include "image/decode.h"
#include "support/bytes.h"
#include "support/errors.h"

namespace loupe::test {
namespace {

constexpr size_t kColours = 16;
constexpr size_t kHeaders = 54;

// A palette in which colour i is (i, 10 i, 255 - i).
std::vector<std::byte> rleFile(size_t width, size_t height, size_t bits,
                               const std::vector<uint8_t>& runs) {
  ByteWriter bmp(ByteOrder::Little);
  bmp.text("BM").u32(0).u32(0).u32(kHeaders + 4 * kColours);
  bmp.u32(40).u32(width).u32(height).u16(1).u16(bits).u32(bits == 8 ? 1 : 2);
  bmp.u32(0).u32(0).u32(0).u32(kColours).u32(0);
  for (size_t i = 0; i < kColours; ++i) bmp.u8(255 - i).u8(10 * i).u8(i).u8(0);
  return bmp.bytes(std::as_bytes(std::span(runs))).written();
}

// The palette indices that a picture shows, from the top.
std::vector<int> indices(std::span<const std::byte> file) {
  const Image image = decode(file);
  std::vector<int> shown;
  for (int i = 0; i < image.view().width * image.view().height; ++i) {
    shown.push_back(image.view().pixels[i * image.view().channels]);
  }
  return shown;
}

}  // namespace

TEST_CASE("run-length encoded BMPs are shown") {
  SUBCASE("8 bits: runs, literals with padding, ends of lines") {
    const auto file = rleFile(5, 2, 8, {5, 7, 0, 0, 0, 3, 1, 2, 3, 0, 2, 9, 0, 1});
    CHECK(indices(file) == std::vector{1, 2, 3, 9, 9, 7, 7, 7, 7, 7});
  }
  SUBCASE("4 bits: the high half first") {
    const auto file = rleFile(5, 2, 4, {5, 0x12, 0, 0, 0, 5, 0x34, 0x56, 0x70, 0, 0, 1});
    CHECK(indices(file) == std::vector{3, 4, 5, 6, 7, 1, 2, 1, 2, 1});
  }
  SUBCASE("jumps leave the first colour") {
    const auto file = rleFile(3, 3, 8, {1, 4, 0, 2, 1, 1, 1, 5, 0, 1});
    CHECK(indices(file) == std::vector{0, 0, 0, 0, 0, 5, 4, 0, 0});
  }
}

TEST_CASE("runs that leave the picture or end early are cut") {
  CHECK(indices(rleFile(2, 1, 8, {255, 3})) == std::vector{3, 3});
  CHECK(indices(rleFile(2, 2, 8, {0, 2, 200, 200, 1, 1})) == std::vector{0, 0, 0, 0});
  CHECK(indices(rleFile(2, 1, 8, {0, 9, 1})) == std::vector{1, 0});
  CHECK(indices(rleFile(2, 1, 4, {})) == std::vector{0, 0});
}

TEST_CASE("a colour that the palette lacks is black") {
  CHECK(indices(rleFile(2, 1, 8, {1, 200, 1, 9})) == std::vector{0, 9});
}

TEST_CASE("any runs stay inside of the picture") {
  std::mt19937 random(6);
  for (int round = 0; round < 500; ++round) {
    std::vector<uint8_t> runs(random() % 64);
    for (uint8_t& byte : runs)
      byte = static_cast<uint8_t>(random() % 3 == 0 ? random() % 5 : random());
    CHECK_NOTHROW(decode(rleFile(1 + random() % 9, 1 + random() % 9, random() % 2 ? 8 : 4, runs)));
  }
}

TEST_CASE("a run-length encoded BMP keeps to the limits") {
  checkError(ErrorCode::ImageTooLarge, "claims 60000 x 60000",
             [] { decode(rleFile(60'000, 60'000, 8, {})); });
}

}  // namespace loupe::test
