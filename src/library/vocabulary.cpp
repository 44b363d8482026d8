#include "library/vocabulary.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "error.h"
#include "library/text.h"

namespace loupe {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

// Words as splitWords sees them, one space between two: "jack-o'-lantern" and "jack o'lantern" are the same.
std::string normalized(std::string_view text) {
  std::string words;
  for (const std::string& word : splitWords(foldText(text))) {
    if (!words.empty()) words += ' ';
    words += word;
  }
  return words;
}

std::string withSingularEnd(std::string_view words) {
  const size_t space = words.rfind(' ');
  const size_t start = space == std::string_view::npos ? 0 : space + 1;
  return std::string(words.substr(0, start)) + singular(words.substr(start));
}

}  // namespace

std::string wnidOf(uint32_t id) {
  char text[16];
  std::snprintf(text, sizeof text, "n%08u", id);
  return text;
}

std::optional<uint32_t> conceptIdOf(std::string_view wnid) {
  uint32_t id = 0;
  if (!wnid.starts_with('n')) return std::nullopt;
  const auto [end, error] = std::from_chars(wnid.data() + 1, wnid.data() + wnid.size(), id);
  if (error != std::errc() || end != wnid.data() + wnid.size()) return std::nullopt;
  return id;
}

Vocabulary::Vocabulary(std::string_view table) {
  const std::vector<std::string_view> lines = split(table, '\n');
  const auto fail = [](size_t line, const std::string& reason) {
    throw Error(ErrorCode::BadModel,
                "line " + std::to_string(line + 1) + " of the vocabulary " + reason);
  };
  std::vector<std::vector<std::string_view>> parents(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::vector<std::string_view> cells = split(lines[i], '\t');
    if (cells.size() < 4) fail(i, "is cut off");
    const std::optional<uint32_t> id = conceptIdOf(cells[0]);
    if (!id || !indices_.emplace(*id, i).second) fail(i, "has no id of its own");
    Concept& entry =
        concepts_.emplace_back(Concept{*id, std::string(cells[2]), cells[1] == "1", {}, {}});
    for (const std::string_view word : split(cells[3], '|')) {
      entry.words.push_back(normalized(word));
      byWords_[entry.words.back()].push_back(i);
      longestName_ = std::max(longestName_, splitWords(entry.words.back()).size());
    }
    if (cells.size() > 4) parents[i] = split(cells[4], ' ');
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    for (const std::string_view parent : parents[i]) {
      const auto found = indices_.find(conceptIdOf(parent).value_or(0));
      if (found == indices_.end()) fail(i, "has a parent that is none");
      concepts_[i].parents.push_back(found->second);
    }
  }
}

std::optional<size_t> Vocabulary::indexOf(uint32_t id) const {
  const auto found = indices_.find(id);
  return found == indices_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<uint32_t> Vocabulary::findExactly(const std::string& words) const {
  const auto found = byWords_.find(words);
  if (found == byWords_.end()) return {};
  const auto rankOf = [&](size_t index) {
    const Concept& entry = concepts_[index];
    return entry.words.front() != words ? 2 : entry.isTag ? 0 : 1;
  };
  int best = 2;
  for (const size_t index : found->second) best = std::min(best, rankOf(index));
  std::vector<uint32_t> ids;
  for (const size_t index : found->second) {
    if (rankOf(index) == best) ids.push_back(concepts_[index].id);
  }
  return ids;
}

std::vector<uint32_t> Vocabulary::find(std::string_view words) const {
  const std::string name = normalized(words);
  const std::vector<uint32_t> exact = findExactly(name);
  return exact.empty() ? findExactly(withSingularEnd(name)) : exact;
}

std::vector<size_t> Vocabulary::upwards(size_t index) const {
  std::vector<size_t> found = {index};
  for (size_t at = 0; at < found.size(); ++at) {
    for (const size_t parent : concepts_[found[at]].parents) {
      if (std::ranges::find(found, parent) == found.end()) found.push_back(parent);
    }
  }
  return found;
}

std::vector<size_t> Vocabulary::downwards(size_t index) const {
  std::vector<size_t> found;
  for (size_t i = 0; i < concepts_.size(); ++i) {
    const std::vector<size_t> above = upwards(i);
    if (std::ranges::find(above, index) != above.end()) found.push_back(i);
  }
  return found;
}

std::vector<size_t> Vocabulary::path(size_t index) const {
  std::vector<size_t> path = {index};
  const auto tagAbove = [&](size_t at) {
    const std::vector<size_t>& parents = concepts_[at].parents;
    return std::ranges::find_if(parents, [&](size_t parent) {
      return concepts_[parent].isTag && std::ranges::find(path, parent) == path.end();
    });
  };
  for (auto tag = tagAbove(index); tag != concepts_[path.back()].parents.end();
       tag = tagAbove(path.back())) {
    path.push_back(*tag);
  }
  std::ranges::reverse(path);
  return path;
}

ConceptSums::ConceptSums(const Vocabulary& vocabulary, std::span<const std::string> wnids)
    : vocabulary_(vocabulary) {
  for (const std::string& wnid : wnids) {
    const std::optional<size_t> index = vocabulary.indexOf(conceptIdOf(wnid).value_or(0));
    if (!index) {
      throw Error(ErrorCode::NotSupported,
                  "the model has a class, " + wnid + ", that the search vocabulary lacks");
    }
    classConcepts_.push_back(vocabulary.upwards(*index));
  }
}

std::vector<ConceptScore> ConceptSums::above(std::span<const float> probabilities,
                                             uint32_t floor) const {
  std::vector<float> sums(vocabulary_.concepts().size());
  for (size_t i = 0; i < classConcepts_.size(); ++i) {
    for (const size_t entry : classConcepts_[i]) sums[entry] += probabilities[i];
  }
  std::vector<ConceptScore> scores;
  for (size_t i = 0; i < sums.size(); ++i) {
    const auto permille = static_cast<uint32_t>(std::lround(1000 * std::min(sums[i], 1.0f)));
    if (permille >= floor) scores.push_back({vocabulary_.concepts()[i].id, permille});
  }
  return scores;
}

}  // namespace loupe
