// SPDX-License-Identifier: MIT
#include "report/report.hpp"

#include "report/shortened.hpp"

#include <utility>

namespace report {
namespace {

/// Whether there is nothing to report about the result: no failure and no violation. This holds for nearly all results,
/// and is_valid() takes longer.
bool was_sent_as_expected(const sesv2::BulkEmailEntryResult& result) {
  return result.succeeded() && !result.message_id.empty() && result.error.empty() && result.unrecognized_status.empty();
}

}  // namespace

std::size_t Report::add_input(std::string name) {
  inputs_.push_back({std::move(name), 0});
  return inputs_.size() - 1;
}

void Report::add(const Source& source, const sesv2::SalvagedResponse& response, const RecipientOf& recipient_of) {
  ++responses_;
  std::size_t index = 0;
  const std::function<Place()> make_place = [&] {
    return Place{source, index, recipient_of ? shortened(recipient_of(index), max_text_size) : std::string()};
  };
  for (const auto& result : response.results) {
    if (was_sent_as_expected(result)) {
      statuses_.add_sent();
    } else {
      add(result, make_place);
    }
    ++index;
  }
  if (response.issues.empty() && source.input < inputs_.size()) ++inputs_[source.input].items;
  add(source, response.issues);
}

void Report::add(const Source& source, const std::vector<sesv2::ParseIssue>& issues) {
  if (!issues.empty() && source.input < inputs_.size()) ++inputs_[source.input].items;
  for (const auto& issue : issues) {
    issues_.add(list_limit_, [&] {
      auto kept = ReadingIssue{source, issue};
      kept.issue.message = shortened(issue.message, max_text_size);
      return kept;
    });
  }
}

void Report::add(const Place& place, const sesv2::BulkEmailEntryResult& result) {
  add(result, [&place] { return place; });
}

void Report::add(const sesv2::BulkEmailEntryResult& result, const std::function<Place()>& make_place) {
  statuses_.add(result, make_place);
  if (result.failed()) failures_.add(result, make_place);
  if (!result.failed() && !result.succeeded()) unknown_outcomes_.add(result, make_place);
  if (is_valid(result)) return;
  constexpr std::size_t max_places = 5;
  for (const auto violation : violations(result)) broken_invariants_[violation].add(max_places, make_place);
}

void Report::add(Problem problem) {
  problems_.add(list_limit_, [&] { return std::move(problem); });
}

void Report::add_note(Problem note) {
  notes_.add(list_limit_, [&] { return std::move(note); });
}

void Report::forget_recipients() {
  statuses_.forget_recipients();
  failures_.forget_recipients();
  unknown_outcomes_.forget_recipients();
  for (auto& [violation, places] : broken_invariants_) report::forget_recipients(places);
}

}  // namespace report
