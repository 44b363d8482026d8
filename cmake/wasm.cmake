# The four builds of the engine: {baseline, relaxed} SIMD x {one thread, threads}. Each has a classifier
# (photoloupe-*), a trainer (trainer-*) and the tests for node.
include(cmake/xnnpack-wasm.cmake)

# Emscripten's libraries for graphics and sound are not ours.
set(LOUPE_WASM_LIBRARIES -sAUTO_NATIVE_LIBRARIES=0)
set(LOUPE_WASM_LINK ${LOUPE_WASM_LIBRARIES}
  -fwasm-exceptions -lembind -sDYNAMIC_EXECUTION=0 -sMODULARIZE -sEXPORT_ES6 -sEXPORT_NAME=createEngine
  -sENVIRONMENT=worker -sINCOMING_MODULE_JS_API=instantiateWasm -sTEXTDECODER=2 -sFILESYSTEM=0
  -sMALLOC=emmalloc -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=2GB -sSTACK_SIZE=1MB)

# loupe_add_module(NAME BINDINGS ENGINE FLAGS...)
function(loupe_add_module name bindings engine)
  add_executable(${name} ${bindings})
  set_target_properties(${name} PROPERTIES SUFFIX .mjs)
  target_link_libraries(${name} PRIVATE ${engine} loupe_warnings)
  target_link_options(${name} PRIVATE ${LOUPE_WASM_LINK} ${ARGN} -Os)
endfunction()

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

  loupe_add_module(photoloupe-${name} wasm/bindings.cpp engine-${name} ${flags})
  loupe_add_module(trainer-${name} "wasm/training_bindings.cpp;wasm/transfer_bindings.cpp" engine-${name}
    ${flags})
  if(NOT threads)
    # Photos are read by several workers, each with an engine of its own.
    loupe_add_module(library-${name} "wasm/library_bindings.cpp;wasm/indexing_bindings.cpp;${LOUPE_STORE_SOURCES}"
      engine-${name} ${flags})
    target_include_directories(library-${name} SYSTEM PRIVATE wasm/sqlite)
    target_link_options(library-${name} PRIVATE -sWASM_BIGINT
      --js-library ${PROJECT_SOURCE_DIR}/wasm/sqlite/sqlite3.js)
  endif()
  if(threads)
    # Started before the engine is: once it runs, it keeps the worker's event loop from starting any. How
    # many a use of the engine needs, its worker says.
    foreach(module photoloupe trainer)
      target_link_options(${module}-${name} PRIVATE -sPTHREAD_POOL_SIZE=Module.helpers)
    endforeach()
  endif()

  loupe_add_tests(photoloupe_tests-${name} engine-${name})
  set_target_properties(photoloupe_tests-${name} PROPERTIES SUFFIX .cjs)
  target_link_options(photoloupe_tests-${name} PRIVATE ${LOUPE_WASM_LIBRARIES} ${flags} -O1 -sNODERAWFS
    -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=4GB -sSTACK_SIZE=2MB -sENVIRONMENT=node,worker -sEXIT_RUNTIME)
  if(threads)
    target_link_options(photoloupe_tests-${name} PRIVATE -sPTHREAD_POOL_SIZE=8)
  endif()
endfunction()

loupe_add_variant(baseline OFF OFF)
loupe_add_variant(baseline-threads OFF ON)
loupe_add_variant(relaxed ON OFF)
loupe_add_variant(relaxed-threads ON ON)

# What runs once a model or once a file is made small, not fast: the engines are downloaded before anything else.
file(GLOB cold src/*.cpp src/models/*.cpp src/nn/*.cpp src/image/*.cpp)
list(FILTER cold EXCLUDE REGEX "/(input_transform|photo_resizer|resample|stb_image)\\.cpp$")
set_property(SOURCE ${cold} ${LOUPE_SOURCES}/yyjson/src/yyjson.c
  wasm/bindings.cpp wasm/training_bindings.cpp wasm/transfer_bindings.cpp wasm/library_bindings.cpp
  wasm/indexing_bindings.cpp
  APPEND PROPERTY COMPILE_OPTIONS -Oz)
# A few thousand values a photo.
set_property(SOURCE src/kernels/lp_pooling.cpp src/kernels/weighted_pooling.cpp src/kernels/unit_normalization.cpp
  APPEND PROPERTY COMPILE_OPTIONS -Os)
# yyjson would inline its reader of numbers a dozen times: 50 KB.
set_property(SOURCE ${LOUPE_SOURCES}/yyjson/src/yyjson.c APPEND
  PROPERTY COMPILE_DEFINITIONS yyjson_inline=inline)
# stb_image's SSE2 code by way of Emscripten's headers: a JPEG takes a fifth less time. -Os is as fast as -O3.
set_property(SOURCE src/image/stb_image.cpp APPEND PROPERTY COMPILE_OPTIONS -Os -msse2)
set_property(SOURCE src/image/stb_image.cpp APPEND PROPERTY COMPILE_DEFINITIONS STBI__X64_TARGET)

include(scripts/benchmark/floor/floor.cmake)
