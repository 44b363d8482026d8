# Python packages, pinned by hash and kept in the cache: the system's Python stays as it is.
# shellcheck shell=bash

unpack_pip() { dpkg-deb -x "$(pinned_files pip)" "$1"; }

# Sets `pip` to a command: this machine's pip, else the one that Debian keeps for new environments.
set_up_pip() {
  pip=(python3 -m pip)
  "${pip[@]}" --version >/dev/null 2>&1 && return
  has_debian_mirror || fail "this Python has no pip; install it with your package manager (python3-pip)"
  make_once "$(group_folder pip)" unpack_pip
  pip=("$(group_folder pip)"/usr/share/python-wheels/pip-*.whl)
  pip=(python3 "$pip/pip")
}

download_wheel() {
  local requirement=$1 sha=$2 folder=${*: -1}
  "${pip[@]}" download --quiet --disable-pip-version-check --no-deps --only-binary=:all: "${@:3:$#-3}" \
    --require-hashes --requirement <(printf '%s --hash=sha256:%s\n' "$requirement" "$sha") \
    --dest "$folder" >&2 || fail "could not fetch the Python package $requirement; is there a network connection?"
}

# pinned_wheel DESCRIPTION REQUIREMENT SHA256 PIP-OPTION...: sets `wheel` to the package's file, fetched
# when it is not in the cache.
pinned_wheel() {
  local description=$1 requirement=$2 sha=$3
  local folder=$cache/wheel-$requirement-${sha:0:12}
  if [ ! -d "$folder" ]; then
    set_up_pip
    say "Fetching $description into $folder"
    make_once "$folder" download_wheel "$requirement" "$sha" "${@:4}"
  fi
  wheel=$(echo "$folder"/*.whl)
}

install_environment() {
  python3 -m venv "$2" || fail 'Python cannot make virtual environments; install python3-venv'
  "$2/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1" >&2
}

# python_environment DESCRIPTION REQUIREMENTS: sets `python` to an interpreter that has the packages of a
# pip requirements file.
python_environment() {
  local folder
  folder=$cache/python-$(sha256sum <"$2" | cut -c1-12)
  [ -d "$folder" ] || say "Fetching $1 into $folder"
  make_once "$folder" install_environment "$2"
  python=$folder/bin/python
}
