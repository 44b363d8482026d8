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

// Sums of products of one vector with many: as fast as they come from memory, nearly.
class DotWith {
 public:
  // At most 100,000 values; all other vectors have as many.
  explicit DotWith(std::span<const int8_t> values);

  // The sum of other[i] * values[i].
  int32_t operator()(std::span<const int8_t> other) const;

 private:
  std::vector<int8_t> values_;
  std::vector<int16_t> wide_;  // the same
  int32_t sum_ = 0;            // of them
};

}  // namespace loupe
