#include "ses_client/signals.hpp"

#include <atomic>
#include <csignal>

namespace ses_client {
namespace {

std::atomic<bool> asked{false};  // NOLINT(*-non-const-global-variables): a signal handler reaches nothing else
static_assert(std::atomic<bool>::is_always_lock_free, "only a lock-free atomic may be set by a signal handler");

extern "C" void ask_to_stop(int signal) {
  // When a terminal is closed, SIGHUP may come from the kernel and from the shell.
  if (signal != SIGHUP) std::signal(signal, SIG_DFL);
  asked = true;
}

}  // namespace

void handle_signals() {
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
  if (std::signal(SIGHUP, ask_to_stop) == SIG_IGN) std::signal(SIGHUP, SIG_IGN);  // nohup
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

bool stop_asked() noexcept { return asked; }

}  // namespace ses_client
