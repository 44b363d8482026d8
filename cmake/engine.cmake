include(CheckCXXCompilerFlag)
find_path(LOUPE_STB_IMAGE_WRITE stb_image_write.h HINTS "$ENV{LOUPE_LIBRARY}/include"
  NO_CMAKE_FIND_ROOT_PATH REQUIRED)
check_cxx_compiler_flag(-ftrivial-auto-var-init=zero LOUPE_CAN_ZERO_VARIABLES)

# The engine's own sources, for a target that already has its compile flags.
file(GLOB LOUPE_ENGINE_SOURCES CONFIGURE_DEPENDS src/*.cpp src/*/*.cpp src/*/*/*.cpp)
list(FILTER LOUPE_ENGINE_SOURCES EXCLUDE REGEX "/src/(cli|library/(native|store))/")
file(GLOB LOUPE_TEST_SOURCES CONFIGURE_DEPENDS tests/cpp/*.cpp tests/cpp/*/*.cpp tests/cpp/*/*/*.cpp)
if(EMSCRIPTEN)
  list(FILTER LOUPE_TEST_SOURCES EXCLUDE REGEX "/tests/cpp/library/native/")
endif()

# The matrix products, once for each instruction set; kernels/gemm.cpp chooses at run time.
set(LOUPE_GEMM_FLAGS -O3 -ffp-contract=fast)
set_source_files_properties(src/kernels/gemm.cpp PROPERTIES COMPILE_OPTIONS "${LOUPE_GEMM_FLAGS}")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set_source_files_properties(src/kernels/gemm_avx2.cpp PROPERTIES
    COMPILE_OPTIONS "${LOUPE_GEMM_FLAGS};-mavx2;-mfma")
  set_source_files_properties(src/kernels/gemm_avx512.cpp PROPERTIES
    COMPILE_OPTIONS "${LOUPE_GEMM_FLAGS};-mavx512f;-mprefer-vector-width=512")
endif()

# loupe_add_engine(TARGET XNNPACK): the static library TARGET on the XNNPACK library given.
function(loupe_add_engine target xnnpack)
  add_library(${target} STATIC ${LOUPE_ENGINE_SOURCES} ${LOUPE_SOURCES}/yyjson/src/yyjson.c)
  target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_include_directories(${target} SYSTEM PRIVATE ${LOUPE_SOURCES}/stb ${LOUPE_SOURCES}/yyjson/src
    ${LOUPE_STB_IMAGE_WRITE})
  target_compile_definitions(${target} PRIVATE YYJSON_DISABLE_UTILS=1 YYJSON_DISABLE_NON_STANDARD=1
    LOUPE_VERSION="${PROJECT_VERSION}")
  target_link_libraries(${target} PUBLIC ${xnnpack} loupe_sanitizers PRIVATE loupe_warnings)
  set_source_files_properties(${LOUPE_SOURCES}/yyjson/src/yyjson.c PROPERTIES COMPILE_OPTIONS -w)
  if(LOUPE_CAN_ZERO_VARIABLES)
    # stb_image shows colours that a file's palette lacks: black, then, and not what the stack held.
    set_source_files_properties(src/image/stb_image.cpp PROPERTIES
      COMPILE_OPTIONS -ftrivial-auto-var-init=zero)
  endif()
  if(LOUPE_SANITIZE)
    # stb_image copies no bytes to nowhere when a PNG's first chunk of pixels is empty.
    set_property(SOURCE src/image/stb_image.cpp APPEND PROPERTY
      COMPILE_OPTIONS -fno-sanitize=nonnull-attribute)
  endif()
endfunction()

# loupe_add_tests(TARGET ENGINE): the doctest executable over the engine.
function(loupe_add_tests target engine)
  add_executable(${target} ${LOUPE_TEST_SOURCES})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests/cpp)
  target_include_directories(${target} SYSTEM PRIVATE ${LOUPE_SOURCES}/doctest)
  target_compile_definitions(${target} PRIVATE LOUPE_TESTS_DIR="${PROJECT_SOURCE_DIR}/tests")
  target_link_libraries(${target} PRIVATE ${engine} loupe_warnings)
endfunction()
