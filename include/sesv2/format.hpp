/// @file
/// Prints the library's types to streams and, if the standard library has it, with std::format.
///
///     std::cout << result << '\n';                  // SUCCESS MessageId="0100018f2d3c4b5a"
///     std::cerr << std::format("{:<20}|", status);  // SUCCESS             |
///
/// Test frameworks such as Catch2 and GoogleTest find these functions automatically; for fmt, derive the formatter of a
/// type from `fmt::ostream_formatter`. Untrusted text is escaped as in JSON, so that a log entry stays on one line and
/// an error message cannot control the terminal. The width, fill and alignment of a stream are honored, and so are the
/// format specifications of strings.
// SPDX-License-Identifier: MIT
#ifndef SESV2_FORMAT_HPP
#define SESV2_FORMAT_HPP

#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/print_text.hpp>
#include <sesv2/retry.hpp>
#include <sesv2/salvaged_response.hpp>

#include <ostream>
#include <string>
#include <string_view>
#include <version>
// clang before 16 cannot compile the <format> of libstdc++.
#if defined(__cpp_lib_format) && !(defined(__clang__) && __clang_major__ < 16 && defined(__GLIBCXX__))
#define SESV2_BULK_EMAIL_FORMAT
#include <format>
#endif

SESV2_BULK_EMAIL_NAMESPACE_BEGIN

/// @addtogroup format Printing: sesv2/format.hpp
/// @copybrief format.hpp
/// @copydetails format.hpp
/// @{

/// Returns untrusted text escaped for log lines and terminals, without surrounding quotes.
///
/// Escapes quotes, backslashes and control characters as JSON does, including DEL, C1 (which terminals act on too),
/// U+2028 and U+2029 (which end a line), and every format character (category Cf: marks of writing direction,
/// zero-width characters, tags, the byte order mark, the soft hyphen), which can make one text look like another. A
/// byte that is not UTF-8 becomes the escape of U+FFFD. All other text is unchanged.
///
/// Source: https://www.rfc-editor.org/rfc/rfc8259#section-7
[[nodiscard]] std::string escaped(std::string_view text);

/// Prints the wire name, or `UNRECOGNIZED` if the status has none.
inline std::ostream& operator<<(std::ostream& stream, BulkEmailStatus status) {
  return stream << detail::printed_name(status);
}

/// Prints the result on one line: `SUCCESS MessageId="..."`, `FAILED Error="..."`. An unrecognized status is printed as
/// `UNRECOGNIZED Status="..."`, so that no text can be mistaken for a status.
std::ostream& operator<<(std::ostream& stream, const BulkEmailEntryResult& result);

/// Prints the enumerator's name.
inline std::ostream& operator<<(std::ostream& stream, Violation violation) { return stream << name(violation); }

/// Prints the enumerator's name.
inline std::ostream& operator<<(std::ostream& stream, RetryAdvice advice) { return stream << name(advice); }

/// Prints the enumerator's name.
inline std::ostream& operator<<(std::ostream& stream, FailureScope scope) { return stream << name(scope); }

/// Prints the enumerator's name.
inline std::ostream& operator<<(std::ostream& stream, ParseIssue::Kind kind) { return stream << name(kind); }

/// Prints the issue on one line, as worded by describe().
inline std::ostream& operator<<(std::ostream& stream, const ParseIssue& issue) { return stream << describe(issue); }

/// @}

namespace detail {

inline void append_field(std::string& out, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  out.append(" ").append(name).append("=\"");
  append_escaped(out, text);
  out += '"';
}

inline std::string printed(const BulkEmailEntryResult& result) {
  std::string line(printed_name(result.status));
  if (wire_name(result.status).empty()) append_field(line, status_name, result.unrecognized_status);
  append_field(line, message_id_name, result.message_id);
  append_field(line, error_name, result.error);
  return line;
}

#ifdef SESV2_BULK_EMAIL_FORMAT
inline std::string printed(const ParseIssue& issue) { return describe(issue); }
constexpr std::string_view printed(BulkEmailStatus status) noexcept { return printed_name(status); }

/// Returns the name of an enumerator of any other type.
template <typename Enum>
constexpr std::string_view printed(Enum enumerator) noexcept {
  return name(enumerator);
}

/// Formats a value as `<<` prints it, with the format specifications of strings. It has no set_debug_format(), so that
/// a range does not quote it.
template <typename T>
class Formatter {
 public:
  template <typename ParseContext>
  constexpr auto parse(ParseContext& context) {
    return text_.parse(context);
  }

  template <typename FormatContext>
  auto format(const T& value, FormatContext& context) const {
    return text_.format(printed(value), context);
  }

 private:
  std::formatter<std::string_view> text_;
};
#endif

}  // namespace detail

inline std::string escaped(std::string_view text) {
  std::string out;
  detail::append_escaped(out, text);
  return out;
}

inline std::ostream& operator<<(std::ostream& stream, const BulkEmailEntryResult& result) {
  return stream << detail::printed(result);
}

SESV2_BULK_EMAIL_NAMESPACE_END

#ifdef SESV2_BULK_EMAIL_FORMAT
template <>
struct std::formatter<sesv2::BulkEmailStatus> : sesv2::detail::Formatter<sesv2::BulkEmailStatus> {};
template <>
struct std::formatter<sesv2::BulkEmailEntryResult> : sesv2::detail::Formatter<sesv2::BulkEmailEntryResult> {};
template <>
struct std::formatter<sesv2::Violation> : sesv2::detail::Formatter<sesv2::Violation> {};
template <>
struct std::formatter<sesv2::RetryAdvice> : sesv2::detail::Formatter<sesv2::RetryAdvice> {};
template <>
struct std::formatter<sesv2::FailureScope> : sesv2::detail::Formatter<sesv2::FailureScope> {};
template <>
struct std::formatter<sesv2::ParseIssue::Kind> : sesv2::detail::Formatter<sesv2::ParseIssue::Kind> {};
template <>
struct std::formatter<sesv2::ParseIssue> : sesv2::detail::Formatter<sesv2::ParseIssue> {};
#endif

#endif  // SESV2_FORMAT_HPP
