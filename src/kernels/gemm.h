// Matrix products for training, where both operands change every step and lie in memory as they are: no
// packing of what is used once, no copies of a convolution's overlapping windows.
#pragma once

#include <cstddef>

namespace loupe {

// C[m][n] = start + sum over t < taps, k < run of A[t][m][k] * B[t][k][n], float32:
//   A[t][m][k] is a[t * aTap + m * aRow + k * aColumn],
//   B[t][k][n] is b[t * bTap + k * bRow + (n / P) * bPanel + n % P], P = gemmPanelColumns(),
//   C[m][n]    is c[m * cRow + n].
// A convolution's window is `taps` rows of `run` values that lie together; a plain product has one tap.
// A plain matrix B has bPanel = P; packed in panels (packPanels) it is read in order.
struct GemmShape {
  size_t rows = 0;     // of A and C
  size_t columns = 0;  // of B and C
  size_t taps = 1;
  size_t run = 0;
  ptrdiff_t aTap = 0, aRow = 0, aColumn = 1;
  ptrdiff_t bTap = 0, bRow = 0, bPanel = 0;
  ptrdiff_t cRow = 0;
};

// What the sums start from.
enum class GemmStart { Zero, Bias, Accumulate };

// `bias`: `columns` values, for GemmStart::Bias. Results are raised to `floor` at least: 0 is a ReLU, minus
// infinity changes nothing; what is no number stays none. B may be read up to one vector (64 bytes) past its last row's end. Uses the
// widest vectors that this processor has; one thread.
void gemm(const GemmShape& shape, const float* a, const float* b, float* c, GemmStart start,
          const float* bias = nullptr, float floor = -__builtin_inff());

// Floats of a vector: 4, 8 or 16.
size_t gemmLanes();

// Columns that `gemm` computes at once: two vectors.
size_t gemmPanelColumns();

// Floats that a matrix of this size takes when packed.
size_t packedPanelsSize(size_t rows, size_t columns);

// Packs a matrix whose value (k, n) is from[k * row + n * column]: P columns a panel, each `rows` x P in row
// order, the last one padded with zeros. Then bRow = P and bPanel = rows * P.
void packPanels(const float* from, size_t rows, size_t columns, ptrdiff_t row, ptrdiff_t column,
                float* panels);

}  // namespace loupe
