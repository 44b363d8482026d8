# XNNPACK has no CMake target for WebAssembly: this builds its production kernels and operators.
set(xnnpack ${LOUPE_SOURCES}/xnnpack)
include(${xnnpack}/cmake/gen/scalar_microkernels.cmake)
include(${xnnpack}/cmake/gen/wasm_microkernels.cmake)
include(${xnnpack}/cmake/gen/wasmsimd_microkernels.cmake)
include(${xnnpack}/cmake/gen/wasmrelaxedsimd_microkernels.cmake)

set(xnnpack_baseline_kernels
  ${PROD_SCALAR_MICROKERNEL_SRCS} ${PROD_WASM_MICROKERNEL_SRCS} ${PROD_WASMSIMD_MICROKERNEL_SRCS})
list(TRANSFORM xnnpack_baseline_kernels PREPEND ${xnnpack}/)
set(xnnpack_relaxed_kernels ${PROD_WASMRELAXEDSIMD_MICROKERNEL_SRCS})
list(APPEND xnnpack_relaxed_kernels  # what kernels/wasm_gemm_tiles.c takes besides
  src/qs8-qc8w-gemm/gen/qs8-qc8w-gemm-2x8c8-minmax-fp32-wasmusdot.c
  src/qs8-qc8w-igemm/gen/qs8-qc8w-igemm-2x8c8-minmax-fp32-wasmusdot.c)
list(TRANSFORM xnnpack_relaxed_kernels PREPEND ${xnnpack}/)

file(GLOB xnnpack_operators ${xnnpack}/src/operators/*.c ${xnnpack}/src/configs/*.c
  ${xnnpack}/src/tables/*.c ${xnnpack}/src/enums/*.c ${xnnpack}/src/reference/*.cc)
list(FILTER xnnpack_operators EXCLUDE REGEX "-test")
set(xnnpack_support allocator cache datatype indirection init log memory microkernel-utils
  microparams-init mutex normalization operator-delete operator-run operator-utils params)
list(TRANSFORM xnnpack_support PREPEND ${xnnpack}/src/)
list(TRANSFORM xnnpack_support APPEND .c)

# Everything but the kernels runs once a model or once an operator.
set_property(SOURCE ${xnnpack_operators} ${xnnpack_support} APPEND PROPERTY COMPILE_OPTIONS -Os)

# kernels/wasm_gemm_tiles.c takes the place of its choice of int8 products, and asks it.
set_property(SOURCE ${xnnpack}/src/configs/gemm-config.c APPEND PROPERTY COMPILE_DEFINITIONS
  xnn_init_qs8_qc8w_gemm_config=xnn_init_upstream_qs8_qc8w_gemm_config)

# Upstream generates this from the sources; it only tells one build's weights cache from another's.
set(xnnpack_identifier ${CMAKE_BINARY_DIR}/build_identifier.c)
file(CONFIGURE OUTPUT ${xnnpack_identifier} CONTENT [[
#include <stdbool.h>
#include <stddef.h>
size_t xnn_experimental_get_build_identifier_size(void) { return 1; }
const void* xnn_experimental_get_build_identifier_data(void) { return "1"; }
bool xnn_experimental_check_build_identifier(const void* data, size_t size) {
  return size == 1 && *(const char*)data == '1';
}
]])

# Two wasm kernels include <arm_neon.h> where they mean <wasm_simd128.h>.
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/shim/arm_neon.h CONTENT "#include <wasm_simd128.h>\n")

# loupe_add_xnnpack(TARGET RELAXED THREADS FLAGS...)
function(loupe_add_xnnpack target relaxed threads)
  set(pool ${LOUPE_SOURCES}/pthreadpool/src)
  if(threads)
    set(pool_sources legacy-api.c memory.c portable-api.c fastpath.c)
  else()
    set(pool_sources legacy-api.c shim.c)
  endif()
  list(TRANSFORM pool_sources PREPEND ${pool}/)
  if(threads)
    list(APPEND pool_sources ${PROJECT_SOURCE_DIR}/src/kernels/wasm_threads.c)
  endif()
  set_source_files_properties(${pool_sources} PROPERTIES COMPILE_OPTIONS -Os)
  set(kernels ${xnnpack_baseline_kernels})
  if(relaxed)
    list(APPEND kernels ${xnnpack_relaxed_kernels})
  endif()
  add_library(${target} STATIC ${kernels} ${xnnpack_operators} ${xnnpack_support} ${pool_sources}
    ${xnnpack_identifier} ${PROJECT_SOURCE_DIR}/src/kernels/wasm_gemm_tiles.c)
  target_include_directories(${target} BEFORE PRIVATE ${CMAKE_BINARY_DIR}/shim)
  target_include_directories(${target} SYSTEM PUBLIC ${xnnpack}/include
    ${LOUPE_SOURCES}/pthreadpool/include ${LOUPE_SOURCES}/fxdiv/include ${LOUPE_SOURCES}/fp16/include)
  target_include_directories(${target} PRIVATE ${xnnpack}/src ${xnnpack} ${pool})
  target_compile_definitions(${target} PRIVATE XNN_ENABLE_MEMOPT=1 XNN_ENABLE_SPARSE=0
    XNN_ENABLE_GEMM_M_SPECIALIZATION=1 XNN_ENABLE_ASSEMBLY=0 XNN_ENABLE_CPUINFO=0
    XNN_ENABLE_DWCONV_MULTIPASS=0 XNN_ENABLE_JIT=0 XNN_LOG_LEVEL=0 XNN_LOG_TO_STDIO=0
    PTHREADPOOL_USE_FUTEX=1 PTHREADPOOL_USE_CPUINFO=0 FXDIV_USE_INLINE_ASSEMBLY=0 _GNU_SOURCE)
  target_compile_options(${target} PRIVATE -w -fno-math-errno)
  target_compile_options(${target} PUBLIC ${ARGN})
endfunction()
