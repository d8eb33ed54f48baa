// SPDX-License-Identifier: MIT
#include "report/error_pattern.hpp"

#include "report/shortened.hpp"

#include <array>
#include <climits>

namespace report {
namespace {

enum class Kind : unsigned char { Separator, Letter, HexLetter, Digit, Joint };

constexpr Kind kind_of(unsigned char c) {
  if (c >= '0' && c <= '9') return Kind::Digit;
  const auto lower = static_cast<unsigned char>(c | 0x20U);
  if (lower >= 'a' && lower <= 'f') return Kind::HexLetter;
  if (c >= 0x80 || (lower >= 'g' && lower <= 'z')) return Kind::Letter;
  // These may be inside an id or a number, but neither begin nor end one.
  constexpr std::string_view joints = "._-+'=%";
  return joints.find(static_cast<char>(c)) != std::string_view::npos ? Kind::Joint : Kind::Separator;
}

constexpr auto kinds = [] {
  std::array<Kind, UCHAR_MAX + 1> table{};
  for (std::size_t c = 0; c < table.size(); ++c) table[c] = kind_of(static_cast<unsigned char>(c));
  return table;
}();

Kind kind_at(std::string_view text, std::size_t i) { return kinds[static_cast<unsigned char>(text[i])]; }

bool is_word_character(Kind kind) { return kind != Kind::Separator && kind != Kind::Joint; }

/// The size of the local part of an address at the start of a text, with the at sign; 0 if there is none. RFC 5322,
/// 3.2.3 and 3.2.4, and RFC 6532; its length is RFC 5321's.
std::size_t local_part(std::string_view text) {
  constexpr std::size_t max_size = 64;
  constexpr std::string_view symbols = "!#$%&'*+-/=?^_`{|}~.";
  const bool quoted = text.front() == '"';
  for (std::size_t i = 1; i < text.size() && i <= max_size; ++i) {
    if (text[i] == '@' && (!quoted || text[i - 1] == '"')) return i + 1;
    const bool may_go_on =
        quoted || is_word_character(kind_at(text, i)) || symbols.find(text[i]) != std::string_view::npos;
    if (!may_go_on) break;
  }
  return 0;
}

/// The size of the domain of an address at the start of a text: up to the last letter or digit, or bracket of an IP
/// address.
std::size_t domain(std::string_view text) {
  if (!text.empty() && text.front() == '[') return text.find(']') + 1;  // npos + 1 is 0
  std::size_t size = 0;
  for (std::size_t i = 0; i < text.size() && kind_at(text, i) != Kind::Separator; ++i) {
    if (is_word_character(kind_at(text, i))) size = i + 1;
  }
  return size;
}

/// A word at the start of a text, and what stands for it in a pattern; nothing if it stays.
struct Word {
  std::size_t size = 0;
  std::string_view placeholder = {};
};

constexpr std::string_view address = "<address>";

/// The address at the start of a text, if there is one.
Word first_address(std::string_view text) {
  const auto local = local_part(text);
  const auto host = local > 0 ? domain(text.substr(local)) : 0;
  return host > 0 ? Word{local + host, address} : Word{};
}

/// The word at the start of a text that begins with a letter or digit.
Word first_word(std::string_view text) {
  constexpr std::size_t shortest_hexadecimal_word = 8;
  std::size_t size = 0;
  bool digits = false;
  bool hexadecimal = true;
  for (std::size_t i = 0; i < text.size() && kind_at(text, i) != Kind::Separator; ++i) {
    const auto kind = kind_at(text, i);
    digits = digits || kind == Kind::Digit;
    if (!is_word_character(kind)) continue;
    hexadecimal = hexadecimal && kind != Kind::Letter && i == size;
    size = i + 1;
  }
  return {size, digits || (hexadecimal && size >= shortest_hexadecimal_word) ? "<number>" : ""};
}

/// Whether the pattern ends with an address, and what follows is the next one in a list.
bool continues_list(std::string_view pattern, std::string_view between, std::string_view placeholder) {
  return placeholder == address && between == ", " && pattern.size() >= address.size() &&
         pattern.substr(pattern.size() - address.size()) == address;
}

}  // namespace

std::string error_pattern(std::string_view error, std::size_t max_size) {
  std::string pattern;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < error.size() && pattern.size() + (i - copied) <= max_size;) {
    const auto text = error.substr(i);
    const bool begins_word = is_word_character(kind_at(error, i));
    auto word = begins_word || text.front() == '"' ? first_address(text) : Word{};
    if (word.size == 0) word = begins_word ? first_word(text) : Word{1, ""};
    if (!word.placeholder.empty()) {
      const auto between = error.substr(copied, i - copied);
      if (!continues_list(pattern, between, word.placeholder)) pattern.append(between).append(word.placeholder);
      copied = i + word.size;
    }
    i += word.size;
  }
  pattern.append(error.substr(copied, max_size + 1));
  return shortened(pattern, max_size);
}

}  // namespace report
