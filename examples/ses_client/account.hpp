// The account that sends, and what it may send.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_ACCOUNT_HPP
#define EXAMPLES_SES_CLIENT_ACCOUNT_HPP

#include "ses_client/http_client.hpp"

#include <cstddef>
#include <limits>
#include <string>

namespace ses_client {

/// The answer to `GetAccount`, as far as it concerns bulk email.
/// Source: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html
struct Account {
  static constexpr double unlimited = std::numeric_limits<double>::infinity();

  /// Whether there was a connection to the service.
  bool connected = false;
  /// Why the rest is not known, for example because a permission is missing; empty: it is known, or nobody asked.
  std::string failure;
  bool is_known = false;
  double rate = unlimited;   // emails per second
  double quota = unlimited;  // emails in 24 hours
  double sent = 0;           // emails in the last 24 hours
  bool in_sandbox = false;
  bool sending_enabled = true;
  std::string enforcement_status;

  /// Returns how many emails the quota still allows.
  [[nodiscard]] double left() const noexcept;
};

/// Asks the service once, and waits a few seconds at most.
[[nodiscard]] Account get_account(HttpClient& http, const HttpSettings& settings);

/// Returns, for example, "14 entries per second, 1,204 of 50,000 left today", or why it is not known.
[[nodiscard]] std::string describe(const Account& account);

/// Returns why the account cannot send anything, and what to do about it; empty: it can.
[[nodiscard]] std::string obstacle(const Account& account);

/// Returns a warning if the 24-hour quota does not allow this many entries; empty: it does.
[[nodiscard]] std::string shortage(const Account& account, std::size_t entries);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_ACCOUNT_HPP
