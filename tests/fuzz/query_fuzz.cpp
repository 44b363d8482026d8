// Any text as a search: what comes out is SQL with a parameter for each question mark.
#include <algorithm>

#include "fuzz.h"
#include "library/search_plan.h"
#include "library/text.h"

void loupe::fuzz::fuzz(std::span<const std::byte> input) {
  static const Vocabulary vocabulary(
      "n00000001\t1\tanimal\tanimal|beast\t\nn00000002\t1\tbig dog\tdog|big dog\tn00000001\n");
  const Query query = parseQuery(textOf(input));
  const std::vector<SearchTerm> terms = findTerms(query, vocabulary);
  Matches matches;
  matches.tags[1] = {"dog"};
  for (const SearchTerm& term : terms) {
    matches.fileNames.insert(term.fileName);
    if (!term.words.empty()) matches.words[term.words.front()] = 1;
  }
  const Sql plan = planSearch(query, terms, matches, 10);
  const auto marks = static_cast<size_t>(std::ranges::count(plan.text, '?'));
  if (marks != plan.parameters.size()) __builtin_trap();
  const std::string folded = foldText(textOf(input));
  if (foldText(folded) != folded) __builtin_trap();
}
