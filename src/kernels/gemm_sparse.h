// Products of matrices that are mostly zeros with dense ones: the gradient behind a pooling has one value for
// each window.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace loupe {

// A value of A that is not zero, and where the row of B that it is multiplied with begins: b[offset].
struct SparseValue {
  int32_t offset;
  float value;
};

// A row of A: its values are [begin, end), its row of C begins at c[offset].
struct SparseRow {
  ptrdiff_t offset;
  size_t begin;
  size_t end;
};

// C += A B, for `taps` pairs of B and C at once:
//   c[row.offset + t * cTap + n] += sum over the row's values of value * b[offset + t * bTap + n],
//   for n < run, which is a multiple of gemmLanes().
struct SparseShape {
  size_t taps = 1;
  size_t run = 0;
  ptrdiff_t bTap = 0;
  ptrdiff_t cTap = 0;
};

void sparseGemm(const SparseShape& shape, std::span<const SparseRow> rows,
                const SparseValue* values, const float* b, float* c);

}  // namespace loupe
