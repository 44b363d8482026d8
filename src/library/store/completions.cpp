#include "library/store/completions.h"

#include <algorithm>
#include <map>

#include "library/search_plan.h"
#include "library/store/library_schema.h"
#include "library/store/tag_store.h"
#include "library/text.h"

namespace loupe {
namespace {

// The end of a query, from some word on.
struct Ending {
  std::string before;  // with a minus sign, and without a quotation mark
  std::string words;   // folded
  bool isQuoted = false;
  bool isExcluded = false;
};

Ending endingFrom(const std::string& text, size_t start) {
  Ending ending;
  ending.isExcluded = text[start] == '-';
  if (ending.isExcluded) ++start;
  ending.before = text.substr(0, start);
  ending.isQuoted = start < text.size() && text[start] == '"';
  if (ending.isQuoted) ++start;
  ending.words = foldText(text.substr(start));
  return ending;
}

std::string completed(const Ending& ending, const std::string& name) {
  const bool mustBeOne = ending.isExcluded && name.find(' ') != std::string::npos;
  const bool isQuoted = ending.isQuoted || mustBeOne;
  return ending.before + (isQuoted ? '"' + name + '"' : name);
}

size_t countPhotos(const Database& library, const std::string& query) {
  return findPhotos(library, query, SIZE_MAX / 2, kCutOff).photos.size();
}

// Of the words of files, folders and EXIF text.
std::vector<Completion> libraryWords(const Database& library, const std::string& beginning,
                                     size_t limit) {
  std::vector<Completion> found;
  Statement rows = library.prepare(
      "SELECT text, (SELECT count(*) FROM photo_word WHERE word = word.id) AS photos FROM word "
      "WHERE text BETWEEN ?1 AND ?1 || char(1114111) AND photos > 0 "
      "ORDER BY photos DESC, text LIMIT ?2");
  rows.bind(beginning, static_cast<int64_t>(limit));
  while (rows.step()) found.push_back({rows.text(0), static_cast<size_t>(rows.integer(1))});
  return found;
}

// What could be in a photo.
std::vector<Completion> vocabularyWords(const std::string& beginning, size_t limit) {
  std::vector<Completion> found;
  for (const Concept& entry : builtInVocabulary().concepts()) {
    for (const std::string& word : entry.words) {
      if (found.size() < limit && word.starts_with(beginning)) found.push_back({word, 0});
    }
  }
  return found;
}

size_t startOfLastWord(const std::string& text) { return text.rfind(' ') + 1; }

// "201", "2019-", "2019-05..2"
bool isBegunDate(std::string_view word) {
  constexpr std::string_view kFirst = "12.";
  return kFirst.find(word.front()) != std::string_view::npos &&
         word.find_first_not_of("0123456789-.") == std::string_view::npos;
}

}  // namespace

std::vector<Completion> Completions::of(const std::string& text, size_t limit) {
  count();
  // The longest end that is the beginning of something.
  for (size_t start = 0; start < text.size(); start = text.find(' ', start) + 1) {
    if (text[start] != ' ') {
      const Ending ending = endingFrom(text, start);
      std::vector<Completion> found = startingWith(ending.words, limit);
      // "puppie" is on its way to "puppies".
      if (found.empty()) found = startingWith(singular(ending.words + "s"), limit);
      for (Completion& completion : found) {
        completion.text = completed(ending, completion.text);
        if (!ending.before.empty()) completion.photos = countPhotos(library_, completion.text);
      }
      std::ranges::stable_sort(found, std::greater{}, &Completion::photos);
      if (!found.empty()) return found;
    }
    if (text.find(' ', start) == std::string::npos) break;
  }
  return {};
}

void Completions::count() {
  const int64_t changes = library_.integer("SELECT total_changes()");
  if (changes == changes_) return;
  tags_.clear();
  otherWords_.clear();
  std::map<std::string, size_t> photos;
  for (const TagCount& tag : listTags(library_)) {
    tags_.push_back({tag.name, tag.photos});
    if (!tag.isOwn) photos.emplace(tag.name, tag.photos);
  }
  for (const Concept& entry : builtInVocabulary().concepts()) {
    const auto found = entry.isTag ? photos.find(entry.name) : photos.end();
    if (found == photos.end()) continue;
    for (const std::string& word : entry.words) otherWords_.push_back({word, found->second});
  }
  changes_ = changes;
}

std::vector<Completion> Completions::startingWith(const std::string& beginning,
                                                  size_t limit) const {
  if (beginning.empty()) return {};
  std::vector<Completion> found = complete(beginning, tags_, limit);
  if (found.empty()) found = complete(beginning, otherWords_, limit);
  if (found.empty()) found = libraryWords(library_, beginning, limit);
  if (found.empty()) found = vocabularyWords(beginning, limit);
  return found;
}

TypedMatches findTyped(const Database& library, Completions& completions, const std::string& text,
                       size_t limit) {
  constexpr size_t kTried = 3;  // completions: which one finds most, its other words decide, too
  const auto find = [&](const std::string& query) {
    return findPhotos(library, query, limit, kCutOff);
  };
  TypedMatches found{find(text), {}};
  const std::vector<SearchTerm> terms = findTerms(parseQuery(text), builtInVocabulary());
  const std::vector<std::string>& unknown = found.matches.unknown;
  const bool isBegun =
      !unknown.empty() && terms.back().text == unknown.back() && text.back() != ' ';
  if (!isBegun) return found;
  if (isBegunDate(text.substr(startOfLastWord(text)))) {
    found.matches = find(text.substr(0, startOfLastWord(text)));
    return found;
  }
  const std::vector<Completion> likeliest = completions.of(text, kTried);
  if (likeliest.empty()) return found;
  found.completed = likeliest.front().text;
  found.matches = find(found.completed);
  return found;
}

}  // namespace loupe
