#include "image/exif_facts.h"

#include <doctest/doctest.h>

#include "calendar.h"
#include "support/bytes.h"
#include "support/pictures.h"

namespace loupe::test {
namespace {

using namespace std::literals;

struct Field {
  size_t tag = 0;
  size_t type = 2;  // ASCII
  std::string value;
};

// A TIFF structure with fields in its first directory and in that of EXIF.
std::vector<std::byte> tiff(ByteOrder order, const std::vector<Field>& main,
                            const std::vector<Field>& exif) {
  constexpr size_t kHeader = 8;
  constexpr size_t kEntry = 12;
  const size_t exifAt = kHeader + 2 + (main.size() + 1) * kEntry + 4;
  size_t valueAt = exifAt + 2 + exif.size() * kEntry + 4;
  ByteWriter writer(order);
  std::string values;
  const auto write = [&](const std::vector<Field>& fields, bool isMain) {
    writer.u16(fields.size() + (isMain ? 1 : 0));
    for (const Field& field : fields) {
      writer.u16(field.tag).u16(field.type).u32(field.value.size());
      if (field.value.size() <= 4) {
        writer.text((field.value + "\0\0\0\0"s).substr(0, 4));
      } else {
        writer.u32(valueAt);
        values += field.value;
        valueAt += field.value.size();
      }
    }
    if (isMain) writer.u16(0x8769).u16(4).u32(1).u32(exifAt);
    writer.u32(0);
  };
  writer.u16(order == ByteOrder::Big ? 0x4d4d : 0x4949).u16(42).u32(kHeader);
  write(main, true);
  write(exif, false);
  return writer.text(values).written();
}

ExifFacts factsOf(const std::vector<std::byte>& data, std::string_view name = "Exif\0\0"sv) {
  ByteWriter segment(ByteOrder::Big);
  segment.u16(0xffe1).u16(2 + name.size() + data.size()).text(name).bytes(data);
  return readExifFacts(jpegFile(8, 8, 100, segment.written()));
}

}  // namespace

TEST_CASE("date, camera and texts are read in both byte orders") {
  for (const ByteOrder order : {ByteOrder::Little, ByteOrder::Big}) {
    const ExifFacts facts =
        factsOf(tiff(order,
                     {{0x010e, 2, "Max at the sea\0"s},
                      {0x010f, 2, "Canon\0"s},
                      {0x0110, 2, "Canon EOS 80D\0"s},
                      {0x0132, 2, "2020:01:01 00:00:00\0"s}},
                     {{0x9003, 2, "2019:05:24 18:03:11\0"s}, {0x9286, 7, "ASCII\0\0\0windy"s}}));
    CHECK(facts.taken == secondsOf(2019, 5, 24, 18, 3, 11));
    CHECK(facts.camera == "Canon EOS 80D");
    CHECK(facts.text == "Max at the sea windy");
  }
}

TEST_CASE("a camera's make stands before a model that does not name it") {
  const auto cameraOf = [](const std::string& make, const std::string& model) {
    return factsOf(tiff(ByteOrder::Little, {{0x010f, 2, make}, {0x0110, 2, model}}, {})).camera;
  };
  CHECK(cameraOf("FUJIFILM", "X-T30") == "FUJIFILM X-T30");
  CHECK(cameraOf("NIKON CORPORATION", "NIKON D750") == "NIKON D750");
  CHECK(cameraOf("Apple", "") == "Apple");
}

TEST_CASE("Microsoft's UTF-16 and texts in Latin-1 come out as UTF-8") {
  CHECK(factsOf(tiff(ByteOrder::Big, {{0x9c9b, 1, "M\0\xfc\0n\0\0\0"s}}, {})).text == "Mün");
  CHECK(factsOf(tiff(ByteOrder::Big, {{0x010e, 2, "M\xfcnster"s}}, {})).text == "Münster");
  CHECK(factsOf(tiff(ByteOrder::Big, {}, {{0x9286, 7, "UNICODE\0\0M\0\xfc"s}})).text == "Mü");
}

TEST_CASE("what is no date, no text or no EXIF data counts as not given") {
  const auto takenOf = [](const std::string& text) {
    return factsOf(tiff(ByteOrder::Little, {}, {{0x9003, 2, text}})).taken;
  };
  CHECK_FALSE(takenOf("0000:00:00 00:00:00").has_value());
  CHECK_FALSE(takenOf("2019:13:01 00:00:00").has_value());
  CHECK_FALSE(takenOf("2019:05").has_value());
  CHECK_FALSE(takenOf("    :  :     :  :  ").has_value());
  CHECK(factsOf({}).camera.empty());
  CHECK(readExifFacts({}).text.empty());
}

TEST_CASE("data that is cut off anywhere gives what is left of it") {
  const std::vector<std::byte> whole =
      tiff(ByteOrder::Little, {{0x010f, 2, "Canon\0"s}}, {{0x9003, 2, "2019:05:24 18:03:11\0"s}});
  for (size_t size = 0; size < whole.size(); ++size) {
    const ExifFacts facts =
        factsOf({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
    CHECK(facts.camera.size() <= 5);
  }
}

}  // namespace loupe::test
