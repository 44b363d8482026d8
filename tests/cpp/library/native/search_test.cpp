// What is found in a library of pictures that a small model names by their colour (album.h).
#include <doctest/doctest.h>

#include <algorithm>

#include "library/native/album.h"
#include "library/native/library_file.h"
#include "library/store/completions.h"
#include "library/store/library_schema.h"
#include "library/store/tag_store.h"

namespace loupe::test {
namespace {

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("photos are found by what is in them, by hypernyms, by names, and not by what is not") {
  const Album album;
  album.paint("red.bmp", 0);
  album.paint("green.bmp", 1);
  album.paint("Rome 2019/blue.bmp", 2);
  CHECK(album.index().added == 3);
  CHECK(album.search("samoyed") == Names{"red.bmp"});
  CHECK(album.search("Dogs") == Names{"red.bmp"});
  CHECK(album.search("animal") == Names{"green.bmp", "red.bmp"});
  CHECK(album.search("animal -cat") == Names{"red.bmp"});
  CHECK(album.search("beach") == Names{"blue.bmp"});
  CHECK(album.search("rome") == Names{"blue.bmp"});
  CHECK(album.search("beach dog").empty());
  CHECK(album.search("-dog") == Names{"blue.bmp", "green.bmp"});
  CHECK(album.search("") == Names{"blue.bmp", "green.bmp", "red.bmp"});
}

TEST_CASE("photos are found by their files' names, and by what their camera counted") {
  const Album album;
  album.paint("DCIM/IMG_2041.bmp", 0);
  album.paint("DCIM/IMG_2042.bmp", 1);
  album.paint("cat.v2.bmp", 2);
  album.index();
  CHECK(album.search("IMG_2041") == Names{"IMG_2041.bmp"});
  CHECK(album.search("img_2041.BMP") == Names{"IMG_2041.bmp"});
  CHECK(album.search("dcim/img_204") == Names{"IMG_2041.bmp", "IMG_2042.bmp"});
  CHECK(album.search("img_204 samoyed") == Names{"IMG_2041.bmp"});
  CHECK(album.search("dog -img_2041").empty());
  CHECK(album.search("cat.v2") == Names{"cat.v2.bmp"});
  const SearchResult none = searchLibrary(openLibrary(album.library()), "img_9999", 10, kCutOff);
  CHECK(none.unknown == Names{"img 9999"});
}

TEST_CASE("a mistyped word is answered with what is near it") {
  const Album album;
  album.paint("red.bmp", 0);
  album.index();
  const SearchResult result = searchLibrary(openLibrary(album.library()), "samoyde", 10, kCutOff);
  CHECK(result.photos.empty());
  CHECK(result.unknown == Names{"samoyde"});
  CHECK(result.suggestion == "samoyed");
}

TEST_CASE("nothing is suggested that finds nothing, or for a common word") {
  const Album album;
  album.paint("reed.bmp", 0);
  album.index();
  const Database library = openLibrary(album.library());
  const auto suggestion = [&](const char* text) {
    return searchLibrary(library, text, 10, kCutOff).suggestion;
  };
  CHECK(suggestion("samoyde dog") == "samoyed dog");
  CHECK(suggestion("samoyde violin").empty());
  CHECK(suggestion("violim").empty());  // no photo is of a violin
  CHECK(suggestion("rede") == "reed");
  CHECK(suggestion("red").empty());
}

TEST_CASE(
    "a word that is only begun finds what it may become, and nothing else is suggested for it") {
  const Album album;
  album.paint("red.bmp", 0);
  album.paint("Lisbon/blue.bmp", 2);
  album.index();
  const Database library = openLibrary(album.library());
  Completions completions(library);
  const auto find = [&](const std::string& text) {
    return findTyped(library, completions, text, 10);
  };
  const auto becomes = [&](const std::string& text) {
    const TypedMatches found = find(text);
    CHECK(found.matches.photos.size() == 1);
    CHECK(found.matches.unknown.empty());
    return found.completed;
  };
  CHECK(becomes("samoy") == "Samoyed");
  CHECK(becomes("samoyed").empty());
  CHECK(becomes("animal samoy") == "animal Samoyed");
  CHECK(becomes("\"samoy") == "\"Samoyed\"");
  CHECK(becomes("-samoy") == "-Samoyed");
  CHECK(becomes("pupp") == "puppy");    // another word for a dog
  CHECK(becomes("puppie") == "puppy");  // on its way to "puppies"
  CHECK(becomes("lisb") == "lisbon");   // a folder
  CHECK(find("samoy ").completed.empty());
  CHECK(find("samoy ").matches.unknown == Names{"samoy"});
  CHECK(find("samoyde").matches.suggestion == "samoyed");
  // A name that no photo here has.
  CHECK(find("golden ret").completed == "golden retriever");
  CHECK(find("golden ret").matches.unknown.empty());
  // No date yet.
  CHECK(find("201").matches.photos.size() == 2);
  CHECK(becomes("dog 201").empty());
  CHECK(becomes("dog ..20").empty());
}

TEST_CASE("completions are those of the library as it is now") {
  const Album album;
  album.paint("red.bmp", 0);
  album.index();
  const Database library = openLibrary(album.library());
  Embeddings embeddings(library);
  Completions completions(library);
  CHECK(completions.of("rex", 7).empty());
  addTag(library, embeddings, "Rex", album.ids(library, {"red.bmp"}));
  REQUIRE(completions.of("rex", 7).size() == 1);
  CHECK(completions.of("dog rex", 7).front().text == "dog Rex");
}

TEST_CASE("the built-in vocabulary leads from people's words to the classes") {
  const Vocabulary& vocabulary = builtInVocabulary();
  const auto finds = [&](const char* word, const char* wnid) {
    const std::vector<size_t> above = vocabulary.upwards(*vocabulary.indexOf(*conceptIdOf(wnid)));
    return std::ranges::any_of(vocabulary.find(word), [&](uint32_t id) {
      return std::ranges::find(above, *vocabulary.indexOf(id)) != above.end();
    });
  };
  CHECK(finds("dog", "n02111889"));
  CHECK(finds("puppies", "n02111889"));
  CHECK(finds("canine", "n02111889"));
  CHECK(finds("car", "n03100240"));    // convertible
  CHECK(finds("fruit", "n07742313"));  // Granny Smith
  CHECK(finds("beach", "n09428293"));  // seashore
  CHECK(finds("geese", "n01855672"));
  CHECK_FALSE(finds("cat", "n02111889"));
}

}  // namespace loupe::test
