#include "train/data/batches.h"

#include <algorithm>
#include <system_error>

#include "error.h"
#include "train/data/counter_random.h"

namespace loupe {
namespace {

size_t countBatches(size_t photos, const BatchOptions& options) {
  if (options.batchSize == 0)
    throw Error(ErrorCode::BadDataset, "a batch of no photos makes no sense");
  const size_t whole = photos / options.batchSize;
  const size_t batches =
      options.dropRemainder || photos % options.batchSize == 0 ? whole : whole + 1;
  if (batches > 0) return batches;
  throw Error(ErrorCode::BadDataset,
              "there are " + std::to_string(photos) + " photos, fewer than a batch of " +
                  std::to_string(options.batchSize) + "; add photos or use smaller batches");
}

}  // namespace

BatchStream::BatchStream(const Dataset& dataset, std::vector<uint32_t> photos,
                         const BatchOptions& options)
    : dataset_(dataset),
      options_(options),
      photos_(std::move(photos)),
      order_(photos_),
      batchesPerEpoch_(countBatches(photos_.size(), options)) {
  if (options.augmentation) augmenter_.emplace(*options.augmentation);
  const size_t size = std::min(options.batchSize, photos_.size());
  for (Slot& slot : slots_) {
    slot.photos.reserve(size);
    slot.labels.reserve(size);
    slot.pixels.reserve(size);
    slot.scratch.resize(size * dataset.format().bytes());
    slot.images = AlignedBuffer(size * dataset.format().bytes() * sizeof(float));
  }
  // Without augmentation a batch takes a fifth of a millisecond: less than handing it over is worth.
  if (kHasThreads && options.inBackground && augmenter_) startThread();
}

void BatchStream::startThread() {
  try {
    thread_ = std::thread([this] { runInBackground(); });
  } catch (const std::system_error&) {
    options_.inBackground = false;  // no thread is free
  }
}

BatchStream::~BatchStream() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

StreamPosition BatchStream::position() const { return slots_[upcoming_].position; }

void BatchStream::seek(StreamPosition position) {
  waitUntilFilled();
  for (Slot& slot : slots_) slot.planned = false;
  slots_[upcoming_].position = position;
}

Batch BatchStream::next() {
  waitUntilFilled();
  Slot& current = slots_[upcoming_];
  Slot& following = slots_[1 - upcoming_];
  if (!current.planned) {
    plan(current, current.position);
    fill(current);
  }
  if (thread_.joinable()) {
    plan(following, after(current.position));
    startFilling(following);
  } else {
    following.position = after(current.position);
    following.planned = false;
  }
  current.planned = false;
  upcoming_ = 1 - upcoming_;
  return view(current);
}

StreamPosition BatchStream::after(StreamPosition position) const {
  if (position.batch + 1 < batchesPerEpoch_) return {position.epoch, position.batch + 1};
  return {position.epoch + 1, 0};
}

void BatchStream::orderPhotos(uint32_t epoch) {
  if (!options_.shuffle || orderedEpoch_ == epoch) return;
  std::ranges::copy(photos_, order_.begin());
  CounterRandom(options_.seed, CounterRandom::Purpose::Shuffle, epoch).shuffle(order_);
  orderedEpoch_ = epoch;
}

// Chooses the photos and finds their pixels, on the caller's thread: the store belongs to it.
void BatchStream::plan(Slot& slot, StreamPosition position) {
  orderPhotos(position.epoch);
  slot.planned = false;
  slot.position = position;
  slot.photos.clear();
  slot.labels.clear();
  slot.pixels.clear();
  const size_t begin = position.batch * options_.batchSize;
  const size_t end = std::min(begin + options_.batchSize, order_.size());
  const size_t bytes = dataset_.format().bytes();
  for (size_t i = begin; i < end; ++i) {
    const uint32_t photo = order_[i];
    slot.photos.push_back(photo);
    slot.labels.push_back(dataset_.photos()[photo].label);
    slot.pixels.push_back(
        dataset_.pixels(photo, std::span(slot.scratch).subspan((i - begin) * bytes, bytes)));
  }
  slot.planned = true;
}

// Turns a planned slot's pixels into images; the only part that another thread does.
void BatchStream::fill(Slot& slot) {
  const PhotoFormat& format = dataset_.format();
  const size_t size = format.bytes();
  auto* images = reinterpret_cast<float*>(slot.images.data());
  for (size_t i = 0; i < slot.photos.size(); ++i, images += size) {
    const std::span output(images, size);
    if (!augmenter_) {
      scalePixels(slot.pixels[i], options_.scale, output);
      continue;
    }
    const PhotoTransform transform = augmenter_->draw(options_.seed, slot.position.epoch,
                                                      slot.photos[i], format.height, format.width);
    augmenter_->apply(transform,
                      {slot.pixels[i].data(), format.height, format.width, format.channels()},
                      options_.scale, output);
  }
}

Batch BatchStream::view(const Slot& slot) const {
  return {{reinterpret_cast<const float*>(slot.images.data()),
           slot.photos.size() * dataset_.format().bytes()},
          slot.labels,
          slot.photos};
}

void BatchStream::startFilling(Slot& slot) {
  {
    const std::lock_guard lock(mutex_);
    filling_ = &slot;
  }
  changed_.notify_all();
}

void BatchStream::waitUntilFilled() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return filling_ == nullptr; });
}

void BatchStream::runInBackground() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return stopping_ || filling_; });
    if (stopping_) return;
    lock.unlock();
    fill(*filling_);
    lock.lock();
    filling_ = nullptr;
    changed_.notify_all();
  }
}

}  // namespace loupe
