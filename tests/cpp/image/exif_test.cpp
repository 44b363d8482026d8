#include "image/exif.h"

#include <doctest/doctest.h>

#include <random>

#include "image/decode.h"
#include "support/bytes.h"
#include "support/files.h"
#include "support/pictures.h"

namespace loupe::test {
namespace {

using namespace std::string_view_literals;

constexpr size_t kOrientationTag = 0x0112;
constexpr size_t kShort = 3;
constexpr size_t kLong = 4;

struct Entry {
  size_t tag = kOrientationTag;
  size_t type = kShort;
  size_t value = 6;
};

std::vector<std::byte> tiff(ByteOrder order, const std::vector<Entry>& entries, size_t at = 8) {
  ByteWriter writer(order);
  writer.text(order == ByteOrder::Big ? "MM" : "II").u16(42).u32(at).u16(entries.size());
  for (const Entry& entry : entries) {
    writer.u16(entry.tag).u16(entry.type).u32(1);
    if (entry.type == kShort)
      writer.u16(entry.value).u16(0);
    else
      writer.u32(entry.value);
  }
  return writer.u32(0).written();
}

std::vector<std::byte> app1(std::span<const std::byte> content,
                            std::string_view name = "Exif\0\0"sv) {
  ByteWriter segment(ByteOrder::Big);
  return segment.u16(0xffe1)
      .u16(2 + name.size() + content.size())
      .text(name)
      .bytes(content)
      .written();
}

Orientation inJpeg(std::span<const std::byte> segments) {
  return readOrientation(jpegFile(8, 8, 100, segments));
}

Orientation inPng(std::span<const std::byte> tiff, std::string_view chunk = "eXIf") {
  ByteWriter png(ByteOrder::Big);
  png.bytes(pngHeader(1, 1)).u32(tiff.size()).text(chunk).bytes(tiff).u32(0);
  return readOrientation(png.written());
}

}  // namespace

TEST_CASE("every orientation is read in both byte orders, from JPEG and PNG") {
  for (const ByteOrder order : {ByteOrder::Little, ByteOrder::Big}) {
    for (size_t value = 1; value <= 8; ++value) {
      const auto exif = tiff(order, {{0x010f, 2, 0}, {kOrientationTag, kShort, value}});
      CHECK(inJpeg(app1(exif)) == static_cast<Orientation>(value));
      CHECK(inPng(exif) == static_cast<Orientation>(value));
    }
  }
}

TEST_CASE("decoding says how the photo is to be turned") {
  const Image image = decode(jpegFile(8, 16, 100, app1(tiff(ByteOrder::Big, {{}}))));
  CHECK(image.view().orientation == Orientation::Rotate90);
  CHECK(image.view().uprightWidth() == 16);
  CHECK(image.view().uprightHeight() == 8);
}

TEST_CASE("EXIF is found behind other segments and fill bytes") {
  const auto exif = app1(tiff(ByteOrder::Big, {{}}));
  ByteWriter segments(ByteOrder::Big);
  segments.u16(0xffe0).u16(7).text("JFIF\0"sv);
  segments.bytes(app1({}, "http://ns.adobe.com/xap/1.0/\0"sv)).u16(0xffff).bytes(exif);
  CHECK(inJpeg(segments.written()) == Orientation::Rotate90);
}

TEST_CASE("what is malformed leaves the photo as it is") {
  const auto upright = [](std::span<const std::byte> tiff) {
    return inJpeg(app1(tiff)) == Orientation::Normal && inPng(tiff) == Orientation::Normal;
  };
  for (const size_t value : {size_t{0}, size_t{9}, size_t{65'535}}) {
    CHECK(upright(tiff(ByteOrder::Little, {{kOrientationTag, kShort, value}})));
  }
  CHECK(upright(tiff(ByteOrder::Big, {{kOrientationTag, kLong, 6}})));
  CHECK(upright(tiff(ByteOrder::Big, {{0x0100, kShort, 6}})));
  CHECK(upright(tiff(ByteOrder::Big, {{}}, /*at=*/4'000'000'000)));
  CHECK(upright(tiff(ByteOrder::Big, {})));
  CHECK(upright({}));
  CHECK(readOrientation({}) == Orientation::Normal);
  CHECK(inPng(tiff(ByteOrder::Big, {{}}), "eXIF") == Orientation::Normal);
}

TEST_CASE("EXIF cut anywhere leaves the photo as it is") {
  const auto whole = tiff(ByteOrder::Big, {{}});
  constexpr size_t kValueEnd = 8 + 2 + 10;
  for (size_t size = 0; size < kValueEnd; ++size) {
    CHECK(inJpeg(app1(std::span(whole).first(size))) == Orientation::Normal);
  }
}

TEST_CASE("damaged EXIF never leads out of the file") {
  std::mt19937 random(7);
  const auto whole = jpegFile(8, 8, 100, app1(tiff(ByteOrder::Little, {{0x0100, 3, 1}, {}})));
  for (int round = 0; round < 2000; ++round) {
    auto damaged = whole;
    damaged.resize(1 + random() % damaged.size());
    for (int i = 0; i < 4; ++i)
      damaged[random() % damaged.size()] = static_cast<std::byte>(random());
    const int orientation = static_cast<int>(readOrientation(damaged));
    CHECK((orientation >= 1 && orientation <= 8));
  }
}

}  // namespace loupe::test
