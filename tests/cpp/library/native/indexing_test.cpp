// What becomes of a folder's photos when they change, move, go or cannot be read.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "library/native/album.h"
#include "library/native/library_file.h"
#include "library/photo_listing.h"
#include "library/store/photo_store.h"
#include "support/errors.h"

namespace loupe::test {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

}  // namespace

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

TEST_CASE(
    "a photo that goes while others are looked at is told, one that changes is taken as it is") {
  Album album;
  album.threads = 1;  // one photo after the other
  for (uint8_t i = 10; i < 15; ++i) album.paint(std::to_string(i) + ".bmp", 0, i);
  album.meanwhile = [&] {
    fs::remove(album.photo("14.bmp"));
    album.paint("13.bmp", 1);
  };
  CHECK(album.index().added == 4);
  REQUIRE(album.skipped.size() == 1);
  CHECK(album.skipped[0].find("14.bmp: went away before it was read") != std::string::npos);
  CHECK(album.search("cat") == Names{"13.bmp"});
  CHECK(album.index().unchanged == 4);
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

TEST_CASE("only files are photos, whatever else is called so") {
  const Album album;
  album.paint("red.bmp", 0);
  fs::create_directories(album.photo("folder.bmp"));
  fs::create_symlink("nowhere.bmp", album.photo("dangling.bmp"));
  REQUIRE(mkfifo(album.photo("pipe.bmp").c_str(), 0600) == 0);
  album.paint("case.bmp", 1);
  fs::create_hard_link(album.photo("red.bmp"), album.photo("hard.bmp"));
  CHECK(album.index().added == 3);
  CHECK(album.skipped.empty());
  fs::rename(album.photo("case.bmp"), album.photo("CASE.BMP"));
  CHECK(album.index().moved == 1);
  CHECK(album.search("cat") == Names{"CASE.BMP"});
}

TEST_CASE("a folder above one that the library has takes it in; one below is refused") {
  const Album album;
  album.paint("red.bmp", 0);
  album.paint("Rome/green.bmp", 1);
  const auto index = [&](const std::string& folder) {
    return album.index(album.photo(folder).string());
  };
  CHECK(index("Rome").added == 1);
  album.addTag("Tom", {"Rome/green.bmp"});
  CHECK(album.search("rome").empty());
  const IndexReport report = index("");
  CHECK(report.added == 1);
  CHECK(report.unchanged == 1);
  CHECK(album.search("") == Names{"green.bmp", "red.bmp"});
  CHECK(album.search("tom rome") == Names{"green.bmp"});
  checkError(ErrorCode::Storage, "is part of", [&] { index("Rome"); });
}

TEST_CASE("a photo that another program moved or took out meanwhile is no error") {
  const Album album;
  album.paint("red.bmp", 0);
  album.paint("green.bmp", 1);
  album.index();
  const Database library = openLibrary(album.library());
  Embeddings embeddings(library);
  PhotoStore store(library, embeddings);
  const std::vector<int64_t> ids = album.ids(library, {"green.bmp", "red.bmp"});
  CHECK(store.move(ids[0], 1, {"red.bmp", 1, 1}));
  CHECK_FALSE(store.move(ids[1], 1, {"other.bmp", 1, 1}));
  CHECK(library.integer("SELECT count(*) FROM photo") == 1);
  CHECK(library.integer("SELECT count(DISTINCT photo) FROM photo_word") == 1);
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

}  // namespace loupe::test
