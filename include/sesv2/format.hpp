// Prints statuses and results, in streams and, where the standard library has it, with std::format.
//
//   std::cout << result << '\n';                 // SUCCESS MessageId="0100018f2d3c4b5a"
//   std::cerr << std::format("{:<20}|", status);  // SUCCESS             |
//
// Texts that come from outside are escaped as in JSON, so that a log line stays one line and a terminal is not driven
// by an error message.
//
// This header needs the standard library only.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_FORMAT_HPP
#define SESV2_FORMAT_HPP

#if __has_include(<version>)
#include <version>
#endif

#include <algorithm>
#include <array>
#include <cstddef>
#include <ostream>
#include <sesv2/bulk_email_entry_result.hpp>
#include <string>
#include <string_view>
#ifdef __cpp_lib_format
#include <format>
#endif

namespace sesv2 {

/// Text from outside, fit for a line of a log and for a terminal. Quotes, backslashes and control characters are
/// escaped as in JSON: C0, DEL, C1 (which terminals obey too), U+2028 and U+2029 (which end a line), and the controls
/// of the direction of writing (which make a line look like another). A byte that is not UTF-8 becomes `\ufffd`, those
/// six characters. All other text stays as it is. Puts no quotes around it.
///
/// Source: https://www.rfc-editor.org/rfc/rfc8259#section-7
[[nodiscard]] std::string escaped(std::string_view text);

/// Prints the wire name, `UNRECOGNIZED` for the unknown. Width, fill and alignment of the stream are honoured.
std::ostream& operator<<(std::ostream& stream, BulkEmailStatus status);

/// Prints the result in one line: the status, or the escaped text of one that this library does not know, and after it
/// `MessageId="…"` and `Error="…"` where there are any. Width, fill and alignment of the stream are honoured.
std::ostream& operator<<(std::ostream& stream, const BulkEmailEntryResult& result);

namespace detail {

struct CodePoint {
  char32_t value;
  std::size_t size;  // in bytes; 0: the text does not begin with UTF-8
};

/// The first code point of a text that is not empty.
/// Source: https://www.rfc-editor.org/rfc/rfc3629#section-3
inline CodePoint first_code_point(std::string_view text) noexcept {
  constexpr std::array<char32_t, 5> smallest_of_size{0, 0, 0x80, 0x800, 0x10000};
  constexpr unsigned continuation_bits = 6;
  const auto byte = [text](std::size_t i) { return char32_t{static_cast<unsigned char>(text[i])}; };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (lead < 0xC2 || lead > 0xF4 || size > text.size()) return {};
  char32_t value = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    value = (value << continuation_bits) | (byte(i) & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < smallest_of_size[size] || value > 0x10FFFF || surrogate) return {};
  return {value, size};
}

struct CodePointRange {
  char32_t first;
  char32_t last;
};

/// What a terminal or a reader of lines may act on instead of showing it, in rising order.
inline constexpr std::array control_ranges{
    CodePointRange{0x00, 0x1F},      // C0
    CodePointRange{0x7F, 0x9F},      // DEL and C1
    CodePointRange{0x061C, 0x061C},  // a mark of direction
    CodePointRange{0x200E, 0x200F},  // marks of direction
    CodePointRange{0x2028, 0x202E},  // ends of line and paragraph, embeddings and overrides of direction
    CodePointRange{0x2066, 0x2069},  // isolates of direction
};

inline bool is_control(char32_t code_point) noexcept {
  return std::any_of(control_ranges.begin(), control_ranges.end(), [code_point](const CodePointRange& range) {
    return range.first <= code_point && code_point <= range.last;
  });
}

inline void append_unicode_escape(std::string& out, char32_t code_point) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) out += digits[(code_point >> shift) & 0xFU];
}

inline void append_escaped(std::string& out, std::string_view text) {
  constexpr char32_t replacement_character = 0xFFFD;
  constexpr std::string_view short_escapes = "\"\\\b\f\n\r\t";
  constexpr std::string_view short_names = "\"\\bfnrt";
  while (!text.empty()) {
    const auto code_point = first_code_point(text);
    const auto size = std::max<std::size_t>(code_point.size, 1);
    if (code_point.size == 0) {
      append_unicode_escape(out, replacement_character);
    } else if (const auto position = short_escapes.find(text.front()); position != std::string_view::npos) {
      (out += '\\') += short_names[position];
    } else if (is_control(code_point.value)) {
      append_unicode_escape(out, code_point.value);
    } else {
      out.append(text.substr(0, size));
    }
    text.remove_prefix(size);
  }
}

inline void append_member(std::string& out, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  out.append(" ").append(name).append("=\"");
  append_escaped(out, text);
  out += '"';
}

inline std::string print(const BulkEmailEntryResult& result) {
  std::string line;
  const bool known = result.succeeded() || result.failed();
  if (!known) append_escaped(line, result.unrecognized_status);
  if (line.empty()) line = printed_name(result.status);
  append_member(line, "MessageId", result.message_id);
  append_member(line, "Error", result.error);
  return line;
}

}  // namespace detail

inline std::string escaped(std::string_view text) {
  std::string out;
  detail::append_escaped(out, text);
  return out;
}

inline std::ostream& operator<<(std::ostream& stream, BulkEmailStatus status) {
  return stream << detail::printed_name(status);
}

inline std::ostream& operator<<(std::ostream& stream, const BulkEmailEntryResult& result) {
  return stream << detail::print(result);
}

}  // namespace sesv2

#ifdef __cpp_lib_format
/// Formats a status as `<<` prints it, with the format specifications of strings.
template <>
struct std::formatter<sesv2::BulkEmailStatus> : std::formatter<std::string_view> {
  template <typename FormatContext>
  auto format(sesv2::BulkEmailStatus status, FormatContext& context) const {
    return std::formatter<std::string_view>::format(sesv2::detail::printed_name(status), context);
  }
};

/// Formats a result as `<<` prints it, with the format specifications of strings.
template <>
struct std::formatter<sesv2::BulkEmailEntryResult> : std::formatter<std::string_view> {
  template <typename FormatContext>
  auto format(const sesv2::BulkEmailEntryResult& result, FormatContext& context) const {
    return std::formatter<std::string_view>::format(sesv2::detail::print(result), context);
  }
};
#endif

#endif  // SESV2_FORMAT_HPP
