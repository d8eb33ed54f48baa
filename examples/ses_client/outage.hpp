// A period in which the service accepts no calls.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_OUTAGE_HPP
#define EXAMPLES_SES_CLIENT_OUTAGE_HPP

#include "ses_client/backoff.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace ses_client {

class Outage {
 public:
  Outage(Seconds patience, Seconds first_pause) : patience_(patience), backoff_(first_pause) {}

  /// Notes a call that was not accepted. Calls that were in flight together count as one failure.
  /// @param asked  the pause that the service asks for
  /// @returns why it is time to give up; empty: retry at `next_attempt()`
  [[nodiscard]] std::string note_failure(Clock::time_point started, Clock::time_point now, std::chrono::seconds asked);

  /// Notes a call that reached the service.
  /// @returns whether an outage ended
  bool note_success();

  /// Returns whether this reason for the outage differs from the previous one.
  [[nodiscard]] bool is_news(const std::string& reason);

  [[nodiscard]] bool lasts() const noexcept { return since_.has_value(); }
  [[nodiscard]] Clock::time_point next_attempt() const noexcept { return next_attempt_; }

 private:
  Seconds patience_;
  Backoff backoff_;
  std::optional<Clock::time_point> since_;
  std::size_t failures_ = 0;
  Clock::time_point last_failure_;
  Clock::time_point next_attempt_;
  std::string reason_;
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_OUTAGE_HPP
