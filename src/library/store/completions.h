// A query that somebody is typing: how it may go on, and what is found until it is whole.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "library/store/database.h"
#include "library/store/library_search.h"
#include "library/suggestions.h"

namespace loupe {

// What a library's photos can be searched by. Counting them looks at every photo, and is done anew only when the library
// was written to by this connection.
class Completions {
 public:
  // `library` outlives it.
  explicit Completions(const Database& library) : library_(library) {}

  // Whole queries: the text with its end, one word or more, become a name that begins so; with how many photos each
  // finds, those with most first. The names of tags; when none begins so, other words for them; when none does, words
  // of files and folders, and then whatever the vocabulary has, with no photos.
  std::vector<Completion> of(const std::string& text, size_t limit);

 private:
  void count();
  std::vector<Completion> startingWith(const std::string& beginning, size_t limit) const;

  const Database& library_;
  int64_t changes_ = -1;  // SQLite's count of changed rows when these were counted
  std::vector<Completion> tags_;
  std::vector<Completion> otherWords_;
};

struct TypedMatches {
  SearchMatches matches;
  std::string
      completed;  // the query that was searched for in its place; empty when that was itself
};

// The same as findPhotos, but a last word that is only begun stands for the likeliest that it may become, and a date
// that is only begun for none.
TypedMatches findTyped(const Database& library, Completions& completions, const std::string& text,
                       size_t limit);

}  // namespace loupe
