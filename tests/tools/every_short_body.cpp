// Compares the library with the model of the tests on every body of a few tokens.
//
//   every_short_body LENGTH
//
// walks all sequences of up to LENGTH tokens, from the beginning and from each place of a response, and prints how many
// bodies there were and on how many the two do not agree. Exits with 1 if there is any such body, and with 2 if LENGTH
// is not a number. Each token more takes about four times as long.
#include <charconv>
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

#include "support/excerpt.hpp"
#include "support/short_bodies.hpp"

int main(int argc, char** argv) {
  const std::string_view argument = argc == 2 ? argv[1] : "";
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(argument.data(), argument.data() + argument.size(), length);
  if (error != std::errc{} || end != argument.data() + argument.size()) {
    std::fputs("usage: every_short_body LENGTH\n", stderr);
    return 2;
  }
  support::ShortBodies walk;
  for (const auto& start : support::ShortBodies::starts()) walk.walk(start, length);
  for (const auto& body : walk.examples()) std::printf("differs: %s\n", support::excerpt(body).c_str());
  std::printf("%zu bodies of up to %zu tokens, %zu differences\n", walk.bodies(), length, walk.differences());
  return walk.differences() == 0 ? 0 : 1;
}
