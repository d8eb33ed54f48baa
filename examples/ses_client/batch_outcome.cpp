// SPDX-License-Identifier: MIT
#include "ses_client/batch_outcome.hpp"

#include <sesv2/format.hpp>
#include <sesv2/response.hpp>
#include <sesv2/retry.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace ses_client {
namespace {

using Kind = BatchOutcome::Kind;

/// Error types of throttling, and of temporary errors that kept the service from reading the request. Source: the lists
/// of throttling and transient codes in https://github.com/boto/botocore/blob/develop/botocore/retries/standard.py
constexpr std::array<std::string_view, 16> passing_types{"Throttling",
                                                         "ThrottlingException",
                                                         "ThrottledException",
                                                         "RequestThrottled",
                                                         "RequestThrottledException",
                                                         "TooManyRequestsException",
                                                         "SlowDown",
                                                         "ProvisionedThroughputExceededException",
                                                         "TransactionInProgressException",
                                                         "RequestLimitExceeded",
                                                         "BandwidthLimitExceeded",
                                                         "LimitExceededException",
                                                         "PriorRequestNotComplete",
                                                         "EC2ThrottledException",
                                                         "RequestTimeout",
                                                         "RequestTimeoutException"};

/// Error types of a 400 that one entry can cause for its whole batch.
constexpr std::array<std::string_view, 10> entry_types{"BadRequestException",
                                                       "BadRequest",
                                                       "ValidationException",
                                                       "ValidationError",
                                                       "SerializationException",
                                                       "InvalidParameterException",
                                                       "InvalidParameter",
                                                       "InvalidParameterValue",
                                                       "InvalidParameterValueException",
                                                       "MessageRejected"};

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& types, std::string_view type) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

std::string member(const nlohmann::json& json, std::initializer_list<const char*> names) {
  for (const auto* const name : names) {
    if (!json.is_object()) break;
    if (const auto found = json.find(name); found != json.end() && found->is_string()) return found->get<std::string>();
  }
  return {};
}

/// The service writes an error type with a namespace before it, or a URL after it.
std::string without_decoration(std::string type) {
  if (const auto hash = type.find('#'); hash != std::string::npos) type.erase(0, hash + 1);
  type.erase(std::min(type.find(':'), type.size()));
  return type;
}

struct ServiceError {
  std::string type;
  std::string text;  // "HTTP 400 BadRequestException: the message", escaped
};

ServiceError error_of(const HttpResponse& response) {
  constexpr std::size_t excerpt = 200;
  constexpr std::size_t longest_message = 1024;
  const auto json = nlohmann::json::parse(response.body, nullptr, false);
  auto type = response.error_type.empty() ? member(json, {"__type", "code", "Code", "type"}) : response.error_type;
  type = without_decoration(std::move(type));
  auto message = member(json, {"message", "Message"});
  if (message.empty()) message = response.body.substr(0, excerpt);
  if (message.empty()) message = "(no message)";
  message.resize(std::min(message.size(), longest_message));
  type.resize(std::min(type.size(), excerpt));
  const auto shown_type = type.empty() ? "" : " " + sesv2::escaped(type);
  return {type, "HTTP " + std::to_string(response.status) + shown_type + ": " + sesv2::escaped(message)};
}

/// A failure that would also affect the other batches, and that waiting does not fix.
bool stops_everything(sesv2::BulkEmailStatus status) {
  const auto scope = failure_scope(status);
  return (scope == sesv2::FailureScope::Request || scope == sesv2::FailureScope::Account) &&
         retry_advice(status) != sesv2::RetryAdvice::Backoff;
}

bool positions_are_certain(const sesv2::SalvagedResponse& response) {
  return std::none_of(response.issues.begin(), response.issues.end(),
                      [](const auto& issue) { return issue.kind == sesv2::ParseIssue::Kind::WrongCount; });
}

BatchOutcome read_results(const HttpResponse& response, std::size_t entries) {
  BatchOutcome outcome;
  auto salvaged = sesv2::salvage_send_bulk_email_response(response.body, entries);
  if (!salvaged.issues.empty()) outcome.error = "unexpected response: " + describe(salvaged.issues.front());
  if (!response.failure.empty()) outcome.error = "the response is truncated: " + sesv2::escaped(response.failure);
  if (!response.encoding.empty() && !salvaged.issues.empty()) {
    outcome.error = "the response is compressed (" + sesv2::escaped(response.encoding) +
                    "), although compression was not requested";
  }
  const bool matched = salvaged.results.size() <= entries && positions_are_certain(salvaged);
  if (!matched) outcome.error += "; the results cannot be matched to entries";
  auto& results = matched ? outcome.results : outcome.unmatched;
  results = std::move(salvaged.results);
  for (const auto& result : results) {
    if (!stops_everything(result.status)) continue;
    outcome.stop = std::string(describe(result.status)) + " " + sesv2::escaped(result.error) + " " +
                   std::string(describe(retry_advice(result.status)));
    break;
  }
  return outcome;
}

Kind kind_of_client_error(long status, const std::string& type) {
  constexpr long bad_request = 400;
  constexpr long request_timeout = 408;
  constexpr long too_many_requests = 429;
  if (status == request_timeout || status == too_many_requests || contains(passing_types, type))
    return Kind::Unavailable;
  return status == bad_request && contains(entry_types, type) ? Kind::EntryRejected : Kind::Rejected;
}

}  // namespace

BatchOutcome read_response(const HttpResponse& response, std::size_t entries) {
  constexpr long ok = 200;
  constexpr long first_client_error = 400;
  constexpr long first_server_error = 500;
  constexpr long unavailable = 503;
  BatchOutcome outcome;
  if (!response.request_sent) {
    outcome.kind = response.permanent_failure ? Kind::Rejected : Kind::Unavailable;
    outcome.error = "no connection: " + sesv2::escaped(response.failure);
  } else if (response.status == ok) {
    return read_results(response, entries);
  } else if (response.status == 0) {
    outcome.error = "no response: " + sesv2::escaped(response.failure);
  } else {
    const auto error = error_of(response);
    outcome.error = error.text;
    if (response.status == unavailable) outcome.kind = Kind::Unavailable;
    if (response.status >= first_client_error && response.status < first_server_error) {
      outcome.kind = kind_of_client_error(response.status, error.type);
    }
    if (outcome.kind == Kind::Unavailable) outcome.pause = response.retry_after;
  }
  if (outcome.kind == Kind::Rejected) outcome.stop = outcome.error;
  return outcome;
}

}  // namespace ses_client
