#include "library/query.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "calendar.h"
#include "library/search_plan.h"
#include "support/errors.h"
#include "support/vocabulary.h"

namespace loupe::test {
namespace {

using Words = std::vector<std::string>;

std::vector<std::string> termsOf(std::string_view text) {
  const Vocabulary vocabulary(kAnimals);
  std::vector<std::string> terms;
  for (const SearchTerm& term : findTerms(parseQuery(text), vocabulary)) {
    terms.push_back((term.excluded ? "-" : "") + term.text);
  }
  return terms;
}

std::optional<DateRange> datesOf(std::string_view text) {
  const Query query = parseQuery(text);
  return query.terms.size() == 1 ? query.terms[0].dates : std::nullopt;
}

}  // namespace

TEST_CASE("words next to each other that are a name are one term, unless they are quoted apart") {
  CHECK(termsOf("granny smith dog") == Words{"granny smith", "dog"});
  CHECK(termsOf("dog Granny Smith") == Words{"dog", "granny smith"});
  CHECK(termsOf("\"granny smith\"") == Words{"granny smith"});
  CHECK(termsOf("\"granny\" smith") == Words{"granny", "smith"});
  CHECK(termsOf("golden dog") == Words{"golden", "dog"});
  CHECK(termsOf("\u201cgranny\u201d \u201esmith\u201c") == Words{"granny", "smith"});
}

TEST_CASE("a minus sign excludes a word, a phrase or a camera; inside a word it is none") {
  CHECK(termsOf("dog -husky -\"granny smith\"") == Words{"dog", "-husky", "-granny smith"});
  CHECK(termsOf("jack-o'-lantern") == Words{"jack", "o", "lantern"});
  const Query query = parseQuery("-camera:nokia Camera:\"Canon EOS\"");
  REQUIRE(query.cameras.size() == 2);
  CHECK(query.cameras[0].excluded);
  CHECK(query.cameras[1].text == "canon eos");
  CHECK(query.terms.empty());
}

TEST_CASE("dates include their end") {
  const auto from = [](std::string_view text) { return datesOf(text)->from; };
  const auto to = [](std::string_view text) { return datesOf(text)->to; };
  CHECK(from("2019..2021") == *secondsOf(2019, 1, 1));
  CHECK(to("2019..2021") == *secondsOf(2022, 1, 1));
  CHECK(to("2019-12..2020-02") == *secondsOf(2020, 3, 1));
  CHECK(to("..2019-05-24") == *secondsOf(2019, 5, 25));
  CHECK(from("..2019-05-24") == INT64_MIN);
  CHECK(from("2019-05..") == *secondsOf(2019, 5, 1));
  CHECK(from("2019") == *secondsOf(2019, 1, 1));
  CHECK(from("2021..2019-05") == *secondsOf(2019, 5, 1));
  CHECK(to("2021..2019-05") == *secondsOf(2022, 1, 1));
}

TEST_CASE("a year may also be a word; what is no date is words") {
  CHECK(parseQuery("2019").terms[0].words == Words{"2019"});
  CHECK(parseQuery("2019..2021").terms[0].words.empty());
  CHECK_FALSE(datesOf("2019-02-30").has_value());
  CHECK_FALSE(datesOf("2019-13").has_value());
  CHECK_FALSE(datesOf("3000").has_value());
  CHECK_FALSE(datesOf("..").has_value());
  CHECK(parseQuery("2019..dog").terms[0].words == Words{"2019", "dog"});
}

TEST_CASE("what may be a part of a file's name is one term") {
  const auto nameIn = [](std::string_view text) { return parseQuery(text).terms[0].fileName; };
  CHECK(nameIn("IMG_2041") == "img_2041");
  CHECK(nameIn("cat.PNG") == "cat.png");
  CHECK(nameIn("\"My cat.png\"") == "my cat.png");
  CHECK(termsOf("big dsc0042 dog") == Words{"big", "dsc0042", "dog"});
  for (const char* text :
       {"dog", "St.", ".png", "2019", "2019-05", "wait...", "7up", "dog.retriever"}) {
    CAPTURE(text);
    CHECK(nameIn(text).empty());
  }
}

TEST_CASE("quotation marks, minus signs and prefixes that lead nowhere are passed over") {
  for (const char* text :
       {"", " ", "\"", "-", "\"\"", "-\"", "camera:", "camera:\"", "..", "- -", "\xff"}) {
    CAPTURE(text);
    CHECK(parseQuery(text).terms.empty());
  }
  CHECK(termsOf("\"dog") == Words{"dog"});
}

TEST_CASE("a plan has a parameter for each question mark") {
  const Vocabulary vocabulary(kAnimals);
  const Query query =
      parseQuery("dog thing \"big dog\" 2019 -husky camera:canon -2020.. img_1.png");
  const std::vector<SearchTerm> terms = findTerms(query, vocabulary);
  Matches matches;
  matches.words = {{"dog", 1}, {"big", 2}, {"husky", 3}};
  matches.fileNames = {"img_1.png"};
  matches.tags = {{7, {"big", "dog"}}, {8, {"dog"}}};
  const Sql plan = planSearch(query, terms, matches, 10);
  CHECK(std::ranges::count(plan.text, '?') == static_cast<std::ptrdiff_t>(plan.parameters.size()));
  CHECK(unknownTerms(terms, matches).empty());
  CHECK(unknownTerms(findTerms(parseQuery("xyz dog"), vocabulary), matches) == Words{"xyz"});
}

TEST_CASE("a search of more words than a database can join is refused") {
  const Vocabulary vocabulary(kAnimals);
  std::string text = "camera:canon";
  for (size_t i = 1; i < kMostTerms; ++i) text += " w" + std::to_string(i);
  const auto plan = [&] {
    const Query query = parseQuery(text);
    planSearch(query, findTerms(query, vocabulary), {}, 10);
  };
  plan();
  text += " -dog";
  checkError(ErrorCode::NotSupported, "at most 50 words and names; this one has 51", plan);
}

}  // namespace loupe::test
