# Compilers and build tools: those on PATH where they will do, else unpacked into the cache.
# shellcheck shell=bash

readonly EMSCRIPTEN_MINIMUM=3.1.58

# wrap FOLDER NAME COMMAND...: a script FOLDER/NAME that runs COMMAND with its arguments.
wrap() {
  local file=$1/$2
  shift 2
  mkdir -p "${file%/*}"
  printf '#!/bin/sh\nexec %s "$@"\n' "$*" >"$file"
  chmod +x "$file"
}

unpack_llvm() {
  local into=$1 file
  for file in $(pinned_files llvm); do dpkg-deb -x "$file" "$into"; done
  system_packages bookworm "$into" libedit2 libbsd0 libmd0 libz3-4 libxml2 libicu72 liblzma5 \
    libffi8 libzstd1 libtinfo6 zlib1g
  # The tools find these beside themselves through a wrapper, because they look for their own files
  # next to the real binary.
  local final tool
  final=$(group_folder llvm)
  for tool in "$into"/usr/lib/llvm-19/bin/*; do
    wrap "$into/bin" "${tool##*/}" env \
      "LD_LIBRARY_PATH=$final/usr/lib/x86_64-linux-gnu:$final/usr/lib/llvm-19/lib" \
      "$final/usr/lib/llvm-19/bin/${tool##*/}"
  done
}

unpack_build_tools() {
  local into=$1 file tool final
  for file in $(pinned_files build); do dpkg-deb -x "$file" "$into"; done
  system_packages bookworm "$into" libzstd1
  final=$(group_folder build)
  for tool in ccache ninja; do
    wrap "$into/bin" "$tool" env "LD_LIBRARY_PATH=$final/usr/lib/x86_64-linux-gnu" \
      "$final/usr/bin/$tool"
  done
}

unpack_emscripten() {
  local into=$1 file final tool
  final=$(group_folder emscripten)
  # Four fifths of the package are libraries for kinds of build that are not ours.
  for file in $(pinned_files emscripten); do
    dpkg-deb --fsys-tarfile "$file" | tar -x -C "$into" --exclude='*/wasm32-emscripten/*pic' \
      --exclude='*/wasm32-emscripten/lto' --exclude='*/wasm32-emscripten/thinlto' \
      --exclude='*/libGL*' --exclude='*-asan*.a' --exclude='*-ww*.a' --exclude='*/libwasmfs*' \
      --exclude='*/emscripten/test' --exclude='*-tracing.a' --exclude='*-memvalidate*'
  done
  # Binaryen needs a newer C library than Debian 12's: it runs on its own.
  system_packages trixie "$into" libc6 libstdc++6 libgcc-s1
  for tool in "$into"/usr/bin/wasm*; do
    wrap "$into/binaryen/bin" "${tool##*/}" \
      "$final/usr/lib64/ld-linux-x86-64.so.2" --library-path "$final/usr/lib/x86_64-linux-gnu" \
      "$final/usr/bin/${tool##*/}"
  done
  ln -sfn ../nodejs "$into/usr/share/emscripten/node_modules"
  cat >"$into/usr/share/emscripten/.emscripten" <<CONFIG
LLVM_ROOT = '$(group_folder llvm)/bin'
BINARYEN_ROOT = '$final/binaryen'
NODE_JS = '$(command -v node)'
FROZEN_CACHE = True
LLVM_ADD_VERSION = ''
CLANG_ADD_VERSION = ''
CONFIG
  for tool in emcc em++ emar emranlib emcmake emconfigure; do
    wrap "$into/bin" "$tool" python3 -E "$final/usr/share/emscripten/$tool.py"
  done
}

version_at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -1)" = "$1" ]; }

has_emscripten() {
  has emcc && version_at_least "$EMSCRIPTEN_MINIMUM" "$(emcc -dumpversion 2>/dev/null)"
}

set_up_llvm() {
  if has clang-19 && has clang-format-19 && has clang-tidy-19; then return; fi
  has_debian_mirror || return 0
  local folder
  folder=$(group_folder llvm)
  [ -d "$folder" ] || say "Fetching LLVM 19 (80 MB, about a minute) into $folder"
  make_once "$folder" unpack_llvm
  PATH=$folder/bin:$PATH
}

set_up_build_tools() {
  if has ccache && has ninja; then return; fi
  has_debian_mirror || return 0
  local folder
  folder=$(group_folder build)
  [ -d "$folder" ] || say "Fetching ccache and ninja (1 MB, seconds) into $folder"
  make_once "$folder" unpack_build_tools
  PATH=$PATH:$folder/bin
}

set_up_emscripten() {
  has_emscripten && return
  has_debian_mirror || fail "emcc $EMSCRIPTEN_MINIMUM or newer is not on PATH, and there is no Debian" \
    "mirror to take it from; install the Emscripten SDK (https://emscripten.org) and put it on PATH"
  local folder
  folder=$(group_folder emscripten)
  [ -d "$folder" ] || say "Fetching Emscripten 3.1.69 (245 MB, about two minutes) into $folder"
  make_once "$folder" unpack_emscripten
  PATH=$folder/bin:$PATH
}
