// SPDX-License-Identifier: MIT
#include "ses_client/token_bucket.hpp"

#include "ses_client/entry_outcome.hpp"

#include <algorithm>
#include <cmath>

namespace ses_client {
namespace {

/// Calls travel at different speeds. A call that is faster than the previous one would reach the service before its
/// bucket has refilled, and be throttled. So this share of the rate is not used, and where a bucket holds more than one
/// call, a tenth of it is left unused.
constexpr double unused_rate = 0.06;
constexpr double used_bucket = 0.9;

double refill_at(double rate) { return rate * (1 - unused_rate); }

double capacity_at(double rate) {
  const auto largest_call = static_cast<double>(max_entries_per_call);
  return std::max({1.0, std::min(largest_call, std::floor(rate)), std::floor(rate * used_bucket)});
}

}  // namespace

TokenBucket::TokenBucket(double rate, Clock::time_point now)
    : refill_(refill_at(rate)), capacity_(capacity_at(rate)), tokens_(capacity_), counted_(now) {}

double TokenBucket::tokens(Clock::time_point now) const {
  if (std::isinf(capacity_)) return capacity_;
  return std::min(capacity_, tokens_ + Seconds(now - counted_).count() * refill_);
}

Clock::time_point TokenBucket::when(std::size_t entries, Clock::time_point now) const {
  const auto missing = static_cast<double>(entries) - tokens(now);
  return missing <= 0 ? now : now + to_duration(Seconds(missing / refill_));
}

void TokenBucket::take(std::size_t entries, Clock::time_point now) {
  tokens_ = tokens(now) - static_cast<double>(entries);
  counted_ = now;
}

void TokenBucket::set_rate(double rate, Clock::time_point now) {
  tokens_ = tokens(now);
  counted_ = now;
  refill_ = refill_at(rate);
  capacity_ = capacity_at(rate);
}

void TokenBucket::drain(Clock::time_point now) {
  tokens_ = std::min(tokens(now), 0.0);
  counted_ = now;
}

}  // namespace ses_client
