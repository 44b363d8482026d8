// The matrix products for processors with AVX2 and FMA.
#ifdef __AVX2__
#define LOUPE_GEMM_ISA avx2
#define LOUPE_GEMM_LANES 8
#define LOUPE_GEMM_ROWS 6
#define LOUPE_GEMM_SUMS 12
#include "kernels/gemm_sparse_tile.h"
#include "kernels/gemm_tile.h"
#endif
