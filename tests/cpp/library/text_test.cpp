#include "library/text.h"

#include <doctest/doctest.h>

namespace loupe::test {
namespace {
using Words = std::vector<std::string>;
}  // namespace

TEST_CASE("case and accents do not count") {
  CHECK(foldText("Café CRÈME Ærøskøbing") == "cafe creme æroskobing");
  CHECK(foldText("ΑΘΗΝΑ Москва ŁÓDŹ") == "αθηνα москва lodz");
  CHECK(foldText("犬🐕") == "犬🐕");
}

TEST_CASE("bytes that are no UTF-8 are spaces") {
  CHECK(foldText("a\xff"
                 "b") == "a b");
  CHECK(foldText("a\xc3") == "a ");
  CHECK(foldText("\xe2\x82") == "  ");
}

TEST_CASE("words are letters and digits, with apostrophes inside") {
  CHECK(splitWords("jack-o'-lantern, plane's (2)") ==
        Words{"jack", "o", "lantern", "plane's", "2"});
  CHECK(splitWords("  ").empty());
}

TEST_CASE("plurals are folded by English rules") {
  CHECK(singular("dogs") == "dog");
  CHECK(singular("beaches") == "beach");
  CHECK(singular("berries") == "berry");
  CHECK(singular("foxes") == "fox");
  CHECK(singular("glass") == "glass");
  CHECK(singular("bus") == "bus");
  CHECK(singular("octopus") == "octopus");
  CHECK(singular("dog") == "dog");
}

TEST_CASE("the edit distance counts swapped neighbours once and stops at its limit") {
  CHECK(editDistance("beach", "beach", 2) == 0);
  CHECK(editDistance("baech", "beach", 2) == 1);
  CHECK(editDistance("bech", "beach", 2) == 1);
  CHECK(editDistance("samoid", "samoyed", 2) == 2);
  CHECK(editDistance("cat", "elephant", 2) == 3);
  CHECK(editDistance("", "ab", 2) == 2);
}

}  // namespace loupe::test
