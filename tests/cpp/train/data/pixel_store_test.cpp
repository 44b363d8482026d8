#include "train/data/pixel_store.h"

#include <doctest/doctest.h>
#ifndef __EMSCRIPTEN__
#include <sys/resource.h>

#include <csignal>
#endif

#include "support/errors.h"
#include "train/data/file_store.h"

namespace loupe::test {
namespace {

std::vector<uint8_t> photoOf(size_t bytes, size_t number) {
  std::vector<uint8_t> photo(bytes);
  for (size_t i = 0; i < bytes; ++i) photo[i] = static_cast<uint8_t>(i * 7 + number * 31);
  return photo;
}

void fill(PixelStore& store, size_t bytes, size_t count) {
  for (size_t i = 0; i < count; ++i) store.append(photoOf(bytes, i));
}

// From the last to the first: order must not matter.
void checkContent(const PixelStore& store, size_t bytes, size_t count) {
  std::vector<uint8_t> scratch(bytes);
  for (size_t i = count; i-- > 0;) {
    CAPTURE(i);
    const auto pixels = store.read(i, scratch);
    CHECK(std::vector(pixels.begin(), pixels.end()) == photoOf(bytes, i));
  }
}

// Full from the third photo on.
class SmallStore : public PixelStore {
 public:
  void append(std::span<const uint8_t>) override {
    if (++count_ > 2) throw Error(ErrorCode::Storage, "the quota is used up");
  }
  std::span<const uint8_t> read(size_t, std::span<uint8_t> scratch) const override {
    return scratch;
  }

 private:
  int count_ = 0;
};

#ifndef __EMSCRIPTEN__
// While it lives, this process's files cannot grow beyond `bytes`, as if the disk were full.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    signalBefore_ = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, signalBefore_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*signalBefore_)(int);
};
#endif

}  // namespace

TEST_CASE("pixels come out of memory as they went in, across chunks") {
  constexpr size_t kBytes = 5'000'000;  // three a chunk
  MemoryStore store(kBytes);
  fill(store, kBytes, 4);
  checkContent(store, kBytes, 4);
}

TEST_CASE("a photo larger than a chunk of memory is stored") {
  constexpr size_t kBytes = 17'000'000;
  MemoryStore store(kBytes);
  fill(store, kBytes, 2);
  checkContent(store, kBytes, 2);
}

TEST_CASE("pixels in memory are not copied") {
  MemoryStore store(10);
  fill(store, 10, 2);
  std::vector<uint8_t> scratch(10);
  CHECK(store.read(1, scratch).data() != scratch.data());
}

TEST_CASE("pixels come out of a temporary file as they went in") {
  FileStore store(1001);
  fill(store, 1001, 20);
  checkContent(store, 1001, 20);
}

TEST_CASE("pixels beyond the budget go to the other store") {
  SpillingStore store(100, 350, std::make_unique<FileStore>(100));
  fill(store, 100, 10);
  checkContent(store, 100, 10);
  std::vector<uint8_t> scratch(100);
  CHECK(store.read(2, scratch).data() != scratch.data());
  CHECK(store.read(3, scratch).data() == scratch.data());
}

TEST_CASE("a store that is full says so and can be asked again") {
  SpillingStore store(100, 150, std::make_unique<SmallStore>());
  fill(store, 100, 3);
  for (int attempt = 0; attempt < 2; ++attempt) {
    checkError(ErrorCode::Storage, "quota", [&] { store.append(photoOf(100, 3)); });
  }
}

TEST_CASE("a temporary file that cannot be made names its folder") {
  FileStore store(10, "/nowhere/at/all");
  checkError(ErrorCode::Storage, "/nowhere/at/all", [&] { store.append(photoOf(10, 0)); });
}

#ifndef __EMSCRIPTEN__
TEST_CASE("a disk that fills in the middle is an error, and the photos before it stay") {
  FileStore store(1000);
  fill(store, 1000, 3);
  {
    const FileSizeLimit limit(3500);
    checkError(ErrorCode::Storage, "more than 3 photos", [&] { store.append(photoOf(1000, 3)); });
  }
  checkContent(store, 1000, 3);
  store.append(photoOf(1000, 3));
  checkContent(store, 1000, 4);
}
#endif

}  // namespace loupe::test
