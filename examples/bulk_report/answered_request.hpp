// The request that the responses answer: names the recipients, and holds the entries to retry.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_BULK_REPORT_ANSWERED_REQUEST_HPP
#define EXAMPLES_BULK_REPORT_ANSWERED_REQUEST_HPP

#include "bulk_report/responses.hpp"
#include "common/request_text.hpp"

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace bulk_report {

/// The request with the entries to retry cannot be written; `what()` says why.
class RetryRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A SendBulkEmail request that is answered by one response, or by several in its order.
class AnsweredRequest {
 public:
  /// @throws common::RequestRefused
  explicit AnsweredRequest(std::string file);

  /// Returns the recipient of an entry of the next response; "" if an earlier response was read incompletely.
  [[nodiscard]] std::string recipient(std::size_t index) const;
  void add(const Response& response);
  /// There may have been results that could not be read.
  void lose_positions() noexcept { positions_known_ = false; }

  [[nodiscard]] std::size_t responses() const noexcept { return responses_; }
  [[nodiscard]] std::size_t entries() const noexcept { return request_.size(); }
  [[nodiscard]] std::size_t entries_to_retry() const noexcept { return to_retry_.size(); }

  /// Returns why the results do not match the entries, if they do not.
  [[nodiscard]] std::optional<std::string> mismatch() const;
  /// Whether there are more results than entries: then no result can be matched to any entry.
  [[nodiscard]] bool is_of_others() const noexcept { return results_ > entries(); }

  /// Writes a copy of the request with only the entries to retry, atomically.
  /// @throws RetryRefused if results cannot be matched to entries, or the file cannot be written
  void write_retry(const std::string& file) const;

 private:
  std::string file_;
  common::RequestText request_;
  std::size_t responses_ = 0;
  std::size_t results_ = 0;
  std::vector<std::size_t> to_retry_;
  bool positions_known_ = true;  // of the results of the next response
};

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_ANSWERED_REQUEST_HPP
