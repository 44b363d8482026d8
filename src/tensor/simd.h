// Four floats at a time, on every target: WebAssembly's SIMD (relaxed where the build allows it, so that
// multiplyAdd is one instruction), and the compiler's vector extensions natively.
#pragma once

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

inline F32x4 load(const float* from) {
  F32x4 values;
  std::memcpy(&values, from, sizeof values);
  return values;
}

inline void store(float* to, F32x4 values) { std::memcpy(to, &values, sizeof values); }

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

inline F32x4 minimum(F32x4 a, F32x4 b) { return a < b ? a : b; }

inline F32x4 maximum(F32x4 a, F32x4 b) { return a > b ? a : b; }

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

// Sixteen bytes, 0 to 255, as floats.
inline void loadBytes(const uint8_t* from, F32x4 (&values)[4]) {
  using U8x16 = uint8_t __attribute__((vector_size(16)));
  U8x16 bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  values[0] = __builtin_convertvector(__builtin_shufflevector(bytes, bytes, 0, 1, 2, 3), F32x4);
  values[1] = __builtin_convertvector(__builtin_shufflevector(bytes, bytes, 4, 5, 6, 7), F32x4);
  values[2] = __builtin_convertvector(__builtin_shufflevector(bytes, bytes, 8, 9, 10, 11), F32x4);
  values[3] = __builtin_convertvector(__builtin_shufflevector(bytes, bytes, 12, 13, 14, 15), F32x4);
}

}  // namespace loupe::simd
