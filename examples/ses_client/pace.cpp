#include "ses_client/pace.hpp"

#include <algorithm>
#include <cmath>

namespace ses_client {
namespace {

Clock::duration to_duration(Seconds time) { return std::chrono::duration_cast<Clock::duration>(time); }

/// Calls do not all travel at the same speed. One that is faster than the one before would find the service's bucket
/// not yet full again, and be throttled. So this share of the rate is not used, and where a bucket holds more than a
/// call, a tenth of it is left.
constexpr double unused_rate = 0.06;
constexpr double used_bucket = 0.9;
constexpr double largest_call = 50;

double capacity_at(double rate) {
  return std::max({1.0, std::min(largest_call, std::floor(rate)), std::floor(rate * used_bucket)});
}

}  // namespace

TokenBucket::TokenBucket(double rate, Clock::time_point now)
    : refill_(rate * (1 - unused_rate)), capacity_(capacity_at(rate)), tokens_(capacity_), counted_(now) {}

double TokenBucket::tokens(Clock::time_point now) const {
  return std::min(capacity_, tokens_ + Seconds(now - counted_).count() * refill_);
}

Clock::time_point TokenBucket::when(std::size_t entries, Clock::time_point now) const {
  if (std::isinf(capacity_)) return now;
  const auto missing = static_cast<double>(entries) - tokens(now);
  if (missing <= 0) return now;
  return now + to_duration(Seconds(missing / refill_));
}

void TokenBucket::take(std::size_t entries, Clock::time_point now) {
  if (std::isinf(capacity_)) return;
  tokens_ = tokens(now) - static_cast<double>(entries);
  counted_ = now;
}

Clock::duration Backoff::pause(std::size_t failures) {
  constexpr Seconds longest(60);
  const auto doubled = first_ * std::exp2(static_cast<double>(failures) - 1);
  std::uniform_real_distribution<double> jitter(0, std::min(doubled, longest).count());
  return to_duration(Seconds(jitter(random_)));
}

std::string Outage::note_failure(Clock::time_point started, Clock::time_point now, std::chrono::seconds asked,
                                 Backoff& backoff) {
  if (!lasts()) {
    since_ = now;
    failures_ = 0;
  } else if (started < last_failure_) {
    next_attempt_ = std::max(next_attempt_, now + asked);
    return {};
  }
  ++failures_;
  last_failure_ = now;
  const auto end = *since_ + to_duration(patience_);
  if (now >= end) {
    return "nothing was taken for " + std::to_string(std::llround(patience_.count())) + " seconds (--patience)";
  }
  if (now + asked > end) {
    return "the service asks for a pause of " + std::to_string(asked.count()) +
           " seconds, which is longer than --patience allows";
  }
  next_attempt_ = std::max(now + asked, std::min(end, now + backoff.pause(failures_)));
  return {};
}

}  // namespace ses_client
