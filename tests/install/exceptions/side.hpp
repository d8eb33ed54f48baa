// One side of the trial: the program or one of its libraries. This header does not include the library's.
// SPDX-License-Identifier: MIT
#ifndef SESV2_TESTS_EXCEPTIONS_SIDE_HPP
#define SESV2_TESTS_EXCEPTIONS_SIDE_HPP

#ifdef _WIN32
#define SIDE_EXPORT __declspec(dllexport)
#else
#define SIDE_EXPORT __attribute__((visibility("default")))
#endif

enum class Error { Invariant, Parse };

using Thrower = void (*)(Error);

struct Side {
  const char* name;
  /// Throws sesv2::InvariantError or sesv2::ParseError.
  Thrower throw_error;
  /// Returns whether what `throw_error` throws is caught as its own type, whole.
  bool (*catches)(Thrower throw_error, Error error);
};

SIDE_EXPORT Side program();
SIDE_EXPORT Side shared_library();
SIDE_EXPORT Side static_library();

#endif  // SESV2_TESTS_EXCEPTIONS_SIDE_HPP
