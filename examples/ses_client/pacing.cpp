#include "ses_client/pacing.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <csignal>
#include <thread>

namespace ses_client {
namespace {

std::atomic<bool> stop_asked{false};  // NOLINT(*-non-const-global-variables): a signal handler reaches nothing else
static_assert(std::atomic<bool>::is_always_lock_free, "only a lock-free atomic may be set by a signal handler");

extern "C" void ask_to_stop(int signal) {
  stop_asked = true;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void stop_on_signals() {
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
}

void Pacing::count(std::size_t entries) {
  const Seconds time(static_cast<double>(entries) / rate_);
  rate_allows_ = std::max(rate_allows_, Clock::now()) + std::chrono::duration_cast<Clock::duration>(time);
}

void Pacing::back_off(std::size_t failures, Seconds at_least) {
  constexpr Seconds longest(60);
  const auto doubled = first_backoff_ * std::exp2(static_cast<double>(failures) - 1);
  std::uniform_real_distribution<double> jitter(0, std::min(doubled, longest).count());
  const auto time = std::max(Seconds(jitter(random_)), at_least);
  backoff_ends_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(time);
}

bool Pacing::wait() const {
  constexpr std::chrono::milliseconds slice(50);  // how long a signal may go unnoticed
  const auto end = std::max(rate_allows_, backoff_ends_);
  while (!stop_asked && Clock::now() < end) {
    std::this_thread::sleep_for(std::min<Clock::duration>(slice, end - Clock::now()));
  }
  return !stop_asked;
}

}  // namespace ses_client
