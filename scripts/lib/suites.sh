# Runs test suites one after the other and adds up what they say.
# shellcheck shell=bash

results=$(mktemp)
logs=$(mktemp -d)
trap 'rm -rf "$results" "$logs"' EXIT

# What a suite reports, as often as it likes.
passed() { echo "passed $1" >>"$results"; }
failed() { echo "failed $1" >>"$results"; }
skipped() { echo "skipped $1" >>"$results"; }

sum() { awk -v what="$1" '$1 == what { sum += $2 } END { print sum + 0 }' "$results"; }

# doctest COMMAND...: a doctest program, whose last lines say
#   [doctest] test cases:  99 |  99 passed | 0 failed | 0 skipped
# A test that had to be left out says "skipped: reason" in a message of its own.
doctest() {
  local output rest
  output=$(mktemp)
  "$@" 2>&1 | tee "$output" >&2 || true
  rest=$(grep -E '^\[doctest\] test cases:' "$output" | tr -dc '0-9|\n')
  if [ -z "$rest" ]; then
    say "$* ended early"
    failed 1
  else
    local left_out
    left_out=$(grep -c 'skipped: ' "$output" || true)
    passed $(($(cut -d'|' -f2 <<<"$rest") - left_out))
    failed "$(cut -d'|' -f3 <<<"$rest")"
    skipped "$left_out"
  fi
  rm "$output"
}

# node_test FILE...: files of node's own test runner.
node_test() {
  local output
  output=$(mktemp)
  node --test "$@" 2>&1 | tee "$output" >&2 || true
  grep -qE '^. (pass|fail) [0-9]+$' "$output" || failed 1
  passed "$(sed -nE 's/^. pass ([0-9]+)$/\1/p' "$output" | tail -1)"
  failed "$(sed -nE 's/^. fail ([0-9]+)$/\1/p' "$output" | tail -1)"
  skipped "$(sed -nE 's/^. skipped ([0-9]+)$/\1/p' "$output" | tail -1)"
  rm "$output"
}

# The page's tests in a browser; Playwright says "9 passed (1.2m)", "1 failed", "1 skipped", "1 flaky".
playwright() {
  local output
  output=$(mktemp)
  (cd "$project/web" && npx playwright test --config ../tests/web/playwright.config.ts) 2>&1 |
    tee "$output" >&2 || true
  grep -qE '^ +[0-9]+ (passed|failed)' "$output" || failed 1
  local what flaky
  for what in passed failed skipped; do
    "$what" "$(sed -nE "s/^ +([0-9]+) $what.*/\1/p" "$output" | tail -1)"
  done
  failed "$(sed -nE 's/^ +([0-9]+) did not run.*/\1/p' "$output" | tail -1)"
  flaky=$(sed -nE 's/^ +([0-9]+) flaky.*/\1/p' "$output" | tail -1)
  passed "$flaky"
  [ -z "$flaky" ] || say "$flaky passed at the second try only: see 'flaky' above, and mend"
  rm "$output"
}

# what_failed NAME: the lines of a suite's output that tell of failures, so that nobody must search for them.
what_failed() {
  say "== what failed in $1"
  grep -aE -A 8 'ERROR|error:|warning:|not ok|✖|✘|^ +[0-9]+\) |ended early|SUMMARY' "$logs/$1" | tail -n 60 >&2 ||
    tail -n 20 "$logs/$1" >&2
}

# run_suites NAME...: those named, or all in SUITES. A suite that fails without saying so counts as one
# failure, and the others go on.
run_suites() {
  local name
  for name in "$@"; do
    case " ${SUITES[*]} " in
      *" $name "*) ;;
      *) fail "there is no test suite '$name'; there are: ${SUITES[*]}" ;;
    esac
  done
  [ $# -gt 0 ] || set -- "${SUITES[@]}"
  local failures status before broken=''
  for name in "$@"; do
    before=$(sum failed)
    say "== $name"
    # Not as a condition: the shell would not stop a suite at its first error then.
    set +e
    (
      set -e
      "suite_$name"
    ) 2>&1 | tee "$logs/$name" >&2
    status=${PIPESTATUS[0]}
    set -e
    [ "$status" -eq 0 ] || failed 1
    [ "$(sum failed)" -eq "$before" ] || broken+=" $name"
  done
  for name in $broken; do what_failed "$name"; done
  failures=$(sum failed)
  printf '%s passed, %s failed%s\n' "$(sum passed)" "$failures" \
    "$([ "$(sum skipped)" -eq 0 ] || printf ', %s skipped' "$(sum skipped)")"
  [ "$failures" -eq 0 ]
}
