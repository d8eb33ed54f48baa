#!/usr/bin/env bash
# Checks that the public headers and the quick start compile for Microsoft's platform: clang 19 parses them as cl.exe would, for
# x86_64-pc-windows-msvc, in C++17 and C++20. It neither links nor runs anything, and it is no proof for cl.exe itself.
#
#   tests/tools/check_msvc.sh               with libc++'s headers; needs only packages of Debian: clang-19, clang-tools-19,
#                                           libc++-19-dev, libwine-dev, nlohmann-json3-dev and python3
#   tests/tools/check_msvc.sh CHECKOUT      with Microsoft's standard library, from a checkout of
#                                           https://github.com/microsoft/STL at the tag vs-2022-17.14
#
# The C runtime's headers are those of Wine. The script writes what they lack, and the compiler's own headers, into a temporary folder.
# SPDX-License-Identifier: MIT
set -euo pipefail
fail() {
  echo "$1" >&2
  exit 1
}
root=$(cd "$(dirname "$0")/../.." && pwd)
library=/usr/lib/llvm-19/include/c++/v1
[ $# -eq 0 ] || library=$(cd "$1/stl/inc" && pwd)
cd "$(mktemp -d)"
trap 'rm -r "$PWD"' EXIT

mkdir stubs nlohmann
ln -s /usr/include/nlohmann nlohmann/
# for_each_type RESULT PARAMETERS NAME...: declares functions of <math.h> for float, double and long double, which T stands for.
for_each_type() {
  local type name
  for name in "${@:3}"; do
    for type in float:f double: 'long double:l'; do
      echo "extern \"C\" ${1//T/${type%:*}} $name${type#*:}(${2//T/${type%:*}});"
    done
  done
}
{
  echo '#pragma once
    typedef float float_t;
    typedef double double_t;
    enum { FP_NORMAL = -1, FP_ZERO, FP_INFINITE, FP_NAN, FP_SUBNORMAL = -2 };'
  for_each_type T T acos acosh asin asinh atan atanh cbrt ceil cos cosh erf erfc exp exp2 expm1 fabs floor lgamma log log10 log1p \
    log2 logb nearbyint rint round sin sinh sqrt tan tanh tgamma trunc
  for_each_type T T,T atan2 copysign fdim fmax fmin fmod hypot nextafter pow remainder
  for_each_type long T lrint lround
  for_each_type 'long long' T llrint llround
  for row in 'T|T,T,T|fma' 'T|T,int*|frexp' 'T|T,int|ldexp' 'T|T,T*|modf' 'T|const char*|nan' 'T|T,long double|nexttoward' \
    'T|T,T,int*|remquo' 'T|T,long|scalbln' 'T|T,int|scalbn' 'int|T|ilogb'; do
    IFS='|' read -r result parameters name <<<"$row"
    for_each_type "$result" "$parameters" "$name"
  done
  printf 'template <class T> bool %s(T);\n' fpclassify signbit isfinite isinf isnan isnormal
  printf 'template <class T> bool %s(T, T);\n' isgreater isgreaterequal isless islessequal islessgreater isunordered
} >stubs/math.h
{
  echo '#pragma once
    #include <corecrt.h>
    #include <sal.h>'
  printf '#define %s\n' '_HAS_CXX17 1' '_HAS_CXX20 (_MSVC_LANG > 201703L)' '_HAS_CXX23 0' '_HAS_CXX26 0' '_HAS_NODISCARD 1' \
    '_NODISCARD [[nodiscard]]' '_MSVC_CONSTEXPR [[msvc::constexpr]]' '_CRT_BEGIN_C_HEADER extern "C" {' '_CRT_END_C_HEADER }' \
    '_CRT_CONCATENATE(a, b) a##b' '_CRT_STRINGIZE(x) #x' _CRT_{GUARDOVERFLOW,SATELLITE_1,SATELLITE_2} \
    _CRT_SATELLITE_CODECVT_IDS{,_NOIMPORT} _CRTIMP2{,_PURE} _MRTIMP2 _PGLOBAL _VCRTIMP __CLR_OR_THIS_CALL \
    {__CLRCALL_OR_CDECL,__CLRCALL_PURE_OR_CDECL,__CRTDECL}' __cdecl' \
    'MB_CUR_MAX 1' '_Analysis_assume_(condition)' '_Mbstatet mbstate_t' '_Pre_satisfies_(condition)'
  cat <<'END'
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <wchar.h>
struct timespec { time_t tv_sec; long tv_nsec; };
extern "C" {
int timespec_get(timespec*, int), at_quick_exit(void (*)()), fwide(FILE*, int), mbsinit(const mbstate_t*);
int vscanf(const char*, va_list), vfscanf(FILE*, const char*, va_list), vsscanf(const char*, const char*, va_list);
int vwscanf(const wchar_t*, va_list), vfwscanf(FILE*, const wchar_t*, va_list), vswscanf(const wchar_t*, const wchar_t*, va_list);
int _islower_l(int, _locale_t), _isupper_l(int, _locale_t), _get_stream_buffer_pointers(FILE*, char***, char***, int**);
long double wcstold(const wchar_t*, wchar_t**);
float _strtof_l(const char*, char**, _locale_t);
double _strtod_l(const char*, char**, _locale_t);
[[noreturn]] void quick_exit(int), _invoke_watson(const wchar_t*, const wchar_t*, const wchar_t*, unsigned, uintptr_t);
}
extern "C++" {
inline long abs(long x) { return x < 0 ? -x : x; }
inline long long abs(long long x) { return x < 0 ? -x : x; }
}
END
} >stubs/vcruntime.h
echo '#include <vcruntime.h>' | tee stubs/vcruntime_{new,exception,typeinfo}.h >/dev/null
cat >>stubs/vcruntime_new.h <<'END'
#pragma once
namespace std {
struct nothrow_t { explicit nothrow_t() = default; };
extern const nothrow_t nothrow;
enum class align_val_t : size_t {};
}
void* operator new(size_t, const std::nothrow_t&) noexcept;
inline void* operator new(size_t, void* place) noexcept { return place; }
inline void operator delete(void*, void*) noexcept {}
END
cat >>stubs/vcruntime_typeinfo.h <<'END'
#pragma once
struct type_info {
  virtual ~type_info();
  bool operator==(const type_info&) const noexcept, operator!=(const type_info&) const noexcept;
  size_t hash_code() const noexcept;
  const char* name() const noexcept;
};
namespace std { using ::type_info; }
END

# compile DRIVER FLAGS...: parses test.cpp.
target=(--target=x86_64-pc-windows-msvc -fms-compatibility-version=19.44 -I"$root/include" -D_LIBCPP_NO_VCRUNTIME
  -Xclang -include -Xclang vcruntime.h)
for folder in "$library" stubs /usr/lib/llvm-19/lib/clang/19/include /usr/include/wine/wine/{msvcrt,windows} nlohmann; do
  [ -d "$folder" ] || fail "expected headers in $folder, found no such folder: install the packages named in this script"
  target+=(-Xclang -internal-isystem -Xclang "$folder")
done
compile() {
  "$@" "${target[@]}" test.cpp
}
cl() {
  compile clang-cl-19 /X -nobuiltininc /std:c++$1 /EHsc /W4 /WX /permissive- -Wconversion -Wshadow-all -Wunknown-attributes "${@:2}"
}

# All public headers and the quick start, with clang's warnings for what cl.exe's level 4 reports.
printf '#include <%s>\n' $(cd "$root/include" && echo sesv2/*.hpp) >headers.hpp
printf '#include "%s"\n' headers.hpp "$root/examples/quick_start.cpp" >test.cpp
for standard in 17 20; do
  cl $standard /Zs
  compile clang++-19 -nostdinc -std=c++$standard -Wall -Wextra -Wpedantic -Werror -fms-compatibility -fms-extensions -fsyntax-only
done

# Below C++17, the first error names what is needed.
compile clang-cl-19 /X -nobuiltininc /std:c++14 /Zs -Wfatal-errors &>below_17 || true
grep -q 'error: .*C++17' below_17 || fail "expected an error that names C++17, found: $(cat below_17)"

# What cl.exe sees: it is neither GCC nor clang, knows no attributes but those of C++ (C5030), reads bytes in the code page of the
# machine (C4819), and gives the standard's date in _MSVC_LANG only.
{
  grep -hoE '^#include <[a-z_]+>' -r "$root/include" | grep -v '<format>'
  echo '#include <nlohmann/json.hpp>'
  printf '#undef %s\n' __clang__ __GNUC__ __has_attribute __has_builtin __has_cpp_attribute __cplusplus
  echo '#define __cplusplus 199711L
    #define __has_cpp_attribute(attribute) 0
    int standard_library_ends_here();'
  cat headers.hpp
} >test.cpp
cl 17 /Zs -Wno-builtin-macro-redefined
cl 17 /E -Wno-builtin-macro-redefined | sed 1,/standard_library_ends_here/d >seen
! grep -E '\[\[[a-z]+::|__attribute__|__builtin_' seen || fail 'expected no extension where neither GCC nor clang compiles'
! LC_ALL=C grep -rn '[^ -~]' "$root/include" || fail 'expected ASCII'

# No parameter or local variable has the name of a member of its class (C4458), of which clang reports only some.
cat >hiding.py <<'END'
import json
import sys

FUNCTIONS = ('CXXMethodDecl', 'CXXConstructorDecl')


def nodes(node):
    yield node
    for child in node.get('inner', []):
        yield from nodes(child)


text, at, declarations = sys.stdin.read(), 0, []
while (at := text.find('{', at)) >= 0:
    declaration, at = json.JSONDecoder().raw_decode(text, at)
    declarations += nodes(declaration)
members, functions = {}, [(node.get('parentDeclContextId'), node) for node in declarations if node.get('kind') in FUNCTIONS]
for owner in declarations:
    if owner.get('kind') in ('CXXRecordDecl', 'ClassTemplateSpecializationDecl'):
        inner = [node for child in owner.get('inner', [])
                 for node in [child, *(child['inner'] if child['kind'] == 'FunctionTemplateDecl' else [])]]
        members[owner['id']] = {node.get('name') for node in inner if node['kind'] in ('FieldDecl', 'VarDecl', *FUNCTIONS)}
        functions += [(owner['id'], node) for node in inner if node['kind'] in FUNCTIONS]
hiding = {f'{function["name"]}: {node["name"]}' for owner, function in functions for node in nodes(function)
          if node.get('kind') in ('ParmVarDecl', 'VarDecl') and 'name' in node and node['name'] in members.get(owner, ())}
if hiding or not functions:
    sys.exit('expected no variable with the name of a member of its class, found:\n' + '\n'.join(sorted(hiding)))
END
compile clang++-19 -nostdinc -std=c++17 -w -fsyntax-only -Xclang -ast-dump=json -Xclang -ast-dump-filter=sesv2 | python3 hiding.py
echo "All public headers and the quick start pass, with $library."
