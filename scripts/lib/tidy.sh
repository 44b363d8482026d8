#!/usr/bin/env bash
# clang-tidy over the engine and the command line tool, each file again only when it, a header or the checks have changed.
# usage: tidy.sh BUILD_FOLDER CLANG_TIDY JOBS
set -euo pipefail

folder=$1 clang_tidy=$2 jobs=$3
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
stamps=$folder/tidy
mkdir -p "$stamps"
common=$({ "$clang_tidy" --version; cat .clang-tidy; git ls-files -co --exclude-standard '*.h' | xargs cat; } | sha256sum)

check() {
  local file=$1 stamp
  stamp=$stamps/$(printf '%s' "$common" "$(sha256sum "$file")" | sha256sum | cut -c1-32)
  [ -f "$stamp" ] && return
  "$clang_tidy" --quiet -p "$folder" "$file" 2>/dev/null && touch "$stamp"
}
export -f check
export folder clang_tidy stamps common

git ls-files -co --exclude-standard 'src/*.cpp' |
  xargs -P "$jobs" -I{} bash -c 'check {}'
