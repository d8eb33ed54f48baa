// Compiler differences and the versioned namespace.
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_CONFIG_HPP
#define SESV2_DETAIL_CONFIG_HPP

#include <sesv2/version.hpp>

// Microsoft's compiler leaves __cplusplus at 199711 unless told otherwise.
#if __cplusplus < 201703L && !(defined(_MSVC_LANG) && _MSVC_LANG >= 201703L)
#error "sesv2_bulk_email requires C++17 or later: compile with -std=c++17 (GCC, clang) or /std:c++17 (Microsoft)."
#endif

// NOLINTBEGIN(cppcoreguidelines-macro-usage): attributes, and a namespace named for the version

// Microsoft's compiler warns about unknown attributes (C5030).
#if defined(__GNUC__) || defined(__clang__)
#define SESV2_BULK_EMAIL_VISIBLE [[gnu::visibility("default")]]  // so that shared libraries can catch the exception
#define SESV2_BULK_EMAIL_NOINLINE [[gnu::noinline]]
#else
#define SESV2_BULK_EMAIL_VISIBLE
#define SESV2_BULK_EMAIL_NOINLINE
#endif

// The instructions that plain_text.hpp uses. WebAssembly compilers also define __SSE2__ but lack them.
#if defined(__GNUC__) || defined(__clang__)
#if defined(__SSE2__) && (defined(__x86_64__) || defined(__i386__))
#define SESV2_BULK_EMAIL_SSE2
#elif defined(__AARCH64EL__) && defined(__ARM_NEON)
#define SESV2_BULK_EMAIL_NEON
#endif
#endif

// Code compiled with another major or minor version of the library gets different symbol names, so the linker cannot
// mix them up.
#define SESV2_BULK_EMAIL_JOIN_VERSION(major, minor) v##major##_##minor
#define SESV2_BULK_EMAIL_NAME_VERSION(major, minor) SESV2_BULK_EMAIL_JOIN_VERSION(major, minor)
#define SESV2_BULK_EMAIL_NAMESPACE_BEGIN \
  namespace sesv2 {                      \
  inline namespace SESV2_BULK_EMAIL_NAME_VERSION(SESV2_BULK_EMAIL_VERSION_MAJOR, SESV2_BULK_EMAIL_VERSION_MINOR) {
#define SESV2_BULK_EMAIL_NAMESPACE_END \
  }                                    \
  }

// NOLINTEND(cppcoreguidelines-macro-usage)

#endif  // SESV2_DETAIL_CONFIG_HPP
