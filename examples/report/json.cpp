// SPDX-License-Identifier: MIT
#include "report/json.hpp"

#include <sesv2/json.hpp>
#include <sesv2/retry.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace report {
namespace {

using nlohmann::ordered_json;

template <typename Items, typename MakeItem>
ordered_json array_of(const Items& items, MakeItem make_item) {
  auto array = ordered_json::array();
  for (const auto& item : items) array.push_back(make_item(item));
  return array;
}

/// Makes the parts of the report that name places.
class Writer {
 public:
  explicit Writer(const Report& report) : report_(report) {}

  [[nodiscard]] ordered_json statuses() const {
    return array_of(report_.statuses(), [this](const StatusCount& row) {
      auto json = json_of_status(row.status, row.unrecognized_status);
      if (row.is_other) json["Other"] = true;
      json["Count"] = row.places.count;
      json["Share"] = static_cast<double>(row.places.count) / static_cast<double>(report_.entries());
      json["Meaning"] = describe(row.status);
      json["First"] = places(row.places);
      return json;
    });
  }

  [[nodiscard]] ordered_json groups(const FailureGroups& all) const {
    auto groups = all.most_frequent_first();
    const auto count = groups.size();
    groups.resize(std::min(count, report_.list_limit()));
    return {{"Count", all.entries()},
            {"Other", all.others()},
            {"Groups", count},
            {"First", array_of(groups, [this](const FailureGroup* group) { return json_of(*group); })}};
  }

  [[nodiscard]] ordered_json broken_invariants() const {
    return array_of(report_.broken_invariants(), [this](const auto& item) {
      return ordered_json{{"Violation", name(item.first)},
                          {"Meaning", describe(item.first)},
                          {"Count", item.second.count},
                          {"First", places(item.second)}};
    });
  }

  [[nodiscard]] ordered_json issues() const {
    auto first = array_of(report_.issues().first, [this](const ReadingIssue& item) {
      auto json = json_of(item.source);
      json["Kind"] = name(item.issue.kind);
      json["Path"] = item.issue.path;
      if (item.issue.byte.has_value()) json["Byte"] = *item.issue.byte;
      json["Message"] = item.issue.message;
      return json;
    });
    return {{"Count", report_.issues().count}, {"First", std::move(first)}};
  }

  static ordered_json json_of(const Listing<Problem>& problems) {
    auto first = array_of(problems.first, [](const Problem& problem) {
      return ordered_json{{"Subject", problem.subject}, {"Message", problem.message}};
    });
    return {{"Count", problems.count}, {"First", std::move(first)}};
  }

 private:
  [[nodiscard]] ordered_json json_of(const Source& source) const {
    auto json = ordered_json::object();
    if (source.input < report_.inputs().size()) json["Input"] = report_.inputs()[source.input].name;
    if (source.line > 0) json["Line"] = source.line;
    return json;
  }

  [[nodiscard]] ordered_json places(const Listing<Place>& listing) const {
    return array_of(listing.first, [this](const Place& place) {
      auto json = json_of(place.source);
      json["Index"] = place.index;
      if (!place.recipient.empty()) json["Recipient"] = place.recipient;
      return json;
    });
  }

  /// The text of an unrecognized status; null if the service sent none.
  static ordered_json json_of_status(sesv2::BulkEmailStatus status, const std::string& unrecognized_status) {
    ordered_json json{{"Status", status}};
    if (!unrecognized_status.empty()) json["Status"] = unrecognized_status;
    json["Advice"] = name(sesv2::retry_advice(status));
    json["Scope"] = name(sesv2::failure_scope(status));
    return json;
  }

  [[nodiscard]] ordered_json json_of(const FailureGroup& group) const {
    auto json = json_of_status(group.status, group.unrecognized_status);
    json["Pattern"] = group.pattern;
    json["Example"] = group.example;
    if (group.is_other) json["Other"] = true;
    json["Count"] = group.places.count;
    json["First"] = places(group.places);
    return json;
  }

  const Report& report_;
};

}  // namespace

std::string to_json_text(const Report& report, common::ExitStatus status) {
  constexpr int version = 1;
  const Writer writer(report);
  const ordered_json json{{"ReportVersion", version},
                          {"ExitStatus", static_cast<int>(status)},
                          {"Responses", report.responses()},
                          {"Entries", report.entries()},
                          {"Sent", report.sent()},
                          {"Failed", report.failed()},
                          {"Unknown", report.unknown()},
                          {"OtherLines", report.other_lines()},
                          {"Statuses", writer.statuses()},
                          {"Failures", writer.groups(report.failures())},
                          {"UnknownOutcomes", writer.groups(report.unknown_outcomes())},
                          {"BrokenInvariants", writer.broken_invariants()},
                          {"Issues", writer.issues()},
                          {"Problems", Writer::json_of(report.problems())},
                          {"Notes", Writer::json_of(report.notes())}};
  // ASCII, so that no byte of untrusted text reaches a terminal unescaped.
  return json.dump(2, ' ', true, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace report
