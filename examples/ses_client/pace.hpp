// When the next entries may go out.
#ifndef EXAMPLES_SES_CLIENT_PACE_HPP
#define EXAMPLES_SES_CLIENT_PACE_HPP

#include <cstddef>

#include "ses_client/backoff.hpp"

namespace ses_client {

/// Hands out entries at a steady rate, as SES counts them: after a pause, a second's worth of them at once.
class TokenBucket {
 public:
  /// @param rate  entries per second; infinity: no limit
  TokenBucket(double rate, Clock::time_point now);

  /// Returns the most entries that can ever go out at once.
  [[nodiscard]] double capacity() const noexcept { return capacity_; }

  /// Returns when so many entries may go out; at most `capacity()`.
  [[nodiscard]] Clock::time_point when(std::size_t entries, Clock::time_point now) const;

  /// Counts entries that go out now.
  void take(std::size_t entries, Clock::time_point now);

 private:
  [[nodiscard]] double tokens(Clock::time_point now) const;

  double refill_;  // tokens per second
  double capacity_;
  double tokens_;
  Clock::time_point counted_;
};

/// The pace of sending: the rate that was given, and pauses after throttling.
class Pace {
 public:
  /// @param rate         entries per second; infinity: none is known
  /// @param first_pause  the maximum pause after the first throttled call
  Pace(double rate, Seconds first_pause, Clock::time_point now);

  /// Returns the most entries that one call may carry.
  [[nodiscard]] std::size_t largest_call() const noexcept;

  /// Returns when a call with so many entries may go out.
  [[nodiscard]] Clock::time_point when(std::size_t entries, Clock::time_point now) const;

  /// Notes a call that goes out.
  void note_sent(std::size_t entries, Clock::time_point now);

  /// Notes what the service said of the entries of a call: how many it accepted, and how many it throttled.
  void note_answer(std::size_t accepted, std::size_t throttled, Clock::time_point now);

  /// Whether the service throttled the previous call, so only one call at a time should go out.
  [[nodiscard]] bool is_throttled() const noexcept { return throttled_in_a_row_ > 0; }

  /// Returns the end of the pause after throttling, which may be over. Throttled entries are due then.
  [[nodiscard]] Clock::time_point throttled_until() const noexcept { return throttled_until_; }

 private:
  TokenBucket bucket_;
  Backoff backoff_;
  std::size_t throttled_in_a_row_ = 0;
  Clock::time_point throttled_until_;
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_PACE_HPP
