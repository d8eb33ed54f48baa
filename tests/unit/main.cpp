// Catch2's main, in the locale that the environment names: nothing in the library may depend on it. Of Catch2 2 it is
// compiled here, so that the tests can be built with another standard library than the one that a packaged Catch2 was
// built with.
//
//   unit_tests --platform   prints what the program was built for and with, as tests/tools/platforms.py shows it
#define CATCH_CONFIG_RUNNER
#include <clocale>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "support/catch.hpp"

namespace {

constexpr const char* processor =
#if defined(__x86_64__)
    "x86-64";
#elif defined(__i386__)
    "i386";
#elif defined(__aarch64__)
    "AArch64";
#elif defined(__s390x__)
    "s390x";
#else
    "another";
#endif

constexpr const char* operating_system =
#if defined(_WIN32)
    "Windows";
#elif defined(__linux__)
    "Linux";
#else
    "another system";
#endif

// As sesv2/detail/plain_text.hpp decides.
constexpr const char* twin =
#if defined(__GNUC__) && defined(__SSE2__)
    "SSE2";
#elif defined(__GNUC__) && defined(__AARCH64EL__) && defined(__ARM_NEON)
    "NEON";
#else
    "portable";
#endif

void print_compiler() {
#if defined(__clang__)
  std::printf("clang %d.%d.%d | ", __clang_major__, __clang_minor__, __clang_patchlevel__);
#else
  std::printf("GCC %s | ", __VERSION__);
#endif
#if defined(_LIBCPP_VERSION)
  std::printf("libc++ %d | ", _LIBCPP_VERSION / 10'000);
#else
  std::printf("libstdc++ %d | ", _GLIBCXX_RELEASE);
#endif
}

void print_platform() {
  constexpr std::uint16_t one = 1;
  unsigned char first_byte = 0;
  std::memcpy(&first_byte, &one, 1);
  std::printf("%s, %s | ", processor, operating_system);
  print_compiler();
  std::printf("%d.%d.%d | %s-endian, %d bits | %s\n", CATCH_VERSION_MAJOR, CATCH_VERSION_MINOR, CATCH_VERSION_PATCH,
              first_byte == 1 ? "little" : "big", static_cast<int>(8 * sizeof(void*)), twin);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--platform") {
    print_platform();
    return 0;
  }
  if (std::setlocale(LC_ALL, "") == nullptr) {
    std::fputs("the environment names a locale that this machine does not have\n", stderr);
    return 1;
  }
  return Catch::Session().run(argc, argv);
}
