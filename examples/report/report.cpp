#include "report/report.hpp"

#include <string_view>

namespace report {
namespace {

constexpr std::size_t max_unknown_statuses = 20;
constexpr std::size_t max_places_of_status = 10;

// `make` builds an item only when there is room for it: of millions of failures a hundred are kept.
template <typename T, typename Make>
void add_to(Listing<T>& listing, std::size_t limit, Make make) {
  ++listing.count;
  if (listing.first.size() < limit) listing.first.push_back(make());
}

std::string shortened(std::string_view text) {
  if (text.size() <= Report::max_text_size) return std::string(text);
  auto end = Report::max_text_size;
  const auto continues_character = [text](std::size_t i) { return (static_cast<unsigned char>(text[i]) >> 6U) == 2; };
  while (end > 0 && continues_character(end)) --end;
  return std::string(text.substr(0, end)) + "...";
}

sesv2::BulkEmailEntryResult shortened(const sesv2::BulkEmailEntryResult& result) {
  return {result.status, shortened(result.message_id), shortened(result.error), shortened(result.unrecognized_status)};
}

}  // namespace

void Report::add(const Source& source, const sesv2::SalvagedResponse& response) {
  ++responses_;
  Place place{source, 0};
  for (const auto& result : response.results) {
    add(place, result);
    ++place.index;
  }
  for (const auto& issue : response.issues) add(source, issue);
}

void Report::add(const Place& place, const sesv2::BulkEmailEntryResult& result) {
  ++entries_;
  const bool succeeded = result.succeeded();
  if (!succeeded && !result.failed()) ++unknown_;
  add_to(row_of(result).places, succeeded ? 0 : max_places_of_status, [&] { return place; });
  if (!succeeded) add_to(failures_, list_limit_, [&] { return Failure{place, shortened(result)}; });
  if (is_valid(result)) return;
  for (const auto violation : violations(result)) {
    add_to(broken_invariants_, list_limit_, [&] { return BrokenInvariant{place, violation}; });
  }
}

void Report::add(const Source& source, const sesv2::ParseIssue& issue) {
  add_to(unread_, list_limit_, [&] {
    return Unread{source, {issue.kind, issue.path, issue.byte, shortened(issue.message)}};
  });
}

std::uint64_t Report::sent() const noexcept { return known_statuses_.front().places.count; }

std::vector<StatusCount> Report::statuses() const {
  std::vector<StatusCount> met;
  for (const auto& row : known_statuses_) {
    if (row.places.count > 0) met.push_back(row);
  }
  for (const auto& [text, row] : unknown_statuses_) met.push_back(row);
  return met;
}

StatusCount& Report::row_of(const sesv2::BulkEmailEntryResult& result) {
  for (std::size_t i = 0; i < known_statuses_.size(); ++i) {
    if (sesv2::all_statuses[i] != result.status) continue;
    known_statuses_[i].status = result.status;
    return known_statuses_[i];
  }
  auto text = shortened(result.unrecognized_status);
  // The service may invent a few statuses; a hostile input, one for every entry. Those are counted together.
  if (unknown_statuses_.size() >= max_unknown_statuses && unknown_statuses_.count(text) == 0) text.clear();
  auto& row = unknown_statuses_[text];
  row.unrecognized_status = text;
  return row;
}

}  // namespace report
