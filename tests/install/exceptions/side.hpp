// One side of the trial: the program or one of its libraries. This header does not include the library's.
// SPDX-License-Identifier: MIT
#ifndef SESV2_TESTS_EXCEPTIONS_SIDE_HPP
#define SESV2_TESTS_EXCEPTIONS_SIDE_HPP

enum class Error { Invariant, Parse };

using Thrower = void (*)(Error);

struct Side {
  const char* name;
  /// Throws sesv2::InvariantError or sesv2::ParseError.
  Thrower throw_error;
  /// Returns whether what `throw_error` throws is caught as its own type, whole.
  bool (*catches)(Thrower throw_error, Error error);
};

[[gnu::visibility("default")]] Side program();
[[gnu::visibility("default")]] Side shared_library();
[[gnu::visibility("default")]] Side static_library();

#endif  // SESV2_TESTS_EXCEPTIONS_SIDE_HPP
