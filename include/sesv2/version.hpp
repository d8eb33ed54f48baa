/// @file
/// The version of the library, for code that must build with several versions of it.
///
///     #if SESV2_BULK_EMAIL_VERSION >= 10200  // 1.2.0 or later
///
/// Versions follow semantic versioning (https://semver.org): the major number is incremented when code that uses the
/// library as documented may have to change, the minor number when something is added, and the patch number when a bug
/// is fixed. Build every part of a program against the same version. Parts built against different major or minor
/// versions still link, but cannot exchange the library's types, because each version has its own inline namespace.
//
// This is the only place the version is defined; CMakeLists.txt reads it.
// SPDX-License-Identifier: MIT
#ifndef SESV2_VERSION_HPP
#define SESV2_VERSION_HPP

/// @addtogroup version Version: sesv2/version.hpp
/// @copybrief version.hpp
/// @copydetails version.hpp
/// @{

// NOLINTBEGIN(cppcoreguidelines-macro-usage): the preprocessor compares versions
/// Incremented when code that uses the library as documented may have to change.
#define SESV2_BULK_EMAIL_VERSION_MAJOR 1
/// Incremented when something is added.
#define SESV2_BULK_EMAIL_VERSION_MINOR 0
/// Incremented when a bug is fixed.
#define SESV2_BULK_EMAIL_VERSION_PATCH 0
/// The version as one number: 10203 is 1.2.3.
#define SESV2_BULK_EMAIL_VERSION \
  (SESV2_BULK_EMAIL_VERSION_MAJOR * 10000 + SESV2_BULK_EMAIL_VERSION_MINOR * 100 + SESV2_BULK_EMAIL_VERSION_PATCH)
// NOLINTEND(cppcoreguidelines-macro-usage)

/// @}

#endif  // SESV2_VERSION_HPP
