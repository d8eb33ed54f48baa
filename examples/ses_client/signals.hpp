// The signals that stop a run.
#ifndef EXAMPLES_SES_CLIENT_SIGNALS_HPP
#define EXAMPLES_SES_CLIENT_SIGNALS_HPP

namespace ses_client {

/// From here on SIGINT, SIGTERM and SIGHUP make `stop_asked` return true; the second signal ends the program at once. A
/// peer that is gone and a file that may not grow become errors instead of signals.
void handle_signals();

[[nodiscard]] bool stop_asked() noexcept;

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_SIGNALS_HPP
