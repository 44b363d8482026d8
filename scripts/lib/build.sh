# Builds, said in one line each; what a failed one printed is shown.
# shellcheck shell=bash

# quietly COMMAND...: runs it and prints its output only when it fails.
quietly() {
  local log
  log=$(mktemp)
  if "$@" >"$log" 2>&1 </dev/null; then
    rm "$log"
  else
    cat "$log" >&2
    rm "$log"
    fail "this failed: $*"
  fi
}

# configure PRESET COMMAND...: configures build/PRESET with COMMAND (cmake, emcmake cmake) unless it is up to
# date with where the sources lie.
configure() {
  local preset=$1 folder=$project/build/$1
  shift
  if [ "$(cat "$folder/sources" 2>/dev/null)" = "$LOUPE_SOURCES $LOUPE_CLI11" ]; then return; fi
  local generator=()
  if has ninja; then generator=(-G Ninja); fi
  rm -rf "$folder"
  (cd "$project" && quietly "$@" --preset "$preset" "${generator[@]}")
  printf '%s\n' "$LOUPE_SOURCES $LOUPE_CLI11" >"$folder/sources"
}

# build PRESET TARGET...: only one build of a folder runs at a time.
build() {
  local folder=$project/build/$1
  shift
  (
    if has flock; then flock 9; fi
    quietly cmake --build "$folder" --parallel "$jobs" --target "$@"
  ) 9>"$folder/lock"
}

# The first build of each kind compiles XNNPACK; the compiler's cache keeps it for other clones.
build_native() {
  [ -f "$project/build/native/sources" ] ||
    say "Building the engine for this machine (three minutes the first time) in build/native"
  configure native cmake
  build native "$@"
}

build_asan() {
  [ -f "$project/build/asan/sources" ] ||
    say "Building the tests under sanitizers (three minutes the first time) in build/asan"
  configure asan cmake
  build asan "$@"
}

build_fuzz() {
  [ -f "$project/build/fuzz/sources" ] ||
    say "Building the fuzzers (three minutes the first time) in build/fuzz"
  configure fuzz cmake
  build fuzz "$@"
}

build_wasm() {
  set_up_llvm
  set_up_emscripten
  [ -f "$project/build/wasm/sources" ] ||
    say "Building the four WebAssembly engines (a quarter of an hour the first time) in build/wasm"
  configure wasm emcmake cmake
  build wasm "$@"
}
