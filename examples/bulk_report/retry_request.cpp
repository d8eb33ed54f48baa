#include "bulk_report/retry_request.hpp"

#include <algorithm>
#include <sesv2/retry.hpp>
#include <system_error>
#include <utility>

#include "common/replace_file.hpp"
#include "common/request_file.hpp"

namespace bulk_report {
namespace {

/// Whether it leaves in doubt which result belongs to which entry.
bool loses_positions(const sesv2::ParseIssue& issue) {
  return issue.path.empty() || issue.path == "/BulkEmailEntryResults";
}

}  // namespace

AnsweredRequest::AnsweredRequest(std::string file)
    : file_(std::move(file)),
      request_(common::read_request_file(file_).json),
      entries_(request_[common::entries_name].size()) {}

void AnsweredRequest::add(const sesv2::SalvagedResponse& response) {
  const auto& issues = response.issues;
  positions_known_ = positions_known_ && std::none_of(issues.begin(), issues.end(), loses_positions);
  if (results_ + response.results.size() <= entries_) {
    for (const auto index : indices_to_retry(response.results)) to_retry_.push_back(results_ + index);
  }
  results_ += response.results.size();
}

void AnsweredRequest::write_retry(const std::string& file) const {
  require_a_result_for_each_entry();
  auto request = request_;
  auto& entries = request[common::entries_name];
  auto kept = nlohmann::ordered_json::array();
  for (const auto index : to_retry_) kept.push_back(std::move(entries[index]));
  entries = std::move(kept);
  try {
    common::replace_file(file, request.dump(2) + "\n");
  } catch (const std::system_error& error) {
    throw RetryRefused(file + " was not written: " + error.what());
  }
}

void AnsweredRequest::require_a_result_for_each_entry() const {
  if (results_ != entries_) {
    throw RetryRefused(file_ + " has " + std::to_string(entries_) + " entries, but " + std::to_string(results_) +
                       " results were read: which belongs to which is not certain");
  }
  if (!positions_known_) {
    throw RetryRefused("the responses to " + file_ +
                       " were not read whole: which result belongs to which entry is not "
                       "certain");
  }
}

}  // namespace bulk_report
