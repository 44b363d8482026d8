#include "train/data/folder.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "support/errors.h"
#include "support/files.h"
#include "train/data/small_datasets.h"

namespace loupe::test {
namespace {

namespace fs = std::filesystem;

// A new folder that is gone with it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    // Its own, also while another run of the tests goes on.
    path_ =
        fs::temp_directory_path() / ("photoloupe-test-" + std::to_string(std::random_device()()));
    fs::create_directories(path_);
  }
  ~TemporaryFolder() { fs::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  fs::path operator/(const std::string& name) const { return path_ / name; }
  std::string string() const { return path_.string(); }

  void write(const std::string& name, const std::vector<std::byte>& bytes) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream file(path_ / name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  }

 private:
  fs::path path_;
};

FolderOptions smallFolder(int threads = 1) {
  FolderOptions options;
  options.dataset = smallOptions();
  options.threads = threads;
  return options;
}

std::vector<std::string> namesOf(const Dataset& dataset) {
  std::vector<std::string> names;
  for (const LabelledPhoto& photo : dataset.photos()) names.push_back(photo.name);
  return names;
}

const std::vector<std::byte> kPhoto = pngFile(randomPicture(5, 4, 3, 1));

}  // namespace

TEST_CASE("the folders are the classes, their photos in the order of sorted names, at any depth") {
  const TemporaryFolder folder;
  for (const char* name :
       {"dog/b.PNG", "dog/a.png", "dog/more/z.jpg", "dog/a/more.jpeg", "cat/10.png", "cat/9.png",
        "cat/.hidden.png", "cat/.folder/x.png", "cat/notes.txt", ".git/x.png", "loose.png"}) {
    folder.write(name, kPhoto);
  }
  for (const std::string& path : {folder.string(), folder.string() + "/"}) {
    const Dataset dataset = readFolder(path, smallFolder());
    CHECK(dataset.classNames() == std::vector<std::string>{"cat", "dog"});
    CHECK(namesOf(dataset) == std::vector<std::string>{"cat/10.png", "cat/9.png", "dog/a.png",
                                                       "dog/b.PNG", "dog/a/more.jpeg",
                                                       "dog/more/z.jpg"});
    CHECK(dataset.photosPerClass() == std::vector<size_t>{2, 4});
    CHECK(dataset.skipped().empty());
  }
}

TEST_CASE("class folders may have slashes' look-alikes, spaces and emoji in their names") {
  const TemporaryFolder folder;
  folder.write("\xf0\x9f\x90\x88 cat/a.png", kPhoto);
  folder.write(
      "a\xe2\x88\x95"
      "b/a.png",
      kPhoto);
  CHECK(readFolder(folder.string(), smallFolder()).classNames() ==
        std::vector<std::string>{"a\xe2\x88\x95"
                                 "b",
                                 "\xf0\x9f\x90\x88 cat"});
}

TEST_CASE("photos that cannot be read are named, and the rest is a dataset") {
  const TemporaryFolder folder;
  for (const char* name : {"a/1.png", "a/2.png", "b/1.png"}) folder.write(name, kPhoto);
  folder.write("a/broken.png", {kPhoto.begin(), kPhoto.begin() + 40});
  folder.write("b/phone.heic", std::vector<std::byte>(100));
  folder.write("b/zero.jpg", {});
  const Dataset dataset = readFolder(folder.string(), smallFolder());
  CHECK(dataset.photos().size() == 3);
  REQUIRE(dataset.skipped().size() == 3);
  CHECK(dataset.skipped()[0].name == "a/broken.png");
  CHECK(dataset.skipped()[1].name == "b/phone.heic");
  CHECK(dataset.skipped()[2].name == "b/zero.jpg");
}

TEST_CASE("folders that are no dataset are refused, saying what is wanted") {
  const TemporaryFolder folder;
  const auto read = [&](const std::string& path) {
    return [&, path] { readFolder(path, smallFolder()); };
  };
  checkError(ErrorCode::BadDataset, "there are no photos", read(folder.string()));
  folder.write("a/1.png", kPhoto);
  checkError(ErrorCode::BadDataset, "one class, 'a'", read(folder.string()));
  folder.write("b/readme.txt", kPhoto);
  checkError(ErrorCode::BadDataset, "class 'b' has no photos", read(folder.string()));
  checkError(ErrorCode::Storage, "nowhere", read((folder / "nowhere").string()));
  checkError(ErrorCode::Storage, "1.png", read((folder / "a/1.png").string()));
}

TEST_CASE("progress is told, and reading stops when it is asked to") {
  const TemporaryFolder folder;
  for (const char* name : {"a/1.png", "a/2.png", "b/1.png"}) folder.write(name, kPhoto);
  std::atomic<bool> abort = false;
  FolderOptions options = smallFolder();
  options.abort = &abort;
  std::vector<size_t> done;
  options.onProgress = [&](size_t photos, size_t total) {
    CHECK(total == 3);
    done.push_back(photos);
  };
  readFolder(folder.string(), options);
  CHECK(done == std::vector<size_t>{1, 2, 3});
  options.onProgress = [&](size_t, size_t) { abort = true; };
  checkError(ErrorCode::Aborted, "stopped", [&] { readFolder(folder.string(), options); });
}

#ifndef __EMSCRIPTEN__
TEST_CASE("links are followed, and those that lead back are not") {
  const TemporaryFolder folder;
  folder.write("elsewhere/bird/1.png", kPhoto);
  folder.write("data/cat/1.png", kPhoto);
  fs::create_directory_symlink(folder / "elsewhere/bird", folder / "data/bird");
  fs::create_directory_symlink(folder / "data/cat", folder / "data/cat/again");
  fs::create_directory_symlink(folder / "data", folder / "data/cat/up");
  fs::create_symlink(folder / "data/cat/1.png", folder / "data/cat/2.png");
  fs::create_symlink(folder / "nothing", folder / "data/cat/3.png");
  const Dataset dataset = readFolder((folder / "data").string(), smallFolder());
  CHECK(dataset.classNames() == std::vector<std::string>{"bird", "cat"});
  CHECK(namesOf(dataset) == std::vector<std::string>{"bird/1.png", "cat/1.png", "cat/2.png"});
  REQUIRE(dataset.skipped().size() == 1);
  CHECK(dataset.skipped()[0].name == "cat/3.png");
}

TEST_CASE("the same dataset comes of one thread and of many, in memory and in a file") {
  const TemporaryFolder folder;
  for (int i = 0; i < 60; ++i) {
    folder.write((i % 2 ? "a/" : "b/") + std::to_string(i) + ".png",
                 pngFile(randomPicture(1 + i % 9, 1 + i % 7, 3, static_cast<unsigned>(i))));
  }
  const Dataset alone = readFolder(folder.string(), smallFolder());
  FolderOptions spilling = smallFolder(4);
  spilling.memoryBudget = 20 * spilling.dataset.format.bytes();
  const Dataset together = readFolder(folder.string(), spilling);
  REQUIRE(namesOf(alone) == namesOf(together));
  for (size_t i = 0; i < alone.photos().size(); ++i) {
    CAPTURE(i);
    CHECK(pixelsOf(alone, i) == pixelsOf(together, i));
  }
}

TEST_CASE("10,000 tiny photos are read") {
  const TemporaryFolder folder;
  for (int i = 0; i < 10'000; ++i) {
    folder.write((i % 2 ? "a/" : "b/") + std::to_string(i) + ".png", kPhoto);
  }
  const Dataset dataset = readFolder(folder.string(), smallFolder(4));
  CHECK(dataset.photosPerClass() == std::vector<size_t>{5000, 5000});
}
#endif

TEST_CASE("the cats and dogs are read") {
  const auto data = photoData();
  if (!data) return;
  const Dataset dataset = readFolder((*data / "cats_vs_dogs/validation").string(), {});
  CHECK(dataset.classNames() == std::vector<std::string>{"cat", "dog"});
  CHECK(dataset.photos().size() == 1000);
  CHECK(dataset.skipped().empty());
}

}  // namespace loupe::test
