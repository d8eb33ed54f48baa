// What differs between compilers, and the namespace of this version.
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_CONFIG_HPP
#define SESV2_DETAIL_CONFIG_HPP

#include <sesv2/version.hpp>

// Microsoft's compiler leaves __cplusplus at 199711 unless told otherwise.
#if __cplusplus < 201703L && !(defined(_MSVC_LANG) && _MSVC_LANG >= 201703L)
#error "sesv2_bulk_email requires C++17 or later: compile with -std=c++17 (GCC, clang) or /std:c++17 (Microsoft)."
#endif

// NOLINTBEGIN(cppcoreguidelines-macro-usage): attributes, and a namespace named for the version

// Microsoft's compiler warns of attributes that it does not know (C5030).
#if defined(__GNUC__) || defined(__clang__)
#define SESV2_BULK_EMAIL_VISIBLE [[gnu::visibility("default")]]
#define SESV2_BULK_EMAIL_NOINLINE [[gnu::noinline]]
#else
#define SESV2_BULK_EMAIL_VISIBLE
#define SESV2_BULK_EMAIL_NOINLINE
#endif

// The instructions that plain_text.hpp uses. wasm defines __SSE2__, too, but does not have them.
#if defined(__GNUC__) || defined(__clang__)
#if defined(__SSE2__) && (defined(__x86_64__) || defined(__i386__))
#define SESV2_BULK_EMAIL_SSE2
#elif defined(__AARCH64EL__) && defined(__ARM_NEON)
#define SESV2_BULK_EMAIL_NEON
#endif
#endif

// Code compiled with another version of the library has functions with other names, so the linker cannot mix them up.
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
