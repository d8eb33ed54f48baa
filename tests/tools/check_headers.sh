#!/usr/bin/env bash
# Checks each public header by itself: it compiles alone, the strictest warnings have nothing to say, it includes what it may,
# and its constants are constants with sanitizers, too.
#
#   tests/tools/check_headers.sh [GCC [CLANG]]
set -euo pipefail
cd "$(dirname "$0")/../.."
gcc=${1:-g++} clang=${2:-clang++-19}
common='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror'
# What -Weverything says of C++98 and of padding is about no fault. -Wno-unknown-warning-option: clang 14 knows fewer.
everything='-Weverything -Wno-c++98-compat -Wno-c++98-compat-pedantic -Wno-padded -Wno-unknown-warning-option -Werror'
effective='-Weffc++ -Wswitch-enum -Wswitch-default -Wold-style-cast -Wuseless-cast -Wsign-conversion'

# alone COMPILER HEADER FLAGS...: a translation unit that includes nothing but the header.
alone() {
  local compiler=$1 header=$2
  shift 2
  "$compiler" -Iinclude -x c++ "$@" - <<<"#include <${header#include/}>" || { echo "$header: does not pass $compiler $*" >&2; return 1; }
}

for header in include/sesv2/*.hpp; do
  for standard in 17 20 23; do
    alone "$gcc" "$header" -std=c++$standard $common $effective -fsyntax-only
    alone "$clang" "$header" -std=c++$standard $common $everything -fsyntax-only
  done
done

# Which headers a header includes, directly or not.
for header in include/sesv2/{bulk_email_entry_result,response,retry,format,version}.hpp; do
  included=$(alone "$gcc" "$header" -std=c++17 -M | tr -s ' \\' '\n')
  ! grep -E '/(nlohmann|simdjson)' <<<"$included" || { echo "$header: expected the standard library only" >&2; exit 1; }
  case $header in *format.hpp) continue ;; esac
  ! grep -E '/(iostream|ostream|istream|sstream|fstream|regex|locale)$' <<<"$included" ||
    { echo "$header: expected no stream" >&2; exit 1; }
done

# Without run-time type information, and every static_assert of the tests with sanitizers, which refuse some constants.
for header in include/sesv2/{bulk_email_entry_result,response,retry,format,version}.hpp; do
  for compiler in "$gcc" "$clang"; do alone "$compiler" "$header" -std=c++17 $common -fno-rtti -fsyntax-only; done
done
for test in bulk_email_entry_result retry response_issues; do
  for compiler in "$gcc" "$clang"; do
    "$compiler" -std=c++17 -Iinclude -Itests/unit $common -fsanitize=address,undefined -DSESV2_TEST_DATA='""' -fsyntax-only tests/unit/${test}_test.cpp
  done
done
echo "All headers pass with $gcc and $clang."
