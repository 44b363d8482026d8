#include "library/vocabulary.h"

#include <doctest/doctest.h>

#include "library/suggestions.h"
#include "support/errors.h"
#include "support/vocabulary.h"

namespace loupe::test {
namespace {
using Ids = std::vector<uint32_t>;
}  // namespace

TEST_CASE("words, other words, plurals and irregular plurals name a concept") {
  const Vocabulary vocabulary(kAnimals);
  CHECK(vocabulary.find("dog") == Ids{3});
  CHECK(vocabulary.find("dogs") == Ids{3});
  CHECK(vocabulary.find("puppies") == Ids{3});
  CHECK(vocabulary.find("Mice") == Ids{6});
  CHECK(vocabulary.find("granny smith") == Ids{8});
  CHECK(vocabulary.find("Granny-Smiths") == Ids{8});
  CHECK(vocabulary.find("smith").empty());
}

TEST_CASE("a word names the tag that is called so, before all that it can mean") {
  const Vocabulary vocabulary(kAnimals);
  CHECK(vocabulary.find("plant") == Ids{7});
  CHECK(vocabulary.find("thing") == Ids{1, 9});
}

TEST_CASE("a concept is as probable as its classes together") {
  const Vocabulary vocabulary(kAnimals);
  const ConceptSums sums(vocabulary,
                         std::vector<std::string>{"n00000004", "n00000005", "n00000006"});
  const std::vector<ConceptScore> scores = sums.above(std::vector<float>{0.5f, 0.25f, 0.004f}, 20);
  std::vector<std::pair<uint32_t, uint32_t>> found;
  for (const ConceptScore& score : scores) found.emplace_back(score.id, score.permille);
  CHECK(found == std::vector<std::pair<uint32_t, uint32_t>>{
                     {1, 754}, {2, 754}, {3, 750}, {4, 500}, {5, 250}});
}

TEST_CASE("a tag's path leads down through tags only") {
  const Vocabulary vocabulary(kAnimals);
  std::vector<std::string> names;
  for (const size_t index : vocabulary.path(*vocabulary.indexOf(4)))
    names.push_back(vocabulary.concepts()[index].name);
  CHECK(names == std::vector<std::string>{"animal", "dog", "Samoyed"});
  CHECK(vocabulary.downwards(*vocabulary.indexOf(3)).size() == 3);
}

TEST_CASE("a vocabulary that makes no sense is refused") {
  checkError(ErrorCode::BadModel, "line 1 ", [] { Vocabulary("n00000001\t1\n"); });
  checkError(ErrorCode::BadModel, "parent",
             [] { Vocabulary("n00000001\t1\tdog\tdog\tn00000009\n"); });
  checkError(ErrorCode::BadModel, "line 2 ",
             [] { Vocabulary("n00000001\t1\tdog\tdog\t\nn00000001\t1\tcat\tcat\t\n"); });
  const Vocabulary vocabulary(kAnimals);
  checkError(ErrorCode::NotSupported, "n00000099",
             [&] { ConceptSums(vocabulary, std::vector<std::string>{"n00000099"}); });
}

TEST_CASE("what was mistyped is suggested, and what is far from everything is not") {
  const Vocabulary vocabulary(kAnimals);
  const Suggestions suggestions(vocabulary, {"rome"});
  CHECK(suggestions.nearest("samoid") == "samoyed");
  CHECK(suggestions.nearest("dgo") == "dog");
  CHECK(suggestions.nearest("roma") == "rome");
  CHECK(suggestions.nearest("xylophone").empty());
  CHECK(suggestions.nearest("salamander").empty());  // starts as samoyed does, and no more
  CHECK(suggestQuery("Samoid -cat", {"samoid"}, suggestions) == "samoyed -cat");
}

TEST_CASE("a common word is not taken for a mistyped one") {
  const Vocabulary vocabulary(kAnimals);
  const Suggestions suggestions(vocabulary, {"reed"}, "dot\nred\n");
  CHECK(suggestions.nearest("red").empty());
  CHECK(suggestions.nearest("dot").empty());
  CHECK(suggestions.nearest("re ed") == "reed");
  CHECK(suggestQuery("red dgo", {"red", "dgo"}, suggestions).empty());
}

TEST_CASE("completions start a word, and those with most photos come first") {
  const std::vector<Completion> candidates = {
      {"dog", 3}, {"dogsled", 0}, {"Siberian dog", 7}, {"hotdog", 9}};
  const std::vector<Completion> found = complete("do", candidates, 5);
  REQUIRE(found.size() == 2);
  CHECK(found[0].text == "Siberian dog");
  CHECK(found[1].text == "dog");
}

}  // namespace loupe::test
