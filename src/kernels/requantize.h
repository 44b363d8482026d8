// From the int32 sums of int8 products back to int8, as XNNPACK does it, bit by bit.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/activation.h"
#include "tensor/simd.h"

namespace loupe {

// Rounds to the nearest integer, ties to even, as XNNPACK does it: a sum with 1.5 * 2^23 has the integer in
// its low bits, and its bits are in the order of the numbers.
constexpr float kRoundingMagic = 12582912.0f;

// Where the output's integers end, in the form that requantize takes.
struct RequantizeClamp {
  simd::I32x4 min;            // as bits of the sum with kRoundingMagic
  simd::I32x4 magicLessZero;  // what to subtract from such bits: the zero point is added
  simd::I8x16 max;

  RequantizeClamp(QuantizedRange range, int32_t zeroPoint)
      : min(simd::I32x4{} + bits(kRoundingMagic + static_cast<float>(range.min - zeroPoint))),
        magicLessZero(simd::I32x4{} + (bits(kRoundingMagic) - zeroPoint)),
        max(simd::I8x16{} + range.max) {}

 private:
  static int32_t bits(float value) { return __builtin_bit_cast(int32_t, value); }
};

// Not yet below the largest integer: narrowToBytes sees to that. `scale` is of a sum, in the output's integers.
inline simd::I32x4 requantize(simd::I32x4 sums, simd::F32x4 scale, const RequantizeClamp& clamp) {
  const simd::F32x4 real = __builtin_convertvector(sums, simd::F32x4) * scale + kRoundingMagic;
  return simd::maximum(reinterpret_cast<simd::I32x4>(real), clamp.min) - clamp.magicLessZero;
}

// Eight sums to eight bytes, twice over.
inline simd::I8x16 requantizeEight(simd::I32x4 low, simd::I32x4 high, simd::F32x4 lowScale,
                                   simd::F32x4 highScale, const RequantizeClamp& clamp) {
  const simd::I16x8 values =
      simd::narrow(requantize(low, lowScale, clamp), requantize(high, highScale, clamp));
  return simd::minimum(simd::narrow(values, values), clamp.max);
}

// What eight output channels start from, and what turns their sums into int8.
struct ChannelScale {
  static constexpr size_t kChannels = 8;

  int32_t bias[kChannels];  // less the input's zero point times the sum of the weights
  float scale[kChannels];   // of a sum, in the output's integers

  // `channel` is one of the eight, `kernelSum` the sum of its weights, `zeroPoint` the input's.
  void set(size_t channel, int32_t channelBias, int32_t zeroPoint, int32_t kernelSum,
           float channelScale) {
    // Unsigned: the sums of a model that nobody made on purpose may wrap around.
    bias[channel] =
        static_cast<int32_t>(static_cast<uint32_t>(channelBias) -
                             static_cast<uint32_t>(zeroPoint) * static_cast<uint32_t>(kernelSum));
    scale[channel] = channelScale;
  }
};

}  // namespace loupe
