# Third-party sources, one folder each: xnnpack, pthreadpool, fxdiv, fp16, cpuinfo, yyjson, stb, doctest;
# and CLI11, which only the command line tool needs, beside them.
# shellcheck shell=bash

upstream=$project/scripts/lib/upstream.tsv

unpack_sources_from_debian() {
  local into=$1 file name
  for file in $(pinned_files sources); do
    name=${file##*/}
    name=${name#*-}
    case $name in
      libstb*) unpack_header "$file" usr/include/stb/stb_image.h "$into/stb" ;;
      doctest*) unpack_header "$file" usr/include/doctest/doctest.h "$into/doctest/doctest" ;;
      xnnpack*) mkdir "$into/xnnpack" && tar -xf "$file" -C "$into/xnnpack" ;;
      *)
        mkdir "$into/${name%%_*}"
        tar -xf "$file" -C "$into/${name%%_*}" --strip-components=1
        ;;
    esac
  done
}

unpack_header() {
  local package=$1 header=$2 folder=$3
  mkdir -p "$folder"
  dpkg-deb --fsys-tarfile "$package" | tar -xO "./$header" >"$folder/${header##*/}"
}

clone_sources_from_upstream() {
  local into=$1 name repository commit
  while IFS=$'\t' read -r name repository commit; do
    case $name in '#'* | '' | cli11) continue ;; esac
    clone_from_upstream "$name" "$into/$name"
  done <"$upstream"
}

clone_from_upstream() {
  local into=$2 name repository commit
  IFS=$'\t' read -r name repository commit <<<"$(grep -P "^$1\t" "$upstream")"
  git init -q "$into"
  git -C "$into" fetch -q --depth 1 "$repository" "$commit" ||
    fail "could not fetch $name from $repository; is there a network connection?"
  git -C "$into" -c advice.detachedHead=false checkout -q "$commit"
  rm -rf "$into/.git"
}

unpack_cli11() {
  if has_debian_mirror; then
    dpkg-deb --fsys-tarfile "$(pinned_files cli11)" | tar -x -C "$1" --strip-components=2 ./usr/include
  else
    clone_from_upstream cli11 "$1"
  fi
}

# Sets `sources` to the folder that holds them all, and `cli11` to that of CLI11.
set_up_sources() {
  cli11=$(group_folder cli11)
  make_once "$cli11" unpack_cli11
  sources=$(group_folder sources)
  [ -d "$sources" ] && return
  say "Fetching third-party sources (10 MB, seconds) into $sources"
  if has_debian_mirror; then
    make_once "$sources" unpack_sources_from_debian
  else
    make_once "$sources" clone_sources_from_upstream
  fi
}
