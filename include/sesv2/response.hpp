/// @file
/// Parses and writes the body of a `SendBulkEmail` response.
///
///     const auto response = sesv2::salvage_send_bulk_email_response(body, entries_sent);
///     for (const auto& result : response.results) use(result);
///     for (const auto& issue : response.issues) log(describe(issue));
///
/// parse_send_bulk_email_response() returns only the results, and throws ParseError if there is any issue with the
/// body; the exception carries every result that could be read.
///
/// Thread safety: the functions are stateless, so any number of threads may call them concurrently. Copies of a
/// ParseError share immutable data.
// SPDX-License-Identifier: MIT
#ifndef SESV2_RESPONSE_HPP
#define SESV2_RESPONSE_HPP

#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/detail/reader.hpp>
#include <sesv2/detail/writer.hpp>
#include <sesv2/salvaged_response.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN
namespace detail {
/// Enables an overload for pointers and mutable arrays, but not for literals or strings.
template <typename T>
using EnableForBuffer =
    std::enable_if_t<std::is_pointer_v<std::remove_reference_t<T>> || std::is_same_v<std::decay_t<T>, char*>, bool>;
}  // namespace detail

/// @addtogroup response Responses: sesv2/response.hpp
/// @copybrief response.hpp
/// @copydetails response.hpp
/// @{

/// Parses the body of a `SendBulkEmail` response and returns its results by position.
///
///     const auto results = sesv2::parse_send_bulk_email_response(body, entries_sent);
///
/// Unrecognized members are ignored. An unrecognized status is kept as Unrecognized, and invariant violations are kept
/// unchanged; neither is an issue. If a member name is duplicated, the last value wins.
///
/// @param body              JSON text in UTF-8, with or without a byte order mark
/// @param expected_entries  the number of entries in the request, if known; more or fewer results are an issue
/// @throws ParseError       if there is any issue; it carries the results that could be read, and the issues
/// @throws std::bad_alloc   if memory runs out
///
/// Source: https://www.rfc-editor.org/rfc/rfc8259 and
/// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html#API_SendBulkEmail_ResponseSyntax
[[nodiscard]] std::vector<BulkEmailEntryResult> parse_send_bulk_email_response(
    std::string_view body, std::optional<std::size_t> expected_entries = std::nullopt);

/// Parses as much of the body of a `SendBulkEmail` response as possible, and returns the results together with the
/// issues. Takes the same arguments as parse_send_bulk_email_response() and follows the same rules.
///
/// @throws std::bad_alloc   if memory runs out; nothing else, regardless of the body
SalvagedResponse salvage_send_bulk_email_response(std::string_view body,
                                                  std::optional<std::size_t> expected_entries = std::nullopt);

/// Writes the body of a `SendBulkEmail` response that contains these results. Empty members are omitted. Parsing the
/// body gives equal results, unless one has a StrayUnrecognizedStatus or a status that is not an enumerator.
/// @throws std::invalid_argument if any text is not valid UTF-8; `what()` names the index and the member
///
/// Source: https://www.rfc-editor.org/rfc/rfc8259
[[nodiscard]] std::string serialize_send_bulk_email_response(const std::vector<BulkEmailEntryResult>& results);

/// Passing a pointer or buffer with its length does not compile, because the length would be mistaken for the number of
/// entries. Pass `std::string_view(data, length)`.
template <typename Buffer, detail::EnableForBuffer<Buffer> = true>
void parse_send_bulk_email_response(Buffer&& body, std::size_t length) = delete;
/// Deleted for the same reason.
template <typename Buffer, detail::EnableForBuffer<Buffer> = true>
void salvage_send_bulk_email_response(Buffer&& body, std::size_t length) = delete;

/// @}

inline SalvagedResponse salvage_send_bulk_email_response(std::string_view body,
                                                         std::optional<std::size_t> expected_entries) {
  return detail::ResponseReader(body, expected_entries).read();
}

inline std::vector<BulkEmailEntryResult> parse_send_bulk_email_response(std::string_view body,
                                                                        std::optional<std::size_t> expected_entries) {
  auto response = salvage_send_bulk_email_response(body, expected_entries);
  if (!response.complete()) throw ParseError(std::move(response));
  return std::move(response.results);
}

inline std::string serialize_send_bulk_email_response(const std::vector<BulkEmailEntryResult>& results) {
  return detail::write_response(results);
}

SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_RESPONSE_HPP
