// What a library knows of a photo.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "library/content_hash.h"
#include "library/embedding.h"
#include "library/vocabulary.h"

namespace loupe {

// Below this a concept is not kept; it would cost more space than it tells.
constexpr uint32_t kKeptFrom = 20;  // permille

// A file as its folder lists it: what changes when it does.
struct PhotoFile {
  std::string path;  // below the root, with / between folders
  int64_t bytes = 0;
  int64_t modified = 0;  // milliseconds since 1970
};

struct PhotoRecord {
  ContentHash hash{};
  int width = 0;  // upright, in pixels
  int height = 0;
  int orientation = 1;           // EXIF's
  std::optional<int64_t> taken;  // seconds since 1970 of the camera's clock
  std::string camera;
  std::string text;                    // EXIF's
  std::vector<ConceptScore> labels;    // the tags that are shown, the surest first
  std::vector<ConceptScore> concepts;  // all from kKeptFrom on
  Embedding embedding;
  std::vector<std::byte> thumbnail;  // JPEG
};

// The words that a photo is found by besides what is in it: of its path and its EXIF text, singular, each once.
// Numbers that cameras give are left out, and so are endings.
std::vector<std::string> wordsOf(const std::string& path, const std::string& exifText);

}  // namespace loupe
