// Dot products of int8 values channel by channel: what a depthwise convolution sums over its window's rows.
#pragma once

#include "tensor/simd.h"

namespace loupe {

// What this processor makes of the relaxed dot product of bytes, whose second operand's sign is left to it.
enum class ByteDot {
  None,      // several instructions that saturate in between, or no relaxed SIMD
  Signed,    // ARM's SDOT
  Unsigned,  // x86's VPDPBUSD
};

inline ByteDot byteDot() {
#ifdef __wasm_relaxed_simd__
  // Four products of 127 and -1, which x86 takes for 255: without an instruction for it their pairs saturate.
  const volatile int8_t beyondSevenBits = -1;
  const v128_t sum = wasm_i32x4_relaxed_dot_i8x16_i7x16_add(
      wasm_i8x16_splat(127), wasm_i8x16_splat(beyondSevenBits), wasm_i32x4_splat(0));
  switch (wasm_i32x4_extract_lane(sum, 0)) {
    case 4 * 127 * -1:
      return ByteDot::Signed;
    case 4 * 127 * 255:
      return ByteDot::Unsigned;
    default:
      return ByteDot::None;
  }
#else
  return ByteDot::None;
#endif
}

// The values of eight channels in several rows of the input, those of a channel side by side.
struct InterleavedRows {
  simd::I8x16 low;
  simd::I8x16 high;
};

// Two rows at once, in 16 bits, on any processor.
struct PairDot {
  using Weight = int16_t;
  static constexpr size_t kRows = 2;

  explicit PairDot(ByteDot) {}

  // What is added to every value.
  int32_t offset() const { return 0; }

  InterleavedRows interleave(const int8_t* const (&rows)[kRows]) const {
    const simd::I8x16 pairs =
        simd::interleaveLow(simd::loadEight(rows[0]), simd::loadEight(rows[1]));
    return {reinterpret_cast<simd::I8x16>(simd::widenLow(pairs)),
            reinterpret_cast<simd::I8x16>(simd::widenHigh(pairs))};
  }

  static simd::I32x4 add(simd::I32x4 sums, simd::I8x16 values, simd::I8x16 weights) {
    return sums + simd::dotPairs(reinterpret_cast<simd::I16x8>(values),
                                 reinterpret_cast<simd::I16x8>(weights));
  }
};

#ifdef __wasm_relaxed_simd__
// Four rows at once, where byteDot() is not None.
struct QuadDot {
  using Weight = int8_t;
  static constexpr size_t kRows = 4;

  explicit QuadDot(ByteDot dot)
      : flip_(simd::I8x16{} + static_cast<int8_t>(dot == ByteDot::Unsigned ? -128 : 0)) {}

  int32_t offset() const { return flip_[0] == 0 ? 0 : 128; }

  // Values as `add` takes them.
  simd::I8x16 taken(simd::I8x16 values) const { return values ^ flip_; }

  InterleavedRows interleave(const int8_t* const (&rows)[kRows]) const {
    const auto pair = [&](size_t row) {
      return reinterpret_cast<simd::I16x8>(
          simd::interleaveLow(simd::loadEight(rows[row]), simd::loadEight(rows[row + 1])) ^ flip_);
    };
    const simd::I16x8 first = pair(0);
    const simd::I16x8 second = pair(2);
    return {reinterpret_cast<simd::I8x16>(simd::interleaveLow(first, second)),
            reinterpret_cast<simd::I8x16>(simd::interleaveHigh(first, second))};
  }

  static simd::I32x4 add(simd::I32x4 sums, simd::I8x16 values, simd::I8x16 weights) {
    return reinterpret_cast<simd::I32x4>(wasm_i32x4_relaxed_dot_i8x16_i7x16_add(
        reinterpret_cast<v128_t>(weights), reinterpret_cast<v128_t>(values),
        reinterpret_cast<v128_t>(sums)));
  }

 private:
  simd::I8x16 flip_;  // makes values unsigned by adding 128, where they are taken for that
};
#endif

}  // namespace loupe
