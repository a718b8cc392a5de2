#!/bin/sh
# Compares the lines of awaits in programs of GCC with those marked in the
# source: await_lines.sh COROSCOPE SOURCE SCRATCH
set -eu
coroscope=$1 source=$2 scratch=$3
mkdir -p "$scratch"
grep -n '// here' "$source" | cut -d: -f1 >"$scratch/marked"
marked=$(grep -c . "$scratch/marked")

# Builds with $1 and the other arguments as flags, and writes the lines.
find_lines() {
  compiler=$1
  shift
  "$compiler" -std=c++20 -g "$@" "$source" -o "$scratch/built"
  "$coroscope" inspect "$scratch/built" --format json -o "$scratch/report" --exit-zero
  jq -r '.coroutines[0].suspends[] | select(.kind == "await") | .line // empty' \
    "$scratch/report" >"$scratch/found"
}

for compiler in g++-11 g++-12; do
  for kind in "-c" "-shared -fPIC" "-c -gdwarf-4" "-c -gz" "-c -ffunction-sections"; do
    # Several flags.
    # shellcheck disable=SC2086
    find_lines $compiler -O0 $kind
    diff "$scratch/marked" "$scratch/found"
  done
  # The optimizer may join stores; what is found is right, and in order.
  for level in 1 2 3 s; do
    find_lines "$compiler" -O$level -c
    sort -c -n "$scratch/found"
    if grep -vxFf "$scratch/marked" "$scratch/found"; then exit 1; fi
    [ "$(grep -c . "$scratch/found")" -gt $((marked / 2)) ]
  done
done
# Nothing is known of what is in another file.
find_lines g++-12 -O0 -c -gsplit-dwarf
[ ! -s "$scratch/found" ]
echo "$marked lines as marked"
