#include "models/taxonomy.h"

#include <doctest/doctest.h>

#include "support/errors.h"
#include "support/model_file.h"

namespace loupe::test {
namespace {

// animal -> dog -> {samoyed, husky}, animal -> cat, and sled dog -> husky, a second parent.
const std::string kAnimals =
    R"({"threshold":0.5,"class_wnids":["samoyed","husky","cat"],"concepts":[
    {"wnid":"animal","name":"animal","parents":[]},
    {"wnid":"dog","name":"dog","parents":["animal"]},
    {"wnid":"sled dog","name":"sled dog","parents":["dog"]},
    {"wnid":"samoyed","name":"Samoyed","parents":["dog"]},
    {"wnid":"husky","name":"husky","parents":["dog","sled dog"]},
    {"wnid":"cat","name":"cat","parents":["animal"]}]})";

Taxonomy read(const std::string& text, size_t classCount = 3) {
  const JsonDocument document(text, "taxonomy");
  return {document.root(), classCount};
}

std::vector<std::string> names(const Taxonomy& taxonomy, const std::vector<float>& probabilities) {
  std::vector<std::string> names;
  for (const Tag& tag : taxonomy.tags(probabilities)) names.push_back(tag.name);
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the most specific concept that is sure is the tag") {
  const Taxonomy animals = read(kAnimals);
  CHECK(names(animals, {0.9f, 0.05f, 0}) == Names{"Samoyed"});
  CHECK(names(animals, {0.4f, 0.3f, 0.1f}) == Names{"dog"});
  CHECK(names(animals, {0.3f, 0.1f, 0.3f}) == Names{"animal"});
  CHECK(names(animals, {0, 0.6f, 0.1f}) == Names{"husky"});
  CHECK(names(animals, {0.5f, 0, 0}) == Names{"Samoyed"});
}

TEST_CASE("nothing is said when nothing is sure") {
  CHECK(names(read(kAnimals), {0.2f, 0.1f, 0.1f}).empty());
  CHECK(Taxonomy().tags(std::vector<float>{1, 0, 0}).empty());
}

TEST_CASE("a concept's probability is the sum of its classes, each once") {
  const auto tags = read(kAnimals).tags(std::vector<float>{0.3f, 0.4f, 0.0f});
  REQUIRE(tags.size() == 1);
  CHECK(tags[0].name == "dog");
  CHECK(tags[0].wnid == "dog");
  CHECK(tags[0].probability == doctest::Approx(0.7));
}

TEST_CASE("rounding never makes a tag surer than sure") {
  const auto tags = read(kAnimals).tags(std::vector<float>{0.34f, 0.34f, 0.3201f});
  REQUIRE(tags.size() == 1);
  CHECK(tags[0].probability <= 1);
}

TEST_CASE("several sure concepts come with the surest first") {
  const Taxonomy low = read(replaced(kAnimals, "0.5", "0.2"));
  CHECK(names(low, {0.3f, 0, 0.6f}) == Names{"cat", "Samoyed"});
}

TEST_CASE("a circle of concepts ends") {
  const Taxonomy circle = read(replaced(kAnimals, R"("name":"animal","parents":[])",
                                        R"("name":"animal","parents":["dog"])"));
  CHECK_NOTHROW(names(circle, {0.3f, 0.3f, 0.3f}));
}

TEST_CASE("a taxonomy that does not fit is refused") {
  const auto refused = [](std::string_view words, const std::string& text, size_t classCount = 3) {
    checkError(ErrorCode::BadModel, words, [&] { read(text, classCount); });
  };
  refused("is no concept of the taxonomy",
          replaced(kAnimals, R"(["samoyed","husky","cat"])", R"(["x","husky","cat"])"));
  refused("is no concept of the taxonomy", replaced(kAnimals, R"(["dog","sled dog"])", R"(["x"])"));
  refused("repeats dog", replaced(kAnimals, R"({"wnid":"cat")", R"({"wnid":"dog")"));
  refused("has 3 entries; the model has 4 classes", kAnimals, 4);
  refused("threshold must be above 0", replaced(kAnimals, "0.5", "0"));
  refused("threshold must be above 0", replaced(kAnimals, "0.5", "1.5"));
  refused("threshold must be a number", replaced(kAnimals, "0.5", "\"a\""));
  refused("lacks \"concepts\"", R"({"threshold":0.5})");
}

}  // namespace loupe::test
