/// @file
/// The results and issues that the parser returns for a `SendBulkEmail` response.
///
///     for (const auto& issue : response.issues) log(describe(issue));
///     for (const auto index : indices_to_retry(response)) next_batch.push_back(entries[index]);  // sesv2/retry.hpp
// SPDX-License-Identifier: MIT
#ifndef SESV2_SALVAGED_RESPONSE_HPP
#define SESV2_SALVAGED_RESPONSE_HPP

#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/find_row.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN

/// @addtogroup response
/// @{

/// A problem in a response.
struct ParseIssue {
  /// The kind of problem, which determines what to do about the entries.
  enum class Kind : std::uint8_t {
    /// The body ends too early, or is empty. Emails whose results are missing may have been sent.
    Truncated,
    /// The body stops being valid JSON or UTF-8 at `byte`; half of a surrogate pair on its own is not valid. Emails
    /// whose results are missing may have been sent.
    Malformed,
    /// The root is not an object, or `BulkEmailEntryResults` is missing or not an array. The service may have
    /// rejected the request: look at the HTTP status and at the message that the issue quotes.
    NoResults,
    /// The list has more or fewer entries than expected. Do not match results to entries by position.
    WrongCount,
    /// An entry is not an object, or a member is not a string. The other results and members are unaffected.
    WrongType
  };

  /// The kind of problem.
  Kind kind = Kind::Truncated;
  /// The location, as a JSON Pointer (RFC 6901): `/BulkEmailEntryResults/3/Status`; "" for the whole body.
  std::string path = {};
  /// For Truncated and Malformed: the zero-based byte offset of the error, which is the body's size if the body is
  /// truncated. A byte order mark counts. The offset is the length of the longest prefix of the body that can begin a
  /// valid JSON text.
  std::optional<std::size_t> byte = {};
  /// What was expected and what was found, in UTF-8 without control characters.
  std::string message = {};

  /// Returns whether all four members are equal.
  friend bool operator==(const ParseIssue& left, const ParseIssue& right) noexcept {
    return left.kind == right.kind && left.path == right.path && left.byte == right.byte &&
           left.message == right.message;
  }
  /// Returns whether any of the four members differs.
  friend bool operator!=(const ParseIssue& left, const ParseIssue& right) noexcept { return !(left == right); }
};

/// Returns the enumerator's name, for example "Truncated"; "" for a number that is not an enumerator.
[[nodiscard]] constexpr std::string_view name(ParseIssue::Kind kind) noexcept;

/// Returns what a kind of issue means, in one human-readable sentence; "" for a number that is not an enumerator.
[[nodiscard]] constexpr std::string_view describe(ParseIssue::Kind kind) noexcept;

/// Returns the issue on one line: `/BulkEmailEntryResults/3/Status: expected a string, found a number`, or
/// `byte 120: expected a value, found the end of the body`.
[[nodiscard]] std::string describe(const ParseIssue& issue);

/// The results read from a response, and the issues found in it.
struct [[nodiscard]] SalvagedResponse {
  /// By position: the result at index 3 belongs to the entry at index 3 of the request, unless there is a WrongCount.
  /// If the body is truncated or malformed, the last result may be incomplete.
  std::vector<BulkEmailEntryResult> results = {};
  /// In the order in which they were found: at most the first 64, plus, if present, a WrongCount and the
  /// error that ended parsing.
  std::vector<ParseIssue> issues = {};

  /// Returns whether the response was read completely: true if `issues` is empty.
  [[nodiscard]] bool complete() const noexcept { return issues.empty(); }

  /// Returns whether all results and issues are equal.
  friend bool operator==(const SalvagedResponse& left, const SalvagedResponse& right) noexcept {
    return left.results == right.results && left.issues == right.issues;
  }
  /// Returns whether any result or issue differs.
  friend bool operator!=(const SalvagedResponse& left, const SalvagedResponse& right) noexcept {
    return !(left == right);
  }
};

#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wweak-vtables"  // a header-only library has no source file for the vtable
#endif

/// Thrown when a response has an issue. `what()` describes the first issue and gives the number of others. Copying
/// does not throw, because copies share their data (SEI CERT ERR60-CPP).
class SESV2_BULK_EMAIL_VISIBLE ParseError : public std::runtime_error {
 public:
  /// Creates an error that carries `response`, which should have at least one issue.
  explicit ParseError(SalvagedResponse response);

  /// Copies an error. Moving also copies, so that `what()` keeps its text.
  ParseError(const ParseError&) noexcept = default;
  /// Copies an error, as the copy constructor does.
  ParseError& operator=(const ParseError&) noexcept = default;
  ~ParseError() override = default;

  /// Returns every result that could be read, by position.
  [[nodiscard]] const std::vector<BulkEmailEntryResult>& results() const noexcept { return response_->results; }
  /// Returns the issues that were kept, as in SalvagedResponse; at least one.
  [[nodiscard]] const std::vector<ParseIssue>& issues() const noexcept { return response_->issues; }

 private:
  std::shared_ptr<const SalvagedResponse> response_;
};

#ifdef __clang__
#pragma clang diagnostic pop
#endif

/// @}

// Defined in sesv2/json.hpp; declared here so that nlohmann/json does not write a kind as a number.
template <typename BasicJson>
void to_json(BasicJson& json, const ParseIssue::Kind& kind);

namespace detail {

using KindRow = TextRow<ParseIssue::Kind>;
inline constexpr std::array kind_rows{
    KindRow{ParseIssue::Kind::Truncated, "Truncated",
            "The body ends too early: emails whose results are missing may have been sent."},
    KindRow{ParseIssue::Kind::Malformed, "Malformed",
            "The body is not valid JSON: emails whose results are missing may have been sent."},
    KindRow{ParseIssue::Kind::NoResults, "NoResults",
            "The body has no list of results: the service may have rejected the request."},
    KindRow{ParseIssue::Kind::WrongCount, "WrongCount",
            "There are more or fewer results than entries: results cannot be matched to entries by position."},
    KindRow{ParseIssue::Kind::WrongType, "WrongType",
            "An entry is not an object, or a member is not a string: the entry's outcome may be unknown."},
};

/// Returns the first issue, and the number of others.
inline std::string summarize(const std::vector<ParseIssue>& issues) {
  if (issues.empty()) return "the response could not be read";
  const std::string first = describe(issues.front());
  return issues.size() == 1 ? first : first + " (and " + std::to_string(issues.size() - 1) + " more)";
}

}  // namespace detail

constexpr std::string_view name(ParseIssue::Kind kind) noexcept {
  return detail::find_row(detail::kind_rows, kind).name;
}

constexpr std::string_view describe(ParseIssue::Kind kind) noexcept {
  return detail::find_row(detail::kind_rows, kind).description;
}

inline std::string describe(const ParseIssue& issue) {
  std::string location = issue.path;
  if (issue.byte.has_value()) location += (location.empty() ? "byte " : ", byte ") + std::to_string(*issue.byte);
  return location.empty() ? issue.message : location + ": " + issue.message;
}

inline ParseError::ParseError(SalvagedResponse response)
    : std::runtime_error(detail::summarize(response.issues)),
      response_(std::make_shared<const SalvagedResponse>(std::move(response))) {}

SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_SALVAGED_RESPONSE_HPP
