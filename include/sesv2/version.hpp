/// @file
/// The library's version, for code that must build with several versions of it.
///
///     #if SESV2_BULK_EMAIL_VERSION_MAJOR > 1 || SESV2_BULK_EMAIL_VERSION_MINOR >= 2
///
/// Versions follow semantic versioning (https://semver.org): the major number grows if code that used the library as
/// documented may have to change, the minor number if something was added, the patch number if something was corrected.
//
// The version is written nowhere else; CMakeLists.txt reads it from here.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_VERSION_HPP
#define SESV2_VERSION_HPP

/// @addtogroup version Version: sesv2/version.hpp
/// @copybrief version.hpp
/// @copydetails version.hpp
/// @{

// NOLINTBEGIN(cppcoreguidelines-macro-usage): the preprocessor compares versions
/// Grows if code that used the library as documented may have to change.
#define SESV2_BULK_EMAIL_VERSION_MAJOR 1
/// Grows if something was added.
#define SESV2_BULK_EMAIL_VERSION_MINOR 0
/// Grows if something was corrected.
#define SESV2_BULK_EMAIL_VERSION_PATCH 0
// NOLINTEND(cppcoreguidelines-macro-usage)

/// @}

#endif  // SESV2_VERSION_HPP
