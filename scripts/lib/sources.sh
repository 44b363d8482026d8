# Third-party sources, one folder each: xnnpack, pthreadpool, fxdiv, fp16, cpuinfo, yyjson, stb, doctest.
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
    case $name in '#'* | '') continue ;; esac
    git init -q "$into/$name"
    git -C "$into/$name" fetch -q --depth 1 "$repository" "$commit" ||
      fail "could not fetch $name from $repository; is there a network connection?"
    git -C "$into/$name" -c advice.detachedHead=false checkout -q "$commit"
    rm -rf "$into/$name/.git"
  done <"$upstream"
}

# Sets `sources` to the folder that holds them all.
set_up_sources() {
  sources=$(group_folder sources)
  [ -d "$sources" ] && return
  say "Fetching third-party sources (10 MB, seconds) into $sources"
  if has_debian_mirror; then
    make_once "$sources" unpack_sources_from_debian
  else
    make_once "$sources" clone_sources_from_upstream
  fi
}
