// Finding photos in a library's file.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "library/native/database.h"

namespace loupe {

struct FoundPhoto {
  std::string file;               // whole path
  double score = 0;               // 0 to 1
  std::vector<std::string> tags;  // the surest first; people's own before them
};

struct SearchResult {
  std::vector<FoundPhoto> photos;  // the best first
  std::vector<std::string>
      unknown;  // what was searched for and nothing in the library or vocabulary is called
  std::string suggestion;  // the whole query with what is known in their place; empty for none
};

// `cutOff` in permille: see search_plan.h.
SearchResult searchLibrary(const Database& library, const std::string& query, size_t limit,
                           uint32_t cutOff);

// Photos by id, in the order given; scores in permille.
std::vector<FoundPhoto> describePhotos(const Database& library,
                                       const std::vector<std::pair<int64_t, int64_t>>& scored);

}  // namespace loupe
