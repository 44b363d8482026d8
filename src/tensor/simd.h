// Vectors of 16 bytes, mostly four floats, on every target: WebAssembly's SIMD (relaxed where the build allows it, so that
// multiplyAdd is one instruction), and the compiler's vector extensions natively.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace loupe::simd {

using F32x4 = float __attribute__((vector_size(16)));
using I32x4 = int32_t __attribute__((vector_size(16)));
using I16x8 = int16_t __attribute__((vector_size(16)));
using I8x16 = int8_t __attribute__((vector_size(16)));

inline F32x4 load(const float* from) {
  F32x4 values;
  std::memcpy(&values, from, sizeof values);
  return values;
}

inline void store(float* to, F32x4 values) { std::memcpy(to, &values, sizeof values); }

// The first three values; what is behind them stays as it is.
inline void storeThree(float* to, F32x4 values) { std::memcpy(to, &values, 3 * sizeof *to); }

inline F32x4 splat(float value) { return F32x4{value, value, value, value}; }

// a * b + c; fused where the hardware does it at no cost, so the last bit may differ between targets.
inline F32x4 multiplyAdd(F32x4 a, F32x4 b, F32x4 c) {
#ifdef __wasm_relaxed_simd__
  return reinterpret_cast<F32x4>(wasm_f32x4_relaxed_madd(
      reinterpret_cast<v128_t>(a), reinterpret_cast<v128_t>(b), reinterpret_cast<v128_t>(c)));
#else
  return a * b + c;
#endif
}

inline F32x4 minimum(F32x4 a, F32x4 b) {
#if defined(__wasm_simd128__)
  return reinterpret_cast<F32x4>(
      wasm_f32x4_pmin(reinterpret_cast<v128_t>(b), reinterpret_cast<v128_t>(a)));
#else
  return a < b ? a : b;
#endif
}

inline F32x4 maximum(F32x4 a, F32x4 b) {
#if defined(__wasm_simd128__)
  return reinterpret_cast<F32x4>(
      wasm_f32x4_pmax(reinterpret_cast<v128_t>(b), reinterpret_cast<v128_t>(a)));
#else
  return a > b ? a : b;
#endif
}

// To the nearest integer, to the even one of two: for |x| <= 2^22, whose sums with 1.5 * 2^23 have no fraction.
inline I32x4 roundToInteger(F32x4 x) {
  constexpr float kMagic = 12582912.0f;
  return reinterpret_cast<I32x4>(x + splat(kMagic)) - reinterpret_cast<I32x4>(splat(kMagic));
}

inline F32x4 squareRoot(F32x4 values) {
#if defined(__wasm_simd128__)
  return reinterpret_cast<F32x4>(wasm_f32x4_sqrt(reinterpret_cast<v128_t>(values)));
#elif defined(__SSE2__)
  return _mm_sqrt_ps(values);
#else
  return F32x4{std::sqrt(values[0]), std::sqrt(values[1]), std::sqrt(values[2]),
               std::sqrt(values[3])};
#endif
}

inline I32x4 load(const int32_t* from) {
  I32x4 values;
  std::memcpy(&values, from, sizeof values);
  return values;
}

inline I16x8 load(const int16_t* from) {
  I16x8 values;
  std::memcpy(&values, from, sizeof values);
  return values;
}

// Eight bytes, as 16-bit values.
inline I16x8 loadWidened(const int8_t* from) {
#if defined(__wasm_simd128__)
  return reinterpret_cast<I16x8>(wasm_i16x8_load8x8(from));
#else
  using I8x8 = int8_t __attribute__((vector_size(8)));
  I8x8 bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  return __builtin_convertvector(bytes, I16x8);
#endif
}

inline I8x16 load(const int8_t* from) {
  I8x16 values;
  std::memcpy(&values, from, sizeof values);
  return values;
}

// Eight bytes, and zeros behind them.
inline I8x16 loadEight(const int8_t* from) {
#if defined(__wasm_simd128__)
  return reinterpret_cast<I8x16>(wasm_v128_load64_zero(from));
#else
  I8x16 values{};
  std::memcpy(&values, from, 8);
  return values;
#endif
}

// a[0], b[0], a[1], b[1], ... a[7], b[7]
inline I8x16 interleaveLow(I8x16 a, I8x16 b) {
  return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// a[0], b[0], ... a[3], b[3]
inline I16x8 interleaveLow(I16x8 a, I16x8 b) {
  return __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

// a[4], b[4], ... a[7], b[7]
inline I16x8 interleaveHigh(I16x8 a, I16x8 b) {
  return __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

// The first eight bytes, or the last, as 16-bit values.
inline I16x8 widenLow(I8x16 bytes) {
  using I8x8 = int8_t __attribute__((vector_size(8)));
  return __builtin_convertvector(
      static_cast<I8x8>(__builtin_shufflevector(bytes, bytes, 0, 1, 2, 3, 4, 5, 6, 7)), I16x8);
}

inline I16x8 widenHigh(I8x16 bytes) {
  using I8x8 = int8_t __attribute__((vector_size(8)));
  return __builtin_convertvector(
      static_cast<I8x8>(__builtin_shufflevector(bytes, bytes, 8, 9, 10, 11, 12, 13, 14, 15)),
      I16x8);
}

// from[0], from[1], four times over.
inline I16x8 splatPair(const int16_t* from) {
  int32_t pair = 0;
  std::memcpy(&pair, from, sizeof pair);
  const I32x4 pairs = {pair, pair, pair, pair};
  return reinterpret_cast<I16x8>(pairs);
}

// a[2 * i] * b[2 * i] + a[2 * i + 1] * b[2 * i + 1]
inline I32x4 dotPairs(I16x8 a, I16x8 b) {
#if defined(__wasm_simd128__)
  return reinterpret_cast<I32x4>(
      wasm_i32x4_dot_i16x8(reinterpret_cast<v128_t>(a), reinterpret_cast<v128_t>(b)));
#elif defined(__SSE2__)
  return reinterpret_cast<I32x4>(
      _mm_madd_epi16(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
#else
  I32x4 sums{};
  for (int i = 0; i < 4; ++i) sums[i] = a[2 * i] * b[2 * i] + a[2 * i + 1] * b[2 * i + 1];
  return sums;
#endif
}

inline I32x4 maximum(I32x4 a, I32x4 b) { return a > b ? a : b; }

inline I8x16 minimum(I8x16 a, I8x16 b) { return a < b ? a : b; }

// The values of `a`, then those of `b`, saturated.
inline I16x8 narrow(I32x4 a, I32x4 b) {
#if defined(__wasm_simd128__)
  return reinterpret_cast<I16x8>(
      wasm_i16x8_narrow_i32x4(reinterpret_cast<v128_t>(a), reinterpret_cast<v128_t>(b)));
#elif defined(__SSE2__)
  return reinterpret_cast<I16x8>(
      _mm_packs_epi32(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
#else
  I16x8 values{};
  for (int i = 0; i < 8; ++i) {
    values[i] = static_cast<int16_t>(std::clamp(i < 4 ? a[i] : b[i - 4], -32768, 32767));
  }
  return values;
#endif
}

inline I8x16 narrow(I16x8 a, I16x8 b) {
#if defined(__wasm_simd128__)
  return reinterpret_cast<I8x16>(
      wasm_i8x16_narrow_i16x8(reinterpret_cast<v128_t>(a), reinterpret_cast<v128_t>(b)));
#elif defined(__SSE2__)
  return reinterpret_cast<I8x16>(
      _mm_packs_epi16(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
#else
  I8x16 values{};
  for (int i = 0; i < 16; ++i) {
    values[i] = static_cast<int8_t>(std::clamp<int>(i < 8 ? a[i] : b[i - 8], -128, 127));
  }
  return values;
#endif
}

// Sixteen bytes, 0 to 255, as floats.
inline void loadBytes(const uint8_t* from, F32x4 (&values)[4]) {
#if defined(__wasm_simd128__)
  const v128_t wide = wasm_v128_load(from);
  const v128_t halves[] = {wasm_u16x8_extend_low_u8x16(wide), wasm_u16x8_extend_high_u8x16(wide)};
  for (int i = 0; i < 4; ++i) {
    const v128_t half = halves[i / 2];
    values[i] = reinterpret_cast<F32x4>(wasm_f32x4_convert_i32x4(
        i % 2 == 0 ? wasm_u32x4_extend_low_u16x8(half) : wasm_u32x4_extend_high_u16x8(half)));
  }
#elif defined(__SSE2__)
  // Compilers make one value at a time of the conversion below.
  __m128i wide;
  std::memcpy(&wide, from, sizeof wide);
  const __m128i zero = _mm_setzero_si128();
  const __m128i halves[] = {_mm_unpacklo_epi8(wide, zero), _mm_unpackhi_epi8(wide, zero)};
  for (int i = 0; i < 4; ++i) {
    const __m128i half = halves[i / 2];
    values[i] = _mm_cvtepi32_ps(i % 2 == 0 ? _mm_unpacklo_epi16(half, zero)
                                           : _mm_unpackhi_epi16(half, zero));
  }
#else
  using U8x16 = uint8_t __attribute__((vector_size(16)));
  U8x16 bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  values[0] = __builtin_convertvector(__builtin_shufflevector(bytes, bytes, 0, 1, 2, 3), F32x4);
  values[1] = __builtin_convertvector(__builtin_shufflevector(bytes, bytes, 4, 5, 6, 7), F32x4);
  values[2] = __builtin_convertvector(__builtin_shufflevector(bytes, bytes, 8, 9, 10, 11), F32x4);
  values[3] = __builtin_convertvector(__builtin_shufflevector(bytes, bytes, 12, 13, 14, 15), F32x4);
#endif
}

}  // namespace loupe::simd
