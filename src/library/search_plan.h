// From what was searched for to SQL. Whoever has the library's SQLite runs it: the command line its own, the page
// SQLite's WebAssembly build; the schema is src/library/schema.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "library/query.h"

namespace loupe {

struct Sql {
  std::string text;
  std::vector<std::variant<int64_t, std::string>> parameters;
};

// A concept of at least this probability is in a photo, for search: what that is worth, scripts/models/search_quality
// measures.
constexpr uint32_t kCutOff = 250;  // permille
// What a word of a file's or folder's name or of EXIF text counts: less than a tag that is sure.
constexpr uint32_t kWordScore = 400;  // permille

// Terms and cameras of a search, at most: SQLite joins no more than 64 tables.
constexpr size_t kMostTerms = 50;

// What the library itself has of the terms' words.
struct Matches {
  std::map<std::string, int64_t> words;  // singular word -> id in table word
  std::map<int64_t, std::vector<std::string>>
      tags;                         // id in table tag -> the singular words of its name
  std::set<std::string> fileNames;  // of the terms': those that a photo has
};

// Gives rows (id, text) for Matches::words; its text is empty when there is nothing to ask.
Sql lookUpWords(const std::vector<SearchTerm>& terms);

// Gives a row when a photo has a term's SearchTerm::fileName.
Sql lookUpFileName(const std::string& fileName);

// Gives rows (photo, score in permille), best first: the product of the terms' scores; of the same score those
// that came last first; without terms the newest first. Photos that lack a term are left out, and so are concepts
// below `cutOff`.
// Throws Error(NotSupported) for more than kMostTerms.
Sql planSearch(const Query& query, const std::vector<SearchTerm>& terms, const Matches& matches,
               size_t limit, uint32_t cutOff = kCutOff);

// The terms that neither the vocabulary nor the library knows.
std::vector<std::string> unknownTerms(const std::vector<SearchTerm>& terms, const Matches& matches);

}  // namespace loupe
