#include "library/embedding.h"

#include <algorithm>
#include <cmath>

#include "tensor/simd.h"

namespace loupe {
namespace {

simd::I16x8 loadWide(const int8_t* from) { return simd::loadWidened(from); }
simd::I16x8 loadWide(const int16_t* from) { return simd::load(from); }

template <typename T>
int32_t sumOfProducts(std::span<const int8_t> a, std::span<const T> b) {
  constexpr size_t kStep = 16;
  simd::I32x4 even{};
  simd::I32x4 odd{};
  size_t i = 0;
  for (; i + kStep <= a.size(); i += kStep) {
    even += simd::dotPairs(loadWide(&a[i]), loadWide(&b[i]));
    odd += simd::dotPairs(loadWide(&a[i + 8]), loadWide(&b[i + 8]));
  }
  const simd::I32x4 sums = even + odd;
  int32_t sum = sums[0] + sums[1] + sums[2] + sums[3];
  for (; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

Embedding quantizeEmbedding(std::span<const float> embedding) {
  constexpr float kLargest = 127;
  float largest = 0;
  for (const float value : embedding) largest = std::max(largest, std::fabs(value));
  Embedding quantized{0, std::vector<int8_t>(embedding.size())};
  if (!(largest > 0)) return quantized;
  for (size_t i = 0; i < embedding.size(); ++i) {
    quantized.values[i] = static_cast<int8_t>(std::lround(embedding[i] / largest * kLargest));
  }
  const auto square = static_cast<float>(dot(quantized.values, quantized.values));
  quantized.scale = 1 / std::sqrt(square);
  return quantized;
}

std::vector<float> dequantizeEmbedding(const Embedding& embedding) {
  std::vector<float> values;
  values.reserve(embedding.values.size());
  for (const int8_t value : embedding.values)
    values.push_back(static_cast<float>(value) * embedding.scale);
  return values;
}

int32_t dot(std::span<const int8_t> a, std::span<const int8_t> b) { return sumOfProducts(a, b); }

int32_t dot(std::span<const int8_t> a, std::span<const int16_t> b) { return sumOfProducts(a, b); }

}  // namespace loupe
