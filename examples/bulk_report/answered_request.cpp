// SPDX-License-Identifier: MIT
#include "bulk_report/answered_request.hpp"

#include <sesv2/retry.hpp>
#include "common/replace_file.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace bulk_report {
namespace {

/// Whether the issue leaves it in doubt how many results the response has.
bool loses_positions(const sesv2::ParseIssue& issue) { return issue.kind != sesv2::ParseIssue::Kind::WrongType; }

}  // namespace

AnsweredRequest::AnsweredRequest(std::string file)
    : file_(std::move(file)), request_(common::read_request_text(file_)) {}

std::string AnsweredRequest::recipient(std::size_t index) const {
  const auto position = results_ + index;
  if (!positions_known_ || position >= entries()) return {};
  return request_.recipients(position);
}

void AnsweredRequest::add(const Response& response) {
  const auto& [results, issues] = response.salvaged;
  if (results_ + results.size() <= entries()) {
    for (const auto index : indices_to_retry(results)) to_retry_.push_back(results_ + index);
  }
  ++responses_;
  results_ += results.size();
  positions_known_ =
      positions_known_ && response.skipped == 0 && std::none_of(issues.begin(), issues.end(), loses_positions);
}

std::optional<std::string> AnsweredRequest::mismatch() const {
  if (results_ == entries() && positions_known_) return std::nullopt;
  const auto figures = "expected " + std::to_string(entries()) + (entries() == 1 ? " result" : " results") +
                       ", one per entry, found " + std::to_string(results_) + "; ";
  if (is_of_others()) return figures + "so these are not the responses to this request, and no recipients are named";
  if (!positions_known_)
    return figures + "no recipients are named for the responses after the one that was read incompletely";
  return figures + "there is none for entry " + std::to_string(results_) + " or any entry after it";
}

void AnsweredRequest::write_retry(const std::string& file) const {
  if (mismatch()) throw RetryRefused("results cannot be matched with certainty to the entries of " + file_);
  try {
    common::replace_file(file, request_.with_entries(to_retry_) + "\n");
  } catch (const std::system_error& error) {
    throw RetryRefused(error.what());
  }
}

}  // namespace bulk_report
