// The inner loops of `sparseGemm`. LOUPE_GEMM_SUMS says how many vectors of sums fit the registers beside one
// of B and one of A.
#include "kernels/gemm_sparse.h"
#include "kernels/gemm_vector.h"

namespace loupe::LOUPE_GEMM_ISA {
namespace {

constexpr size_t kMaxSums = LOUPE_GEMM_SUMS;
constexpr size_t kTapsAtOnce = 3;  // where all of their sums fit

struct SparseProduct {
  const SparseRow* rows;
  size_t rowCount;
  const SparseValue* values;
  ptrdiff_t bTap;
  ptrdiff_t cTap;
};

// kTaps x kVectors sums in registers from a row's first value to its last.
template <size_t kTaps, size_t kVectors>
void sparseTile(const SparseProduct& product, const float* b, float* c) {
  for (size_t r = 0; r < product.rowCount; ++r) {
    const SparseRow row = product.rows[r];
    if (row.begin == row.end) continue;
    Vector sums[kTaps][kVectors];
    float* const to = c + row.offset;
    for (size_t t = 0; t < kTaps; ++t) {
      for (size_t v = 0; v < kVectors; ++v) {
        sums[t][v] = load(to + static_cast<ptrdiff_t>(t) * product.cTap + v * kLanes);
      }
    }
    const SparseValue* const end = product.values + row.end;
    for (const SparseValue* at = product.values + row.begin; at != end; ++at) {
      const float* const from = b + at->offset;
      const Vector left = splat(at->value);
      for (size_t t = 0; t < kTaps; ++t) {
        for (size_t v = 0; v < kVectors; ++v) {
          const Vector right = load(from + static_cast<ptrdiff_t>(t) * product.bTap + v * kLanes);
          sums[t][v] = multiplyAdd(left, right, sums[t][v]);
        }
      }
    }
    for (size_t t = 0; t < kTaps; ++t) {
      for (size_t v = 0; v < kVectors; ++v) {
        store(to + static_cast<ptrdiff_t>(t) * product.cTap + v * kLanes, sums[t][v]);
      }
    }
  }
}

using SparseTile = void (*)(const SparseProduct&, const float*, float*);

struct SparseTiles {
  SparseTile oneTap[kMaxSums + 1] = {};
  SparseTile threeTaps[kMaxSums / kTapsAtOnce + 1] = {};

  template <size_t kVectors>
  constexpr void fill() {
    oneTap[kVectors] = sparseTile<1, kVectors>;
    if constexpr (kVectors * kTapsAtOnce <= kMaxSums) {
      threeTaps[kVectors] = sparseTile<kTapsAtOnce, kVectors>;
    }
    if constexpr (kVectors > 1) fill<kVectors - 1>();
  }

  constexpr SparseTiles() { fill<kMaxSums>(); }
};

constexpr SparseTiles kSparseTiles;

}  // namespace

void sparseGemm(const SparseShape& shape, const SparseRow* rows, size_t rowCount,
                const SparseValue* values, const float* b, float* c) {
  const SparseProduct product = {rows, rowCount, values, shape.bTap, shape.cTap};
  const size_t vectors = shape.run / kLanes;
  const bool together = shape.taps == kTapsAtOnce && vectors * kTapsAtOnce <= kMaxSums;
  if (together) return kSparseTiles.threeTaps[vectors](product, b, c);
  for (size_t t = 0; t < shape.taps; ++t) {
    // Parts of nearly the same width: 13 vectors are 7 and 6 rather than 12 and 1.
    size_t parts = (vectors + kMaxSums - 1) / kMaxSums;
    for (size_t done = 0; done < vectors; --parts) {
      const size_t width = (vectors - done + parts - 1) / parts;
      kSparseTiles.oneTap[width](product, b + done * kLanes, c + done * kLanes);
      done += width;
    }
    b += shape.bTap;
    c += shape.cTap;
  }
}

}  // namespace loupe::LOUPE_GEMM_ISA
