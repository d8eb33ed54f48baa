// The library's version, for code that must build with several versions of it:
//
//   #if SESV2_BULK_EMAIL_VERSION_MAJOR > 1 || SESV2_BULK_EMAIL_VERSION_MINOR >= 2
//
// Versions follow semantic versioning (https://semver.org): the major number grows if code that used the library as
// documented may have to change, the minor number if something was added, the patch number if something was corrected.
// These lines are the only place where the version is written; CMakeLists.txt reads them.
#ifndef SESV2_VERSION_HPP
#define SESV2_VERSION_HPP

#define SESV2_BULK_EMAIL_VERSION_MAJOR 1
#define SESV2_BULK_EMAIL_VERSION_MINOR 0
#define SESV2_BULK_EMAIL_VERSION_PATCH 0

#endif  // SESV2_VERSION_HPP
