// Random responses and damage, the same for the same seed on every platform.
// SPDX-License-Identifier: MIT
#ifndef SESV2_TESTS_RANDOM_HPP
#define SESV2_TESTS_RANDOM_HPP

#include "bodies.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

/// Random JSON texts, all valid: values of every kind, whitespace, escapes, numbers of any size; and responses, whose
/// members have the names that the reader looks for, including duplicates and names with escapes.
class RandomJson {
 public:
  explicit RandomJson(Random& random) : random_(random) {}

  /// Usually a valid response, with something out of place now and then.
  std::string response() {
    const auto list = [this] { return random_.one_in(8) ? value(3) : array([this] { return entry(); }); };
    const auto member = [&] {
      return random_.one_in(3) ? pair(root_names_, value(2)) : pair({R"("BulkEmailEntryResults")"}, list());
    };
    return (random_.one_in(10) ? "\xEF\xBB\xBF" : "") + (random_.one_in(20) ? value(3) : items("{}", member));
  }

 private:
  /// Any value, with at most `depth` containers around the innermost one.
  std::string value(std::size_t depth) {
    const auto kind = random_.below(depth == 0 ? 4 : 6);
    if (kind == 0) return random_.pick(scalars_);
    if (kind <= 3) return random_.pick(strings_);
    if (kind == 4) return array([&] { return value(depth - 1); });
    return items("{}", [&] { return pair(strings_, value(depth - 1)); });
  }

  std::string entry() {
    if (random_.one_in(8)) return value(2);
    return items("{}", [&] { return pair(entry_names_, random_.one_in(8) ? value(2) : random_.pick(strings_)); });
  }

  std::string pair(const std::vector<std::string>& names, const std::string& value) {
    return random_.pick(names) + random_.pick(spaces_) + ":" + random_.pick(spaces_) + value;
  }

  template <typename Item>
  std::string array(Item item) {
    return items("[]", item);
  }

  template <typename Item>
  std::string items(std::string_view brackets, Item item) {
    std::string text = random_.pick(spaces_) + brackets[0] + random_.pick(spaces_);
    for (auto left = random_.below(5); left > 0; --left) {
      text += random_.pick(spaces_) + item() + random_.pick(spaces_) + (left > 1 ? "," : "");
    }
    return text + brackets[1] + random_.pick(spaces_);
  }

  Random& random_;
  std::vector<std::string> spaces_{"", "", "", "", "", " ", "\n", "\t", "\r\n", "        \n   "};
  std::vector<std::string> scalars_ =
      words("null null true false 0 -0 12 -1.50 1e5 1E-07 12345678901234567890 1e999 0.1e+3");
  std::vector<std::string> strings_ = words(
      R"("" "a" "id" "NEW" "SUCCESS" "FAILED" "ACCOUNT_THROTTLED" "SUCC\u0045SS" "TRANSIENT_FAILURE" "\"\\\/\b\f\n\r\t"
      "a\u0000b" "\u001F\u007f\u0080\u07fF\u0800\uD7FF\uE000\uffff" "x\ud800\udc00\uD83D\uDE00\uDBFF\uDFFF" "é ท 😀"
      "a_text_that_is_longer_than_two_blocks_of_sixteen_bytes" "a_text_with_a_late_escape\n" "a_text_that_ends_in_é"
      "Status" "Error" "BulkEmailEntryResults" "message")");
  std::vector<std::string> root_names_ = words(
      R"("message" "Message" "m\u0065ssage" "bulkEmailEntryResults" "BulkEmail\u0045ntryResults" "Status" "x" "")");
  std::vector<std::string> entry_names_ =
      words(R"("Status" "Status" "St\u0061tus" "MessageId" "M\u0065ssageId" "Error" "\u0045rror" "status")");
};

}  // namespace support

#endif  // SESV2_TESTS_RANDOM_HPP
