// What a photo looks like, as a library keeps it: a vector of length 1, in int8 and its scale.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace loupe {

struct Embedding {
  float scale = 0;  // values times it have length 1; 0 for a photo that the network sees nothing in
  std::vector<int8_t> values;  // the largest is 127 or -127
};

// Rounding moves a value by at most 1/254 of the largest.
Embedding quantizeEmbedding(std::span<const float> embedding);

// Values times scale.
std::vector<float> dequantizeEmbedding(const Embedding& embedding);

// The sum of a[i] * b[i]; both have the same length, at most 100,000.
int32_t dot(std::span<const int8_t> a, std::span<const int8_t> b);
// The same; faster where one is multiplied with many.
int32_t dot(std::span<const int8_t> a, std::span<const int16_t> b);

}  // namespace loupe
