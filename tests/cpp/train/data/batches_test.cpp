#include "train/data/batches.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "support/allocations.h"
#include "support/errors.h"
#include "train/data/file_store.h"
#include "train/data/small_datasets.h"
#include "train/data/split.h"

namespace loupe::test {
namespace {

BatchOptions options(size_t batchSize, bool inBackground = false) {
  BatchOptions options;
  options.batchSize = batchSize;
  options.seed = 11;
  options.inBackground = inBackground;
  return options;
}

struct CopiedBatch {
  std::vector<float> images;
  std::vector<uint32_t> labels;
  std::vector<uint32_t> photos;

  friend bool operator==(const CopiedBatch&, const CopiedBatch&) = default;
};

CopiedBatch copyOf(const Batch& batch) {
  return {{batch.images.begin(), batch.images.end()},
          {batch.labels.begin(), batch.labels.end()},
          {batch.photos.begin(), batch.photos.end()}};
}

std::vector<CopiedBatch> take(BatchStream& stream, int count) {
  std::vector<CopiedBatch> batches;
  batches.reserve(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) batches.push_back(copyOf(stream.next()));
  return batches;
}

// Fails to read when told to.
class UnreliableStore : public PixelStore {
 public:
  explicit UnreliableStore(size_t photoBytes) : memory_(photoBytes) {}
  void append(std::span<const uint8_t> photo) override { memory_.append(photo); }
  std::span<const uint8_t> read(size_t photo, std::span<uint8_t> scratch) const override {
    if (fails) throw Error(ErrorCode::Storage, "the disk is gone");
    return memory_.read(photo, scratch);
  }

  bool fails = false;

 private:
  MemoryStore memory_;
};

}  // namespace

TEST_CASE("an epoch holds every photo once, with its label and its pixels from 0 to 1") {
  const Dataset dataset = smallDataset(10);
  BatchStream stream(dataset, allPhotos(dataset), options(4));
  CHECK(stream.batchesPerEpoch() == 3);
  std::set<uint32_t> seen;
  for (const size_t size : {4u, 4u, 2u}) {
    const Batch batch = stream.next();
    REQUIRE(batch.photos.size() == size);
    REQUIRE(batch.labels.size() == size);
    const size_t values = dataset.format().bytes();
    REQUIRE(batch.images.size() == size * values);
    for (size_t i = 0; i < size; ++i) {
      const uint32_t photo = batch.photos[i];
      seen.insert(photo);
      CHECK(batch.labels[i] == photo % 2);
      const auto pixels = pixelsOf(dataset, photo);
      for (size_t at = 0; at < values; ++at) {
        CHECK(batch.images[i * values + at] == doctest::Approx(pixels[at] / 255.0));
      }
    }
  }
  CHECK(seen.size() == 10);
}

TEST_CASE("each epoch is shuffled anew, the same for the same seed") {
  const Dataset dataset = smallDataset(12);
  BatchStream stream(dataset, allPhotos(dataset), options(12));
  const auto epochs = take(stream, 3);
  CHECK(epochs[0].photos != allPhotos(dataset));
  CHECK(epochs[0].photos != epochs[1].photos);
  CHECK(epochs[1].photos != epochs[2].photos);
  BatchStream again(dataset, allPhotos(dataset), options(12));
  CHECK(take(again, 3) == epochs);
  BatchOptions other = options(12);
  other.seed = 12;
  BatchStream otherwise(dataset, allPhotos(dataset), other);
  CHECK(copyOf(otherwise.next()).photos != epochs[0].photos);
}

TEST_CASE("without shuffling photos come in their order, epoch after epoch") {
  const Dataset dataset = smallDataset(6);
  BatchOptions inOrder = options(2);
  inOrder.shuffle = false;
  BatchStream stream(dataset, {5, 1, 3}, inOrder);
  for (int epoch = 0; epoch < 2; ++epoch) {
    CHECK(copyOf(stream.next()).photos == std::vector<uint32_t>{5, 1});
    CHECK(copyOf(stream.next()).photos == std::vector<uint32_t>{3});
  }
}

TEST_CASE("the remainder of an epoch can be dropped") {
  const Dataset dataset = smallDataset(10);
  BatchOptions whole = options(4);
  whole.dropRemainder = true;
  BatchStream stream(dataset, allPhotos(dataset), whole);
  CHECK(stream.batchesPerEpoch() == 2);
  for (int i = 0; i < 5; ++i) CHECK(stream.next().photos.size() == 4);
  CHECK(stream.position() == StreamPosition{2, 1});
}

TEST_CASE("batches are the same in the background and in the call, wherever the pixels are") {
  const DatasetOptions photos = smallOptions(20, 24);
  const Dataset inMemory = smallDataset(11, photos);
  const Dataset inFile =
      smallDataset(11, photos, std::make_unique<FileStore>(photos.format.bytes()));
  BatchOptions augmented = options(4);
  augmented.augmentation.emplace().brightness = {0.7f, 1.3f};
  BatchStream stream(inMemory, allPhotos(inMemory), augmented);
  const auto expected = take(stream, 8);
  CHECK(expected[0].images != expected[3].images);

  augmented.inBackground = true;
  BatchStream background(inFile, allPhotos(inFile), augmented);
  CHECK(take(background, 8) == expected);
}

TEST_CASE("each epoch augments a photo differently") {
  const Dataset dataset = smallDataset(4);
  BatchOptions augmented = options(4);
  augmented.shuffle = false;
  augmented.augmentation.emplace();
  BatchStream stream(dataset, allPhotos(dataset), augmented);
  const auto epochs = take(stream, 2);
  CHECK(epochs[0].photos == epochs[1].photos);
  CHECK(epochs[0].images != epochs[1].images);
}

TEST_CASE("a stream goes on from a position with the very same batches") {
  const Dataset dataset = smallDataset(10);
  BatchOptions augmented = options(4, kHasThreads);
  augmented.augmentation.emplace();
  BatchStream stream(dataset, allPhotos(dataset), augmented);
  take(stream, 4);
  const StreamPosition position = stream.position();
  CHECK(position == StreamPosition{1, 1});
  const auto expected = take(stream, 5);

  augmented.inBackground = false;
  BatchStream resumed(dataset, allPhotos(dataset), augmented);
  resumed.seek(position);
  CHECK(resumed.position() == position);
  CHECK(take(resumed, 5) == expected);
  stream.seek(position);
  CHECK(take(stream, 5) == expected);
}

TEST_CASE("a batch takes no memory of its own") {
  const Dataset dataset = smallDataset(10);
  BatchOptions augmented = options(4);
  augmented.augmentation.emplace();
  BatchStream stream(dataset, allPhotos(dataset), augmented);
  stream.next();
  const AllocationCounter counter;
  for (int i = 0; i < 7; ++i) stream.next();
  CHECK(counter.count() == 0);
}

TEST_CASE("photos that cannot be read for now are read later, and none is lost") {
  const DatasetOptions photos = smallOptions();
  auto owned = std::make_unique<UnreliableStore>(photos.format.bytes());
  UnreliableStore& store = *owned;
  const Dataset dataset = smallDataset(10, photos, std::move(owned));
  BatchStream stream(dataset, allPhotos(dataset), options(4));
  const auto expected = take(stream, 4);
  stream.seek({});
  for (const CopiedBatch& batch : expected) {
    store.fails = true;
    checkError(ErrorCode::Storage, "the disk is gone", [&] { stream.next(); });
    store.fails = false;
    CHECK(copyOf(stream.next()) == batch);
  }
}

TEST_CASE("a stream without a batch is refused") {
  const Dataset dataset = smallDataset(4);
  BatchOptions large = options(5);
  large.dropRemainder = true;
  checkError(ErrorCode::BadDataset, "4 photos, fewer than a batch of 5",
             [&] { BatchStream(dataset, allPhotos(dataset), large); });
  checkError(ErrorCode::BadDataset, "0 photos", [&] { BatchStream(dataset, {}, options(5)); });
  checkError(ErrorCode::BadDataset, "no photos",
             [&] { BatchStream(dataset, allPhotos(dataset), options(0)); });
}

}  // namespace loupe::test
