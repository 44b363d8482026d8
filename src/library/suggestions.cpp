#include "library/suggestions.h"

#include <algorithm>
#include <ranges>

#include "library/text.h"

namespace loupe {

Suggestions::Suggestions(const Vocabulary& vocabulary, std::vector<std::string> words,
                         std::string_view common)
    : common_(common) {
  for (const Concept& entry : vocabulary.concepts()) {
    known_.insert(known_.end(), entry.words.begin(), entry.words.end());
  }
  std::ranges::move(words, std::back_inserter(known_));
}

std::string Suggestions::nearest(std::string_view text) const {
  constexpr size_t kShort = 5;     // letters
  constexpr size_t kShortest = 3;  // of less any other word is near
  if (text.size() < kShortest || isCommon(text)) return {};
  size_t least = text.size() > kShort ? 2 : 1;
  std::string nearest;
  for (const std::string& word : known_) {
    if (word.size() < kShortest) continue;
    const size_t distance = editDistance(text, word, least);
    // Few mistype the first letter.
    const auto startsAlike = [&](const std::string& other) {
      return other.front() == text.front();
    };
    const bool isFirst = nearest.empty() && distance <= least;
    const bool isLikelier =
        distance == least && startsAlike(word) && !nearest.empty() && !startsAlike(nearest);
    if (isFirst || distance < least || isLikelier) {
      least = distance;
      nearest = word;
      if (least == 0) break;
    }
  }
  return nearest;
}

bool Suggestions::isCommon(std::string_view word) const {
  return std::ranges::any_of(std::views::split(common_, '\n'), [&](auto line) {
    return std::string_view(line.begin(), line.end()) == word;
  });
}

std::string suggestQuery(std::string_view query, const std::vector<std::string>& unknown,
                         const Suggestions& suggestions) {
  std::string folded = foldText(query);
  for (const std::string& term : unknown) {
    const std::string nearest = suggestions.nearest(term);
    const size_t at = folded.find(term);
    if (nearest.empty() || at == std::string::npos) return {};
    folded.replace(at, term.size(), nearest);
  }
  return folded;
}

std::vector<Completion> complete(std::string_view beginning,
                                 const std::vector<Completion>& candidates, size_t limit) {
  std::vector<Completion> found;
  for (const Completion& candidate : candidates) {
    const std::string name = foldText(candidate.text);
    const bool fits =
        name.starts_with(beginning) || name.find(" " + std::string(beginning)) != std::string::npos;
    if (fits && candidate.photos > 0) found.push_back(candidate);
  }
  std::ranges::stable_sort(found, std::greater{}, &Completion::photos);
  if (found.size() > limit) found.resize(limit);
  return found;
}

}  // namespace loupe
