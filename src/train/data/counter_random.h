// Random numbers that depend only on what they are for, never on which thread asks or in which order.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace loupe {

// Philox4x32-10, a counter-based generator: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
// 2011, https://doi.org/10.1145/2063384.2063405.
std::array<uint32_t, 4> philox(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key);

// A stream of numbers for each (seed, purpose, epoch, index).
class CounterRandom {
 public:
  enum class Purpose : uint32_t { Split, Shuffle, Augmentation };

  CounterRandom(uint64_t seed, Purpose purpose, uint32_t epoch = 0, uint32_t index = 0);

  uint32_t next();  // all 32 bits
  float uniform(float low,
                float high);  // from low up to, but not including, high; low when they are equal
  uint32_t below(uint32_t bound);           // from 0 up to, but not including, `bound` >= 1
  void shuffle(std::span<uint32_t> items);  // every order as likely as any other

 private:
  std::array<uint32_t, 2> key_;
  std::array<uint32_t, 4> counter_;  // block, purpose, epoch, index
  std::array<uint32_t, 4> block_{};
  size_t used_ = 4;  // of the block
};

}  // namespace loupe
