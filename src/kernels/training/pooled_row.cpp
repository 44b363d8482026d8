#include "kernels/training/pooled_row.h"

#include <cmath>
#include <cstring>

#include "tensor/simd.h"

namespace loupe {
namespace {

using simd::F32x4;
using I32x4 = int32_t __attribute__((vector_size(16)));
using I32x16 = int32_t __attribute__((vector_size(64)));
using U8x16 = uint8_t __attribute__((vector_size(16)));

constexpr size_t kBlock = 16;  // channels whose places fill a vector of bytes

struct Maxima {
  F32x4 values;
  I32x4 places;
};

Maxima maximaOf(const float* from, std::span<const uint32_t> places) {
  Maxima found = {simd::load(from), I32x4{}};
  for (size_t i = 1; i < places.size(); ++i) {
    const F32x4 value = simd::load(from + places[i]);
    const I32x4 isLarger = (value > found.values) | (value != value);
    const auto place = static_cast<int32_t>(i);
    found.values = isLarger ? value : found.values;
    found.places = isLarger ? I32x4{place, place, place, place} : found.places;
  }
  return found;
}

void poolBlock(const float* from, std::span<const uint32_t> places, float* largest,
               uint8_t* which) {
  I32x4 found[kBlock / 4];
  for (size_t i = 0; i < kBlock / 4; ++i) {
    const Maxima maxima = maximaOf(from + 4 * i, places);
    simd::store(largest + 4 * i, maxima.values);
    found[i] = maxima.places;
  }
  I32x16 all;
  std::memcpy(&all, found, sizeof all);
  const U8x16 bytes = __builtin_convertvector(all, U8x16);
  std::memcpy(which, &bytes, sizeof bytes);
}

void poolChannel(const float* from, std::span<const uint32_t> places, float* largest,
                 uint8_t* which) {
  *largest = *from;
  *which = 0;
  for (size_t i = 1; i < places.size(); ++i) {
    const float value = from[places[i]];
    if (!(value > *largest || std::isnan(value))) continue;
    *largest = value;
    *which = static_cast<uint8_t>(i);
  }
}

}  // namespace

void poolRow(const float* from, size_t windows, size_t channels, size_t step,
             std::span<const uint32_t> places, float* largest, uint8_t* which) {
  for (size_t w = 0; w < windows; ++w) {
    size_t c = 0;
    for (; c + kBlock <= channels; c += kBlock) {
      poolBlock(from + c, places, largest + c, which + c);
    }
    for (; c < channels; ++c) poolChannel(from + c, places, largest + c, which + c);
    from += step;
    largest += channels;
    which += channels;
  }
}

}  // namespace loupe
