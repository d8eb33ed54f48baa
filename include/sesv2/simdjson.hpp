// Reads the body that Amazon SES answers to `SendBulkEmail` as sesv2/json.hpp does, several times faster; with
// simdjson, 3 or later.
//
//   simdjson::dom::parser parser;  // one for each thread, for as many bodies as there are: it keeps its memory
//   for (const auto& result : sesv2::parse_send_bulk_email_response(parser, body, entries_sent)) ...
//
// The results and the issues are those of sesv2/json.hpp, whatever the body holds. A body that simdjson's DOM parser
// reads whole, and that is as it should be, is turned into results from what it made of it; anything else is read again
// by that other reader, whose verdict stands. So a body with an issue costs both, and so does one with a number over 64
// bits.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_SIMDJSON_HPP
#define SESV2_SIMDJSON_HPP

#include <simdjson.h>

#include <cstddef>
#include <optional>
#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sesv2 {

/// Reads the body of a `SendBulkEmail` response, if all of it is as it should be: what the overload without a parser
/// does, faster.
///
/// @param parser            the caller's, to be reused from body to body; what it parsed before is lost
/// @param body              JSON text (RFC 8259) in UTF-8; it needs no padding
/// @param expected_entries  how many entries the request had, where the caller knows; another number is an issue
/// @throws ParseError       if there is any issue; it carries the results that could be read, and the issues
[[nodiscard]] std::vector<BulkEmailEntryResult> parse_send_bulk_email_response(
    simdjson::dom::parser& parser, std::string_view body, std::optional<std::size_t> expected_entries = std::nullopt);

/// Reads as much of the body of a `SendBulkEmail` response as can be read, and says what could not be. Takes the same
/// arguments as `parse_send_bulk_email_response`, reads by the same rules, and throws for nothing that `body` holds.
[[nodiscard]] SalvagedResponse salvage_send_bulk_email_response(
    simdjson::dom::parser& parser, std::string_view body, std::optional<std::size_t> expected_entries = std::nullopt);

namespace detail {

/// Takes the text of a string, "" of null; false for anything else.
inline bool take_text(simdjson::dom::element value, std::string_view& text) noexcept {
  if (value.get(text) == simdjson::SUCCESS) return true;
  text = {};  // of several members with the same name the last one stands
  return value.is_null();
}

/// What an entry holds, in the parser's memory.
struct EntryTexts {
  std::string_view status;
  std::string_view message_id;
  std::string_view error;
};

/// Takes the texts of an entry; false if there is anything about the entry that is not as it should be.
inline bool take_texts(simdjson::dom::element entry, EntryTexts& texts) noexcept {
  simdjson::dom::object members;
  if (entry.get(members) != simdjson::SUCCESS) return false;
  for (const auto [name, value] : members) {
    if (name == status_name) {
      if (!take_text(value, texts.status)) return false;
    } else if (name == message_id_name) {
      if (!take_text(value, texts.message_id)) return false;
    } else if (name == error_name) {
      if (!take_text(value, texts.error)) return false;
    }
  }
  return true;
}

/// Finds the list of entries in a response; nothing if there is none, or something else of its name.
inline std::optional<simdjson::dom::array> find_list(simdjson::dom::element response) noexcept {
  simdjson::dom::object members;
  if (response.get(members) != simdjson::SUCCESS) return std::nullopt;
  std::optional<simdjson::dom::array> list;
  // Not looked up by name: simdjson would find the first of several, and the last one stands.
  for (const auto [name, value] : members) {
    if (name == results_name && value.get(list.emplace()) != simdjson::SUCCESS) return std::nullopt;
  }
  return list;
}

/// The results of a response; nothing if there is anything about it that is not as it should be.
///
/// GCC is told to compile what it calls in place: in a file with much else it makes calls of simdjson's steps from
/// member to member, and the reading takes a tenth more time. Texts are moved in, since assigning one to a std::string
/// is a call into the standard library's binary; what is rare is assigned.
#ifdef __GNUC__  // clang knows the attribute too, but takes it for direct calls only, and does well without
[[gnu::flatten]]
#endif
inline std::optional<std::vector<BulkEmailEntryResult>>
read_regular_response(simdjson::dom::parser& parser, std::string_view body,
                      std::optional<std::size_t> expected_entries) {
  if (body.empty()) return std::nullopt;  // may be a null pointer, which simdjson would hand to memcpy
  simdjson::dom::element response;
  if (parser.parse(body.data(), body.size()).get(response) != simdjson::SUCCESS) return std::nullopt;
  const auto list = find_list(response);
  if (!list.has_value()) return std::nullopt;
  std::vector<BulkEmailEntryResult> results;
  results.reserve(list->size());
  for (const auto entry : *list) {
    EntryTexts texts;
    if (!take_texts(entry, texts)) return std::nullopt;
    auto& result = results.emplace_back();
    result.status = status_from_wire_name(texts.status);
    if (result.status == BulkEmailStatus::Unrecognized) result.unrecognized_status = texts.status;
    if (!texts.message_id.empty()) result.message_id = std::string(texts.message_id);
    if (!texts.error.empty()) result.error = std::string(texts.error);
  }
  if (results.size() != expected_entries.value_or(results.size())) return std::nullopt;
  return results;
}

}  // namespace detail

inline std::vector<BulkEmailEntryResult> parse_send_bulk_email_response(simdjson::dom::parser& parser,
                                                                        std::string_view body,
                                                                        std::optional<std::size_t> expected_entries) {
  auto results = detail::read_regular_response(parser, body, expected_entries);
  return results.has_value() ? *std::move(results) : parse_send_bulk_email_response(body, expected_entries);
}

inline SalvagedResponse salvage_send_bulk_email_response(simdjson::dom::parser& parser, std::string_view body,
                                                         std::optional<std::size_t> expected_entries) {
  auto results = detail::read_regular_response(parser, body, expected_entries);
  if (!results.has_value()) return salvage_send_bulk_email_response(body, expected_entries);
  return {*std::move(results), {}};
}

}  // namespace sesv2

#endif  // SESV2_SIMDJSON_HPP
