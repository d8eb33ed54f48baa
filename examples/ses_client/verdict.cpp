#include "ses_client/verdict.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sesv2/format.hpp>
#include <sesv2/json.hpp>
#include <sesv2/retry.hpp>
#include <string_view>
#include <utility>

namespace ses_client {
namespace {

/// What the service says in the body of an error; the beginning of the body where that is no JSON with a message.
std::string message_in(const std::string& body) {
  const auto json = nlohmann::json::parse(body, nullptr, false);
  for (const char* const name : {"message", "Message"}) {
    if (json.is_object() && json.contains(name) && json[name].is_string()) {
      return sesv2::escaped(json[name].get<std::string>());
    }
  }
  constexpr std::size_t excerpt = 200;
  return body.empty() ? "(no message)" : sesv2::escaped(std::string_view(body).substr(0, excerpt));
}

std::string describe_status(const Answer& answer) {
  auto text = "HTTP " + std::to_string(answer.status);
  if (!answer.error_type.empty()) text += " " + sesv2::escaped(answer.error_type);
  return text + ": " + message_in(answer.body);
}

/// A failure that the other batches would meet too, and that waiting does not cure.
bool stops_everything(sesv2::BulkEmailStatus status) {
  const auto scope = failure_scope(status);
  return (scope == sesv2::FailureScope::Request || scope == sesv2::FailureScope::Account) &&
         retry_advice(status) != sesv2::RetryAdvice::Backoff;
}

Verdict judge_results(const Answer& answer, std::size_t entries) {
  Verdict verdict;
  const auto response = sesv2::salvage_send_bulk_email_response(answer.body, entries);
  if (!response.issues.empty())
    verdict.trouble = "the answer is not as it should be: " + describe(response.issues.front());
  if (!answer.failure.empty()) verdict.trouble = "the answer is not whole: " + sesv2::escaped(answer.failure);
  verdict.findings.resize(entries, {Outcome::Unknown, {}});
  if (response.results.size() > entries) return verdict;
  std::transform(response.results.begin(), response.results.end(), verdict.findings.begin(), finding_of);
  for (const auto& result : response.results) {
    if (stops_everything(result.status)) {
      verdict.stop = std::string(describe(result.status)) + " " + sesv2::escaped(result.error) + " " +
                     std::string(describe(retry_advice(result.status)));
      break;
    }
  }
  return verdict;
}

}  // namespace

bool Verdict::all_unknown() const noexcept {
  return !findings.empty() && std::all_of(findings.begin(), findings.end(),
                                          [](const Finding& finding) { return finding.outcome == Outcome::Unknown; });
}

Verdict judge(const Answer& answer, std::size_t entries) {
  constexpr long ok = 200;
  constexpr long first_client_error = 400;
  constexpr long too_many_requests = 429;
  constexpr long first_server_error = 500;
  constexpr long unavailable = 503;
  Verdict verdict;
  if (!answer.connected) {
    verdict.trouble = "no connection: " + sesv2::escaped(answer.failure);
  } else if (answer.status == ok) {
    verdict = judge_results(answer, entries);
  } else if (answer.status == too_many_requests || answer.status == unavailable) {
    verdict.trouble = describe_status(answer);
    verdict.pause = answer.retry_after;
  } else if (answer.status >= first_client_error && answer.status < first_server_error) {
    verdict.stop = describe_status(answer);
  } else {
    verdict.trouble = answer.status == 0 ? "no answer: " + sesv2::escaped(answer.failure) : describe_status(answer);
    verdict.findings.resize(entries, {Outcome::Unknown, {}});
  }
  return verdict;
}

}  // namespace ses_client
