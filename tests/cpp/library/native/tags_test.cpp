// What people say of photos, and how it leaves the library.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "library/native/album.h"
#include "library/native/find_photo.h"
#include "library/native/library_file.h"
#include "library/native/tag_file.h"
#include "library/store/library_export.h"
#include "library/store/tag_name.h"
#include "library/store/tag_store.h"
#include "library/store/tag_text.h"
#include "library/store/tag_undo.h"
#include "library/xmp.h"
#include "models/json.h"
#include "support/errors.h"

namespace loupe::test {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("people's tags are searched, follow a moved photo and survive a library made again") {
  const Album album;
  album.paint("red.bmp", 0);
  album.paint("green.bmp", 1);
  album.index();
  album.addTag("Shrek the cat", {"green.bmp"});
  album.removeTag("dog", {"red.bmp"});
  CHECK(album.search("shrek") == Names{"green.bmp"});
  CHECK(album.search("shrek cat") == Names{"green.bmp"});
  CHECK(album.search("dog").empty());
  CHECK(album.search("samoyed").empty());
  CHECK(album.search("animal") == Names{"green.bmp", "red.bmp"});

  fs::rename(album.photo("green.bmp"), album.photo("other.bmp"));
  album.index();
  CHECK(album.search("shrek") == Names{"other.bmp"});

  fs::remove(album.library());
  album.index();
  CHECK(album.search("shrek") == Names{"other.bmp"});
  CHECK(album.search("dog").empty());
}

TEST_CASE("a tag that was taken away stays away when the photo is looked at again") {
  const Album album;
  album.paint("red.bmp", 0);
  album.index();
  album.removeTag("samoyed", {"red.bmp"});
  album.addTag("Rex", {"red.bmp"});
  album.paint("red.bmp", 0, 3);
  album.touch("red.bmp");
  CHECK(album.index().changed == 1);
  CHECK(album.search("samoyed").empty());
  CHECK(album.search("dog") == Names{"red.bmp"});
  CHECK(album.search("rex") == Names{"red.bmp"});
}

TEST_CASE(
    "a taught tag finds photos like its examples, those that come later too, and minds a no") {
  const Album album;
  for (uint8_t i = 0; i < 6; ++i) {
    album.paint("red" + std::to_string(i) + ".bmp", 0, i);
    album.paint("green" + std::to_string(i) + ".bmp", 1, i);
    album.paint("blue" + std::to_string(i) + ".bmp", 2, i);
  }
  album.index();
  album.teachTag("Ruby", {"red0.bmp", "red1.bmp", "red2.bmp"}, {"green0.bmp", "blue0.bmp"});
  Names found = album.search("ruby");
  CHECK(std::ranges::find(found, "red3.bmp") != found.end());
  CHECK(std::ranges::find(found, "green1.bmp") == found.end());
  album.paint("red9.bmp", 0, 9);
  album.index();
  found = album.search("ruby");
  CHECK(std::ranges::find(found, "red9.bmp") != found.end());
  album.teachTag("Ruby", {}, {"red9.bmp"});
  found = album.search("ruby");
  CHECK(std::ranges::find(found, "red9.bmp") == found.end());
}

TEST_CASE("tags are listed with their photos, people's own first") {
  const Album album;
  album.paint("red.bmp", 0);
  album.index();
  album.addTag("Rex", {"red.bmp"});
  const Database library = openLibrary(album.library());
  const std::vector<TagCount> tags = listTags(library);
  CHECK(tags.front().name == "Rex");
  CHECK(tags.front().isOwn);
  CHECK(std::ranges::any_of(
      tags, [](const TagCount& tag) { return tag.name == "dog" && tag.photos == 1; }));
  checkError(ErrorCode::Storage, "no tag", [&] { album.removeTag("nothing like it", {}); });
  checkError(ErrorCode::Storage, "cannot be read",
             [&] { findPhoto(library, album.photo("absent.bmp").string()); });
  checkError(ErrorCode::Storage, "not in the library",
             [&] { findPhoto(library, album.library()); });
}

TEST_CASE("a tag's name is one line of text that can be searched for, without blanks around it") {
  const Album album;
  album.paint("red.bmp", 0);
  album.index();
  const auto refused = [&](const std::string& name, std::string_view reason) {
    checkError(ErrorCode::Storage, reason, [&] { album.addTag(name, {"red.bmp"}); });
  };
  refused(" - ", "letter or a digit");
  refused("two\nlines", "one line");
  refused("\xff\xfe Rex", "UTF-8");
  refused(std::string(kLongestTagName + 1, 'x'), "201 characters, of 200 at most");
  std::string longest;
  for (size_t i = 0; i < kLongestTagName; ++i) longest += "\u732b";
  album.addTag(longest, {"red.bmp"});
  album.addTag("  Rex ", {"red.bmp"});
  album.addTag("rex", {"red.bmp"});
  CHECK(album.search("rex") == Names{"red.bmp"});
  CHECK(album.search(longest) == Names{"red.bmp"});
  CHECK(listTags(openLibrary(album.library())).front().name == "Rex");
  album.removeTag(" Rex ", {"red.bmp"});
  CHECK(album.search("rex").empty());
}

TEST_CASE(
    "what is said to be and not to be is refused, copies of a photo too, and changes nothing") {
  const Album album;
  album.paint("red.bmp", 0);
  album.paint("green.bmp", 1);
  album.paint("copy.bmp", 0);
  album.index();
  for (const char* no : {"red.bmp", "copy.bmp"}) {
    checkError(ErrorCode::Storage, "red.bmp: is said to be 'Ruby' and not to be it",
               [&] { album.teachTag("Ruby", {"red.bmp"}, {"green.bmp", no}); });
  }
  CHECK(listTags(openLibrary(album.library())).front().name != "Ruby");
}

TEST_CASE(
    "people's tags stay with a photo that is edited, and not with a name that another one gets") {
  const Album album;
  album.paint("a.bmp", 0);
  album.paint("b.bmp", 1);
  album.index();
  album.addTag("Rex", {"a.bmp"});
  fs::rename(album.photo("a.bmp"), album.photo("c.bmp"));
  fs::rename(album.photo("b.bmp"), album.photo("a.bmp"));
  fs::rename(album.photo("c.bmp"), album.photo("b.bmp"));
  album.touch("a.bmp");
  album.touch("b.bmp");
  album.index();
  CHECK(album.search("rex") == Names{"b.bmp"});
  album.paint("b.bmp", 0, 5);
  album.touch("b.bmp");
  CHECK(album.index().changed == 1);
  CHECK(album.search("rex") == Names{"b.bmp"});
}

TEST_CASE("what was last done to tags can be taken back, and nothing else") {
  const Album album;
  album.paint("red.bmp", 0);
  album.paint("red2.bmp", 0, 10);
  album.index();
  const Database library = openLibrary(album.library());
  Embeddings embeddings(library);
  const std::vector<int64_t> both = album.ids(library, {"red.bmp", "red2.bmp"});
  const auto state = [&] { return tagText(library) + exportCsv(library); };
  addTag(library, embeddings, "Rex", std::span(both).first(1));
  const auto takenBack = [&](auto change) {
    const std::string before = state();
    {
      const TagRecording recording(library);
      change();
    }
    CHECK(state() != before);
    takeBackTags(library);
    CHECK(state() == before);
    takeBackTags(library);  // there is nothing left
    CHECK(state() == before);
  };
  takenBack([&] { addTag(library, embeddings, "Rex", both); });
  takenBack([&] { addTag(library, embeddings, "Bella", both); });
  takenBack([&] { removeTag(library, embeddings, "rex", both); });
  takenBack([&] { removeTag(library, embeddings, "dog", both); });
  takenBack([&] { teachTag(library, embeddings, "Rex", both, {}); });
  CHECK(album.search("dog").size() == 2);
}

TEST_CASE("tags are exported as CSV, JSON and sidecars with their hierarchy") {
  const Album album;
  album.paint("red, \"1\".bmp", 0);
  album.index();
  album.addTag("Rex & co", {"red, \"1\".bmp"});
  const Database library = openLibrary(album.library());
  CHECK(exportCsv(library).find("/red, \"\"1\"\".bmp\",Rex & co; Samoyed,") != std::string::npos);
  const JsonDocument document(exportJson(library), "export");
  const JsonValue tag = document.root().items().at(0)["tags"].items().at(1);
  CHECK(tag["name"].string() == "Samoyed");
  CHECK(tag["path"].items().front().string() == "animal");
  const std::vector<Sidecar> sidecars = exportXmp(library);
  REQUIRE(sidecars.size() == 1);
  CHECK(sidecars[0].path == "red, \"1\".bmp.xmp");
  CHECK(sidecars[0].content.find("<rdf:li>Rex &amp; co</rdf:li>") != std::string::npos);
  CHECK(sidecars[0].content.find("|Samoyed</rdf:li>") != std::string::npos);
  CHECK(isOwnSidecar(sidecars[0].content));
  CHECK_FALSE(isOwnSidecar("<x:xmpmeta x:xmptk=\"XMP Core 6.0.0\">"));
  CHECK(isLibraryFile(album.library()));
  CHECK_FALSE(isLibraryFile(album.photo("red, \"1\".bmp").string()));
}

TEST_CASE("a bar in a tag's name is a level for other programs") {
  const Album album;
  album.paint("red.bmp", 0);
  album.index();
  album.addTag("Family | Anna/Bea", {"red.bmp"});
  const Database library = openLibrary(album.library());
  CHECK(listTags(library).front().path == Names{"Family", "Anna/Bea"});
  const std::string xmp = exportXmp(library).at(0).content;
  CHECK(xmp.find("<rdf:li>Family|Anna/Bea</rdf:li>") != std::string::npos);
  CHECK(xmp.find("<rdf:li>Family/Anna-Bea</rdf:li>") != std::string::npos);
  CHECK(exportCsv(library).find(",Family | Anna/Bea; ") != std::string::npos);
  CHECK(ownTagPath("|") == Names{"|"});
}

TEST_CASE("nothing in a table of tags is a formula to a spreadsheet") {
  const Album album;
  album.paint("red.bmp", 0);
  album.index();
  album.addTag("=HYPERLINK(\"x\")", {"red.bmp"});
  CHECK(exportCsv(openLibrary(album.library())).find(",\"'=HYPERLINK(\"\"x\"\"); ") !=
        std::string::npos);
}

TEST_CASE("a damaged file of tags is refused and left alone") {
  const Album album;
  album.paint("red.bmp", 0);
  std::ofstream(tagFileOf(album.library())) << R"({"version":1,"tags":[{"name":"Rex"}]})";
  checkError(ErrorCode::Storage, "no tags of a library", [&] { album.index(); });
  checkError(ErrorCode::Storage, "no tags of a library", [&] { album.index(); });
  fs::remove(tagFileOf(album.library()));
  fs::create_directory(tagFileOf(album.library()));
  checkError(ErrorCode::Storage, "tags.json: cannot be read", [&] { album.index(); });
  fs::remove(tagFileOf(album.library()));
  CHECK(album.index().added == 1);
}

}  // namespace loupe::test
