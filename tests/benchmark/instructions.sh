#!/bin/sh
# Prints how many instructions reading an entry takes: unlike a time, the same on a busy machine as on an idle one. The
# difference between two runs leaves out what the program does besides.
set -eu

count() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$1" "$2" "$3" 2>&1 | sed -n 's/.*Collected : //p'
}

for failures in with without; do
  few=$(count "$1" 100 $failures)
  many=$(count "$1" 300 $failures)
  echo "$failures failures: $(((many - few) / 200 / 50)) instructions an entry"
done
