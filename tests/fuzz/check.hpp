// A fuzzer that finds a broken promise prints it and aborts, so that libFuzzer keeps the input.
// SPDX-License-Identifier: MIT
#ifndef SESV2_TESTS_FUZZ_CHECK_HPP
#define SESV2_TESTS_FUZZ_CHECK_HPP

#include <cstdio>
#include <cstdlib>

inline void check(bool kept, const char* promise) {
  if (kept) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

#endif  // SESV2_TESTS_FUZZ_CHECK_HPP
