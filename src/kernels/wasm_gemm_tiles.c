// Which tile XNNPACK computes products of int8 matrices by, in WebAssembly.
//
// With relaxed SIMD its own choice is four rows by eight columns, which keeps sixteen vectors of sums. V8 has fifteen
// registers for vectors on x86 and puts what is left on its stack, which is aligned to eight bytes only: it depends on
// who calls the engine, and from how deep, whether those vectors lie across cache lines. A network took 1.7 times as
// long then. Two rows fit into the registers, and are as fast as four when nothing is in the way.
#include <xnnpack/config.h>
#include <xnnpack/gemm.h>
#include <xnnpack/hardware-config.h>
#include <xnnpack/igemm.h>
#include <xnnpack/microfnptr.h>

// XNNPACK's own choice, which cmake/xnnpack-wasm.cmake gives this name.
const struct xnn_gemm_config* xnn_init_upstream_qs8_qc8w_gemm_config(void);

#ifdef __wasm_relaxed_simd__

enum { kRows = 2 };

const struct xnn_gemm_config* xnn_init_qs8_qc8w_gemm_config(void) {
  static struct xnn_gemm_config narrow;
  const struct xnn_gemm_config* upstream = xnn_init_upstream_qs8_qc8w_gemm_config();
  const struct xnn_hardware_config* hardware = xnn_init_hardware_config();
  const bool isTooWide = hardware->is_x86 && hardware->use_wasm_usdot && !hardware->use_wasm_sdot;
  if (!upstream || !isTooWide) return upstream;
  if (narrow.mr == 0) {
    narrow = *upstream;
    narrow.minmax.gemm[kRows - 1] = xnn_init_hmp_gemm_ukernel(
        (xnn_gemm_ukernel_fn)xnn_qs8_qc8w_gemm_minmax_fp32_ukernel_2x8c8__wasmusdot);
    narrow.minmax.igemm[kRows - 1] = xnn_init_hmp_igemm_ukernel(
        (xnn_igemm_ukernel_fn)xnn_qs8_qc8w_igemm_minmax_fp32_ukernel_2x8c8__wasmusdot);
    narrow.mr = kRows;
  }
  return &narrow;
}

#else

const struct xnn_gemm_config* xnn_init_qs8_qc8w_gemm_config(void) {
  return xnn_init_upstream_qs8_qc8w_gemm_config();
}

#endif
