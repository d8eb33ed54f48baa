/// @file
/// Prints the library's types in streams and, if the standard library has it, with std::format.
///
///     std::cout << result << '\n';                  // SUCCESS MessageId="0100018f2d3c4b5a"
///     std::cerr << std::format("{:<20}|", status);  // SUCCESS             |
///
/// Test frameworks such as Catch2 and GoogleTest find these functions by themselves. Untrusted text is escaped as in
/// JSON, so that a log line stays one line and an error message cannot drive a terminal. The width, fill and alignment
/// of a stream are honoured, and so are the format specifications of strings.
///
/// This header needs the standard library only.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_FORMAT_HPP
#define SESV2_FORMAT_HPP

#if __has_include(<version>)
#include <version>
#endif

#include <ostream>
#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/member_names.hpp>
#include <sesv2/detail/print_text.hpp>
#include <sesv2/response.hpp>
#include <sesv2/retry.hpp>
#include <string>
#include <string_view>
#ifdef __cpp_lib_format
#include <format>
#endif

namespace sesv2 {

/// @addtogroup format Printing: sesv2/format.hpp
/// @copybrief format.hpp
/// @copydetails format.hpp
/// @{

/// Returns untrusted text in a form that is fit for a line of a log and for a terminal, without quotes around it.
///
/// Escapes quotes, backslashes and control characters as JSON does: C0, DEL, C1 (which terminals obey too), U+2028 and
/// U+2029 (which end a line), and the controls of writing direction (which make one line look like another). A byte
/// that is not UTF-8 becomes the escape of U+FFFD. All other text stays as it is.
///
/// Source: https://www.rfc-editor.org/rfc/rfc8259#section-7
[[nodiscard]] std::string escaped(std::string_view text);

/// Prints the wire name, or `UNRECOGNIZED` if the status has none.
std::ostream& operator<<(std::ostream& stream, BulkEmailStatus status);

/// Prints the result in one line: the status, then `MessageId="…"` and `Error="…"` if there are any. A status that this
/// library does not know is printed as `UNRECOGNIZED Status="…"`, so that no text can pass for a status.
std::ostream& operator<<(std::ostream& stream, const BulkEmailEntryResult& result);

/// Prints the enumerator's name.
std::ostream& operator<<(std::ostream& stream, Violation violation);

/// Prints the enumerator's name.
std::ostream& operator<<(std::ostream& stream, RetryAdvice advice);

/// Prints the enumerator's name.
std::ostream& operator<<(std::ostream& stream, FailureScope scope);

/// Prints the enumerator's name.
std::ostream& operator<<(std::ostream& stream, ParseIssue::Kind kind);

/// Prints the issue in one line, as `describe` words it.
std::ostream& operator<<(std::ostream& stream, const ParseIssue& issue);

/// @}

namespace detail {

inline void append_field(std::string& out, std::string_view name, std::string_view text) {
  if (text.empty()) return;
  out.append(" ").append(name).append("=\"");
  append_escaped(out, text);
  out += '"';
}

constexpr std::string_view printed(BulkEmailStatus status) noexcept { return printed_name(status); }

inline std::string printed(const BulkEmailEntryResult& result) {
  std::string line(printed_name(result.status));
  if (wire_name(result.status).empty()) append_field(line, status_name, result.unrecognized_status);
  append_field(line, message_id_name, result.message_id);
  append_field(line, error_name, result.error);
  return line;
}

constexpr std::string_view printed(Violation violation) noexcept { return name(violation); }
constexpr std::string_view printed(RetryAdvice advice) noexcept { return name(advice); }
constexpr std::string_view printed(FailureScope scope) noexcept { return name(scope); }
constexpr std::string_view printed(ParseIssue::Kind kind) noexcept { return name(kind); }
inline std::string printed(const ParseIssue& issue) { return describe(issue); }

}  // namespace detail

inline std::string escaped(std::string_view text) {
  std::string out;
  detail::append_escaped(out, text);
  return out;
}

inline std::ostream& operator<<(std::ostream& stream, BulkEmailStatus status) {
  return stream << detail::printed(status);
}

inline std::ostream& operator<<(std::ostream& stream, const BulkEmailEntryResult& result) {
  return stream << detail::printed(result);
}

inline std::ostream& operator<<(std::ostream& stream, Violation violation) {
  return stream << detail::printed(violation);
}

inline std::ostream& operator<<(std::ostream& stream, RetryAdvice advice) { return stream << detail::printed(advice); }

inline std::ostream& operator<<(std::ostream& stream, FailureScope scope) { return stream << detail::printed(scope); }

inline std::ostream& operator<<(std::ostream& stream, ParseIssue::Kind kind) { return stream << detail::printed(kind); }

inline std::ostream& operator<<(std::ostream& stream, const ParseIssue& issue) {
  return stream << detail::printed(issue);
}

}  // namespace sesv2

#ifdef __cpp_lib_format

namespace sesv2::detail {

/// Formats a value as `<<` prints it, with the format specifications of strings.
template <typename T>
struct Formatter : std::formatter<std::string_view> {
  template <typename FormatContext>
  auto format(const T& value, FormatContext& context) const {
    return std::formatter<std::string_view>::format(printed(value), context);
  }
};

}  // namespace sesv2::detail

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
