// What an answer means for the batch that was sent: which entries were sent, which were not, and which may have been.
#ifndef EXAMPLES_SES_CLIENT_VERDICT_HPP
#define EXAMPLES_SES_CLIENT_VERDICT_HPP

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "ses_client/outcome.hpp"
#include "ses_client/transport.hpp"

namespace ses_client {

struct Verdict {
  /// By position in the batch. Empty: the service took nothing, so every entry is what it was before the call.
  std::vector<Finding> findings;
  /// Why no further batch should be sent; empty: go on.
  std::string stop;
  /// What is wrong with the answer, for people; empty: nothing.
  std::string trouble;
  /// How long the service asks to be left alone.
  std::chrono::seconds pause{0};

  [[nodiscard]] bool nothing_taken() const noexcept { return findings.empty(); }
  /// Whether it is not known of any entry what became of it.
  [[nodiscard]] bool all_unknown() const noexcept;
};

/// | answer                                                  | verdict                                             |
/// | ------------------------------------------------------- | --------------------------------------------------- |
/// | no connection                                           | nothing was taken                                   |
/// | 429, 503                                                | nothing was taken, and the pause that was asked for |
/// | any other 4xx                                           | nothing was taken, and stop                         |
/// | 200, with up to one result an entry                     | a finding for each result, the others are unknown   |
/// | 200 with more results than entries                      | all unknown: the positions cannot be trusted        |
/// | anything else: 5xx, a redirect, a timeout, a torn line  | all unknown                                         |
[[nodiscard]] Verdict judge(const Answer& answer, std::size_t entries);

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_VERDICT_HPP
