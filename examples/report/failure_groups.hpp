// Failures grouped by status and error text, in bounded memory.
#ifndef EXAMPLES_REPORT_FAILURE_GROUPS_HPP
#define EXAMPLES_REPORT_FAILURE_GROUPS_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <sesv2/bulk_email_entry_result.hpp>
#include <string>
#include <vector>

#include "report/places.hpp"

namespace report {

/// Entries that failed, or whose outcome is unknown, with the same status and error text.
struct FailureGroup {
  sesv2::BulkEmailStatus status = sesv2::BulkEmailStatus::Unrecognized;
  /// The text of a status that the library does not know; shortened.
  std::string unrecognized_status;
  /// The error text of all entries; if they differ in numbers, addresses or ids, their pattern. Shortened.
  std::string error;
  /// The first entry's error text, if the texts differ. Shortened.
  std::string example;
  /// Whether this is the group of all further texts, which were not told apart.
  bool further_texts = false;
  Listing<Place> places;
};

class FailureGroups {
 public:
  /// How many groups are told apart. All further texts of a status share one group.
  static constexpr std::size_t max_groups = 1000;
  /// How many places of a group are kept.
  static constexpr std::size_t max_places = 5;

  /// Makes the place of an entry, if it is kept.
  using MakePlace = std::function<Place()>;

  void add(const sesv2::BulkEmailEntryResult& result, const MakePlace& make_place);

  /// How many entries are in all groups.
  [[nodiscard]] std::uint64_t entries() const noexcept { return entries_; }
  /// How many of them are in groups of further texts.
  [[nodiscard]] std::uint64_t not_told_apart() const noexcept { return not_told_apart_; }

  /// The groups; among equal counts, the one that was met first comes first.
  [[nodiscard]] std::vector<const FailureGroup*> most_frequent_first() const;
  void forget_recipients();

 private:
  FailureGroup& group_of(const sesv2::BulkEmailEntryResult& result);
  FailureGroup& further_texts_of(sesv2::BulkEmailStatus status);

  std::vector<FailureGroup> groups_;  // in the order in which they were met
  std::map<std::string, std::size_t, std::less<>> positions_;
  std::string key_;  // kept for its memory
  std::uint64_t entries_ = 0;
  std::uint64_t not_told_apart_ = 0;
};

}  // namespace report

#endif  // EXAMPLES_REPORT_FAILURE_GROUPS_HPP
