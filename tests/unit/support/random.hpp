// Random damage, the same for the same seed on every platform.
// SPDX-License-Identifier: MIT
#ifndef SESV2_TESTS_RANDOM_HPP
#define SESV2_TESTS_RANDOM_HPP

#include "bodies.hpp"

#include <cstdint>
#include <random>

namespace support {

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}

  /// From 0 to `end` - 1. Not std::uniform_int_distribution, which differs between standard libraries.
  std::size_t below(std::size_t end) { return engine_() % end; }

  bool one_in(std::size_t count) { return below(count) == 0; }

  template <typename T>
  const T& pick(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }

 private:
  std::mt19937 engine_;
};

/// The pieces that damage inserts: every token of JSON, the names of a response, escapes, and misplaced bytes.
inline const std::vector<std::string>& telling_pieces() {
  static const auto pieces = [] {
    auto all =
        words(R"({ } [ ] : , " \ \u \ud83d \udc00 \u0041 \n null true nul 1 0 1e999 - . e + ' x {} [] "SUCCESS" "NEW")"
              R"( "Status": "MessageId": "Error": "BulkEmailEntryResults": "BulkEmailEntryResults":[ "message":"no",)"
              R"( "Status":null,)"
              " \x01 \x7F \x80 \xBF \xC0 \xC3 \xE0 \xED\xA0 \xF0 \xF4 \xFF \xEF\xBB\xBF \xC3\xA9 \xF0\x9F\x98\x80");
    for (const char c : {' ', '\n', '\f', '\0'}) all.emplace_back(1, c);
    return all;
  }();
  return pieces;
}

/// Damages a text in one to three places: changes a bit or a byte, puts in a piece, drops, doubles or moves a stretch.
inline std::string damage(Random& random, std::string text) {
  for (auto left = 1 + random.below(3); left > 0; --left) {
    const auto at = random.below(text.size() + 1);
    const auto size = 1 + random.below(random.one_in(4) ? 64 : 4);
    switch (random.below(6)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << random.below(8)));
        break;
      case 1:
        text.insert(at, random.pick(telling_pieces()));
        break;
      case 2:
        text.replace(at, size, random.pick(telling_pieces()));
        break;
      case 3:
        text.erase(at, size);
        break;
      default:
        text.insert(at, text.substr(random.one_in(2) ? at : random.below(text.size() + 1), size));
        break;
    }
  }
  return text;
}

}  // namespace support

#endif  // SESV2_TESTS_RANDOM_HPP
