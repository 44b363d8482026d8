#include "library/store/library_search.h"

#include "library/search_plan.h"
#include "library/store/embedded.h"
#include "library/store/labels.h"
#include "library/store/library_schema.h"
#include "library/store/photo_store.h"
#include "library/suggestions.h"
#include "library/text.h"

namespace loupe {
namespace {

Matches findMatches(const Database& library, const std::vector<SearchTerm>& terms) {
  Matches matches;
  if (const Sql sql = lookUpWords(terms); !sql.text.empty()) {
    Statement rows = library.prepare(sql.text);
    rows.bindAll(sql);
    while (rows.step()) matches.words.emplace(rows.text(1), rows.integer(0));
  }
  for (const SearchTerm& term : terms) {
    if (term.fileName.empty()) continue;
    const Sql sql = lookUpFileName(term.fileName);
    Statement rows = library.prepare(sql.text);
    rows.bindAll(sql);
    if (rows.step()) matches.fileNames.insert(term.fileName);
  }
  Statement tags = library.prepare("SELECT id, name FROM tag");
  while (tags.step()) {
    std::vector<std::string>& name = matches.tags[tags.integer(0)];
    for (const std::string& word : splitWords(foldText(tags.text(1))))
      name.push_back(singular(word));
  }
  return matches;
}

// `own` asks for a photo's tags that people gave it.
std::vector<std::string> tagNames(Statement& own, int64_t photo, const std::string& labels) {
  std::vector<std::string> names;
  own.bind(photo);
  while (own.step()) names.push_back(own.text(0));
  for (const Label& label : readLabels(labels)) {
    names.push_back(builtInVocabulary().concepts()[label.index].name);
  }
  return names;
}

// What else the library has words for, for suggestions.
std::vector<std::string> libraryWords(const Database& library) {
  std::vector<std::string> words;
  Statement rows = library.prepare(
      "SELECT text FROM word WHERE EXISTS (SELECT 1 FROM photo_word WHERE word = word.id) "
      "UNION SELECT name FROM tag");
  while (rows.step()) words.push_back(foldText(rows.text(0)));
  return words;
}

// Without a suggestion.
SearchMatches matchPhotos(const Database& library, const std::string& text, size_t limit,
                          uint32_t cutOff) {
  const Query query = parseQuery(text);
  const std::vector<SearchTerm> terms = findTerms(query, builtInVocabulary());
  const Matches matches = findMatches(library, terms);
  const Sql plan = planSearch(query, terms, matches, limit, cutOff);
  SearchMatches found{{}, unknownTerms(terms, matches), {}};
  Statement rows = library.prepare(plan.text);
  rows.bindAll(plan);
  while (rows.step()) found.photos.emplace_back(rows.integer(0), rows.integer(1));
  return found;
}

// What finds nothing is no help.
std::string suggest(const Database& library, const std::string& text,
                    const std::vector<std::string>& unknown, uint32_t cutOff) {
  const Suggestions suggestions(builtInVocabulary(), libraryWords(library), embedded::kCommonWords);
  std::string suggestion = suggestQuery(text, unknown, suggestions);
  if (suggestion.empty() || matchPhotos(library, suggestion, 1, cutOff).photos.empty()) return {};
  return suggestion;
}

}  // namespace

std::vector<FoundPhoto> describePhotos(const Database& library,
                                       const std::vector<ScoredPhoto>& scored) {
  std::vector<FoundPhoto> photos;
  Statement row = library.prepare("SELECT " + std::string(kWholePath) +
                                  ", labels FROM photo JOIN root ON root.id = root WHERE "
                                  "photo.id = ?");
  Statement own = library.prepare(
      "SELECT name FROM photo_tag JOIN tag ON tag.id = tag WHERE photo = ? ORDER BY permille DESC");
  for (const auto& [id, permille] : scored) {
    if (!row.bind(id).step()) continue;
    photos.push_back(
        {id, row.text(0), static_cast<double>(permille) / 1000, tagNames(own, id, row.text(1))});
  }
  return photos;
}

SearchMatches findPhotos(const Database& library, const std::string& text, size_t limit,
                         uint32_t cutOff) {
  SearchMatches found = matchPhotos(library, text, limit, cutOff);
  if (!found.unknown.empty()) found.suggestion = suggest(library, text, found.unknown, cutOff);
  return found;
}

SearchResult searchLibrary(const Database& library, const std::string& text, size_t limit,
                           uint32_t cutOff) {
  const SearchMatches found = findPhotos(library, text, limit, cutOff);
  return {describePhotos(library, found.photos), found.unknown, found.suggestion};
}

}  // namespace loupe
