// How long to wait after a failure.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_BACKOFF_HPP
#define EXAMPLES_SES_CLIENT_BACKOFF_HPP

#include <chrono>
#include <cstddef>
#include <random>

namespace ses_client {

using Seconds = std::chrono::duration<double>;
using Clock = std::chrono::steady_clock;

[[nodiscard]] inline Clock::duration to_duration(Seconds time) {
  return std::chrono::duration_cast<Clock::duration>(time);
}

/// Exponential backoff with full jitter: a random time between zero and the maximum, so that clients that failed
/// together do not come back together.
/// Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
class Backoff {
 public:
  /// @param first  the maximum pause after the first failure; it doubles with each further failure, up to a minute
  explicit Backoff(Seconds first) : first_(first) {}

  /// @param failures  at least 1
  [[nodiscard]] Clock::duration pause(std::size_t failures);

 private:
  Seconds first_;
  std::mt19937_64 random_{std::random_device{}()};
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_BACKOFF_HPP
