// Hands out entries at a steady rate.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_TOKEN_BUCKET_HPP
#define EXAMPLES_SES_CLIENT_TOKEN_BUCKET_HPP

#include "ses_client/backoff.hpp"

#include <cstddef>

namespace ses_client {

/// A token bucket like that of SES: after a pause, it allows one second's worth of entries at once.
class TokenBucket {
 public:
  /// @param rate  entries per second; infinity: no limit
  TokenBucket(double rate, Clock::time_point now);

  /// Returns the largest number of entries that can ever go out at once.
  [[nodiscard]] double capacity() const noexcept { return capacity_; }

  /// Returns when this many entries may go out; at most `capacity()`.
  [[nodiscard]] Clock::time_point when(std::size_t entries, Clock::time_point now) const;

  /// Counts entries that go out now.
  void take(std::size_t entries, Clock::time_point now);

  /// Keeps as many of the tokens as fit.
  void set_rate(double rate, Clock::time_point now);

  /// Takes all tokens.
  void drain(Clock::time_point now);

 private:
  [[nodiscard]] double tokens(Clock::time_point now) const;

  double refill_;  // tokens per second
  double capacity_;
  double tokens_;
  Clock::time_point counted_;
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_TOKEN_BUCKET_HPP
