// When the next entries may go out.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_PACE_HPP
#define EXAMPLES_SES_CLIENT_PACE_HPP

#include "ses_client/token_bucket.hpp"

#include <cstddef>
#include <deque>
#include <utility>

namespace ses_client {

inline constexpr double lowest_rate = 0.01;  // entries per second, of --rate and of an account

/// The pace of sending. It starts with the rate that is known, and learns a lower one from entries that are throttled
/// although the pace was kept, or because no rate is known: each throttled call lowers the rate, and accepted entries
/// raise it again.
class Pace {
 public:
  /// @param highest_rate  entries per second; infinity: none is known
  Pace(double highest_rate, Clock::time_point now);

  /// Returns the largest number of entries that one call may carry.
  [[nodiscard]] std::size_t largest_call() const noexcept;

  /// Returns when a call with this many entries may go out.
  [[nodiscard]] Clock::time_point when(std::size_t entries, Clock::time_point now) const;

  /// Notes a call that goes out.
  void note_sent(std::size_t entries, Clock::time_point now);

  /// What the service said about the entries of a call.
  struct Answer {
    std::size_t accepted = 0;
    std::size_t throttled = 0;
    Clock::time_point started;  // when the call went out
  };
  void note_answer(const Answer& answer, Clock::time_point now);

  /// Returns whether the previous call was throttled as a whole, so only one call at a time should go out.
  [[nodiscard]] bool is_throttled() const noexcept { return is_throttled_; }

 private:
  void lower(const Answer& answer, Clock::time_point now);
  void raise(std::size_t accepted, Clock::time_point now);
  void set_rate(double rate, Clock::time_point now);

  double highest_rate_;
  double rate_;
  TokenBucket bucket_;
  bool is_throttled_ = false;
  /// The calls that were answered in the last second, with the number of entries that were accepted.
  std::deque<std::pair<Clock::time_point, std::size_t>> answers_;
  /// When the rate was last lowered, the rate at which the service throttled, and how many seconds' worth of entries,
  /// at the current rate, have been accepted since then.
  Clock::time_point lowered_;
  double throttled_rate_;
  double accepted_seconds_ = 0;
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_PACE_HPP
