// A library of pictures that a small model names by their colour: red is a Samoyed, green a tabby cat, blue a seashore.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "library/native/album.h"
#include "library/native/find_photo.h"
#include "library/native/library_file.h"
#include "library/native/tag_file.h"
#include "library/store/completions.h"
#include "library/store/library_error.h"
#include "library/store/library_export.h"
#include "library/store/library_model.h"
#include "library/store/library_schema.h"
#include "library/store/tag_store.h"
#include "library/store/tag_text.h"
#include "library/store/tag_undo.h"
#include "models/json.h"
#include "support/errors.h"
#include "support/files.h"

namespace loupe::test {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

// Why it cannot be opened.
std::optional<LibraryFailure> failureOf(const Album& album) {
  try {
    openLibrary(album.library());
    return std::nullopt;
  } catch (const LibraryError& error) {
    return error.failure();
  }
}

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

TEST_CASE("a mistyped word is answered with what is near it") {
  const Album album;
  album.paint("red.bmp", 0);
  album.index();
  const SearchResult result = searchLibrary(openLibrary(album.library()), "samoyde", 10, kCutOff);
  CHECK(result.photos.empty());
  CHECK(result.unknown == Names{"samoyde"});
  CHECK(result.suggestion == "samoyed");
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

TEST_CASE("only what changed is looked at; what moved is recognised, what is gone is dropped") {
  const Album album;
  album.paint("red.bmp", 0);
  album.paint("green.bmp", 1);
  album.paint("blue.bmp", 2);
  album.index();
  CHECK(album.index().unchanged == 3);

  fs::create_directories(album.photo("below"));
  fs::rename(album.photo("red.bmp"), album.photo("below/moved.bmp"));
  fs::remove(album.photo("blue.bmp"));
  album.paint("green.bmp", 0, 7);
  album.touch("green.bmp");
  const IndexReport report = album.index();
  CHECK(report.moved == 1);
  CHECK(report.removed == 1);
  CHECK(report.changed == 1);
  CHECK(report.added == 0);
  CHECK(album.search("dog") == Names{"green.bmp", "moved.bmp"});
  CHECK(album.search("beach").empty());
}

TEST_CASE("a file that only got another date is not looked at again") {
  const Album album;
  album.paint("red.bmp", 0);
  album.index();
  album.touch("red.bmp");
  const IndexReport report = album.index();
  CHECK(report.unchanged == 1);
  CHECK(report.changed == 0);
}

TEST_CASE("what is no photo is reported once, until it changes") {
  const Album album;
  album.write("broken.jpg", std::vector<std::byte>(100));
  album.paint("red.bmp", 0);
  CHECK(album.index().failed == 1);
  REQUIRE(album.skipped.size() == 1);
  CHECK(album.skipped[0].find("broken.jpg") != std::string::npos);
  CHECK(album.index().failed == 0);
  CHECK(album.search("") == Names{"red.bmp"});
}

TEST_CASE("links that loop and names of emoji do no harm") {
  const Album album;
  std::string name;
  for (int i = 0; i < 50; ++i) name += "\xf0\x9f\x90\x95";
  album.paint(name + ".bmp", 0);
  fs::create_directory_symlink(album.photos(), album.photo("loop"));
  CHECK(album.index().added == 1);
  CHECK(album.search("dog") == Names{name + ".bmp"});
}

TEST_CASE("what cannot be examined, or lies below such a folder, is told from what can") {
  PhotoListing folder;
  folder.unreadable = {"below"};
  CHECK(folder.isUnknown("below/red.bmp"));
  CHECK(folder.isUnknown("below"));
  CHECK_FALSE(folder.isUnknown("below.bmp"));
  CHECK_FALSE(folder.isUnknown("elsewhere/below/red.bmp"));
}

TEST_CASE("a photo that cannot be examined stays, and goes once it is known to be gone") {
  const Album album;
  album.paint("red.bmp", 0);
  album.index();
  fs::remove(album.photo("red.bmp"));
  fs::create_symlink("red.bmp", album.photo("red.bmp"));  // leads to itself
  CHECK(album.index().removed == 0);
  REQUIRE(album.skipped.size() == 1);
  CHECK(album.skipped[0].find("red.bmp: cannot be read") != std::string::npos);
  CHECK(album.search("dog") == Names{"red.bmp"});
  fs::remove(album.photo("red.bmp"));
  CHECK(album.index().removed == 1);
}

TEST_CASE("copies are one group") {
  const Album album;
  album.paint("a.bmp", 0);
  album.paint("b.bmp", 0);
  album.paint("c.bmp", 2);
  album.index();
  const Database library = openLibrary(album.library());
  CHECK(library.integer("SELECT count(*) FROM photo WHERE burst IS NOT NULL") == 2);
  CHECK(library.integer("SELECT count(DISTINCT burst) FROM photo") == 1);
}

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
  checkError(ErrorCode::Storage, "no name", [&] { album.addTag(" - ", {}); });
  checkError(ErrorCode::Storage, "not in the library",
             [&] { findPhoto(library, album.photo("absent.bmp").string()); });
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
  CHECK(isLibraryFile(album.library()));
  CHECK_FALSE(isLibraryFile(album.photo("red, \"1\".bmp").string()));
}

TEST_CASE("what is no library, another program's, a newer one's or damaged is told apart") {
  const Album album;
  album.paint("red.bmp", 0);
  checkError(ErrorCode::Storage, "no such library", [&] { openLibrary(album.library()); });
  album.index();
  const auto change = [&](const char* sql) {
    Database(album.library(), Database::Access::ReadWrite).run(sql);
  };
  change("PRAGMA user_version = 99");
  checkError(ErrorCode::Storage, "newer Photoloupe", [&] { openLibrary(album.library()); });
  change("PRAGMA user_version = 2; PRAGMA application_id = 7");
  checkError(ErrorCode::Storage, "not a photo library", [&] { openLibrary(album.library()); });
  change("PRAGMA application_id = 1282372976");
  CHECK(album.search("dog") == Names{"red.bmp"});

  {
    constexpr std::streamoff kPage = 4096;
    std::fstream file(album.library(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(3 * kPage);
    const std::string garbage(8 * kPage, '\x55');
    file.write(garbage.data(), static_cast<std::streamsize>(garbage.size()));
  }
  CHECK((failureOf(album) == LibraryFailure::Damaged));
  std::ofstream(album.library(), std::ios::trunc) << std::string(5000, 'x');
  CHECK((failureOf(album) == LibraryFailure::Damaged));
  moveAside(album.library());
  CHECK(album.index().added == 1);
  CHECK(album.search("dog") == Names{"red.bmp"});
}

TEST_CASE("a library of version 1 is brought up to date, with its photos and tags") {
  const Album album;
  fs::copy_file(fixtures() / "library" / "version-1.sqlite", album.library());
  CHECK(album.search("dog") == Names{"dog.jpg"});
  CHECK(album.search("rex") == Names{"dog.jpg"});
  const Database library = openLibrary(album.library());
  CHECK(library.integer("PRAGMA user_version") == 2);
  CHECK(library.integer("SELECT count(*) FROM photo WHERE again") == 0);
  CHECK(Embeddings(library).matrix().count() == 3);
}

TEST_CASE("a library that cannot be brought up to date stays as it was") {
  const Album album;
  fs::copy_file(fixtures() / "library" / "version-1.sqlite", album.library());
  Database(album.library(), Database::Access::ReadWrite).run("CREATE TABLE photo_burst (a)");
  checkError(ErrorCode::Storage, "photo_burst", [&] { openLibrary(album.library()); });
  const Database library(album.library(), Database::Access::ReadWrite);
  CHECK(library.integer("PRAGMA user_version") == 1);
  CHECK(library.integer("SELECT count(*) FROM pragma_table_info('photo') WHERE name = 'again'") ==
        0);
}

TEST_CASE("another model is refused until it looks at all photos again, and people's tags stay") {
  Album album;
  album.paint("red.bmp", 0);
  album.paint("green.bmp", 1);
  album.index();
  album.addTag("Rex", {"red.bmp"});
  album.removeTag("cat", {"green.bmp"});
  album.teachTag("Ruby", {"red.bmp"}, {"green.bmp"});

  album.useOtherModel();
  album.paint("blue.bmp", 2);
  checkError(ErrorCode::Storage, "another model", [&] { album.index(); });
  CHECK(album.search("beach").empty());
  const IndexReport report = album.indexAgain();
  CHECK(report.changed == 2);
  CHECK(report.added == 1);
  CHECK(album.search("rex") == Names{"red.bmp"});
  CHECK(album.search("ruby") == Names{"red.bmp"});
  CHECK(album.search("cat").empty());
  CHECK(album.search("dog") == Names{"red.bmp"});
  CHECK(album.index().unchanged == 3);
}

TEST_CASE("photos that a model is still to look at again are found by words meanwhile") {
  Album album;
  album.paint("red.bmp", 0);
  album.index();
  album.teachTag("Ruby", {"red.bmp"}, {});
  {
    const Database library = openLibrary(album.library());
    Embeddings embeddings(library);
    lookAgain(library, embeddings, /*root=*/1, ContentHash{});
    CHECK(embeddings.matrix().count() == 0);
    refreshTaughtTags(library, embeddings);
  }
  CHECK(album.search("dog") == Names{"red.bmp"});
  CHECK(album.search("ruby") == Names{"red.bmp"});
  fs::rename(album.photo("red.bmp"), album.photo("moved.bmp"));
  CHECK(album.index().added == 1);
  CHECK(album.search("ruby") == Names{"moved.bmp"});
}

TEST_CASE("a damaged file of tags is refused and left alone") {
  const Album album;
  album.paint("red.bmp", 0);
  std::ofstream(tagFileOf(album.library())) << R"({"version":1,"tags":[{"name":"Rex"}]})";
  checkError(ErrorCode::Storage, "no tags of a library", [&] { album.index(); });
  checkError(ErrorCode::Storage, "no tags of a library", [&] { album.index(); });
  fs::remove(tagFileOf(album.library()));
  CHECK(album.index().added == 1);
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
