#!/bin/sh
# Prints what including each header costs the compiler: the median of some runs, in turns, since the machine may be busy.
set -eu

runs=7
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# NAME TEXT: a translation unit that is nothing but TEXT.
unit() { printf '%b\n' "$2" > "$work/$1.cpp"; }

unit nothing ''
unit 'its standard headers' "$(sed -n 's/^\(#include <[a-z_]*>\)$/\1\\n/p' "$INCLUDE/sesv2/bulk_email_entry_result.hpp")"
unit 'nlohmann json.hpp' '#include <nlohmann/json.hpp>'
for header in bulk_email_entry_result retry format json; do
  [ ! -e "$INCLUDE/sesv2/$header.hpp" ] || unit "sesv2 $header.hpp" "#include <sesv2/$header.hpp>"
done

# User and system time of one compilation, in milliseconds.
cost() {
  # shellcheck disable=SC2086 # CXXFLAGS are words
  LC_ALL=C bash -c 'TIMEFORMAT="%U %S"; time "$@"' - "$CXX" -std=c++17 $CXXFLAGS "-I$INCLUDE" -c "$1" -o "$work/out.o" \
    2>&1 | awk 'END { printf "%d\n", ($1 + $2) * 1000 }'
}

for _ in $(seq "$runs"); do
  for source in "$work"/*.cpp; do cost "$source" >> "${source%.cpp}"; done
done

median() { sort -n "$work/$1" | sed -n "$(((runs + 1) / 2))p"; }
ratio() { awk "BEGIN { printf \"%.2f\", $(median "$1") / $(median "$2") }"; }

echo "| translation unit | ms | times <nlohmann/json.hpp> |"
echo "| --- | --- | --- |"
for source in "$work"/*.cpp; do
  name=$(basename "$source" .cpp)
  echo "| $name | $(median "$name") | $(ratio "$name" 'nlohmann json.hpp') |"
done
echo
echo "bulk_email_entry_result.hpp against its own standard headers:" \
  "$(ratio 'sesv2 bulk_email_entry_result.hpp' 'its standard headers')"
