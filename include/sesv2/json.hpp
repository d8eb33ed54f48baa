/// @file
/// Converts results to and from nlohmann/json values, version 3.9 or later.
///
///     const auto result = json.get<sesv2::BulkEmailEntryResult>();
///     const nlohmann::json written = result;
///
/// nlohmann/json finds these functions automatically, for every `nlohmann::basic_json`. To parse a response you do not
/// need this header: sesv2/response.hpp is enough, and needs only the standard library.
// SPDX-License-Identifier: MIT
#ifndef SESV2_JSON_HPP
#define SESV2_JSON_HPP

#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/response.hpp>
#include <sesv2/retry.hpp>
#include <sesv2/salvaged_response.hpp>

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <string_view>
#include <utility>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN
namespace detail {

/// Returns the text of a JSON string, or "" for null. For anything else, nlohmann throws.
template <typename BasicJson>
std::string text_or_empty(const BasicJson& json) {
  if (json.is_null()) return {};
  const auto text = json.template get<typename BasicJson::string_t>();
  return std::string(text.data(), text.size());
}

template <typename BasicJson>
typename BasicJson::string_t to_string_t(std::string_view text) {
  return typename BasicJson::string_t(text.data(), text.size());
}

template <typename BasicJson>
std::string member_or_empty(const BasicJson& object, std::string_view name) {
  const auto member = object.find(to_string_t<BasicJson>(name));
  return member == object.end() ? std::string{} : text_or_empty(*member);
}

template <typename BasicJson>
void set_member(BasicJson& object, std::string_view name, std::string_view text) {
  if (!text.empty()) object.emplace(to_string_t<BasicJson>(name), to_string_t<BasicJson>(text));
}

}  // namespace detail

/// @addtogroup json Conversions for nlohmann/json: sesv2/json.hpp
/// @copybrief json.hpp
/// @copydetails json.hpp
/// @{

/// Writes a status as nlohmann JSON: its wire name, or null for Unrecognized.
template <typename BasicJson>
void to_json(BasicJson& json, const BulkEmailStatus& status) {
  json = nullptr;
  if (const auto wire = wire_name(status); !wire.empty()) json = detail::to_string_t<BasicJson>(wire);
}

/// Reads a status from nlohmann JSON; null and an unrecognized name become Unrecognized.
/// @throws nlohmann::json::type_error 302 if `json` is neither a string nor null; `status` is then unchanged
template <typename BasicJson>
void from_json(const BasicJson& json, BulkEmailStatus& status) {
  status = status_from_wire_name(detail::text_or_empty(json));
}

/// Writes a result as an nlohmann JSON object. Empty members are omitted; an unrecognized status keeps its text.
template <typename BasicJson>
void to_json(BasicJson& json, const BulkEmailEntryResult& result) {
  const auto wire = wire_name(result.status);
  json = BasicJson::object();
  detail::set_member(json, detail::status_name, wire.empty() ? result.unrecognized_status : wire);
  detail::set_member(json, detail::message_id_name, result.message_id);
  detail::set_member(json, detail::error_name, result.error);
}

/// Reads a result from an nlohmann JSON object. Absent and null members are left empty, and unrecognized ones ignored.
/// @throws nlohmann::json::type_error 302 if `json` is not an object, or one of the three members is neither a string
///         nor null; `result` is then unchanged
template <typename BasicJson>
void from_json(const BasicJson& json, BulkEmailEntryResult& result) {
  // Called only to throw nlohmann's own error; ordered_json cannot convert to its own object_t.
  if (!json.is_object()) static_cast<void>(json.template get<std::map<typename BasicJson::string_t, BasicJson>>());
  BulkEmailEntryResult read;
  auto status = detail::member_or_empty(json, detail::status_name);
  read.status = status_from_wire_name(status);
  if (read.status == BulkEmailStatus::Unrecognized) read.unrecognized_status = std::move(status);
  read.message_id = detail::member_or_empty(json, detail::message_id_name);
  read.error = detail::member_or_empty(json, detail::error_name);
  result = std::move(read);
}

/// Writes the enumerator's name.
template <typename BasicJson>
void to_json(BasicJson& json, const Violation& violation) {
  json = detail::to_string_t<BasicJson>(name(violation));
}

/// Writes the enumerator's name.
template <typename BasicJson>
void to_json(BasicJson& json, const ParseIssue::Kind& kind) {
  json = detail::to_string_t<BasicJson>(name(kind));
}

/// Writes the enumerator's name.
template <typename BasicJson>
void to_json(BasicJson& json, const RetryAdvice& advice) {
  json = detail::to_string_t<BasicJson>(name(advice));
}

/// Writes the enumerator's name.
template <typename BasicJson>
void to_json(BasicJson& json, const FailureScope& scope) {
  json = detail::to_string_t<BasicJson>(name(scope));
}

/// @}

SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_JSON_HPP
