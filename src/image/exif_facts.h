// What a photo's EXIF data says of how it was taken. EXIF 2.32 (CIPA DC-008), and TIFF 6.0 for its structure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace loupe {

struct ExifFacts {
  std::optional<int64_t>
      taken;           // seconds since 1970 of the camera's clock; EXIF mostly knows no time zone
  std::string camera;  // make and model: "Canon EOS 80D"
  std::string text;    // description, title, comment, keywords and artist, as far as they are given
};

// Of a JPEG or PNG. What is malformed counts as not given; texts are cut at 1,000 bytes and are valid UTF-8.
ExifFacts readExifFacts(std::span<const std::byte> file);

}  // namespace loupe
