// The part of a window that lies on the picture, on one axis.
#pragma once

#include <algorithm>

#include "kernels/window.h"

namespace loupe {

struct WindowSpan {
  size_t begin = 0;  // input rows (or columns) [begin, end)
  size_t end = 0;
  size_t skipped = 0;  // rows of the window before `begin`, on the padding
};

// Zeros before the first row: TensorFlow puts the odd one at the end.
constexpr size_t paddingBefore(size_t input, size_t output, size_t size, size_t stride,
                               Padding padding) {
  if (padding == Padding::Valid) return 0;
  const size_t covered = (output - 1) * stride + size;
  return covered > input ? (covered - input) / 2 : 0;
}

// Of output row `at`, where `before` is what paddingBefore says.
constexpr WindowSpan windowSpan(size_t at, size_t input, size_t size, size_t stride,
                                size_t before) {
  const size_t start = at * stride;
  const size_t skipped = start < before ? before - start : 0;
  return {start + skipped - before, std::min(start + size - before, input), skipped};
}

}  // namespace loupe
