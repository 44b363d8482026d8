#include "train/data/pixel_store.h"

#include <algorithm>
#include <string>

#include "error.h"

namespace loupe {
namespace {

constexpr size_t kChunkBytes = 16'000'000;

}  // namespace

MemoryStore::MemoryStore(size_t photoBytes)
    : photoBytes_(photoBytes), photosPerChunk_(std::max<size_t>(1, kChunkBytes / photoBytes)) {}

void MemoryStore::append(std::span<const uint8_t> photo) {
  const size_t chunk = count_ / photosPerChunk_;
  try {
    if (chunk == chunks_.size()) chunks_.emplace_back(photosPerChunk_ * photoBytes_);
  } catch (const std::bad_alloc&) {
    throw Error(ErrorCode::OutOfMemory, "there is no memory for more than " +
                                            std::to_string(count_) +
                                            " photos; train on smaller or on fewer ones");
  }
  const auto pixels = std::as_bytes(photo);
  std::copy(pixels.begin(), pixels.end(),
            chunks_[chunk].data() + (count_ % photosPerChunk_) * photoBytes_);
  ++count_;
}

std::span<const uint8_t> MemoryStore::read(size_t photo, std::span<uint8_t> /*scratch*/) const {
  const std::byte* pixels =
      chunks_[photo / photosPerChunk_].data() + (photo % photosPerChunk_) * photoBytes_;
  return {reinterpret_cast<const uint8_t*>(pixels), photoBytes_};
}

SpillingStore::SpillingStore(size_t photoBytes, size_t budget, std::unique_ptr<PixelStore> beyond)
    : memory_(photoBytes), beyond_(std::move(beyond)), inMemory_(budget / photoBytes) {}

void SpillingStore::append(std::span<const uint8_t> photo) {
  PixelStore& store = count_ < inMemory_ ? memory_ : *beyond_;
  store.append(photo);
  ++count_;
}

std::span<const uint8_t> SpillingStore::read(size_t photo, std::span<uint8_t> scratch) const {
  return photo < inMemory_ ? memory_.read(photo, scratch)
                           : beyond_->read(photo - inMemory_, scratch);
}

}  // namespace loupe
