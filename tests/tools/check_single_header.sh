#!/usr/bin/env bash
# Checks the single header in place of the folder sesv2: the quick start, and a program of two sources, with each compiler; then,
# with the first compiler, the unit tests that need neither sesv2/detail/ nor sesv2/json.hpp, except the slow ones.
#
#   tests/tools/check_single_header.sh COMPILER...
# SPDX-License-Identifier: MIT
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$PWD/build/single_header
flags="-std=c++17 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -I $folder"
rm -rf "$folder"
mkdir -p "$folder/sesv2" "$folder/tests"
cmake -P tests/tools/single_header.cmake "$folder/sesv2_bulk_email.hpp"
for header in include/sesv2/*.hpp; do echo '#include "../sesv2_bulk_email.hpp"' >"$folder/${header#include/}"; done
rm "$folder/sesv2/json.hpp"
echo '#include "sesv2_bulk_email.hpp"' >"$folder/headers.hpp"

for compiler in "$@"; do
  "$compiler" $flags examples/quick_start.cpp -o "$folder/quick_start"
  "$folder/quick_start" tests/data/emulator-mixed.json >/dev/null
  "$compiler" $flags tests/install/consumer/main.cpp tests/install/consumer/other.cpp -o "$folder/consumer"
  "$folder/consumer"
  # Mixed with the folder, whose headers find their guards defined.
  "$compiler" $flags -include sesv2_bulk_email.hpp -I include -fsyntax-only examples/quick_start.cpp
done

# A source that cannot be preprocessed needs a header that is not there; version_test.cpp needs CMake.
tests=()
for source in tests/unit/main.cpp tests/unit/*_test.cpp tests/unit/support/*.cpp; do
  [[ $source = */version_test.cpp ]] || ! "$1" $flags -I tests/unit -E "$source" >/dev/null 2>&1 || tests+=("$source")
done
printf '%s\n' "${tests[@]}" | xargs -P 2 -I '{}' sh -c \
  "'$1' $flags -I tests/unit -DSESV2_TEST_DATA='\"tests/data\"' -c {} -o $folder/tests/\$(basename {}).o"
"$1" -pthread "$folder"/tests/*.o -o "$folder/unit_tests"
"$folder/unit_tests" '~[slow]' --warn NoTests
