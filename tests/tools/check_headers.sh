#!/usr/bin/env bash
# Checks each header alone: it compiles first and alone, the strictest warnings report nothing, it includes only what it may,
# and its constants are constants with sanitizers, too.
#
#   tests/tools/check_headers.sh [GCC [CLANG]]
# SPDX-License-Identifier: MIT
set -euo pipefail
cd "$(dirname "$0")/../.."
gcc=${1:-g++} clang=${2:-clang++-19}
common='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror'
# The warnings of -Weverything about C++98 and padding concern no error. -Wno-unknown-warning-option: clang 14 has fewer.
everything='-Weverything -Wno-c++98-compat -Wno-c++98-compat-pedantic -Wno-padded -Wno-unknown-warning-option -Werror'
effective='-Weffc++ -Wswitch-enum -Wswitch-default -Wold-style-cast -Wuseless-cast -Wsign-conversion'

# alone COMPILER HEADER FLAGS...: a translation unit that includes nothing but the header.
alone() {
  local compiler=$1 header=$2
  shift 2
  "$compiler" -Iinclude -x c++ "$@" - <<<"#include <${header#include/}>" || { echo "$header: does not pass $compiler $*" >&2; return 1; }
}

for header in include/sesv2/*.hpp include/sesv2/detail/*.hpp; do
  standards='17 20 23'
  [[ $header != */detail/* ]] || standards=17
  for standard in $standards; do
    alone "$gcc" "$header" -std=c++$standard $common $effective -fsyntax-only
    alone "$clang" "$header" -std=c++$standard $common $everything -fsyntax-only
  done
  [[ $header == */json.hpp ]] || alone "$gcc" "$header" -std=c++17 $common -fno-rtti -fsyntax-only

  # What it includes, directly or not.
  refused=''
  [[ $header == */json.hpp ]] || refused='/(nlohmann|simdjson)'
  [[ $header == */@(json|format).hpp ]] || refused+='|/(iostream|ostream|istream|sstream|fstream|regex|locale)$'
  [[ $header != */detail/* ]] || refused+='|sesv2/response\.hpp$'
  included=$(alone "$gcc" "$header" -std=c++17 -M | tr -s ' \\' '\n')
  [[ -z $refused ]] || ! grep -E "${refused#|}" <<<"$included" || { echo "$header: must not include these" >&2; exit 1; }
done

# Includes point one way, except for the definitions at the end of the core header.
cd include
grep -or '#include <sesv2/[^>]*>' sesv2 | sed 's/:#include </ /; s/>$//' | grep -v 'entry_result.hpp sesv2/detail/invariants.hpp' | tsort >/dev/null
cd ..

for compiler in "$gcc" "$clang"; do
  "$compiler" -std=c++17 -Iinclude $common -fsanitize=address,undefined -fsyntax-only tests/unit/traits_test.cpp
done
echo "All headers pass with $gcc and $clang."
