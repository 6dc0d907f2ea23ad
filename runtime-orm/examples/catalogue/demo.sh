#!/bin/bash
# The main job on real input: a report over this machine's package catalogue, written lazily, is checked, fixed and run
# again. Nothing is written outside a temporary folder.
#
# usage: demo.sh BUILD_DIR [CATALOGUE]
#   BUILD_DIR  a build of this project
#   CATALOGUE  a file in the form of `apt-cache dumpavail`; without it this machine's own, or the small one beside this
#              script where there is no apt
set -euo pipefail

fail() {
  printf 'demo: %s\n' "$*" >&2
  exit 1
}

[ $# -eq 1 ] || [ $# -eq 2 ] || fail "usage: demo.sh BUILD_DIR [CATALOGUE]"
[ -d "$1" ] || fail "there is no folder $1; build the project first"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$(cd "$1" && pwd)
programs=$build/runtime-orm/examples/catalogue
tidy=$build/bin/orm-clang-tidy
for needed in "$programs/demo.conf" "$programs/load" "$programs/report" "$tidy"; do
  [ -e "$needed" ] || fail "$needed is missing; build the project first"
done
compiler='' flags='' headers='' library=''
# shellcheck source=/dev/null
. "$programs/demo.conf"

scratch=$(mktemp -d "${TMPDIR:-/tmp}/orm-demo.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

bold='' plain=''
if [ -t 1 ]; then
  bold=$'\033[1m' plain=$'\033[0m'
fi
number_of_steps=5 step=0
step() { printf '\n%s[%d/%d] %s%s\n\n' "$bold" $((step += 1)) "$number_of_steps" "$*" "$plain"; }
command_line() { printf '  $ %s\n' "$*"; }
indented() { sed 's/^/  /'; }

# waiting LABEL COMMAND...: runs the command; on a terminal, says how long it has been running once that is two seconds.
waiting() {
  local label=$1 ticker='' status=0
  shift
  if [ -t 2 ]; then
    (
      trap 'printf "\r\033[K" >&2; exit' TERM
      for ((elapsed = 1; ; ++elapsed)); do
        sleep 1 >/dev/null &
        wait $!
        [ "$elapsed" -lt 2 ] || printf '\r  %s: %d s' "$label" "$elapsed" >&2
      done
    ) &
    ticker=$!
  fi
  "$@" || status=$?
  if [ -n "$ticker" ]; then
    kill "$ticker"
    wait "$ticker" || true
  fi
  return "$status"
}

# timed COMMAND...: runs the command and sets `seconds` to what it took.
timed() {
  local start=$EPOCHREALTIME
  "$@"
  local end=$EPOCHREALTIME
  seconds=$(awk -v a="${start/,/.}" -v b="${end/,/.}" 'BEGIN { printf "%.2f", b - a }')
}

# grouped NUMBER: 1234567 as 1,234,567.
grouped() { sed -E ':a; s/^([0-9]+)([0-9]{3})/\1,\2/; ta' <<<"$1"; }

# queries PROGRAM: how many queries the report costs, by the runtime's own log. The log would be hundreds of megabytes, so
# it goes through a pipe: not a named one, whose reader waits for ever for a program that never opens it.
queries() {
  ORM_QUERY_LOG=/dev/fd/3 "$1" "$scratch/packages.db" 3>&1 >/dev/null | { grep -c '"counted":true' || true; }
}

step "Loading the package catalogue into an SQLite file"
if [ $# -eq 2 ]; then
  catalogue=$2 origin=$2
else
  catalogue=$scratch/catalogue origin="what \`apt-cache dumpavail\` prints on this machine"
  apt-cache dumpavail >"$catalogue" 2>/dev/null || true
  if ! grep -q -m 1 '^Package:' "$catalogue"; then
    catalogue=$here/small.catalogue origin="the small catalogue of this example (there is no apt catalogue here)"
  fi
fi
printf '  %s\n' "$origin"
timed "$programs/load" "$scratch/packages.db" "$catalogue" >"$scratch/loaded"
printf '  %s packages in %s s\n' "$(grouped "$(cut -d' ' -f1 "$scratch/loaded")")" "$seconds"

step "Running the report as it was written"
command_line report packages.db
timed waiting "running" "$programs/report" "$scratch/packages.db" >"$scratch/before.txt"
before_seconds=$seconds
head -n 4 "$scratch/before.txt" | cut -c 1-110 | indented
printf '  ...\n  %s lines in %s s\n' "$(grouped "$(wc -l <"$scratch/before.txt")")" "$before_seconds"

step "Asking the check"
command_line orm-clang-tidy --checks="'-*,orm-*'" report.cpp
tidy_report() { # arguments before the file
  (cd "$scratch/fixed" && "$tidy" --checks='-*,orm-*' --quiet "$@" report.cpp -- -std=c++20 -isystem "$headers")
}
mkdir "$scratch/fixed"
cp "$here"/models.hpp "$here"/report.cpp "$scratch/fixed"
waiting "reading the code" tidy_report >"$scratch/said" 2>"$scratch/tidy-errors" || { cat "$scratch/said" "$scratch/tidy-errors" >&2; fail "the check could not read report.cpp"; }
sed "s|$scratch/fixed/||" "$scratch/said" | indented
grep -q 'warning:' "$scratch/said" || fail "the check reports nothing"

step "Applying its fixes to a copy"
command_line orm-clang-tidy --checks="'-*,orm-*'" --fix report.cpp
waiting "fixing" tidy_report --fix >"$scratch/said" || { cat "$scratch/said" >&2; fail "the fixes could not be applied"; }
diff -u --label report.cpp "$here/report.cpp" --label 'report.cpp, fixed' "$scratch/fixed/report.cpp" | indented &&
  fail "the check had no fix to apply"
waiting "asking again" tidy_report >"$scratch/said" || true
if grep -q 'warning:' "$scratch/said"; then
  cat "$scratch/said" >&2
  fail "the check still reports something after its fixes"
fi

step "Compiling and running the fixed report"
# shellcheck disable=SC2086 # several flags
waiting "compiling" "$compiler" $flags -isystem "$headers" "$scratch/fixed/report.cpp" -o "$scratch/fixed/report" "$library" -lsqlite3 ||
  fail "the fixed report does not compile"
timed waiting "running" "$scratch/fixed/report" "$scratch/packages.db" >"$scratch/after.txt"
after_seconds=$seconds
before_queries=$(waiting "counting its queries" queries "$programs/report")
after_queries=$(waiting "counting its queries" queries "$scratch/fixed/report")

printf '  %s%-10s %12s %12s%s\n' "$bold" '' before after "$plain"
printf '  %-10s %12s %12s\n' queries "$(grouped "$before_queries")" "$(grouped "$after_queries")"
printf '  %-10s %12s %12s\n\n' seconds "$before_seconds" "$after_seconds"
if ! cmp -s "$scratch/before.txt" "$scratch/after.txt"; then
  diff "$scratch/before.txt" "$scratch/after.txt" | head -n 10 | indented || true
  fail "the outputs differ"
fi
printf '  %ssame output%s (%s lines)\n\n' "$bold" "$plain" "$(grouped "$(wc -l <"$scratch/after.txt")")"
