// The request that sends again what may be sent again, and nothing else.
#ifndef EXAMPLES_BULK_REPORT_RETRY_REQUEST_HPP
#define EXAMPLES_BULK_REPORT_RETRY_REQUEST_HPP

#include <cstddef>
#include <nlohmann/json.hpp>
#include <sesv2/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace bulk_report {

/// The request that sends again cannot be written; `what()` says why.
class RetryRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A SendBulkEmail request that was answered by one response, or by several, one after the other.
class AnsweredRequest {
 public:
  /// Reads the request.
  /// @throws common::RequestRefused
  explicit AnsweredRequest(std::string file);

  /// Takes the results of the next response.
  void add(const sesv2::SalvagedResponse& response);

  [[nodiscard]] std::size_t entries() const noexcept { return entries_; }
  [[nodiscard]] std::size_t results() const noexcept { return results_; }
  [[nodiscard]] std::size_t entries_to_retry() const noexcept { return to_retry_.size(); }

  /// Writes the request with the entries to retry only; the file is replaced as a whole, or left alone.
  /// @throws RetryRefused if results cannot be told to belong to entries, or the file cannot be written
  void write_retry(const std::string& file) const;

 private:
  void require_a_result_for_each_entry() const;

  std::string file_;
  nlohmann::ordered_json request_;
  std::size_t entries_;
  std::size_t results_ = 0;
  std::vector<std::size_t> to_retry_;
  bool positions_known_ = true;
};

}  // namespace bulk_report

#endif  // EXAMPLES_BULK_REPORT_RETRY_REQUEST_HPP
