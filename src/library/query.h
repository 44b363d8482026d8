// What somebody typed to find photos, understood as far as that goes without a library.
//
//   dog beach            both must fit
//   "granny smith"       these words next to each other, as one name
//   -indoor              must not fit
//   img_2041  cat.png    this is in the photo's file name, or in its folder's
//   camera:canon         the camera's make or model has it
//   2019  2019..2021  2019-05..  ..2019-05-24      when the photo was taken; the end is included
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "library/vocabulary.h"

namespace loupe {

// Seconds since 1970, of the clock on the wall where the photo was taken: [from, to).
struct DateRange {
  int64_t from = INT64_MIN;
  int64_t to = INT64_MAX;
};

struct QueryTerm {
  std::vector<std::string> words;  // folded; of a phrase several
  std::string fileName;            // folded; where it may be a part of one
  bool quoted = false;
  bool excluded = false;
  std::optional<DateRange>
      dates;  // of a year, which may also be a word, or of a range, which has no words
};

struct CameraFilter {
  std::string text;  // folded
  bool excluded = false;
};

struct Query {
  std::vector<QueryTerm> terms;
  std::vector<CameraFilter> cameras;
};

// Any text is a query; what makes no sense in it is a word.
Query parseQuery(std::string_view text);

// A word or name of a query, and what of the vocabulary it stands for.
struct SearchTerm {
  std::string text;                // "granny smith"
  std::vector<std::string> words;  // singular
  std::string fileName;            // folded; where it may be a part of one
  std::vector<uint32_t> concepts;
  bool excluded = false;
  std::optional<DateRange> dates;
};

// Words next to each other that are a name in the vocabulary are one term, the longest name first: golden retriever
// is not a retriever that is golden.
std::vector<SearchTerm> findTerms(const Query& query, const Vocabulary& vocabulary);

}  // namespace loupe
