/// @file
/// Reads and writes the body of a `SendBulkEmail` response.
///
///     for (const auto& result : sesv2::parse_send_bulk_email_response(body, entries_sent)) use(result);
///
/// That call throws ParseError if any part of the body is not what it should be; the exception still carries every
/// result that could be read. `salvage_send_bulk_email_response` returns both without an exception.
///
/// Thread safety: the functions have no state, so any number of threads may call them at once. Copies of a ParseError
/// share what they carry, and nothing changes it.
///
/// This header needs the standard library only.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_RESPONSE_HPP
#define SESV2_RESPONSE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/shared.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sesv2 {

/// @addtogroup response Responses: sesv2/response.hpp
/// @copybrief response.hpp
/// @copydetails response.hpp
/// @{

/// Something in a response that is not what it should be.
struct ParseIssue {
  /// What is wrong, and so what to do about the entries.
  enum class Kind : std::uint8_t {
    /// The body ends too soon, or is empty. Emails whose results are missing may have gone out.
    Truncated,
    /// The body is not JSON, or not UTF-8, at `byte`. Emails whose results are missing may have gone out.
    Malformed,
    /// The root is not an object, or `BulkEmailEntryResults` is missing or not an array. The service may have
    /// refused the request: look at the HTTP status and at the message that the issue quotes.
    NoResults,
    /// The list does not have as many entries as expected. Do not match results to entries by position.
    WrongCount,
    /// An entry is not an object, or a member is not a string. The other results and members are as the service sent
    /// them.
    WrongType
  };

  /// What is wrong.
  Kind kind;
  /// The place, as a JSON Pointer (RFC 6901): `/BulkEmailEntryResults/3/Status`; "" for the whole body.
  std::string path;
  /// Truncated and Malformed: the zero-based byte offset of the fault, or the body's size if the body is truncated.
  /// It is the length of the longest prefix of the body that some valid JSON text begins with.
  std::optional<std::size_t> byte;
  /// What was expected and what was found, in UTF-8 without control characters.
  std::string message;

  /// Returns whether all four members are equal.
  friend bool operator==(const ParseIssue& left, const ParseIssue& right) noexcept {
    return left.kind == right.kind && left.path == right.path && left.byte == right.byte &&
           left.message == right.message;
  }
  /// Returns whether any of the four members differs.
  friend bool operator!=(const ParseIssue& left, const ParseIssue& right) noexcept { return !(left == right); }
};

/// Returns the enumerator's name: "Truncated"; "" for a number that is not an enumerator.
[[nodiscard]] constexpr std::string_view name(ParseIssue::Kind kind) noexcept;

/// Returns the issue in one line: `/BulkEmailEntryResults/3/Status: expected a string, found a number`, or
/// `byte 120: expected a value, found the end of the body`.
[[nodiscard]] std::string describe(const ParseIssue& issue);

/// What could be read of a response, and what could not.
struct [[nodiscard]] SalvagedResponse {
  /// By position: the result at index 3 belongs to the entry at index 3 of the request, unless there is a WrongCount.
  /// With 64 issues or more a WrongCount may be missing: compare the number of results yourself.
  /// Where the text is at fault, the last result may have been read only in part.
  std::vector<BulkEmailEntryResult> results;
  /// In the order in which they were met. Of more than 64, the first 64 and the one that ended the reading.
  std::vector<ParseIssue> issues;

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
#pragma clang diagnostic ignored "-Wweak-vtables"  // a library of headers has no other place for it
#endif

/// A response could not be read completely. `what()` is the first issue and how many more were kept. Copying does not
/// throw, since copies share what they carry.
class [[gnu::visibility("default")]] ParseError : public std::runtime_error {
 public:
  /// Makes an error that carries `response`, which should have at least one issue.
  explicit ParseError(SalvagedResponse response);

  /// Copies an error. Moving one copies it as well, so that `what()` keeps its text.
  ParseError(const ParseError&) noexcept = default;
  /// Copies an error, as the constructor does.
  ParseError& operator=(const ParseError&) noexcept = default;
  ~ParseError() override = default;

  /// Returns every result that could be read, by position.
  [[nodiscard]] const std::vector<BulkEmailEntryResult>& results() const noexcept { return response_.get().results; }
  /// Returns the issues that were kept, as in SalvagedResponse; at least one.
  [[nodiscard]] const std::vector<ParseIssue>& issues() const noexcept { return response_.get().issues; }

 private:
  detail::Shared<SalvagedResponse> response_;
};

#ifdef __clang__
#pragma clang diagnostic pop
#endif

/// Reads the body of a `SendBulkEmail` response and returns its results by position, if nothing is wrong with the body.
///
///     const auto results = sesv2::parse_send_bulk_email_response(body, request.entries.size());
///
/// Members that the library does not know are ignored. A status that it does not know is kept as Unrecognized, and what
/// breaks an invariant is kept as it is; neither is an issue. Of members with the same name the last one wins.
///
/// @param body              JSON text in UTF-8, with or without a byte order mark
/// @param expected_entries  how many entries the request had, if you know; a different number is an issue
/// @throws ParseError       if there is any issue; it carries the results that could be read, and the issues
/// @throws std::bad_alloc   if there is not enough memory
///
/// Source: https://www.rfc-editor.org/rfc/rfc8259 and
/// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html#API_SendBulkEmail_ResponseSyntax
[[nodiscard]] std::vector<BulkEmailEntryResult> parse_send_bulk_email_response(
    std::string_view body, std::optional<std::size_t> expected_entries = std::nullopt);

/// Reads as much of the body of a `SendBulkEmail` response as can be read, and reports what could not. Takes the same
/// arguments as `parse_send_bulk_email_response` and reads by the same rules.
///
///     const auto response = sesv2::salvage_send_bulk_email_response(body);
///     for (const auto& issue : response.issues) log(describe(issue));
///
/// @throws std::bad_alloc   if there is not enough memory; nothing else, whatever the body holds
SalvagedResponse salvage_send_bulk_email_response(std::string_view body,
                                                  std::optional<std::size_t> expected_entries = std::nullopt);

/// Writes the body of a `SendBulkEmail` response that has these results. Members that are empty are left out. Reading
/// it back gives equal results, unless one has a StrayUnrecognizedStatus or a status that is not an enumerator.
/// @throws std::invalid_argument if a text is not UTF-8; `what()` names the index and the member
///
/// Source: https://www.rfc-editor.org/rfc/rfc8259
[[nodiscard]] std::string serialize_send_bulk_email_response(const std::vector<BulkEmailEntryResult>& results);

/// @}

}  // namespace sesv2

#include <sesv2/detail/parse_issue.hpp>
#include <sesv2/detail/reader.hpp>
#include <sesv2/detail/writer.hpp>

#endif  // SESV2_RESPONSE_HPP
