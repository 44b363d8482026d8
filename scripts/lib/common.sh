# What all scripts share: where things are, how they speak, and how a folder is made once.
# shellcheck shell=bash
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/photoloupe
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

say() { printf '%s\n' "$*" >&2; }

fail() {
  printf 'photoloupe: error: %s\n' "$*" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

need() {
  has "$1" || fail "'$1' is not installed; $2"
}

# make_once FOLDER COMMAND...: runs COMMAND with an empty folder as its last argument and moves the
# result to FOLDER in one step, unless FOLDER is there. Clones that run at once wait for each other.
make_once() {
  local folder=$1
  shift
  [ -d "$folder" ] && return
  mkdir -p "$cache"
  (
    if has flock; then flock 9; fi
    [ -d "$folder" ] && exit
    unfinished=$(mktemp -d "$cache/.making-XXXXXX")
    trap 'rm -rf "$unfinished"' EXIT
    chmod 755 "$unfinished"
    "$@" "$unfinished"
    mv "$unfinished" "$folder"
  ) 9>"$cache/.lock"
}
