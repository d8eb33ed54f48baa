// Catch2's main, in the locale that the environment names, because nothing in the library may depend on it. Catch2 2 is
// compiled here, so that the tests can be built with a different standard library from that of a packaged Catch2.
// SPDX-License-Identifier: MIT
#define CATCH_CONFIG_RUNNER
#include "support/catch.hpp"

#include <clocale>
#include <cstdio>

int main(int argc, char** argv) {
  if (std::setlocale(LC_ALL, "") == nullptr) {
    std::fputs("the environment names a locale that is not installed\n", stderr);
    return 1;
  }
  return Catch::Session().run(argc, argv);
}
