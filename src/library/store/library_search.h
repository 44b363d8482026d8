// Finding photos in a library's file.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "library/store/database.h"

namespace loupe {

// A photo's id, and how well it fits in permille.
using ScoredPhoto = std::pair<int64_t, int64_t>;

struct FoundPhoto {
  int64_t id = 0;
  std::string file;               // whole path
  double score = 0;               // 0 to 1
  std::vector<std::string> tags;  // the surest first; people's own before them
};

struct SearchMatches {
  std::vector<ScoredPhoto> photos;  // the best first
  // What was searched for and nothing in the library or vocabulary is called.
  std::vector<std::string> unknown;
  std::string suggestion;  // the whole query with what is known in their place; empty for none
};

struct SearchResult {
  std::vector<FoundPhoto> photos;
  std::vector<std::string> unknown;
  std::string suggestion;
};

// `cutOff` in permille: see search_plan.h.
SearchMatches findPhotos(const Database& library, const std::string& query, size_t limit,
                         uint32_t cutOff);
// The same, with files and tags.
SearchResult searchLibrary(const Database& library, const std::string& query, size_t limit,
                           uint32_t cutOff);

// Photos by id, in the order given; without those that are not there.
std::vector<FoundPhoto> describePhotos(const Database& library,
                                       const std::vector<ScoredPhoto>& scored);

}  // namespace loupe
