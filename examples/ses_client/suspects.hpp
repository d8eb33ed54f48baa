// Entries that the service refused, each alone in its call: are they at fault, or is the request?
#ifndef EXAMPLES_SES_CLIENT_SUSPECTS_HPP
#define EXAMPLES_SES_CLIENT_SUSPECTS_HPP

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace ses_client {

/// As soon as the service accepts anything, the suspects are at fault. If it refuses one after the other and accepts
/// nothing, the fault is not theirs.
class Suspects {
 public:
  struct Suspect {
    std::size_t index;
    std::string error;
  };

  /// Whether this error was not met since the last suspects were found to be at fault.
  [[nodiscard]] bool is_news(const std::string& error) { return std::exchange(last_error_, error) != error; }

  void add(std::size_t index, std::string error) { suspects_.push_back({index, std::move(error)}); }

  /// Whether an entry from elsewhere in the request should be tried next. Two that stand side by side may have the same
  /// fault.
  [[nodiscard]] bool want_probe() const noexcept { return suspects_.size() >= 2; }

  /// Whether the request is at fault, and not they.
  [[nodiscard]] bool request_is_at_fault() const noexcept {
    constexpr std::size_t most = 4;
    return suspects_.size() >= most;
  }

  /// Returns those found to be at fault, and forgets them.
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
