// Random numbers that depend only on what they are for, never on which thread asks or in which order.
#pragma once

#include <cstdint>
#include <span>

namespace loupe {

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
  uint64_t key_;
  uint64_t count_ = 0;  // of numbers drawn
};

}  // namespace loupe
