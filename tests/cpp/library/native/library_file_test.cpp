// What a library is opened from: files of other programs, versions and models, and damaged ones.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "library/native/album.h"
#include "library/native/library_file.h"
#include "library/store/library_error.h"
#include "library/store/library_model.h"
#include "library/store/tag_store.h"
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

}  // namespace loupe::test
