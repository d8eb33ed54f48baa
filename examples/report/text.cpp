// SPDX-License-Identifier: MIT
#include "report/text.hpp"

#include <sesv2/format.hpp>
#include <sesv2/retry.hpp>
#include "report/status_table.hpp"

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>

namespace report {
namespace {

using sesv2::FailureScope;
using sesv2::RetryAdvice;

/// Which other entries the failure affects, if the status says so.
std::string_view whom_it_affects(sesv2::BulkEmailStatus status) {
  if (sesv2::retry_advice(status) == RetryAdvice::Inspect) return "";
  switch (sesv2::failure_scope(status)) {
    case FailureScope::None:
      break;
    case FailureScope::Entry:
      return " It affects only these entries.";
    case FailureScope::Request:
      return " It affects every entry of the request.";
    case FailureScope::Account:
      return " It affects everything the account sends.";
  }
  return "";
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count).append(" ").append(count == 1 ? one : many);
}

std::string entries(std::uint64_t count) { return counted(count, "entry", "entries"); }

/// Prints the parts of a report, with one function per part.
class Printer {
 public:
  Printer(Page& page, const Report& report) : page_(page), report_(report) {}

  void print_total() {
    page_.paragraph("", entries(report_.entries()) + " in " + counted(report_.responses(), "response", "responses") +
                            ": " + std::to_string(report_.sent()) + " sent, " + std::to_string(report_.failed()) +
                            " failed, " + std::to_string(report_.unknown()) + " unknown");
    if (report_.other_lines() > 0) page_.paragraph("", "other lines: " + std::to_string(report_.other_lines()));
  }

  void print_groups(const std::string& title, const FailureGroups& all) {
    if (all.entries() == 0) return;
    const auto groups = all.most_frequent_first();
    page_.heading(title + ", by status and error text (entries are numbered from 0)");
    const auto shown = std::min(groups.size(), report_.list_limit());
    const auto width = std::to_string(groups.front()->places.count).size();
    for (std::size_t i = 0; i < shown; ++i) print_group(*groups[i], width);
    print_rest(groups.size() - shown, "more group", "more groups");
    if (all.others() > 0) {
      page_.paragraph("  ", "More than " + std::to_string(FailureGroups::max_groups) + " different error texts; " +
                                entries(all.others()) +
                                (all.others() == 1 ? " has another text." : " with other texts are counted together."));
    }
  }

  void print_next_steps() {
    const auto rows = report_.statuses();
    bool first = true;
    for (const auto advice :
         {RetryAdvice::Backoff, RetryAdvice::NextQuotaWindow, RetryAdvice::AfterFix, RetryAdvice::Inspect}) {
      bool first_of_advice = true;
      for (const auto& row : rows) {
        if (sesv2::retry_advice(row.status) != advice) continue;
        if (first) page_.heading("What to do");
        if (first_of_advice) page_.paragraph("  ", describe(advice), style_of(advice));
        print_step(row);
        first = first_of_advice = false;
      }
    }
  }

  void print_broken_invariants() {
    if (report_.broken_invariants().empty()) return;
    page_.heading("Invariant violations");
    for (const auto& [violation, places] : report_.broken_invariants()) {
      page_.paragraph("  ", std::string(describe(violation)) + " " + entries(places.count) + ":");
      print_places("    ", places);
    }
  }

  void print_issues() {
    if (report_.issues().count == 0 && report_.problems().count == 0) return;
    page_.heading("Could not be read");
    for (const auto& item : report_.issues().first) {
      const auto place = where(item.source);
      page_.paragraph("  ", place + (place.empty() ? "" : ": ") + describe(item.issue));
    }
    print_rest(report_.issues().rest(), "more issue", "more issues");
    print(report_.problems(), "more problem", "more problems");
  }

  void print_notes() {
    if (report_.notes().count == 0) return;
    page_.heading("Notes");
    print(report_.notes(), "more note", "more notes");
  }

 private:
  void print_group(const FailureGroup& group, std::size_t width) {
    const auto count = std::to_string(group.places.count);
    const auto lead = std::string(2 + width - std::min(width, count.size()), ' ') + count + "  ";
    page_.paragraph(lead, text_of(group), style_of(sesv2::retry_advice(group.status)));
    const std::string indent(lead.size(), ' ');
    if (!group.is_one_text) page_.paragraph(indent, "first: " + sesv2::escaped(group.example));
    print_places(indent, group.places);
  }

  static std::string text_of(const FailureGroup& group) {
    const auto& text = group.is_one_text ? group.example : group.pattern;
    return name_of(group) + ": " + (text.empty() ? "(no error text)" : sesv2::escaped(text));
  }

  void print_step(const StatusCount& row) {
    page_.paragraph("    ", name_of(row) + ", " + entries(row.places.count) + ": " + std::string(describe(row.status)) +
                                std::string(whom_it_affects(row.status)));
    print_places("      ", row.places);
  }

  void print(const Listing<Problem>& problems, std::string_view one, std::string_view many) {
    for (const auto& problem : problems.first) {
      page_.paragraph("  ", sesv2::escaped(problem.subject) + ": " + sesv2::escaped(problem.message));
    }
    print_rest(problems.rest(), one, many);
  }

  void print_places(std::string_view indent, const Listing<Place>& places) {
    std::string text;
    for (const auto& place : places.first) text += (text.empty() ? "" : "; ") + where(place);
    if (places.rest() > 0) text += "; and " + std::to_string(places.rest()) + " more";
    page_.paragraph(indent, text);
  }

  void print_rest(std::uint64_t count, std::string_view one, std::string_view many) {
    if (count > 0) page_.paragraph("  ", "and " + counted(count, one, many) + " (--list N shows up to N)");
  }

  /// Shows only what distinguishes one place from another.
  [[nodiscard]] std::string where(const Source& source) const {
    if (source.input >= report_.inputs().size()) return "";
    const auto& input = report_.inputs()[source.input];
    std::string text;
    if (report_.inputs().size() > 1) text = input.name == "-" ? "standard input" : sesv2::escaped(input.name);
    if (input.items > 1) text += (text.empty() ? "line " : ", line ") + std::to_string(source.line);
    return text;
  }

  [[nodiscard]] std::string where(const Place& place) const {
    std::string text = where(place.source);
    text += (text.empty() ? "entry " : ", entry ") + std::to_string(place.index);
    if (!place.recipient.empty()) text += " (" + sesv2::escaped(place.recipient) + ")";
    return text;
  }

  Page& page_;
  const Report& report_;
};

}  // namespace

void print(std::ostream& out, const Report& report, common::Colors colors, std::size_t columns) {
  Page page(out, colors, columns);
  Printer printer(page, report);
  printer.print_total();
  print_status_table(page, report.statuses(), report.entries());
  printer.print_groups("Not sent", report.failures());
  printer.print_groups("Unknown", report.unknown_outcomes());
  printer.print_next_steps();
  printer.print_broken_invariants();
  printer.print_issues();
  printer.print_notes();
}

}  // namespace report
