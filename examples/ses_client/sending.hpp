// The sending itself: batch after batch, remembered before and after, paced, and again where that is safe.
#ifndef EXAMPLES_SES_CLIENT_SENDING_HPP
#define EXAMPLES_SES_CLIENT_SENDING_HPP

#include <cstddef>
#include <deque>
#include <string>

#include "ses_client/journal.hpp"
#include "ses_client/pacing.hpp"
#include "ses_client/progress.hpp"
#include "ses_client/request.hpp"
#include "ses_client/transport.hpp"

namespace ses_client {

enum class OnUnknown { Leave, Resend };

/// The entries that a run has to send. One that failed is among them if something other than the entry stood in its
/// way, which may have passed since: the sending rate, the quota, the account, the sender, the template.
[[nodiscard]] std::deque<std::size_t> entries_to_send(const std::vector<Entry>& entries, OnUnknown on_unknown);

/// All that the sending works with.
struct Tools {
  const Request& request;
  Journal& journal;
  Transport& transport;
  Pacing& pacing;
  Progress& progress;
};

/// Sends the entries of the queue, 50 at a time, each at most `max_attempts` times.
/// @returns why it ended before all was tried; empty: all was
/// @throws WriteFailed if the journal cannot be written: nothing is sent after that
[[nodiscard]] std::string send_all(const Tools& tools, std::deque<std::size_t> queue, std::size_t max_attempts);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_SENDING_HPP
