// How far apart two arrays of numbers are.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>

namespace loupe::test {

// The largest difference, relative to the largest expected value: sums of many terms, some of which cancel,
// are only as exact as the terms are.
inline float relativeDifference(std::span<const float> actual, std::span<const float> expected) {
  float largest = 1e-12f;
  float difference = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    largest = std::max(largest, std::fabs(expected[i]));
    const float apart = std::fabs(actual[i] - expected[i]);
    difference = std::isnan(apart) ? apart : std::max(difference, apart);
    if (std::isnan(difference)) return difference;
  }
  return difference / largest;
}

}  // namespace loupe::test
