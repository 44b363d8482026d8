// The inner loops of `gemm`. LOUPE_GEMM_ROWS says how many rows of sums fit the registers beside two vectors
// of B and one of A.
#include "kernels/gemm.h"
#include "kernels/gemm_vector.h"

namespace loupe::LOUPE_GEMM_ISA {
namespace {

constexpr size_t kMaxRows = LOUPE_GEMM_ROWS;

struct Epilogue {
  GemmStart start;
  const float* bias;
  float floor;
};

// kRows x kVectors sums in registers from the first product to the last.
template <size_t kRows, size_t kVectors>
void tile(const GemmShape& shape, const float* a, const float* b, float* c, ptrdiff_t cRow,
          const Epilogue& epilogue) {
  Vector sums[kRows][kVectors];
  for (size_t m = 0; m < kRows; ++m) {
    for (size_t v = 0; v < kVectors; ++v) {
      const size_t n = v * kLanes;
      if (epilogue.start == GemmStart::Accumulate) {
        sums[m][v] = load(c + static_cast<ptrdiff_t>(m) * cRow + n);
      } else {
        sums[m][v] = epilogue.start == GemmStart::Bias ? load(epilogue.bias + n) : Vector{};
      }
    }
  }
  for (size_t t = 0; t < shape.taps; ++t) {
    const float* aAt = a + static_cast<ptrdiff_t>(t) * shape.aTap;
    const float* bAt = b + static_cast<ptrdiff_t>(t) * shape.bTap;
    for (size_t k = 0; k < shape.run; ++k) {
      Vector right[kVectors];
      for (size_t v = 0; v < kVectors; ++v) right[v] = load(bAt + v * kLanes);
      for (size_t m = 0; m < kRows; ++m) {
        const Vector left = splat(aAt[static_cast<ptrdiff_t>(m) * shape.aRow]);
        for (size_t v = 0; v < kVectors; ++v) sums[m][v] = multiplyAdd(left, right[v], sums[m][v]);
      }
      aAt += shape.aColumn;
      bAt += shape.bRow;
    }
  }
  const Vector floor = splat(epilogue.floor);
  for (size_t m = 0; m < kRows; ++m) {
    for (size_t v = 0; v < kVectors; ++v) {
      const Vector sum = sums[m][v];
      store(c + static_cast<ptrdiff_t>(m) * cRow + v * kLanes, sum < floor ? floor : sum);
    }
  }
}

// The last columns, fewer than the lanes of a vector: through a tile of their own.
template <size_t kRows>
void edge(const GemmShape& shape, size_t columns, const float* a, const float* b, float* c,
          const Epilogue& epilogue) {
  float sums[kRows * kLanes];
  float bias[kLanes];
  for (size_t n = 0; n < kLanes; ++n) {
    bias[n] = epilogue.start == GemmStart::Bias && n < columns ? epilogue.bias[n] : 0.0f;
  }
  for (size_t m = 0; m < kRows; ++m) {
    const float* row = c + static_cast<ptrdiff_t>(m) * shape.cRow;
    for (size_t n = 0; n < kLanes; ++n) {
      sums[m * kLanes + n] = epilogue.start == GemmStart::Accumulate && n < columns ? row[n] : 0.0f;
    }
  }
  tile<kRows, 1>(shape, a, b, sums, kLanes, {epilogue.start, bias, epilogue.floor});
  for (size_t m = 0; m < kRows; ++m) {
    float* row = c + static_cast<ptrdiff_t>(m) * shape.cRow;
    for (size_t n = 0; n < columns; ++n) row[n] = sums[m * kLanes + n];
  }
}

// All columns for kRows rows.
template <size_t kRows>
void band(const GemmShape& shape, const float* a, const float* b, float* c, Epilogue epilogue) {
  size_t left = shape.columns;
  const auto advance = [&](size_t columns, ptrdiff_t bStep) {
    b += bStep;
    c += columns;
    if (epilogue.bias) epilogue.bias += columns;
    left -= columns;
  };
  while (left >= 2 * kLanes) {
    tile<kRows, 2>(shape, a, b, c, shape.cRow, epilogue);
    advance(2 * kLanes, shape.bPanel);
  }
  if (left >= kLanes) {
    tile<kRows, 1>(shape, a, b, c, shape.cRow, epilogue);
    advance(kLanes, kLanes);
  }
  if (left > 0) edge<kRows>(shape, left, a, b, c, epilogue);
}

using Band = void (*)(const GemmShape&, const float*, const float*, float*, Epilogue);

struct Bands {
  Band forRows[kMaxRows + 1] = {};

  template <size_t kRows>
  constexpr void fill() {
    forRows[kRows] = band<kRows>;
    if constexpr (kRows > 1) fill<kRows - 1>();
  }

  constexpr Bands() { fill<kMaxRows>(); }
};

constexpr Bands kBands;

}  // namespace

void gemm(const GemmShape& shape, const float* a, const float* b, float* c, GemmStart start,
          const float* bias, float floor) {
  // Bands of nearly the same height: 34 rows are 6, 6, 6, 6, 5, 5 rather than 6, 6, 6, 6, 6, 4.
  size_t bands = (shape.rows + kMaxRows - 1) / kMaxRows;
  for (size_t left = shape.rows; left > 0; --bands) {
    const size_t rows = (left + bands - 1) / bands;
    kBands.forRows[rows](shape, a, b, c, {start, bias, floor});
    a += static_cast<ptrdiff_t>(rows) * shape.aRow;
    c += static_cast<ptrdiff_t>(rows) * shape.cRow;
    left -= rows;
  }
}

}  // namespace loupe::LOUPE_GEMM_ISA
