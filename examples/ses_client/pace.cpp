// SPDX-License-Identifier: MIT
#include "ses_client/pace.hpp"

#include "ses_client/entry_outcome.hpp"

#include <algorithm>
#include <cmath>

namespace ses_client {
namespace {

/// The rate of an account in the sandbox; no account has a lower one.
/// Source: https://docs.aws.amazon.com/ses/latest/dg/quotas.html
constexpr double slowest_rate = 1;
/// The share of a rate that is left after throttling at that rate. As in the adaptive mode of botocore:
/// https://github.com/boto/botocore/blob/develop/botocore/retries/throttling.py
constexpr double kept_share = 0.7;
/// After this many seconds' worth of accepted entries, the rate is back where the service throttled.
constexpr double recovery_seconds = 6;

}  // namespace

Pace::Pace(double highest_rate, Clock::time_point now)
    : highest_rate_(highest_rate),
      rate_(highest_rate),
      bucket_(highest_rate, now),
      lowered_(now),
      throttled_rate_(highest_rate) {}

std::size_t Pace::largest_call() const noexcept {
  return static_cast<std::size_t>(std::min(static_cast<double>(max_entries_per_call), bucket_.capacity()));
}

Clock::time_point Pace::when(std::size_t entries, Clock::time_point now) const { return bucket_.when(entries, now); }

void Pace::note_sent(std::size_t entries, Clock::time_point now) { bucket_.take(entries, now); }

void Pace::note_answer(const Answer& answer, Clock::time_point now) {
  is_throttled_ = answer.accepted == 0 && answer.throttled > 0;
  answers_.emplace_back(now, answer.accepted);
  while (now - answers_.front().first > std::chrono::seconds(1)) answers_.pop_front();
  if (answer.throttled == 0) {
    raise(answer.accepted, now);
  } else if (answer.started >=
             lowered_) {  // otherwise, it was in flight when the rate was lowered, so it says nothing new
    lower(answer, now);
  }
}

/// Multiplicative decrease.
void Pace::lower(const Answer& answer, Clock::time_point now) {
  double accepted = 0;  // in the last second
  for (const auto& [time, count] : answers_) accepted += static_cast<double>(count);
  const auto called = static_cast<double>(answer.accepted + answer.throttled);
  const auto rate = std::isinf(rate_) ? std::max(accepted, called) : rate_;
  // A call that was throttled as a whole does not show what rate the service allows, only that ours is too high.
  throttled_rate_ = std::max(slowest_rate, answer.accepted > 0 ? std::min(rate, accepted) : rate * kept_share);
  lowered_ = now;
  accepted_seconds_ = 0;
  set_rate(throttled_rate_ * kept_share, now);
  bucket_.drain(now);  // the bucket of the service is empty too
}

/// Additive increase along a cubic curve, as in the adaptive mode of botocore: slow around the rate at which the
/// service throttled, and faster beyond it. Botocore's curve rises by the same number of calls for every rate; this one
/// is scaled to the rate.
void Pace::raise(std::size_t accepted, Clock::time_point now) {
  if (rate_ >= highest_rate_) return;
  accepted_seconds_ += static_cast<double>(accepted) / rate_;
  const auto distance = accepted_seconds_ / recovery_seconds - 1;
  set_rate(throttled_rate_ * (1 + (1 - kept_share) * distance * distance * distance), now);
}

void Pace::set_rate(double rate, Clock::time_point now) {
  rate_ = std::clamp(rate, std::min(slowest_rate, highest_rate_), highest_rate_);
  bucket_.set_rate(rate_, now);
}

}  // namespace ses_client
