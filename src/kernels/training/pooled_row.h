// Max pooling of a row of windows, and where in each window its maximum was.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace loupe {

// Window `w` has its pixels, of `channels` values, at from[w * step + places[i]]: their maxima go to
// `largest` [windows][channels], the first maximum's i to `which`. What is no number is larger than all.
void poolRow(const float* from, size_t windows, size_t channels, size_t step,
             std::span<const uint32_t> places, float* largest, uint8_t* which);

}  // namespace loupe
