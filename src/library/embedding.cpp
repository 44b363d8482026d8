#include "library/embedding.h"

#include <algorithm>
#include <cmath>

#include "kernels/byte_dot.h"
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

#ifdef __wasm_relaxed_simd__
constexpr size_t kQuadStep = 64;

int32_t sumByQuads(QuadDot dot, std::span<const int8_t> values, std::span<const int8_t> weights) {
  constexpr size_t kVector = sizeof(simd::I8x16);
  simd::I32x4 sums[kQuadStep / kVector]{};
  for (size_t i = 0; i < values.size(); i += kQuadStep) {
    const int8_t* value = &values[i];
    const int8_t* weight = &weights[i];
    for (simd::I32x4& sum : sums) {
      sum = QuadDot::add(sum, dot.taken(simd::load(value)), simd::load(weight));
      value += kVector;
      weight += kVector;
    }
  }
  const simd::I32x4 all = sums[0] + sums[1] + sums[2] + sums[3];
  return all[0] + all[1] + all[2] + all[3];
}
#endif

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

DotWith::DotWith(std::span<const int8_t> values)
    : values_(values.begin(), values.end()), wide_(values.begin(), values.end()) {
  for (const int8_t value : values) sum_ += value;
}

int32_t DotWith::operator()(std::span<const int8_t> other) const {
#ifdef __wasm_relaxed_simd__
  static const ByteDot kDot = byteDot();
  if (kDot != ByteDot::None && other.size() % kQuadStep == 0) {
    const QuadDot dot(kDot);
    return sumByQuads(dot, other, values_) - dot.offset() * sum_;
  }
#endif
  return sumOfProducts(other, std::span<const int16_t>(wide_));
}

}  // namespace loupe
