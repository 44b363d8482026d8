#include "train/data/counter_random.h"

#include <utility>

namespace loupe {

std::array<uint32_t, 4> philox(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key) {
  constexpr int kRounds = 10;
  constexpr uint64_t kMultipliers[2] = {0xD2511F53, 0xCD9E8D57};
  constexpr uint32_t kKeySteps[2] = {0x9E3779B9, 0xBB67AE85};  // golden ratio, sqrt(3) - 1
  for (int round = 0; round < kRounds; ++round) {
    const uint64_t a = kMultipliers[0] * counter[0];
    const uint64_t b = kMultipliers[1] * counter[2];
    counter = {static_cast<uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<uint32_t>(b),
               static_cast<uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<uint32_t>(a)};
    key[0] += kKeySteps[0];
    key[1] += kKeySteps[1];
  }
  return counter;
}

CounterRandom::CounterRandom(uint64_t seed, Purpose purpose, uint32_t epoch, uint32_t index)
    : key_{static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)},
      counter_{0, static_cast<uint32_t>(purpose), epoch, index} {}

uint32_t CounterRandom::next() {
  if (used_ == block_.size()) {
    block_ = philox(counter_, key_);
    ++counter_[0];
    used_ = 0;
  }
  return block_[used_++];
}

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
