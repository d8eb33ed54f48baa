// SPDX-License-Identifier: MIT
#include "report/page.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ostream>

namespace report {
namespace {

struct CodePointRange {
  char32_t first;
  char32_t last;
};

template <std::size_t Size>
bool is_in(const std::array<CodePointRange, Size>& ranges, char32_t code_point) {
  return std::any_of(ranges.begin(), ranges.end(), [code_point](const CodePointRange& range) {
    return range.first <= code_point && code_point <= range.last;
  });
}

// Source: https://www.unicode.org/reports/tr11/ (the blocks whose characters are wide, or are drawn over others)
constexpr std::array wide_ranges{
    CodePointRange{0x1100, 0x115F},   CodePointRange{0x2E80, 0x303E},   CodePointRange{0x3041, 0xA4CF},
    CodePointRange{0xAC00, 0xD7A3},   CodePointRange{0xF900, 0xFAFF},   CodePointRange{0xFE30, 0xFE6F},
    CodePointRange{0xFF00, 0xFF60},   CodePointRange{0xFFE0, 0xFFE6},   CodePointRange{0x1F300, 0x1F64F},
    CodePointRange{0x1F680, 0x1F6FF}, CodePointRange{0x1F900, 0x1F9FF}, CodePointRange{0x20000, 0x3FFFD},
};
constexpr std::array zero_width_ranges{
    CodePointRange{0x0300, 0x036F},
    CodePointRange{0x200B, 0x200D},
    CodePointRange{0x20D0, 0x20FF},
    CodePointRange{0xFE00, 0xFE0F},
};

struct Character {
  std::size_t size;  // in bytes
  std::size_t columns;
};

/// The first character of a text that is not empty. A byte that is not UTF-8 is a character of its own.
Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return {1, 1};
  const std::size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (size == 1 || size > text.size()) return {1, 1};
  constexpr unsigned payload_bits = 6;
  char32_t code_point = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    code_point = (code_point << payload_bits) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  if (is_in(zero_width_ranges, code_point)) return {size, 0};
  return {size, is_in(wide_ranges, code_point) ? std::size_t{2} : std::size_t{1}};
}

/// The size of the longest prefix that takes at most this many columns; at least one character.
std::size_t prefix_of_columns(std::string_view text, std::size_t columns) {
  std::size_t size = 0;
  std::size_t used = 0;
  while (size < text.size()) {
    const auto next = first_character(text.substr(size));
    used += next.columns;
    if (used > columns && size > 0) break;
    size += next.size;
  }
  return size;
}

/// The size of the first line of a text that is broken at spaces.
std::size_t first_line(std::string_view text, std::size_t columns) {
  const auto fits = prefix_of_columns(text, columns);
  if (fits == text.size() || text[fits] == ' ') return fits;
  const auto space = text.substr(0, fits).rfind(' ');
  return space == std::string_view::npos || space == 0 ? fits : space;
}

std::string_view escape_sequence(Style style) {
  switch (style) {
    case Style::Plain:
      break;
    case Style::Bold:
      return "\x1b[1m";
    case Style::Red:
      return "\x1b[31m";
    case Style::Green:
      return "\x1b[32m";
    case Style::Yellow:
      return "\x1b[33m";
  }
  return "";
}

}  // namespace

std::size_t columns_of(std::string_view utf8) noexcept {
  std::size_t columns = 0;
  while (!utf8.empty()) {
    const auto next = first_character(utf8);
    columns += next.columns;
    utf8.remove_prefix(next.size);
  }
  return columns;
}

std::size_t columns_of_stdout() {
  constexpr std::size_t narrowest = 40;
  constexpr std::size_t widest = 120;
  constexpr std::size_t elsewhere = 100;
  winsize size{};
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return elsewhere;
  return std::clamp(std::size_t{size.ws_col}, narrowest, widest);
}

std::string Page::styled(std::string_view text, Style style) const {
  if (colors_ == common::Colors::None || style == Style::Plain || text.empty()) return std::string(text);
  return std::string(escape_sequence(style)).append(text).append("\x1b[0m");
}

void Page::line(std::string_view text) { out_ << text << "\n"; }

void Page::heading(std::string_view text) {
  line();
  paragraph("", text, Style::Bold);
}

void Page::paragraph(std::string_view lead, std::string_view text, Style style) {
  constexpr std::size_t narrowest = 10;
  const auto indent = columns_of(lead);
  const auto columns = std::max(columns_ - std::min(columns_, indent), narrowest);
  std::string begin(lead);
  do {
    const auto size = first_line(text, columns);
    out_ << begin << styled(text.substr(0, size), style) << "\n";
    text.remove_prefix(size);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    begin.assign(indent, ' ');
  } while (!text.empty());
}

}  // namespace report
