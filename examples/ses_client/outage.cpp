// SPDX-License-Identifier: MIT
#include "ses_client/outage.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ses_client {

std::string Outage::note_failure(Clock::time_point started, Clock::time_point now, std::chrono::seconds asked) {
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
    return "no call was accepted for " + std::to_string(std::llround(patience_.count())) + " seconds (--patience)";
  }
  if (now + asked > end) {
    return "the service asks for a pause of " + std::to_string(asked.count()) +
           " seconds, which is longer than --patience allows";
  }
  next_attempt_ = std::max(now + asked, std::min(end, now + backoff_.pause(failures_)));
  return {};
}

bool Outage::note_success() {
  const bool ended = lasts();
  since_.reset();
  reason_.clear();
  return ended;
}

bool Outage::is_news(const std::string& reason) { return std::exchange(reason_, reason) != reason; }

}  // namespace ses_client
