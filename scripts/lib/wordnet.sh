# WordNet 3.0, from a Debian mirror. Sourced after debian.sh.
# shellcheck shell=bash

unpack_wordnet() { dpkg-deb -x "$(pinned_files wordnet)" "$1"; }

# Sets `wordnet` to the folder of its data files.
set_up_wordnet() {
  has_debian_mirror || fail 'there is no Debian mirror to take WordNet 3.0 from'
  local folder
  folder=$(group_folder wordnet)
  [ -d "$folder" ] || say "Fetching WordNet 3.0 (6 MB, seconds) into $folder"
  make_once "$folder" unpack_wordnet
  wordnet=$folder/usr/share/wordnet
}
