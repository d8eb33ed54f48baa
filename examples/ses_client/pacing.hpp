// When the next call may go out: not faster than the rate, not before a backoff is over, and not after a signal.
#ifndef EXAMPLES_SES_CLIENT_PACING_HPP
#define EXAMPLES_SES_CLIENT_PACING_HPP

#include <chrono>
#include <cstddef>
#include <random>

namespace ses_client {

using Seconds = std::chrono::duration<double>;

/// From here on SIGINT and SIGTERM make `Pacing::wait` return false. A second one ends the program at once.
void stop_on_signals();

class Pacing {
 public:
  /// @param first_backoff  the longest wait after a first failure; it doubles with each further one, up to a minute
  /// @param rate           entries a second; infinity: as fast as it goes
  Pacing(Seconds first_backoff, double rate) : first_backoff_(first_backoff), rate_(rate) {}

  /// A call with so many entries goes out now.
  void count(std::size_t entries);

  /// The next call waits for a random time between nothing and the longest ("full jitter", so that clients that failed
  /// together do not come back together), and for at least `at_least`.
  /// Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
  void back_off(std::size_t failures, Seconds at_least);

  /// Waits until the next call may go out.
  /// @returns false if a signal has asked to stop
  [[nodiscard]] bool wait() const;

 private:
  using Clock = std::chrono::steady_clock;

  Seconds first_backoff_;
  double rate_;
  Clock::time_point rate_allows_ = Clock::now();
  Clock::time_point backoff_ends_ = Clock::now();
  std::mt19937_64 random_{std::random_device{}()};
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_PACING_HPP
