# Third-party sources, one folder each: xnnpack, pthreadpool, fxdiv, fp16, cpuinfo, yyjson, stb, doctest;
# beside them CLI11, which only the command line tool needs, and what only the photo library needs: SQLite and
# stb_image_write.
# shellcheck shell=bash

upstream=$project/scripts/lib/upstream.tsv

unpack_sources_from_debian() {
  local into=$1 file name
  for file in $(pinned_files sources); do
    name=${file##*/}
    name=${name#*-}
    case $name in
      libstb*) unpack_file "$file" usr/include/stb/stb_image.h "$into/stb" ;;
      doctest*) unpack_file "$file" usr/include/doctest/doctest.h "$into/doctest/doctest" ;;
      xnnpack*) mkdir "$into/xnnpack" && tar -xf "$file" -C "$into/xnnpack" ;;
      *)
        mkdir "$into/${name%%_*}"
        tar -xf "$file" -C "$into/${name%%_*}" --strip-components=1
        ;;
    esac
  done
}

# unpack_file PACKAGE FILE FOLDER: one file of a Debian package.
unpack_file() {
  local package=$1 file=$2 folder=$3
  mkdir -p "$folder"
  dpkg-deb --fsys-tarfile "$package" | tar -xO "./$file" >"$folder/${file##*/}"
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

# Without a Debian mirror SQLite is the system's: CMake looks for it.
unpack_library() {
  local into=$1 name
  if ! has_debian_mirror; then
    clone_from_upstream stb "$into/include"
    return
  fi
  for name in $(pinned_files library); do
    case $name in
      *libstb*) unpack_file "$name" usr/include/stb/stb_image_write.h "$into/include" ;;
      *)
        unpack_file "$name" usr/include/sqlite3.h "$into/include"
        unpack_file "$name" usr/lib/x86_64-linux-gnu/libsqlite3.a "$into/lib"
        ;;
    esac
  done
}

# Sets `sources` to the folder that holds them all, `cli11` to that of CLI11 and `library` to that of SQLite and
# stb_image_write.
set_up_sources() {
  cli11=$(group_folder cli11)
  make_once "$cli11" unpack_cli11
  library=$(group_folder library)
  make_once "$library" unpack_library
  sources=$(group_folder sources)
  [ -d "$sources" ] && return
  say "Fetching third-party sources (10 MB, seconds) into $sources"
  if has_debian_mirror; then
    make_once "$sources" unpack_sources_from_debian
  else
    make_once "$sources" clone_sources_from_upstream
  fi
}
