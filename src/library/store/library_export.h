// The tags of a library's photos, for other programs.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "library/store/database.h"

namespace loupe {

// All take the photos of these ids alone, or all photos without.
using ChosenPhotos = std::optional<std::set<int64_t>>;

// A photo a line: file, tags with "; " between them, taken (ISO 8601), camera, width, height. RFC 4180.
std::string exportCsv(const Database& library, const ChosenPhotos& chosen = {});

// [{"file","tags":[{"name","path","probability","own"}],"taken","camera","width","height"}]; a tag's path leads down to
// it: ["animal","dog","Samoyed"].
std::string exportJson(const Database& library, const ChosenPhotos& chosen = {});

struct Sidecar {
  std::string
      path;  // below the folder that is written to: as the photo's below its own, with ".xmp" behind
  std::string content;  // xmp.h
};

// One for each photo that has tags. Photos of several roots are told apart by a folder for each root.
std::vector<Sidecar> exportXmp(const Database& library, const ChosenPhotos& chosen = {});

}  // namespace loupe
