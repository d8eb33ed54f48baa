// Recognizes JSON text byte after byte, straight from the grammars of RFC 8259 (JSON) and RFC 3629 (UTF-8): whether
// some valid JSON text begins with the bytes so far, and whether they are one. It shares nothing with the library.
// SPDX-License-Identifier: MIT
#ifndef SESV2_TESTS_RECOGNIZER_HPP
#define SESV2_TESTS_RECOGNIZER_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// `symbol` can continue with any byte of `first`, after which `rest` must follow. A rule whose `first` is empty takes
/// no byte and applies where no other rule of the symbol does. In `rest`, capital letters are symbols, others are
/// bytes.
struct GrammarRule {
  char symbol;
  std::string first;
  std::string rest;
};

/// All bytes from `first` to `last`.
inline std::string byte_range(unsigned first, unsigned last) {
  std::string bytes;
  for (unsigned byte = first; byte <= last; ++byte) bytes += static_cast<char>(byte);
  return bytes;
}

/// The grammar; T is the whole text.
inline std::vector<GrammarRule> json_grammar() {
  const std::string positive = "123456789";
  const std::string digit = "0" + positive;
  const std::string hex = digit + "abcdefABCDEF";
  return {
      {'T', "\xEF", "\xBB\xBFWVW"},  // a byte order mark, which RFC 8259 lets a reader skip
      {'T', "", "WVW"},
      {'W', " \t\n\r", "W"},  // whitespace
      {'W', "", ""},
      // Values.
      {'V', "{", "WO"},
      {'V', "[", "WA"},
      {'V', "\"", "S"},
      {'V', "t", "rue"},
      {'V', "f", "alse"},
      {'V', "n", "ull"},
      {'V', "-", "I"},
      {'V', "0", "F"},
      {'V', positive, "DF"},
      // An object after its brace, after a member, and after a comma.
      {'O', "}", ""},
      {'O', "\"", "SW:WVWP"},
      {'P', "}", ""},
      {'P', ",", "WQ"},
      {'Q', "\"", "SW:WVWP"},
      // An array after its bracket, and after an element.
      {'A', "]", ""},
      {'A', "", "VWB"},
      {'B', "]", ""},
      {'B', ",", "WVWB"},
      // A number after its minus; digits; a fraction; an exponent.
      {'I', "0", "F"},
      {'I', positive, "DF"},
      {'D', digit, "D"},
      {'D', "", ""},
      {'F', ".", "NDE"},
      {'F', "", "E"},
      {'N', digit, ""},
      {'E', "eE", "G"},
      {'E', "", ""},
      {'G', "+-", "ND"},
      {'G', digit, "D"},
      // A string after its quote: ASCII but control characters, and UTF-8 of two, three and four bytes.
      {'S', "\"", ""},
      {'S', "\\", "CS"},
      {'S', byte_range(0x20, 0x21) + byte_range(0x23, 0x5B) + byte_range(0x5D, 0x7F), "S"},
      {'S', byte_range(0xC2, 0xDF), "KS"},
      {'S', "\xE0", "LKS"},
      {'S', byte_range(0xE1, 0xEC) + byte_range(0xEE, 0xEF), "KKS"},
      {'S', "\xED", "MKS"},
      {'S', "\xF0", "RKKS"},
      {'S', byte_range(0xF1, 0xF3), "KKKS"},
      {'S', "\xF4", "UKKS"},
      {'K', byte_range(0x80, 0xBF), ""},
      {'L', byte_range(0xA0, 0xBF), ""},
      {'M', byte_range(0x80, 0x9F), ""},
      {'R', byte_range(0x90, 0xBF), ""},
      {'U', byte_range(0x80, 0x8F), ""},
      // An escape after its backslash. One from D800 to DBFF needs one from DC00 to DFFF right after it, and the
      // latter cannot stand alone.
      {'C', "\"\\/bfnrt", ""},
      {'C', "u", "H"},
      {'H', digit + "abcefABCEF", std::string(3, 'X')},
      {'H', "dD", "Y"},
      {'Y', "01234567", "XX"},
      {'Y', "89abAB", "XX\\uZ"},
      {'Z', "dD", "J"},
      {'J', "cdefCDEF", "XX"},
      {'X', hex, ""},
  };
}

class Recognizer {
 public:
  /// Takes the next byte, until no valid text begins with all bytes so far, in which case it returns false.
  bool feed(char byte) {
    while (!expected_.empty()) {
      const char symbol = expected_.back();
      expected_.pop_back();
      if (!is_symbol(symbol)) {
        if (symbol == byte) return true;
        break;
      }
      const auto* rule = table().by_byte[index(symbol)][static_cast<unsigned char>(byte)];
      if (rule == nullptr) break;
      expected_.append(rule->rest.rbegin(), rule->rest.rend());
      if (!rule->first.empty()) return true;
    }
    expected_ = "!";  // no text can follow
    return false;
  }

  /// Whether the bytes so far are a valid text.
  [[nodiscard]] bool complete() const { return std::all_of(expected_.begin(), expected_.end(), can_be_empty); }

 private:
  /// The rules by symbol and byte, and those without a byte.
  struct Table {
    std::vector<GrammarRule> rules = json_grammar();
    std::array<std::array<const GrammarRule*, 256>, 26> by_byte{};
    std::array<const GrammarRule*, 26> without_byte{};

    Table() {
      for (const auto& rule : rules) {
        if (!rule.first.empty()) continue;
        by_byte[index(rule.symbol)].fill(&rule);
        without_byte[index(rule.symbol)] = &rule;
      }
      for (const auto& rule : rules) {
        for (const char byte : rule.first) by_byte[index(rule.symbol)][static_cast<unsigned char>(byte)] = &rule;
      }
    }
  };

  static const Table& table() {
    static const Table grammar;
    return grammar;
  }

  static bool is_symbol(char c) noexcept { return c >= 'A' && c <= 'Z'; }
  static std::size_t index(char symbol) noexcept { return static_cast<std::size_t>(symbol - 'A'); }

  static bool can_be_empty(char symbol) {
    const auto* rule = is_symbol(symbol) ? table().without_byte[index(symbol)] : nullptr;
    return rule != nullptr && std::all_of(rule->rest.begin(), rule->rest.end(), can_be_empty);
  }

  std::string expected_ = "T";  // what must follow, the next symbol last
};

/// The verdict of the recognizer on a text.
struct Recognition {
  std::size_t viable_size;  // of the longest prefix that some valid text begins with
  bool complete;            // whether the whole text is valid
};

inline Recognition recognize(std::string_view text) {
  Recognizer recognizer;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!recognizer.feed(text[i])) return {i, false};
  }
  return {text.size(), recognizer.complete()};
}

}  // namespace support

#endif  // SESV2_TESTS_RECOGNIZER_HPP
