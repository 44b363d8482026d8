// Between int8 and the real numbers that it stands for.
#pragma once

#include <cstdint>
#include <span>

#include "tensor/tensor.h"

namespace loupe {

// real[i] = scale * (q[i] - zeroPoint). Both spans have the same length.
void dequantize(std::span<const int8_t> q, Quantization quantization, std::span<float> real);

// Rounds to the nearest integer, ties to even, where |x| < 2^22; a form that compilers vectorise.
// Adding 1.5 * 2^23 leaves the integer in the low bits of the sum's mantissa.
inline int32_t roundToInt(float x) {
  constexpr float kMagic = 12582912.0f;
  return __builtin_bit_cast(int32_t, x + kMagic) - __builtin_bit_cast(int32_t, kMagic);
}

}  // namespace loupe
