// SPDX-License-Identifier: MIT
#include "ses_client/account.hpp"

#include <sesv2/format.hpp>
#include "ses_client/batch_outcome.hpp"
#include "ses_client/pace.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace ses_client {
namespace {

/// The run does not depend on the answer.
constexpr std::chrono::seconds answer_timeout(5);
HttpSettings account_settings(HttpSettings settings) {
  const auto name_account = [](std::string& url) { url.replace(url.rfind('/') + 1, std::string::npos, "account"); };
  name_account(settings.endpoint.signed_url);
  name_account(settings.endpoint.target);
  settings.timeout = std::min<std::chrono::milliseconds>(settings.timeout, answer_timeout);
  return settings;
}

const nlohmann::json& member(const nlohmann::json& json, const char* name) {
  static const nlohmann::json null;
  const auto found = json.find(name);
  return found == json.end() ? null : *found;
}

bool is(bool expected, const nlohmann::json& json) { return json.is_boolean() && json.get<bool>() == expected; }

double to_number(const nlohmann::json& json, double otherwise) {
  return json.is_number() ? json.get<double>() : otherwise;
}

/// Returns a limit of the account, which GetAccount reports as -1 if it is unlimited.
double to_limit(const nlohmann::json& json) {
  const auto limit = to_number(json, -1);
  if (limit < 0) return Account::unlimited;
  return limit;
}

/// Returns 1204 as "1,204", and 0.5 as "0.5".
std::string with_commas(double number) {
  constexpr std::size_t group = 3;
  std::ostringstream out;
  out << std::fixed << std::setprecision(number == std::floor(number) ? 0 : 1) << number;
  auto text = out.str();
  for (auto i = std::min(text.find('.'), text.size()); i > group;) text.insert(i -= group, ",");
  return text;
}

std::string with_noun(double number, const char* singular, const char* plural) {
  return with_commas(number) + " " + (number == 1 ? singular : plural);
}

}  // namespace

double Account::left() const noexcept { return std::max(0.0, std::floor(quota - sent)); }

Account get_account(HttpClient& http, const HttpSettings& settings) {
  constexpr long ok = 200;
  const auto response = http.fetch(account_settings(settings));
  Account account;
  account.connected = response.request_sent;
  if (response.status != ok) {
    account.failure = read_response(response, 0).error;
    return account;
  }
  const auto json = nlohmann::json::parse(response.body, nullptr, false);
  const auto& quota = member(json, "SendQuota");
  if (!quota.is_object()) {
    account.failure = "expected a response with SendQuota, found none";
    return account;
  }
  account.is_known = true;
  const auto rate = to_limit(member(quota, "MaxSendRate"));
  if (rate > 0) account.rate = std::max(rate, lowest_rate);
  account.quota = to_limit(member(quota, "Max24HourSend"));
  account.sent = to_number(member(quota, "SentLast24Hours"), 0);
  account.in_sandbox = is(false, member(json, "ProductionAccessEnabled"));
  account.sending_enabled = !is(false, member(json, "SendingEnabled"));
  if (const auto& status = member(json, "EnforcementStatus"); status.is_string()) {
    account.enforcement_status = status.get<std::string>();
  }
  return account;
}

std::string describe(const Account& account) {
  if (!account.is_known) return "not known: " + account.failure;
  auto text = std::isinf(account.rate) ? "no rate limit" : with_noun(account.rate, "entry", "entries") + " per second";
  text += std::isinf(account.quota)
              ? ", no daily quota"
              : ", " + with_commas(account.left()) + " of " + with_commas(account.quota) + " left today";
  if (account.in_sandbox) text += ", in the sandbox: only verified addresses receive email";
  if (account.enforcement_status == "PROBATION") text += ", under review (EnforcementStatus PROBATION)";
  return text;
}

std::string obstacle(const Account& account) {
  if (account.enforcement_status == "SHUTDOWN") {
    return "the account is suspended (EnforcementStatus SHUTDOWN). Fix the cause shown in the SES console, and ask "
           "AWS Support to let the account send again.";
  }
  if (!account.sending_enabled) {
    return "sending is turned off for the account (SendingEnabled is false). Turn it on: "
           "aws sesv2 put-account-sending-attributes --sending-enabled";
  }
  return {};
}

std::string shortage(const Account& account, std::size_t entries) {
  const auto to_send = static_cast<double>(entries);
  if (account.left() >= to_send) return {};
  return "the account may send " + with_noun(account.left(), "more email", "more emails") + " today, fewer than the " +
         with_noun(to_send, "entry", "entries") +
         " to send. They are sent in the order of the request until the quota is " + "used up.";
}

}  // namespace ses_client
