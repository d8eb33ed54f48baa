#include "ses_client/pace.hpp"

#include <algorithm>
#include <cmath>

#include "ses_client/entry_outcome.hpp"

namespace ses_client {
namespace {

/// Calls travel at different speeds. A call that is faster than the previous one would reach the service before its
/// bucket has refilled, and be throttled. So this share of the rate is not used, and where a bucket holds more than a
/// call, a tenth of it is left.
constexpr double unused_rate = 0.06;
constexpr double used_bucket = 0.9;

double capacity_at(double rate) {
  const auto largest_call = static_cast<double>(max_entries_per_call);
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

Pace::Pace(double rate, Seconds first_pause, Clock::time_point now)
    : bucket_(rate, now), backoff_(first_pause), throttled_until_(now) {}

std::size_t Pace::largest_call() const noexcept {
  return static_cast<std::size_t>(std::min(static_cast<double>(max_entries_per_call), bucket_.capacity()));
}

Clock::time_point Pace::when(std::size_t entries, Clock::time_point now) const {
  return std::max({now, throttled_until_, bucket_.when(entries, now)});
}

void Pace::note_sent(std::size_t entries, Clock::time_point now) { bucket_.take(entries, now); }

void Pace::note_answer(std::size_t /*accepted*/, std::size_t throttled, Clock::time_point now) {
  throttled_in_a_row_ = throttled > 0 ? throttled_in_a_row_ + 1 : 0;
  if (throttled > 0) throttled_until_ = std::max(throttled_until_, now + backoff_.pause(throttled_in_a_row_));
}

}  // namespace ses_client
