/// @file
/// The version of the library, for code that must build with several versions of it.
///
///     #if SESV2_BULK_EMAIL_VERSION >= 10200  // 1.2.0 or later
///
/// Versions follow semantic versioning (https://semver.org): the major number grows if code that uses the library as
/// documented may have to change, the minor number if something is added, the patch number if something is corrected.
/// Compile all parts of a program with the same version: parts with other major or minor versions link, but cannot pass
/// the library's types to each other, because each version has an inline namespace of its own.
//
// The version is written nowhere else; CMakeLists.txt reads it from here.
// SPDX-License-Identifier: MIT
#ifndef SESV2_VERSION_HPP
#define SESV2_VERSION_HPP

/// @addtogroup version Version: sesv2/version.hpp
/// @copybrief version.hpp
/// @copydetails version.hpp
/// @{

// NOLINTBEGIN(cppcoreguidelines-macro-usage): the preprocessor compares versions
/// Grows if code that uses the library as documented may have to change.
#define SESV2_BULK_EMAIL_VERSION_MAJOR 1
/// Grows if something is added.
#define SESV2_BULK_EMAIL_VERSION_MINOR 0
/// Grows if something is corrected.
#define SESV2_BULK_EMAIL_VERSION_PATCH 0
/// The version as one number: 10203 is 1.2.3.
#define SESV2_BULK_EMAIL_VERSION \
  (SESV2_BULK_EMAIL_VERSION_MAJOR * 10000 + SESV2_BULK_EMAIL_VERSION_MINOR * 100 + SESV2_BULK_EMAIL_VERSION_PATCH)
// NOLINTEND(cppcoreguidelines-macro-usage)

/// @}

#endif  // SESV2_VERSION_HPP
