#!/usr/bin/env bash
# Checks that the public headers and the quick start compile for Microsoft's platform: clang 19 parses them as cl.exe would, for
# x86_64-pc-windows-msvc, in C++17 and C++20. It neither links nor runs anything, and it is no proof for cl.exe itself.
#
#   tests/tools/check_msvc.sh               with libc++'s headers; needs only packages of Debian: clang-19, clang-tools-19,
#                                           libc++-19-dev, libwine-dev, nlohmann-json3-dev and python3
#   tests/tools/check_msvc.sh CHECKOUT      with Microsoft's standard library, from a checkout of
#                                           https://github.com/microsoft/STL at the tag vs-2022-17.14
#
# The C runtime's headers are those of Wine. The script writes the declarations that Wine's headers lack, and those of the
# compiler's own headers (vcruntime), into a temporary folder.
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
# for_each_type RESULT NAME PARAMETERS: declares a function of <math.h> for float, double and long double, which T stands for.
for_each_type() {
  local type
  for type in float:f double: 'long double:l'; do
    echo "extern \"C\" ${1//T/${type%:*}} $2${type#*:}(${3//T/${type%:*}});"
  done
}
{
  echo '#pragma once
    typedef float float_t;
    typedef double double_t;
    enum { FP_NORMAL = -1, FP_ZERO, FP_INFINITE, FP_NAN, FP_SUBNORMAL = -2 };'
  for name in acos acosh asin asinh atan atanh cbrt ceil cos cosh erf erfc exp exp2 expm1 fabs floor lgamma log log10 log1p log2 \
    logb nearbyint rint round sin sinh sqrt tan tanh tgamma trunc; do for_each_type T $name T; done
  for name in atan2 copysign fdim fmax fmin fmod hypot nextafter pow remainder; do for_each_type T $name T,T; done
  for name in lrint lround; do for_each_type long $name T && for_each_type 'long long' l$name T; done
  for_each_type T fma T,T,T; for_each_type T frexp 'T,int*'; for_each_type T ldexp T,int; for_each_type T modf 'T,T*'
  for_each_type T nan 'const char*'; for_each_type T nexttoward 'T,long double'; for_each_type T remquo 'T,T,int*'
  for_each_type T scalbln T,long; for_each_type T scalbn T,int; for_each_type int ilogb T
  for name in fpclassify signbit isfinite isinf isnan isnormal; do echo "template <class T> bool $name(T);"; done
  for name in isgreater isgreaterequal isless islessequal islessgreater isunordered; do echo "template <class T> bool $name(T, T);"; done
} >stubs/math.h
cat >stubs/missing.h <<'END'
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <wchar.h>
#define MB_CUR_MAX 1
#define _Analysis_assume_(condition)
#define _Mbstatet mbstate_t
#define _Pre_satisfies_(condition)
struct timespec { time_t tv_sec; long tv_nsec; };
extern "C" {
int timespec_get(timespec*, int);
int at_quick_exit(void (*)());
[[noreturn]] void quick_exit(int);
[[noreturn]] void _invoke_watson(const wchar_t*, const wchar_t*, const wchar_t*, unsigned, uintptr_t);
int _get_stream_buffer_pointers(FILE*, char***, char***, int**);
int fwide(FILE*, int);
int vscanf(const char*, va_list);
int vfscanf(FILE*, const char*, va_list);
int vsscanf(const char*, const char*, va_list);
int vwscanf(const wchar_t*, va_list);
int vfwscanf(FILE*, const wchar_t*, va_list);
int vswscanf(const wchar_t*, const wchar_t*, va_list);
int mbsinit(const mbstate_t*);
long double wcstold(const wchar_t*, wchar_t**);
int _islower_l(int, _locale_t);
int _isupper_l(int, _locale_t);
float _strtof_l(const char*, char**, _locale_t);
double _strtod_l(const char*, char**, _locale_t);
}
END
cat >stubs/vcruntime.h <<'END'
#pragma once
#include <corecrt.h>
#include <sal.h>
#define _HAS_CXX17 1
#define _HAS_CXX20 (_MSVC_LANG > 201703L)
#define _HAS_CXX23 0
#define _HAS_CXX26 0
#define _HAS_NODISCARD 1
#define _NODISCARD [[nodiscard]]
#define _MSVC_CONSTEXPR [[msvc::constexpr]]
#define _CRT_BEGIN_C_HEADER extern "C" {
#define _CRT_END_C_HEADER }
#define _CRT_CONCATENATE(a, b) a##b
#define _CRT_STRINGIZE(x) #x
#define _CRT_GUARDOVERFLOW
#define _CRT_SATELLITE_1
#define _CRT_SATELLITE_2
#define _CRT_SATELLITE_CODECVT_IDS
#define _CRT_SATELLITE_CODECVT_IDS_NOIMPORT
#define _CRTIMP2
#define _CRTIMP2_PURE
#define _MRTIMP2
#define _PGLOBAL
#define _VCRTIMP
#define __CLR_OR_THIS_CALL
#define __CLRCALL_OR_CDECL __cdecl
#define __CLRCALL_PURE_OR_CDECL __cdecl
#define __CRTDECL __cdecl
extern "C++" {
inline long abs(long x) { return x < 0 ? -x : x; }
inline long long abs(long long x) { return x < 0 ? -x : x; }
}
END
cat >stubs/vcruntime_new.h <<'END'
#pragma once
#include <vcruntime.h>
namespace std {
struct nothrow_t { explicit nothrow_t() = default; };
extern const nothrow_t nothrow;
enum class align_val_t : size_t {};
}
void* operator new(size_t, const std::nothrow_t&) noexcept;
inline void* operator new(size_t, void* place) noexcept { return place; }
inline void operator delete(void*, void*) noexcept {}
END
echo '#include <vcruntime.h>' >stubs/vcruntime_exception.h
cat >stubs/vcruntime_typeinfo.h <<'END'
#pragma once
#include <vcruntime.h>
struct type_info {
  virtual ~type_info();
  bool operator==(const type_info&) const noexcept;
  bool operator!=(const type_info&) const noexcept;
  size_t hash_code() const noexcept;
  const char* name() const noexcept;
};
namespace std { using ::type_info; }
END

# compile DRIVER FLAGS...: parses test.cpp.
target=(--target=x86_64-pc-windows-msvc -fms-compatibility-version=19.44 -I"$root/include" -D_LIBCPP_NO_VCRUNTIME
  -Xclang -include -Xclang missing.h)
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

members, functions = {}, []


def visit(node, owner):
    kind = node.get('kind')
    if owner and kind in ('FieldDecl', 'VarDecl', 'CXXMethodDecl') and 'name' in node:
        members.setdefault(owner, set()).add(node['name'])
    if kind in ('CXXMethodDecl', 'CXXConstructorDecl'):
        functions.append((node.get('parentDeclContextId', owner), node))
    if kind != 'FunctionTemplateDecl':
        owner = node['id'] if kind in ('CXXRecordDecl', 'ClassTemplateSpecializationDecl') else None
    for child in node.get('inner', []):
        visit(child, owner)


def variables(node):
    for child in node.get('inner', []):
        if child.get('kind') in ('ParmVarDecl', 'VarDecl') and 'name' in child:
            yield child['name']
        yield from variables(child)


text, at = sys.stdin.read(), 0
while (at := text.find('{', at)) >= 0:
    declaration, at = json.JSONDecoder().raw_decode(text, at)
    visit(declaration, None)
hiding = {f'{function["name"]}: {name}' for owner, function in functions for name in variables(function)
          if name in members.get(owner, ())}
if hiding or not functions:
    sys.exit('expected no variable with the name of a member of its class, found:\n' + '\n'.join(sorted(hiding)))
END
compile clang++-19 -nostdinc -std=c++17 -w -fsyntax-only -Xclang -ast-dump=json -Xclang -ast-dump-filter=sesv2 | python3 hiding.py
echo "All public headers and the quick start pass, with $library."
