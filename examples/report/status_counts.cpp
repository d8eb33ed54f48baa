// SPDX-License-Identifier: MIT
#include "report/status_counts.hpp"

#include "report/report.hpp"
#include "report/shortened.hpp"

#include <algorithm>

namespace report {

void StatusCounts::add(const sesv2::BulkEmailEntryResult& result, const std::function<Place()>& make_place) {
  if (result.succeeded()) return add_sent();
  ++entries_;
  if (result.failed()) ++failed_;
  row_of(result).places.add(max_places, make_place);
}

std::vector<StatusCount> StatusCounts::rows() const {
  std::vector<StatusCount> met;
  for (std::size_t i = 0; i < known_.size(); ++i) {
    const auto status = sesv2::all_statuses[i];
    const auto count = status == sesv2::BulkEmailStatus::Success ? sent_ : known_[i].places.count;
    if (count == 0) continue;
    met.push_back(known_[i]);
    met.back().status = status;
    met.back().places.count = count;
  }
  for (const auto& [text, row] : unknown_) met.push_back(row);
  if (other_.places.count > 0) met.push_back(other_);
  return met;
}

void StatusCounts::forget_recipients() {
  for (auto& row : known_) report::forget_recipients(row.places);
  for (auto& [text, row] : unknown_) report::forget_recipients(row.places);
  report::forget_recipients(other_.places);
}

StatusCount& StatusCounts::row_of(const sesv2::BulkEmailEntryResult& result) {
  const auto* const known = std::find(sesv2::all_statuses.begin(), sesv2::all_statuses.end(), result.status);
  if (known != sesv2::all_statuses.end()) {
    return known_[static_cast<std::size_t>(known - sesv2::all_statuses.begin())];
  }
  // The service may invent a few statuses; a hostile input, one for every entry. Those are counted together.
  constexpr std::size_t max_texts = 20;
  const auto text = shortened(result.unrecognized_status, Report::max_text_size);
  if (unknown_.size() >= max_texts && unknown_.count(text) == 0) {
    other_.is_other = true;
    return other_;
  }
  auto& row = unknown_[text];
  row.unrecognized_status = text;
  return row;
}

}  // namespace report
