// Failures grouped by status and error text, in bounded memory.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_REPORT_FAILURE_GROUPS_HPP
#define EXAMPLES_REPORT_FAILURE_GROUPS_HPP

#include <sesv2/bulk_email_entry_result.hpp>
#include "report/places.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace report {

/// Entries with the same status and error pattern.
struct FailureGroup {
  sesv2::BulkEmailStatus status = sesv2::BulkEmailStatus::Unrecognized;
  /// The text of a status that the library does not recognize; shortened.
  std::string unrecognized_status;
  /// What all error texts have in common; shortened. See error_pattern.hpp.
  std::string pattern;
  /// The first entry's error text; shortened.
  std::string example;
  /// Whether all error texts are the same as the first.
  bool is_one_text = true;
  /// Whether this group counts all other error texts of a status together.
  bool is_other = false;
  Listing<Place> places = {};
};

/// What stands for the pattern of a group that counts other error texts together.
inline constexpr std::string_view other_texts = "(other error texts, counted together)";

class FailureGroups {
 public:
  /// How many groups are kept apart. All other texts of a status share one group.
  static constexpr std::size_t max_groups = 1000;
  /// How many places of a group are kept.
  static constexpr std::size_t max_places = 5;

  /// Makes the place of an entry, if it is kept.
  using MakePlace = std::function<Place()>;

  void add(const sesv2::BulkEmailEntryResult& result, const MakePlace& make_place);

  /// How many entries are in all groups.
  [[nodiscard]] std::uint64_t entries() const noexcept { return entries_; }
  /// How many of them are in groups of other texts.
  [[nodiscard]] std::uint64_t others() const noexcept { return others_; }

  /// The groups; among equal counts, the one encountered first comes first.
  [[nodiscard]] std::vector<const FailureGroup*> most_frequent_first() const;
  void forget_recipients();

 private:
  FailureGroup& group_of(const sesv2::BulkEmailEntryResult& result);
  FailureGroup& other_texts_of(const sesv2::BulkEmailEntryResult& result);

  std::vector<FailureGroup> groups_;  // in the order in which they were encountered
  std::map<std::string, std::size_t, std::less<>> positions_;
  std::string key_;  // kept for its memory
  std::uint64_t entries_ = 0;
  std::uint64_t others_ = 0;
};

}  // namespace report

#endif  // EXAMPLES_REPORT_FAILURE_GROUPS_HPP
