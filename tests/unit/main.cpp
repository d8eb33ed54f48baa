// Catch2's main, in the locale that the environment names: nothing in the library may depend on it. Of Catch2 2 it is
// compiled here, so that the tests can be built with another standard library than the one that a packaged Catch2 was
// built with.
#define CATCH_CONFIG_RUNNER
#include <clocale>
#include <cstdio>

#include "support/catch.hpp"

int main(int argc, char** argv) {
  if (std::setlocale(LC_ALL, "") == nullptr) {
    std::fputs("the environment names a locale that this machine does not have\n", stderr);
    return 1;
  }
  return Catch::Session().run(argc, argv);
}
