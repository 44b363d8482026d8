// Random numbers that depend on nothing but their key: the same on every machine and for any number of
// threads.
#pragma once

#include <cstdint>

namespace loupe {

// A bijection of 64 bits that looks random: the finaliser of SplitMix64 after its increment.
// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
constexpr uint64_t mix64(uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

// Number `index` of the sequence `key`, equally spread over [0, 1).
constexpr float uniform(uint64_t key, uint64_t index) {
  return static_cast<float>(mix64(mix64(key) + index) >> 40) * 0x1p-24f;
}

}  // namespace loupe
