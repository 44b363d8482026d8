option(LOUPE_SANITIZE "Build the engine and its tests under ASan and UBSan" OFF)
option(LOUPE_FUZZ "Build the libFuzzer targets instead of the tests" OFF)

# What our own code, and only it, is held to.
add_library(loupe_warnings INTERFACE)
target_compile_options(loupe_warnings INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor -Wold-style-cast>
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 sees overlaps in std::string that are not there: https://gcc.gnu.org/PR105329
  target_compile_options(loupe_warnings INTERFACE -Wno-restrict)
else()
  # libstdc++ 12's stable_sort is made of what it deprecates itself.
  target_compile_options(loupe_warnings INTERFACE -Wno-deprecated-declarations)
endif()

add_library(loupe_sanitizers INTERFACE)
if(LOUPE_SANITIZE)
  set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(loupe_sanitizers INTERFACE ${sanitizers} -O1 -g1)
  target_link_options(loupe_sanitizers INTERFACE ${sanitizers})
endif()
