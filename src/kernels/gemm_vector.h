// Vectors for the matrix products' inner loops, which are written once for vectors of any width and compiled
// once for each instruction set: LOUPE_GEMM_ISA names it, LOUPE_GEMM_LANES is its width in floats.
//
// Only plain loops in them: an inline function of the standard library compiled for AVX-512 could be linked
// into code that runs on processors without it.
#pragma once

#include <cstddef>

#ifdef __wasm_relaxed_simd__
#include <wasm_simd128.h>
#endif

namespace loupe::LOUPE_GEMM_ISA {
namespace {

constexpr size_t kLanes = LOUPE_GEMM_LANES;

using Vector = float __attribute__((vector_size(4 * LOUPE_GEMM_LANES)));
using UnalignedVector =
    float __attribute__((vector_size(4 * LOUPE_GEMM_LANES), aligned(4), may_alias));

inline Vector load(const float* from) { return *reinterpret_cast<const UnalignedVector*>(from); }

inline void store(float* to, Vector values) { *reinterpret_cast<UnalignedVector*>(to) = values; }

inline Vector splat(float value) { return value - Vector{}; }

inline Vector multiplyAdd(Vector a, Vector b, Vector c) {
#ifdef __wasm_relaxed_simd__
  return reinterpret_cast<Vector>(wasm_f32x4_relaxed_madd(
      reinterpret_cast<v128_t>(a), reinterpret_cast<v128_t>(b), reinterpret_cast<v128_t>(c)));
#else
  return a * b + c;
#endif
}

}  // namespace
}  // namespace loupe::LOUPE_GEMM_ISA
