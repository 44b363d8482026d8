// The matrix products for processors with AVX-512.
#ifdef __AVX512F__
#define LOUPE_GEMM_ISA avx512
#define LOUPE_GEMM_LANES 16
#define LOUPE_GEMM_ROWS 13
#define LOUPE_GEMM_SUMS 24
#include "kernels/gemm_sparse_tile.h"
#include "kernels/gemm_tile.h"
#endif
