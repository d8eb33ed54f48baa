// The request that was answered: names the recipients, and sends again what may be sent again.
#ifndef EXAMPLES_BULK_REPORT_ANSWERED_REQUEST_HPP
#define EXAMPLES_BULK_REPORT_ANSWERED_REQUEST_HPP

#include <cstddef>
#include <optional>
#include <sesv2/response.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "bulk_report/responses.hpp"
#include "common/request_text.hpp"

namespace bulk_report {

/// The request that sends again cannot be written; `what()` says why.
class RetryRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A SendBulkEmail request that was answered by one response, or by several, one after another.
class AnsweredRequest {
 public:
  /// Reads the request.
  /// @throws common::RequestRefused
  explicit AnsweredRequest(std::string file);

  /// The recipient of the entry that a result of the next response belongs to, before it is added. "" if it is not
  /// known, because an earlier response was read only in part.
  /// @param index  within the response
  [[nodiscard]] std::string recipient(std::size_t index) const;
  /// Takes the results of the next response.
  void add(const Response& response);
  /// Takes note that there may have been results that could not be read.
  void lose_positions() noexcept { positions_known_ = false; }

  [[nodiscard]] std::size_t responses() const noexcept { return responses_; }
  [[nodiscard]] std::size_t entries() const noexcept { return request_.size(); }
  [[nodiscard]] std::size_t entries_to_retry() const noexcept { return to_retry_.size(); }

  /// Why the results do not match the entries, if they do not.
  [[nodiscard]] std::optional<std::string> mismatch() const;
  /// Whether there are more results than entries: then no result can be said to belong to any entry.
  [[nodiscard]] bool is_of_others() const noexcept { return results_ > entries(); }

  /// Writes the request with the entries to retry only; the file is replaced as a whole, or left alone.
  /// @throws RetryRefused if results cannot be told to belong to entries, or the file cannot be written
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
