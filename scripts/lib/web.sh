# The page: its npm packages and the built site.
# shellcheck shell=bash

site=$project/web/dist

# npm ci where the lock file has changed since the last time.
install_web_packages() {
  need node 'install Node.js 18.19 or newer'
  need npm 'install npm'
  local lock
  lock=$(sha256sum <"$project/web/package-lock.json")
  [ "$(cat "$project/web/node_modules/.lock-hash" 2>/dev/null)" = "$lock" ] && return
  say "Fetching the page's npm packages (200 MB, half a minute) into web/node_modules"
  npm ci --prefix "$project/web" --ignore-scripts --no-audit --no-fund --silent >&2 ||
    fail 'npm could not fetch the packages; is there a network connection?'
  printf '%s\n' "$lock" >"$project/web/node_modules/.lock-hash"
}

# Sets up, builds and writes the whole site to web/dist.
build_site() {
  "$project/scripts/models/build" "$cache/models"
  "$project/scripts/models/samples" "$cache/samples"
  build_wasm {photoloupe,trainer}-{baseline,baseline-threads,relaxed,relaxed-threads} library-{baseline,relaxed}
  install_web_packages
  say 'Building the page (seconds) in web/dist'
  LOUPE_ENGINE_DIR=$project/build/wasm LOUPE_ASSETS_DIR=$cache quietly npm run --prefix "$project/web" build
}
