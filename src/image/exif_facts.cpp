#include "image/exif_facts.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string_view>
#include <vector>

#include "calendar.h"
#include "image/byte_reader.h"
#include "image/exif.h"
#include "utf8.h"

namespace loupe {
namespace {

constexpr size_t kEntryBytes = 12;
constexpr size_t kMaxText = 1000;  // bytes

enum class Field : uint16_t {
  Description = 0x010e,
  Make = 0x010f,
  Model = 0x0110,
  Changed = 0x0132,
  Artist = 0x013b,
  ExifDirectory = 0x8769,
  Taken = 0x9003,
  UserComment = 0x9286,
  XpTitle = 0x9c9b,  // Microsoft's, in UTF-16
  XpComment = 0x9c9c,
  XpKeywords = 0x9c9e,
  XpSubject = 0x9c9f,
};

void appendUtf8(std::string& text, uint32_t point) {
  const auto put = [&](uint32_t byte) { text += static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xc0 | point >> 6);
    put(0x80 | (point & 0x3f));
  } else {
    put(0xe0 | point >> 12);
    put(0x80 | (point >> 6 & 0x3f));
    put(0x80 | (point & 0x3f));
  }
}

// UTF-16 without what lies beyond its first plane.
std::string fromUtf16(const ByteReader& bytes, size_t at, size_t size) {
  std::string text;
  for (size_t i = 0; i + 1 < size && text.size() < kMaxText; i += 2) {
    const uint16_t unit = bytes.u16(at + i).value_or(0);
    if (unit == 0) break;
    const bool isSurrogate = unit >= 0xd800 && unit < 0xe000;
    if (!isSurrogate) appendUtf8(text, unit);
  }
  return text;
}

std::string trimmed(std::string text) {
  const auto isBlank = [](char c) { return c == ' ' || (c >= 0 && c < ' '); };
  while (!text.empty() && isBlank(text.back())) text.pop_back();
  text.erase(text.begin(), std::ranges::find_if_not(text, isBlank));
  std::ranges::replace_if(text, [](char c) { return c >= 0 && c < ' '; }, ' ');
  return text;
}

// EXIF says ASCII; many programs write UTF-8, others Latin-1.
std::string readable(std::string text) {
  text = text.substr(0, text.find('\0'));
  if (!isUtf8(text)) {
    std::string converted;
    for (const char c : text) appendUtf8(converted, static_cast<uint8_t>(c));
    text = std::move(converted);
  }
  if (text.size() > kMaxText) {
    text.resize(kMaxText);
    while (!isUtf8(text)) text.pop_back();
  }
  return trimmed(std::move(text));
}

class Tiff {
 public:
  explicit Tiff(std::span<const std::byte> bytes)
      : reader_(bytes, ByteReader(bytes, ByteOrder::Big).startsWith(0, "MM") ? ByteOrder::Big
                                                                             : ByteOrder::Little) {
    const bool isTiff = (reader_.startsWith(0, "MM") || reader_.startsWith(0, "II")) &&
                        reader_.u16(2) == uint16_t{42};
    if (!isTiff) return;
    main_ = reader_.u32(4).value_or(0);
    exif_ = number(main_, Field::ExifDirectory);
  }

  std::string ascii(Field field) const { return readable(raw(main_, field)); }
  std::string exifAscii(Field field) const { return readable(raw(exif_, field)); }

  std::string utf16(Field field) const {
    const std::string text = raw(main_, field);
    const ByteReader units(std::as_bytes(std::span(text)), ByteOrder::Little);
    return trimmed(fromUtf16(units, 0, text.size()));
  }

  // Eight bytes name the encoding.
  std::string comment() const {
    constexpr size_t kName = 8;
    const std::string text = raw(exif_, Field::UserComment);
    if (text.size() <= kName) return {};
    if (text.starts_with("UNICODE")) {
      const ByteReader units(std::as_bytes(std::span(text)), byteOrder());
      return trimmed(fromUtf16(units, kName, text.size() - kName));
    }
    return readable(text.substr(kName));
  }

 private:
  ByteOrder byteOrder() const {
    return reader_.startsWith(0, "MM") ? ByteOrder::Big : ByteOrder::Little;
  }

  // Where a directory has a field; 0 for nowhere.
  size_t entryOf(size_t directory, Field field) const {
    if (directory == 0) return 0;
    const size_t count = reader_.u16(directory).value_or(0);
    for (size_t i = 0; i < count; ++i) {
      const size_t entry = directory + 2 + i * kEntryBytes;
      const auto tag = reader_.u16(entry);
      if (!tag) return 0;
      if (*tag == static_cast<uint16_t>(field)) return entry;
    }
    return 0;
  }

  uint32_t number(size_t directory, Field field) const {
    const size_t entry = entryOf(directory, field);
    return entry == 0 ? 0 : reader_.u32(entry + 8).value_or(0);
  }

  // The bytes of a field whose values have one byte each.
  std::string raw(size_t directory, Field field) const {
    const size_t entry = entryOf(directory, field);
    if (entry == 0) return {};
    const uint16_t type = reader_.u16(entry + 2).value_or(0);
    const bool isBytes = type == 1 || type == 2 || type == 7;  // BYTE, ASCII, UNDEFINED
    if (!isBytes) return {};
    const size_t size = reader_.u32(entry + 4).value_or(0);
    const size_t at = size <= 4 ? entry + 8 : reader_.u32(entry + 8).value_or(0);
    const std::span<const std::byte> value = reader_.slice(at, std::min(size, 4 * kMaxText));
    return {reinterpret_cast<const char*>(value.data()), value.size()};
  }

  ByteReader reader_;
  size_t main_ = 0;
  size_t exif_ = 0;
};

// "2019:05:24 18:03:11"
std::optional<int64_t> readTime(std::string_view text) {
  constexpr std::array<size_t, 6> kAt = {0, 5, 8, 11, 14, 17};
  constexpr std::array<size_t, 6> kDigits = {4, 2, 2, 2, 2, 2};
  std::array<int, 6> parts{};
  for (size_t i = 0; i < parts.size(); ++i) {
    if (text.size() < kAt[i] + kDigits[i]) return std::nullopt;
    const char* start = text.data() + kAt[i];
    const auto [end, error] = std::from_chars(start, start + kDigits[i], parts[i]);
    if (error != std::errc() || end != start + kDigits[i]) return std::nullopt;
  }
  return secondsOf(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
}

// Many a model's name starts with the make's.
std::string cameraOf(const std::string& make, const std::string& model) {
  const std::string firstWord = make.substr(0, make.find(' '));
  const auto isSame = [](char a, char b) {
    return std::tolower(static_cast<uint8_t>(a)) == std::tolower(static_cast<uint8_t>(b));
  };
  const bool isNamed = model.size() >= firstWord.size() &&
                       std::equal(firstWord.begin(), firstWord.end(), model.begin(), isSame);
  if (make.empty() || isNamed) return model;
  return model.empty() ? make : make + " " + model;
}

}  // namespace

ExifFacts readExifFacts(std::span<const std::byte> file) {
  const Tiff tiff(exifData(file));
  ExifFacts facts;
  facts.taken = readTime(tiff.exifAscii(Field::Taken));
  if (!facts.taken) facts.taken = readTime(tiff.ascii(Field::Changed));
  facts.camera = cameraOf(tiff.ascii(Field::Make), tiff.ascii(Field::Model));
  for (const std::string& text :
       {tiff.ascii(Field::Description), tiff.utf16(Field::XpTitle), tiff.utf16(Field::XpSubject),
        tiff.utf16(Field::XpComment), tiff.utf16(Field::XpKeywords), tiff.comment(),
        tiff.ascii(Field::Artist)}) {
    if (text.empty() || facts.text.find(text) != std::string::npos) continue;
    facts.text += (facts.text.empty() ? "" : " ") + text;
  }
  return facts;
}

}  // namespace loupe
