// What somebody may have meant, and how what they type may go on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "library/vocabulary.h"

namespace loupe {

class Suggestions {
 public:
  // `words`: what the library has besides the vocabulary: words of names, people's tags; folded. `common`: words, a line
  // each, that are not taken for mistyped ones; outlives this.
  Suggestions(const Vocabulary& vocabulary, std::vector<std::string> words,
              std::string_view common = {});

  // The known word or name that is most like `text`, which is folded: one letter wrong in up to five, two in longer
  // ones. Empty when none is near, or for a common word.
  std::string nearest(std::string_view text) const;

 private:
  bool isCommon(std::string_view word) const;

  std::vector<std::string> known_;  // the vocabulary's first
  std::string_view common_;
};

// The query with each of its unknown terms replaced by the nearest known one; empty when one has none.
std::string suggestQuery(std::string_view query, const std::vector<std::string>& unknown,
                         const Suggestions& suggestions);

struct Completion {
  std::string text;
  size_t photos = 0;
};

// Of `candidates`, those in which `beginning` (folded) starts the name or a word of it: the ones with most photos first,
// at most `limit`.
std::vector<Completion> complete(std::string_view beginning,
                                 const std::vector<Completion>& candidates, size_t limit);

}  // namespace loupe
