#!/bin/sh
# Prints what including each header costs the compiler, in turns and as medians, since the machine may be busy. The exit
# status is 1 if sesv2/response.hpp misses its bar.
set -eu

runs=15
most=1.3 # times its own standard headers
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# NAME: the standard headers that sesv2/NAME.hpp includes, also through other headers of this library.
standard_headers() {
  echo "#include <sesv2/$1.hpp>" | "$CXX" -std=c++17 "-I$INCLUDE" -xc++ -M - | tr -s ' \\' '\n' |
    grep "^$INCLUDE/sesv2/" | xargs sed -n 's/^\(#include <[a-z_]*>\).*/\1/p' | sort -u
}

# User and system time of one compilation, in milliseconds.
cost() {
  LC_ALL=C bash -c 'TIMEFORMAT="%U %S"; time "$@"' - "$CXX" -std=c++17 "-I$INCLUDE" -c "$1" -o "$work/out.o" 2>&1 |
    awk 'END { printf "%d\n", ($1 + $2) * 1000 }'
}

units='core_standard core response_standard response retry format nlohmann json'
standard_headers bulk_email_entry_result > "$work/core_standard.cpp"
standard_headers response > "$work/response_standard.cpp"
echo '#include <sesv2/bulk_email_entry_result.hpp>' > "$work/core.cpp"
echo '#include <nlohmann/json.hpp>' > "$work/nlohmann.cpp"
for header in response retry format json; do echo "#include <sesv2/$header.hpp>" > "$work/$header.cpp"; done

for _ in $(seq "$runs"); do
  for unit in $units; do cost "$work/$unit.cpp" >> "$work/$unit"; done
done

# UNIT BASE: the median of the rounds' ratios.
ratio() { paste "$work/$1" "$work/$2" | awk '{ print $1 / $2 }' | sort -n | sed -n "$(((runs + 1) / 2))p"; }
row() { printf '| %s | %.2f | %s |\n' "$2" "$(ratio "$1" nlohmann)" "${3:+$(printf %.2f "$(ratio "$1" "$3")")}"; }

echo '| translation unit | times `<nlohmann/json.hpp>` | times its own standard headers |'
echo '| :-- | --: | --: |'
row core_standard 'the standard headers of the next'
row core sesv2/bulk_email_entry_result.hpp core_standard
row response_standard 'the standard headers of the next'
row response sesv2/response.hpp response_standard
row retry sesv2/retry.hpp
row format sesv2/format.hpp
row nlohmann nlohmann/json.hpp
row json sesv2/json.hpp
echo
verdict=$(awk "BEGIN { print $(ratio response response_standard) <= $most ? \"met\" : \"missed\" }")
echo "sesv2/response.hpp, times its own standard headers: at most $most: $verdict"
[ "$verdict" = met ]
