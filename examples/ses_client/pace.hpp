// When the next call may go out.
#ifndef EXAMPLES_SES_CLIENT_PACE_HPP
#define EXAMPLES_SES_CLIENT_PACE_HPP

#include <chrono>
#include <cstddef>
#include <optional>
#include <random>
#include <string>

namespace ses_client {

using Seconds = std::chrono::duration<double>;
using Clock = std::chrono::steady_clock;

/// Hands out entries at a steady rate, as SES counts them: after a pause, a second's worth of them at once.
class TokenBucket {
 public:
  /// @param rate  entries a second; infinity: no limit
  TokenBucket(double rate, Clock::time_point now);

  /// Returns the most entries that can ever go out at once.
  [[nodiscard]] double capacity() const noexcept { return capacity_; }

  /// Returns when so many entries may go out; at most `capacity()`.
  [[nodiscard]] Clock::time_point when(std::size_t entries, Clock::time_point now) const;

  /// Counts entries that go out now.
  void take(std::size_t entries, Clock::time_point now);

 private:
  [[nodiscard]] double tokens(Clock::time_point now) const;

  double refill_;  // tokens a second
  double capacity_;
  double tokens_;
  Clock::time_point counted_;
};

/// Exponential backoff with full jitter: a random time between nothing and the longest, so that clients that failed
/// together do not come back together.
/// Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
class Backoff {
 public:
  /// @param first  the longest pause after a first failure; it doubles with each further one, up to a minute
  explicit Backoff(Seconds first) : first_(first) {}

  [[nodiscard]] Clock::duration pause(std::size_t failures);

 private:
  Seconds first_;
  std::mt19937_64 random_{std::random_device{}()};
};

/// A time in which the service takes nothing.
class Outage {
 public:
  explicit Outage(Seconds patience) : patience_(patience) {}

  /// Notes a call of which nothing was taken. Calls that were in flight together count as one failure.
  /// @param asked    how long the service asks to be left alone
  /// @returns why it is time to give up; empty: try again at `next_attempt()`
  [[nodiscard]] std::string note_failure(Clock::time_point started, Clock::time_point now, std::chrono::seconds asked,
                                         Backoff& backoff);

  void note_success() noexcept { since_.reset(); }

  [[nodiscard]] bool lasts() const noexcept { return since_.has_value(); }
  [[nodiscard]] Clock::time_point next_attempt() const noexcept { return next_attempt_; }

 private:
  Seconds patience_;
  std::optional<Clock::time_point> since_;
  std::size_t failures_ = 0;
  Clock::time_point last_failure_;
  Clock::time_point next_attempt_;
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_PACE_HPP
