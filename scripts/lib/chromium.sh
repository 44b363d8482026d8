# A Chromium to test the page in: the one on this machine, else Debian's, unpacked with all that it needs into
# the cache; nothing is installed.
# shellcheck shell=bash

unpack_chromium() {
  local final=$cache/chromium
  system_packages bookworm "$1" --with-dependencies chromium fonts-dejavu-core fontconfig-config
  rm -rf "$1/usr/share/doc" "$1/usr/share/locale"
  wrap "$1/bin" chromium env "LD_LIBRARY_PATH=$final/usr/lib/x86_64-linux-gnu:$final/lib/x86_64-linux-gnu:$final/usr/lib/x86_64-linux-gnu/pulseaudio" \
    "FONTCONFIG_SYSROOT=$final" "$final/usr/lib/chromium/chromium"
}

# Sets `chromium` to a command.
set_up_chromium() {
  chromium=${LOUPE_CHROMIUM:-$(command -v chromium || command -v google-chrome || true)}
  [ -z "$chromium" ] || return 0
  has_debian_mirror || fail 'there is no Chromium; install it with your package manager'
  local folder=$cache/chromium
  [ -d "$folder" ] || say "Fetching Chromium (200 MB, about a minute) into $folder"
  make_once "$folder" unpack_chromium
  chromium=$folder/bin/chromium
}
