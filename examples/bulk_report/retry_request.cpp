#include "bulk_report/retry_request.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sesv2/retry.hpp>
#include <string_view>
#include <system_error>
#include <utility>

#include "bulk_report/replace_file.hpp"

namespace bulk_report {
namespace {

using nlohmann::ordered_json;

constexpr const char* entries_name = "BulkEmailEntries";

std::string read_file(const std::string& file) {
  std::error_code ignored;
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file, ignored)) {
    throw RequestError(file + ": expected a file that can be read");
  }
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Writing JSON recurses, so nesting that would exhaust the stack is refused.
bool limit_depth(int depth, nlohmann::json::parse_event_t /*event*/, const ordered_json& /*parsed*/) {
  constexpr int max_depth = 1000;
  if (depth > max_depth) throw std::length_error("nested too deeply");
  return true;
}

ordered_json parse_request(const std::string& file) {
  try {
    return ordered_json::parse(read_file(file), limit_depth);
  } catch (const nlohmann::json::parse_error& error) {
    throw RequestError(file + ": expected a SendBulkEmail request as JSON, found what is no JSON at byte " +
                       std::to_string(error.byte > 0 ? error.byte - 1 : 0));
  } catch (const std::length_error& error) {
    throw RequestError(file + ": expected a SendBulkEmail request, found JSON " + error.what());
  }
}

/// Whether it leaves in doubt which result belongs to which entry.
bool loses_positions(const sesv2::ParseIssue& issue) {
  return issue.path.empty() || issue.path == "/BulkEmailEntryResults";
}

}  // namespace

AnsweredRequest::AnsweredRequest(std::string file) : file_(std::move(file)), request_(parse_request(file_)) {
  const auto entries = request_.is_object() ? request_.find(entries_name) : request_.end();
  if (entries == request_.end() || !entries->is_array() || entries->empty()) {
    throw RequestError(file_ + ": expected a SendBulkEmail request with at least one entry in " + entries_name +
                       ", found none");
  }
  entries_ = entries->size();
}

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
  auto& entries = request[entries_name];
  auto kept = ordered_json::array();
  for (const auto index : to_retry_) kept.push_back(std::move(entries[index]));
  entries = std::move(kept);
  try {
    replace_file(file, request.dump(2) + "\n");
  } catch (const std::system_error& error) {
    throw RequestError(file + " was not written: " + error.what());
  }
}

void AnsweredRequest::require_a_result_for_each_entry() const {
  if (results_ != entries_) {
    throw RequestError(file_ + " has " + std::to_string(entries_) + " entries, but " + std::to_string(results_) +
                       " results were read: which belongs to which is not certain");
  }
  if (!positions_known_) {
    throw RequestError("the responses to " + file_ +
                       " were not read whole: which result belongs to which entry is not "
                       "certain");
  }
}

}  // namespace bulk_report
