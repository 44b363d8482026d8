#include "train/data/counter_random.h"

#include <utility>

#include "tensor/random.h"

namespace loupe {

CounterRandom::CounterRandom(uint64_t seed, Purpose purpose, uint32_t epoch, uint32_t index)
    : key_(mix64(mix64(mix64(seed) + static_cast<uint64_t>(purpose)) +
                 ((uint64_t{epoch} << 32) | index))) {}

uint32_t CounterRandom::next() { return static_cast<uint32_t>(mix64(key_ + count_++) >> 32); }

float CounterRandom::uniform(float low, float high) {
  constexpr int kFractionBits = 24;  // what a float holds exactly
  const float unit =
      static_cast<float>(next() >> (32 - kFractionBits)) / static_cast<float>(1 << kFractionBits);
  return low + (high - low) * unit;
}

// Lemire's multiplication instead of a division; each value is off by less than bound / 2^32.
uint32_t CounterRandom::below(uint32_t bound) {
  return static_cast<uint32_t>((uint64_t{next()} * bound) >> 32);
}

// Fisher and Yates.
void CounterRandom::shuffle(std::span<uint32_t> items) {
  for (auto left = static_cast<uint32_t>(items.size()); left > 1; --left) {
    std::swap(items[left - 1], items[below(left)]);
  }
}

}  // namespace loupe
