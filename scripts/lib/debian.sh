# Packages from a Debian mirror, unpacked into folders of ours: nothing is installed, no root needed.
# shellcheck shell=bash

pins=$project/scripts/lib/pins.tsv

# The mirror that this machine's apt uses, without a trailing slash; empty where there is none.
debian_mirror() {
  local sources
  sources=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list \
    /etc/apt/sources.list.d/*.sources 2>/dev/null || true)
  printf '%s\n' "${PHOTOLOUPE_DEBIAN_MIRROR:-$(printf '%s\n' "$sources" |
    sed -nE 's#^(deb .*|URIs: *)(https?://[^ ]*/debian)/?( .*)?$#\2#p' | head -1)}"
}

has_debian_mirror() {
  [ -n "$(debian_mirror)" ] && has dpkg-deb && [ "$(dpkg --print-architecture)" = amd64 ]
}

sha256_is() { printf '%s  %s\n' "$1" "$2" | sha256sum -c --quiet >/dev/null 2>&1; }

download() {
  local url=$1 file=$2
  if has curl; then
    curl -fsSL --retry 3 -o "$file" "$url"
  else
    python3 -c 'import sys, urllib.request; urllib.request.urlretrieve(*sys.argv[1:])' "$url" "$file"
  fi
}

# Prints the local path of the pinned file, fetching it when it is not in the cache.
pinned_file() {
  local sha=$1 path=$2
  local file=$cache/downloads/$sha-${path##*/}
  if [ ! -f "$file" ]; then
    mkdir -p "$cache/downloads"
    local part
    part=$(mktemp "$cache/downloads/.part-XXXXXX")
    download "$(debian_mirror)/$(printf %s "$path" | sed 's/+/%2b/g; s/~/%7e/g')" "$part" ||
      fail "could not fetch ${path##*/} from the Debian mirror; is there a network connection?"
    sha256_is "$sha" "$part" || fail "${path##*/} arrived damaged: its SHA-256 is not $sha"
    mv "$part" "$file"
  fi
  printf '%s\n' "$file"
}

# The name of the folder for a group of pins: it changes with them.
group_folder() {
  printf '%s/%s-%s\n' "$cache" "$1" "$(grep -P "^$1\t" "$pins" | sha256sum | cut -c1-12)"
}

# pinned_files GROUP: the paths of all its files.
pinned_files() {
  local group sha path
  while IFS=$'\t' read -r group sha path; do
    if [ "$group" = "$1" ]; then pinned_file "$sha" "$path"; fi
  done <"$pins"
}

# system_packages SUITE FOLDER [--with-dependencies] NAME...: packages of a Debian release, unpacked into
# FOLDER; with all that they depend on, but for the C library, which must be the machine's own. They
# change with Debian's point releases, so they are not pinned here; apt checks them against the release's
# signature.
system_packages() {
  local suite=$1 folder=$2 apt package
  shift 2
  apt=$(mktemp -d)
  mkdir -p "$apt/lists/partial" "$apt/archives/partial"
  touch "$apt/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(debian_mirror) $suite main" \
    >"$apt/sources.list"
  local options=(-qq -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o Dir::State="$apt" -o Dir::State::Status="$apt/status" -o Dir::Cache="$apt"
    -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none)
  # The system's own hooks run too, and complain that a user may not clean the system's cache: said only on failure.
  apt-get "${options[@]}" update 2>"$apt/errors" ||
    fail "could not read Debian's package list for $suite: $(cat "$apt/errors")"
  if [ "$1" = --with-dependencies ]; then
    shift
    # shellcheck disable=SC2046 # one name a word
    set -- $(apt-get "${options[@]}" install --simulate --no-install-recommends "$@" |
      awk '$1 == "Inst" && $2 != "libc6" { print $2 }')
  fi
  (cd "$apt" && apt-get "${options[@]}" download "$@" >/dev/null) ||
    fail "could not fetch $* of Debian $suite"
  for package in "$apt"/*.deb; do dpkg-deb -x "$package" "$folder"; done
  rm -rf "$apt"
}
