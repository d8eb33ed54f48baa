// SPDX-License-Identifier: MIT
#include "report/failure_groups.hpp"

#include "report/error_pattern.hpp"
#include "report/report.hpp"
#include "report/shortened.hpp"

#include <algorithm>
#include <utility>

namespace report {
namespace {

constexpr char key_separator = '\0';

std::string shown(std::string_view text) { return shortened(text, Report::max_text_size); }

bool is_shown_as(std::string_view text, std::string_view shown_text) {
  return text.size() <= Report::max_text_size ? text == shown_text : shown(text) == shown_text;
}

}  // namespace

void FailureGroups::add(const sesv2::BulkEmailEntryResult& result, const MakePlace& make_place) {
  auto& group = group_of(result);
  ++entries_;
  if (group.is_other) ++others_;
  group.places.add(max_places, make_place);
}

FailureGroup& FailureGroups::group_of(const sesv2::BulkEmailEntryResult& result) {
  auto pattern = error_pattern(result.error, Report::max_text_size);
  key_.assign(1, static_cast<char>(result.status)).append(shown(result.unrecognized_status));
  key_.append(1, key_separator).append(pattern);
  if (const auto found = positions_.find(key_); found != positions_.end()) {
    auto& group = groups_[found->second];
    group.is_one_text = group.is_one_text && is_shown_as(result.error, group.example);
    return group;
  }
  if (positions_.size() >= max_groups) return other_texts_of(result);
  positions_.emplace(key_, groups_.size());
  groups_.push_back({result.status, shown(result.unrecognized_status), std::move(pattern), shown(result.error)});
  return groups_.back();
}

FailureGroup& FailureGroups::other_texts_of(const sesv2::BulkEmailEntryResult& result) {
  const auto first = groups_.begin() + static_cast<std::ptrdiff_t>(max_groups);
  const auto is_of_status = [&result](const auto& group) { return group.status == result.status; };
  const auto found = std::find_if(first, groups_.end(), is_of_status);
  if (found != groups_.end()) return *found;
  groups_.push_back({result.status, {}, std::string(other_texts), shown(result.error), false, true});
  return groups_.back();
}

std::vector<const FailureGroup*> FailureGroups::most_frequent_first() const {
  std::vector<const FailureGroup*> sorted;
  sorted.reserve(groups_.size());
  for (const auto& group : groups_) sorted.push_back(&group);
  // The groups are elements of one vector, so pointers show which came first. (In libstdc++ 12, std::stable_sort()
  // calls something that C++17 deprecates.)
  std::sort(sorted.begin(), sorted.end(), [](const auto* left, const auto* right) {
    return left->places.count != right->places.count ? left->places.count > right->places.count : left < right;
  });
  return sorted;
}

void FailureGroups::forget_recipients() {
  for (auto& group : groups_) report::forget_recipients(group.places);
}

}  // namespace report
