// The vectorised sum against the obvious loop.
#include "kernels/add.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "support/threads.h"

namespace loupe::test {
namespace {

template <typename T>
std::vector<T> sum(OperatorPtr op, const std::vector<T>& a, const std::vector<T>& b, int threads) {
  std::vector<T> output(a.size());
  const auto bytes = [](const auto& values) {
    return reinterpret_cast<const std::byte*>(values.data());
  };
  op->reshape(/*batch=*/1, threadPool(threads));
  const std::array inputs = {bytes(a), bytes(b)};
  op->setup(inputs, reinterpret_cast<std::byte*>(output.data()), nullptr);
  op->run(threadPool(threads));
  return output;
}

std::vector<int8_t> randomIntegers(size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<int8_t> values(count);
  std::ranges::generate(values, [&] { return static_cast<int8_t>(random()); });
  return values;
}

}  // namespace

TEST_CASE("sums of int8 are the rounded real sums, saturated") {
  // More than two threads' tiles, and a rest.
  constexpr size_t kCount = 40'003;
  const Quantization qa{0.11f, 4};
  const Quantization qb{0.037f, -90};
  const Quantization out{0.09f, -7};
  const auto a = randomIntegers(kCount, 60);
  const auto b = randomIntegers(kCount, 61);
  for (const int threads : {1, 2}) {
    const auto actual = sum(makeQuantizedAdd(kCount, qa, qb, out), a, b, threads);
    for (size_t i = 0; i < kCount; ++i) {
      const double real =
          double{qa.scale} * (a[i] - qa.zeroPoint) + double{qb.scale} * (b[i] - qb.zeroPoint);
      const double exact = std::clamp(real / double{out.scale} + out.zeroPoint, -128.0, 127.0);
      CHECK(std::fabs(actual[i] - exact) <= 0.5001);
    }
  }
}

TEST_CASE("scales far apart saturate and never overflow") {
  const std::vector<int8_t> a = {-128, 0, 127};
  const std::vector<int8_t> b = {0, 0, 0};
  const auto far = [&](float input, float output) {
    return sum(makeQuantizedAdd(3, {input, 0}, {input, 0}, {output, 0}), a, b, 1);
  };
  CHECK(far(1e30f, 1.0f) == std::vector<int8_t>{-128, 0, 127});
  CHECK(far(1.0f, 1e30f) == std::vector<int8_t>{0, 0, 0});
  CHECK_NOTHROW(far(1e30f, 1e-30f));
}

}  // namespace loupe::test
