#include "kernels/gemm.h"

#include <algorithm>

#include "kernels/gemm_sparse.h"
#include "tensor/simd.h"

#if defined(__x86_64__) && !defined(__wasm__)
#define LOUPE_GEMM_DISPATCH
#endif

#ifdef LOUPE_GEMM_DISPATCH
namespace loupe {
using Gemm = void(const GemmShape&, const float*, const float*, float*, GemmStart, const float*,
                  float);
using SparseGemm = void(const SparseShape&, const SparseRow*, size_t, const SparseValue*,
                        const float*, float*);
namespace avx512 {
Gemm gemm;
SparseGemm sparseGemm;
}  // namespace avx512
namespace avx2 {
Gemm gemm;
SparseGemm sparseGemm;
}  // namespace avx2
}  // namespace loupe
#endif

#define LOUPE_GEMM_ISA generic
#define LOUPE_GEMM_LANES 4
#define LOUPE_GEMM_ROWS 4  // with more, V8 keeps sums in memory: half the speed
#define LOUPE_GEMM_SUMS 12
#include "kernels/gemm_sparse_tile.h"
#include "kernels/gemm_tile.h"

namespace loupe {
namespace {

constexpr size_t kGenericLanes = 4;

#ifdef LOUPE_GEMM_DISPATCH
struct Isa {
  Gemm* gemm;
  SparseGemm* sparseGemm;
  size_t lanes;
};

Isa choose() {
  if (__builtin_cpu_supports("avx512f")) return {avx512::gemm, avx512::sparseGemm, 16};
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    return {avx2::gemm, avx2::sparseGemm, 8};
  }
  return {generic::gemm, generic::sparseGemm, kGenericLanes};
}

const Isa& isa() {
  static const Isa kIsa = choose();
  return kIsa;
}
#endif

}  // namespace

void gemm(const GemmShape& shape, const float* a, const float* b, float* c, GemmStart start,
          const float* bias, float floor) {
#ifdef LOUPE_GEMM_DISPATCH
  isa().gemm(shape, a, b, c, start, bias, floor);
#else
  generic::gemm(shape, a, b, c, start, bias, floor);
#endif
}

void sparseGemm(const SparseShape& shape, std::span<const SparseRow> rows,
                const SparseValue* values, const float* b, float* c) {
#ifdef LOUPE_GEMM_DISPATCH
  isa().sparseGemm(shape, rows.data(), rows.size(), values, b, c);
#else
  generic::sparseGemm(shape, rows.data(), rows.size(), values, b, c);
#endif
}

size_t gemmLanes() {
#ifdef LOUPE_GEMM_DISPATCH
  return isa().lanes;
#else
  return kGenericLanes;
#endif
}

size_t gemmPanelColumns() { return 2 * gemmLanes(); }

size_t packedPanelsSize(size_t rows, size_t columns) {
  const size_t panel = gemmPanelColumns();
  return (columns + panel - 1) / panel * panel * rows;
}

namespace {

// Of rows that lie together, which are read one after the other: a matrix that comes from memory streams in.
void packWholeRows(const float* from, size_t rows, size_t columns, ptrdiff_t row, float* panels) {
  const size_t panel = gemmPanelColumns();
  const size_t whole = columns / panel * panel;
  for (size_t k = 0; k < rows; ++k, from += row, panels += panel) {
    float* to = panels;
    for (size_t n = 0; n < whole; n += panel, to += rows * panel) {
      for (size_t i = 0; i < panel; i += 4) simd::store(to + i, simd::load(from + n + i));
    }
    if (whole == columns) continue;
    std::copy(from + whole, from + columns, to);
    std::fill(to + columns - whole, to + panel, 0.0f);
  }
}

}  // namespace

void packPanels(const float* from, size_t rows, size_t columns, ptrdiff_t row, ptrdiff_t column,
                float* panels) {
  if (column == 1) return packWholeRows(from, rows, columns, row, panels);
  const size_t panel = gemmPanelColumns();
  for (size_t first = 0; first < columns; first += panel) {
    const size_t count = std::min(panel, columns - first);
    for (size_t k = 0; k < rows; ++k, panels += panel) {
      const float* at =
          from + static_cast<ptrdiff_t>(k) * row + static_cast<ptrdiff_t>(first) * column;
      for (size_t n = 0; n < count; ++n) panels[n] = at[static_cast<ptrdiff_t>(n) * column];
      std::fill(panels + count, panels + panel, 0.0f);
    }
  }
}

}  // namespace loupe
