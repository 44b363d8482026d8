# The four engines: {baseline, relaxed} SIMD x {one thread, threads}, and the tests for node.
include(cmake/xnnpack-wasm.cmake)

# Emscripten's libraries for graphics and sound are not ours.
set(LOUPE_WASM_LIBRARIES -sAUTO_NATIVE_LIBRARIES=0)
set(LOUPE_WASM_LINK ${LOUPE_WASM_LIBRARIES}
  -O3 -fwasm-exceptions -sDYNAMIC_EXECUTION=0 -sMODULARIZE -sEXPORT_ES6 -sALLOW_MEMORY_GROWTH
  -sMAXIMUM_MEMORY=2GB -sSTACK_SIZE=1MB -sFILESYSTEM=0 -sEXPORT_NAME=createEngine)

function(loupe_add_variant name relaxed threads)
  set(flags -O3 -msimd128 -fwasm-exceptions)
  if(relaxed)
    list(APPEND flags -mrelaxed-simd)
  endif()
  if(threads)
    list(APPEND flags -pthread)
  endif()
  loupe_add_xnnpack(xnnpack-${name} ${relaxed} ${threads} ${flags})
  loupe_add_engine(engine-${name} xnnpack-${name})

  add_executable(photoloupe-${name} wasm/bindings.cpp)
  set_target_properties(photoloupe-${name} PROPERTIES SUFFIX .mjs)
  target_link_libraries(photoloupe-${name} PRIVATE engine-${name} loupe_warnings)
  target_link_options(photoloupe-${name} PRIVATE ${LOUPE_WASM_LINK} ${flags} -sENVIRONMENT=worker
    -lembind)
  if(threads)
    # The pool is started from C++ once its size is known, while the worker's event loop is free.
    target_link_options(photoloupe-${name} PRIVATE -sPTHREAD_POOL_SIZE=Module.threads-1 -sMALLOC=mimalloc)
  else()
    target_link_options(photoloupe-${name} PRIVATE -sMALLOC=emmalloc)
  endif()

  loupe_add_tests(photoloupe_tests-${name} engine-${name})
  set_target_properties(photoloupe_tests-${name} PROPERTIES SUFFIX .cjs)
  target_link_options(photoloupe_tests-${name} PRIVATE ${LOUPE_WASM_LIBRARIES} ${flags} -O1 -sNODERAWFS -sALLOW_MEMORY_GROWTH
    -sMAXIMUM_MEMORY=4GB -sSTACK_SIZE=2MB -sENVIRONMENT=node,worker -sEXIT_RUNTIME)
  if(threads)
    target_link_options(photoloupe_tests-${name} PRIVATE -sPTHREAD_POOL_SIZE=4)
  endif()
endfunction()

loupe_add_variant(baseline OFF OFF)
loupe_add_variant(baseline-threads OFF ON)
loupe_add_variant(relaxed ON OFF)
loupe_add_variant(relaxed-threads ON ON)

include(scripts/benchmark/floor/floor.cmake)
