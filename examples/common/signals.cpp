// SPDX-License-Identifier: MIT
#include "common/signals.hpp"

#include "common/replace_file.hpp"

#include <poll.h>

#include <atomic>
#include <cerrno>
#include <csignal>

namespace common {
namespace {

std::atomic<int> received{0};  // NOLINT(*-non-const-global-variables): a signal handler can reach nothing else
static_assert(std::atomic<int>::is_always_lock_free, "only a lock-free atomic may be set by a signal handler");

extern "C" void ask_to_stop(int signal) {
  int none = 0;
  // When a terminal is closed, SIGHUP may come from both the kernel and the shell.
  if (received.compare_exchange_strong(none, signal) || signal == SIGHUP) return;
  remove_temporary_files();
  std::signal(signal, SIG_DFL);
  std::raise(signal);  // it takes effect when this function returns
}

}  // namespace

void handle_signals() {
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
  if (std::signal(SIGHUP, ask_to_stop) == SIG_IGN) std::signal(SIGHUP, SIG_IGN);  // nohup
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

int stop_signal() noexcept { return received; }

bool wait_until_readable(int descriptor) {
  constexpr int milliseconds = 200;  // for a signal that comes just before the call
  pollfd file{descriptor, POLLIN, 0};
  while (stop_signal() == 0) {
    const int count = ::poll(&file, 1, milliseconds);
    if (count > 0 || (count < 0 && errno != EINTR)) return true;
  }
  return false;
}

}  // namespace common
