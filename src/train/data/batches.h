// A dataset's photos as an endless stream of batches, the next of which is made while one is trained on.
#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "tensor/aligned_buffer.h"
#include "train/data/augmentation.h"
#include "train/data/dataset.h"

namespace loupe {

// Whether this build can start threads: one of WebAssembly's builds cannot.
#if defined(__EMSCRIPTEN__) && !defined(__EMSCRIPTEN_PTHREADS__)
inline constexpr bool kHasThreads = false;
#else
inline constexpr bool kHasThreads = true;
#endif

struct BatchOptions {
  size_t batchSize = 20;
  bool shuffle = true;  // anew for each epoch
  uint64_t seed = 0;
  std::optional<AugmentationOptions> augmentation;
  float scale = 1.0f / 255;    // of a pixel's 0 to 255
  bool dropRemainder = false;  // else an epoch's last batch may be smaller
  // Augments on a thread of the stream's own, else in the call of next().
  bool inBackground = kHasThreads;
};

// Valid until the next call of next().
struct Batch {
  std::span<const float> images;  // photos x height x width x channels, padded as AlignedBuffer is
  std::span<const uint32_t> labels;  // of each photo: its class
  std::span<const uint32_t> photos;  // their numbers in the dataset
};

// Where a stream is: enough to go on from there with the same batches. An epoch here is one pass over the
// photos, however many steps a trainer counts as one.
struct StreamPosition {
  uint32_t epoch = 0;
  uint32_t batch = 0;  // of the epoch

  friend bool operator==(const StreamPosition&, const StreamPosition&) = default;
};

// The batches depend on the options, the photos and the position, and not on threads. Everything is allocated
// at the start. Used by the thread that made the dataset's store.
class BatchStream {
 public:
  // `photos` are numbers of the dataset's photos, which outlives the stream. Throws Error: BadDataset when
  // there is no batch in an epoch, NotSupported for an augmentation that makes no sense.
  BatchStream(const Dataset& dataset, std::vector<uint32_t> photos, const BatchOptions& options);
  ~BatchStream();
  BatchStream(const BatchStream&) = delete;
  BatchStream& operator=(const BatchStream&) = delete;

  size_t batchesPerEpoch() const { return batchesPerEpoch_; }
  size_t photoCount() const { return photos_.size(); }

  // Throws Error(Storage) when photos cannot be read; the stream is then as before the call.
  Batch next();

  // Of the batch that next() gives.
  StreamPosition position() const;
  void seek(StreamPosition position);

 private:
  struct Slot {
    StreamPosition position;
    std::vector<uint32_t> photos;
    std::vector<uint32_t> labels;
    std::vector<std::span<const uint8_t>> pixels;
    std::vector<uint8_t> scratch;  // for pixels that are not in memory
    AlignedBuffer images;
    bool planned = false;
  };

  void startThread();
  void plan(Slot& slot, StreamPosition position);
  void orderPhotos(uint32_t epoch);
  void fill(Slot& slot);
  StreamPosition after(StreamPosition position) const;
  Batch view(const Slot& slot) const;
  void startFilling(Slot& slot);
  void waitUntilFilled();
  void runInBackground();

  const Dataset& dataset_;
  BatchOptions options_;
  std::vector<uint32_t> photos_;
  std::vector<uint32_t> order_;  // photos_, shuffled for orderedEpoch_
  std::optional<uint32_t> orderedEpoch_;
  size_t batchesPerEpoch_;
  std::optional<Augmenter> augmenter_;
  std::array<Slot, 2> slots_;
  size_t upcoming_ = 0;  // the slot that next() gives

  std::mutex mutex_;
  std::condition_variable changed_;
  Slot* filling_ = nullptr;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace loupe
