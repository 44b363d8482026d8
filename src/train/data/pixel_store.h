// Where the pixels that are trained on are kept: in memory, and beyond a budget somewhere else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "tensor/aligned_buffer.h"

namespace loupe {

// Photos of one size, numbered from 0 in the order in which they are appended. A store is used by the
// thread that made it, and by no other: a browser's file handles belong to their worker.
class PixelStore {
 public:
  virtual ~PixelStore() = default;

  // Throws Error: OutOfMemory or Storage when there is no room; the photos before it stay.
  virtual void append(std::span<const uint8_t> photo) = 0;

  // A photo's pixels, where the store has them or else copied to `scratch`, which holds one photo. They stay
  // until the next append or as long as `scratch`. Throws Error(Storage) when they cannot be read.
  virtual std::span<const uint8_t> read(size_t photo, std::span<uint8_t> scratch) const = 0;
};

class MemoryStore : public PixelStore {
 public:
  explicit MemoryStore(size_t photoBytes);

  void append(std::span<const uint8_t> photo) override;
  std::span<const uint8_t> read(size_t photo, std::span<uint8_t> scratch) const override;

 private:
  size_t photoBytes_;
  size_t photosPerChunk_;
  size_t count_ = 0;
  std::vector<AlignedBuffer> chunks_;  // never moved: growing needs no second copy
};

// Fills the memory that it may have, then `beyond`.
class SpillingStore : public PixelStore {
 public:
  // `budget` is in bytes of pixels.
  SpillingStore(size_t photoBytes, size_t budget, std::unique_ptr<PixelStore> beyond);

  void append(std::span<const uint8_t> photo) override;
  std::span<const uint8_t> read(size_t photo, std::span<uint8_t> scratch) const override;

 private:
  MemoryStore memory_;
  std::unique_ptr<PixelStore> beyond_;
  size_t inMemory_;  // photos that the budget has room for
  size_t count_ = 0;
};

}  // namespace loupe
