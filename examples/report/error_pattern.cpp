#include "report/error_pattern.hpp"

#include <algorithm>
#include <array>
#include <climits>

#include "report/shortened.hpp"

namespace report {
namespace {

enum class Kind : unsigned char { Separator, Letter, HexLetter, Digit, Joint };

constexpr Kind kind_of(unsigned char c) {
  if (c >= '0' && c <= '9') return Kind::Digit;
  const auto lower = static_cast<unsigned char>(c | 0x20U);
  if (lower >= 'a' && lower <= 'f') return Kind::HexLetter;
  if (c >= 0x80 || (lower >= 'g' && lower <= 'z')) return Kind::Letter;
  // What may be inside an address, an id or a number, but neither begins nor ends one.
  constexpr std::string_view joints = "@._-+'=%";
  return joints.find(static_cast<char>(c)) != std::string_view::npos ? Kind::Joint : Kind::Separator;
}

constexpr auto kinds = [] {
  std::array<Kind, UCHAR_MAX + 1> table{};
  for (std::size_t c = 0; c < table.size(); ++c) table[c] = kind_of(static_cast<unsigned char>(c));
  return table;
}();

Kind kind_at(std::string_view text, std::size_t i) { return kinds[static_cast<unsigned char>(text[i])]; }

bool is_word_character(Kind kind) { return kind != Kind::Separator && kind != Kind::Joint; }

struct Word {
  std::size_t size = 0;
  std::size_t digits = 0;
  std::size_t letters = 0;  // hexadecimal ones not counted
  std::size_t joints = 0;
  bool is_address = false;
};

/// The word at the start of a text that begins with a letter or digit.
Word first_word(std::string_view text) {
  Word word;
  std::size_t joints = 0;
  bool at_sign = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto kind = kind_at(text, i);
    if (kind == Kind::Separator) break;
    if (kind == Kind::Joint) {
      ++joints;
      at_sign = at_sign || text[i] == '@';
      continue;
    }
    word.size = i + 1;
    word.joints = joints;
    word.is_address = at_sign;
    if (kind == Kind::Digit) ++word.digits;
    if (kind == Kind::Letter) ++word.letters;
  }
  return word;
}

std::string_view placeholder_of(const Word& word) {
  constexpr std::size_t shortest_hexadecimal_word = 8;
  if (word.is_address) return "<address>";
  if (word.digits + word.joints == word.size) return "<number>";
  if (word.digits > 0) return "<id>";
  const bool hexadecimal = word.letters == 0 && word.joints == 0 && word.size >= shortest_hexadecimal_word;
  return hexadecimal ? "<id>" : "";
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

void append_word(std::string& pattern, std::string_view word, std::string_view placeholder) {
  constexpr std::string_view list = "<address>, ";
  if (placeholder == "<address>" && ends_with(pattern, list)) {
    pattern.resize(pattern.size() - std::string_view(", ").size());
  } else {
    pattern.append(placeholder.empty() ? word : placeholder);
  }
}

}  // namespace

std::string error_pattern(std::string_view error, std::size_t max_size) {
  std::string pattern;
  pattern.reserve(std::min(error.size(), max_size));
  std::size_t i = 0;
  while (i < error.size() && pattern.size() <= max_size) {
    if (!is_word_character(kind_at(error, i))) {
      pattern += error[i++];
      continue;
    }
    const auto word = first_word(error.substr(i));
    append_word(pattern, error.substr(i, word.size), placeholder_of(word));
    i += word.size;
  }
  return shortened(pattern, max_size);
}

}  // namespace report
