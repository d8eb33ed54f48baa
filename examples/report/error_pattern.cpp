#include "report/error_pattern.hpp"

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
    joints += kind == Kind::Joint ? 1U : 0U;
    at_sign = at_sign || text[i] == '@';
    word.digits += kind == Kind::Digit ? 1U : 0U;
    word.letters += kind == Kind::Letter ? 1U : 0U;
    if (kind != Kind::Joint) {
      word.size = i + 1;
      word.joints = joints;
      word.is_address = at_sign;
    }
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

/// Whether the pattern ends with an address, and what follows is another one of a list.
bool continues_list(std::string_view pattern, std::string_view between, std::string_view placeholder) {
  constexpr std::string_view address = "<address>";
  return placeholder == address && between == ", " && pattern.size() >= address.size() &&
         pattern.substr(pattern.size() - address.size()) == address;
}

}  // namespace

std::string error_pattern(std::string_view error, std::size_t max_size) {
  std::string pattern;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < error.size() && pattern.size() + (i - copied) <= max_size;) {
    if (!is_word_character(kind_at(error, i))) {
      ++i;
      continue;
    }
    const auto word = first_word(error.substr(i));
    const auto placeholder = placeholder_of(word);
    if (!placeholder.empty()) {
      const auto between = error.substr(copied, i - copied);
      if (!continues_list(pattern, between, placeholder)) pattern.append(between).append(placeholder);
      copied = i + word.size;
    }
    i += word.size;
  }
  pattern.append(error.substr(copied, max_size + 1));
  return shortened(pattern, max_size);
}

}  // namespace report
