// Entries that the service rejected, each alone in its call, because of the entry or of the whole request.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_SES_CLIENT_SUSPECTS_HPP
#define EXAMPLES_SES_CLIENT_SUSPECTS_HPP

#include "ses_client/entry_outcome.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ses_client {

/// Once the service accepts anything, the suspects are taken to be the cause of the error. If it rejects one after
/// another and accepts nothing, they are not.
class Suspects {
 public:
  struct Suspect {
    std::size_t index;
    std::string error;
  };

  /// Whether this error differs from the previous one, or is the first since suspects were last found to be the cause.
  [[nodiscard]] bool is_news(const std::string& error) { return std::exchange(last_error_, error) != error; }

  void add(std::size_t index, std::string error) { suspects_.push_back({index, std::move(error)}); }

  /// Returns where in the rest of the request to take the next entry to try, as a share of that rest; none if any
  /// entry will do. Entries next to each other may have the same error, and so may those at both ends.
  [[nodiscard]] std::optional<double> probe() const noexcept {
    constexpr std::array<double, 3> shares{0.5, 0.25, 0.75};
    if (suspects_.size() < 2) return std::nullopt;
    return shares.at((suspects_.size() - 2) % shares.size());
  }

  /// Returns the suspects' positions.
  [[nodiscard]] Batch positions() const {
    Batch positions;
    for (const auto& suspect : suspects_) positions.push_back(suspect.index);
    std::sort(positions.begin(), positions.end());
    return positions;
  }

  /// Whether the request, not the suspects, causes the error.
  [[nodiscard]] bool request_is_at_fault() const noexcept {
    constexpr std::size_t most = 5;
    return suspects_.size() >= most;
  }

  /// Returns the suspects, which cause the error, and forgets them.
  [[nodiscard]] std::vector<Suspect> take() {
    if (!suspects_.empty()) last_error_.clear();
    return std::exchange(suspects_, {});
  }

 private:
  std::vector<Suspect> suspects_;
  std::string last_error_;
};

}  // namespace ses_client

#endif  // EXAMPLES_SES_CLIENT_SUSPECTS_HPP
