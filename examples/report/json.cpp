#include "report/json.hpp"

#include <nlohmann/json.hpp>
#include <sesv2/retry.hpp>
#include <string_view>

namespace report {
namespace {

using nlohmann::ordered_json;
using sesv2::FailureScope;
using sesv2::RetryAdvice;
using sesv2::Violation;

std::string_view name_of(RetryAdvice advice) {
  switch (advice) {
    case RetryAdvice::NotNeeded:
      return "NotNeeded";
    case RetryAdvice::Backoff:
      return "Backoff";
    case RetryAdvice::NextQuotaWindow:
      return "NextQuotaWindow";
    case RetryAdvice::AfterFix:
      return "AfterFix";
    case RetryAdvice::Inspect:
      break;
  }
  return "Inspect";
}

std::string_view name_of(FailureScope scope) {
  switch (scope) {
    case FailureScope::None:
      return "None";
    case FailureScope::Entry:
      return "Entry";
    case FailureScope::Request:
      return "Request";
    case FailureScope::Account:
      break;
  }
  return "Account";
}

std::string_view name_of(Violation violation) {
  switch (violation) {
    case Violation::MessageIdWithoutSuccess:
      return "MessageIdWithoutSuccess";
    case Violation::ErrorWithoutFailure:
      return "ErrorWithoutFailure";
    case Violation::SuccessWithoutMessageId:
      return "SuccessWithoutMessageId";
    case Violation::FailureWithoutError:
      return "FailureWithoutError";
    case Violation::StatusMissing:
      return "StatusMissing";
    case Violation::StrayUnrecognizedStatus:
      break;
  }
  return "StrayUnrecognizedStatus";
}

ordered_json json_of(const Source& source) {
  auto json = ordered_json::object();
  if (!source.input.empty()) json["Input"] = source.input;
  if (source.line > 0) json["Line"] = source.line;
  return json;
}

ordered_json json_of(const Place& place) {
  auto json = json_of(place.source);
  json["Index"] = place.index;
  return json;
}

void add_next_step(ordered_json& json, sesv2::BulkEmailStatus status) {
  json["Advice"] = name_of(sesv2::retry_advice(status));
  json["Scope"] = name_of(sesv2::failure_scope(status));
}

// The status of an unknown one is what the service wrote; null where it wrote nothing.
ordered_json json_of(const StatusCount& row, std::uint64_t total) {
  ordered_json json{{"Status", row.status}};
  if (!row.unrecognized_status.empty()) json["Status"] = row.unrecognized_status;
  json["Count"] = row.places.count;
  json["Share"] = static_cast<double>(row.places.count) / static_cast<double>(total);
  json["Meaning"] = describe(row.status);
  add_next_step(json, row.status);
  return json;
}

ordered_json json_of(const Failure& failure) {
  auto json = json_of(failure.place);
  json.update(ordered_json(failure.result));
  add_next_step(json, failure.result.status);
  return json;
}

ordered_json json_of(const BrokenInvariant& broken) {
  auto json = json_of(broken.place);
  json["Violation"] = name_of(broken.violation);
  json["Meaning"] = describe(broken.violation);
  return json;
}

ordered_json json_of(const Unread& unread) {
  auto json = json_of(unread.source);
  json["Path"] = unread.issue.path;
  if (unread.issue.byte.has_value()) json["Byte"] = *unread.issue.byte;
  json["Message"] = unread.issue.message;
  return json;
}

template <typename T>
ordered_json json_of(const Listing<T>& listing) {
  auto first = ordered_json::array();
  for (const auto& item : listing.first) first.push_back(json_of(item));
  return {{"Count", listing.count}, {"First", std::move(first)}};
}

}  // namespace

std::string to_json_text(const Report& report) {
  auto statuses = ordered_json::array();
  for (const auto& row : report.statuses()) statuses.push_back(json_of(row, report.entries()));
  const ordered_json json{{"Responses", report.responses()},
                          {"Entries", report.entries()},
                          {"Sent", report.sent()},
                          {"Failed", report.failed()},
                          {"Unknown", report.unknown()},
                          {"Statuses", std::move(statuses)},
                          {"Failures", json_of(report.failures())},
                          {"BrokenInvariants", json_of(report.broken_invariants())},
                          {"Unread", json_of(report.unread())}};
  // ASCII, so that no byte of a text from outside reaches a terminal as it is.
  return json.dump(2, ' ', true, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace report
