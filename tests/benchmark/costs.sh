#!/bin/sh
# Prints costs that a busy machine changes little or not at all. The exit status is 1 if a threshold is missed.
#
#   costs.sh instructions PROGRAM              instructions per entry, counted by valgrind in reader_benchmark
#   costs.sh compile_time COMPILER INCLUDE     what sesv2/response.hpp takes to compile
# SPDX-License-Identifier: MIT
set -eu

# The difference between two runs leaves out everything the program does besides parsing.
instructions() {
  count() { valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 | sed -n 's/.*Collected : //p'; }
  for failures in with without; do
    few=$(count "$1" 100 $failures)
    many=$(count "$1" 300 $failures)
    echo "$failures failures: $(((many - few) / 200 / 50)) instructions per entry"
  done
}

# User and system time of compiling the header, relative to that of its own standard headers: the median of paired rounds.
compile_time() {
  most=1.5
  work=$(mktemp -d)
  trap 'rm -r "$work"' EXIT
  echo '#include <sesv2/response.hpp>' >"$work/header.cpp"
  "$1" -std=c++17 "-I$2" -M "$work/header.cpp" | tr -s ' \\' '\n' | grep "^$2/sesv2/" |
    xargs sed -n 's/^\(#include <[a-z_]*>\).*/\1/p' | sort -u >"$work/standard.cpp"
  cost() {
    LC_ALL=C bash -c 'TIMEFORMAT="%U %S"; time "$@"' - "$1" -std=c++17 "-I$2" -c "$work/$3.cpp" -o "$work/out.o" 2>&1 |
      awk 'END { print $1 + $2 }'
  }
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
    echo "$(cost "$1" "$2" header) $(cost "$1" "$2" standard)"
  done | awk '{ print $1 / $2 }' | sort -n | awk -v most=$most 'NR == 8 {
    printf "sesv2/response.hpp compiles in %.2f times what its standard headers take; at most %s: %s\n", $1, most, $1 <= most ? "met" : "missed"
    exit $1 > most }'
}

"$@"
