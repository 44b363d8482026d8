#include "library/photo_record.h"

#include <doctest/doctest.h>

#include <cmath>

namespace loupe::test {
namespace {
using Words = std::vector<std::string>;

std::string hexOf(std::string_view text) {
  return toHex(hashContent(std::as_bytes(std::span(text))));
}
}  // namespace

TEST_CASE("a photo is found by the words of its folders, its name and its EXIF text") {
  CHECK(wordsOf("Rome 2019/Trevi_fountains.JPG", "") == Words{"2019", "fountain", "rome", "trevi"});
  CHECK(wordsOf("DCIM/100CANON/IMG_2041.jpg", "") == Words{"canon", "dcim"});
  CHECK(wordsOf("a.jpg", "Max at the beach") == Words{"at", "beach", "max", "the"});
  CHECK(wordsOf("rome2019.jpg", "") == Words{"2019", "rome"});
}

TEST_CASE("the content hash is MurmurHash3's") {
  // By its reference implementation with seed 0.
  CHECK(hexOf("") == "00000000000000000000000000000000");
  CHECK(hexOf("hello") == "029bbd41b3a7d8cb191dae486a901e5b");
  CHECK(hexOf("The quick brown fox jumps over the lazy dog") == "6c1b07bc7bbc4be347939ac4a93c437a");
}

TEST_CASE("an embedding in int8 has length 1 and points the same way") {
  std::vector<float> values(1280);
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = std::fabs(std::sin(static_cast<float>(i * i)));
  const Embedding embedding = quantizeEmbedding(values);
  const std::vector<float> restored = dequantizeEmbedding(embedding);
  double product = 0;
  double square = 0;
  double restoredSquare = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    product += static_cast<double>(values[i]) * static_cast<double>(restored[i]);
    square += static_cast<double>(values[i]) * static_cast<double>(values[i]);
    restoredSquare += static_cast<double>(restored[i]) * static_cast<double>(restored[i]);
  }
  CHECK(restoredSquare == doctest::Approx(1).epsilon(1e-5));
  CHECK(product / std::sqrt(square) > 0.9999);
  CHECK(quantizeEmbedding(std::vector<float>(8)).scale == 0);
}

TEST_CASE("products of int8 vectors are exact at any length") {
  for (const size_t size : {size_t{1}, size_t{15}, size_t{16}, size_t{33}, size_t{1280}}) {
    std::vector<int8_t> a(size);
    std::vector<int8_t> b(size);
    int32_t expected = 0;
    for (size_t i = 0; i < size; ++i) {
      a[i] = static_cast<int8_t>((i * 37 + 5) % 255 - 127);
      b[i] = static_cast<int8_t>((i * 91 + 11) % 255 - 127);
      expected += a[i] * b[i];
    }
    CHECK(dot(a, b) == expected);
    CHECK(DotWith(b)(a) == expected);
  }
}

}  // namespace loupe::test
