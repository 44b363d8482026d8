// `gemm` for processors with AVX-512.
#ifdef __AVX512F__
#define LOUPE_GEMM_ISA avx512
#define LOUPE_GEMM_LANES 16
#define LOUPE_GEMM_ROWS 13
#include "kernels/gemm_tile.h"
#endif
