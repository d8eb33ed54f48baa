#include "report/text.hpp"

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <sesv2/format.hpp>
#include <sesv2/retry.hpp>
#include <string>
#include <string_view>

namespace report {
namespace {

using sesv2::FailureScope;
using sesv2::RetryAdvice;

constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view red = "\x1b[31m";
constexpr std::string_view green = "\x1b[32m";
constexpr std::string_view yellow = "\x1b[33m";
constexpr std::string_view plain = "\x1b[0m";

std::string painted(std::string_view text, std::string_view colour, common::Colours colours) {
  if (colours == common::Colours::None) return std::string(text);
  return std::string(colour).append(text).append(plain);
}

std::string_view colour_of(RetryAdvice advice) {
  switch (advice) {
    case RetryAdvice::NotNeeded:
      return green;
    case RetryAdvice::Backoff:
    case RetryAdvice::NextQuotaWindow:
      return yellow;
    case RetryAdvice::AfterFix:
    case RetryAdvice::Inspect:
      break;
  }
  return red;
}

std::string_view whom_it_hits(FailureScope scope) {
  switch (scope) {
    case FailureScope::None:
      break;
    case FailureScope::Entry:
      return "Hits these entries alone.";
    case FailureScope::Request:
      return "Hits every entry of the request.";
    case FailureScope::Account:
      return "Hits whatever the account sends.";
  }
  return "";
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count).append(" ").append(count == 1 ? one : many);
}

std::string name_of(const StatusCount& row) {
  const auto text = sesv2::escaped(row.unrecognized_status);
  if (!text.empty()) return text + " (unknown)";
  const auto name = wire_name(row.status);
  return std::string(name.empty() ? "UNRECOGNIZED" : name);
}

std::string where(const Source& source) {
  std::string text = sesv2::escaped(source.input);
  if (source.line > 0) text += (text.empty() ? "line " : ", line ") + std::to_string(source.line);
  return text;
}

std::string where(const Place& place) {
  std::string text = where(place.source);
  return text += (text.empty() ? "entry " : ", entry ") + std::to_string(place.index);
}

// Rounded to a tenth of a percent, but never to nothing or to all of it when it is neither.
std::string share(std::uint64_t count, std::uint64_t total) {
  constexpr std::uint64_t tenths_of_all = 1000;
  auto tenths = (count * tenths_of_all + total / 2) / total;
  if (tenths == 0) return "<0.1 %";
  if (count < total) tenths = std::min(tenths, tenths_of_all - 1);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

std::string bar(std::uint64_t count, std::uint64_t total) {
  constexpr std::uint64_t whole = 40;
  std::string marks(std::max<std::uint64_t>(count * whole / total, 1), '#');
  return marks;
}

void print_heading(std::ostream& out, std::string_view text, common::Colours colours) {
  out << "\n" << painted(text, bold, colours) << "\n";
}

template <typename T, typename PrintItem>
void print_listing(std::ostream& out, std::string_view heading, const Listing<T>& listing, common::Colours colours,
                   PrintItem print_item) {
  if (listing.count == 0) return;
  print_heading(out, heading, colours);
  for (const auto& item : listing.first) {
    out << "  ";
    print_item(item);
    out << "\n";
  }
  const auto rest = listing.count - listing.first.size();
  if (rest > 0) out << "  and " << rest << " more\n";
}

void print_table(std::ostream& out, const std::vector<StatusCount>& rows, std::uint64_t total,
                 common::Colours colours) {
  if (rows.empty()) return;
  constexpr int number_width = 10;
  std::size_t name_width = 0;
  for (const auto& row : rows) name_width = std::max(name_width, name_of(row).size());
  print_heading(out, "Statuses", colours);
  for (const auto& row : rows) {
    const auto count = row.places.count;
    out << "  " << std::left << std::setw(static_cast<int>(name_width)) << name_of(row) << std::right
        << std::setw(number_width) << count << std::setw(number_width) << share(count, total) << "  "
        << painted(bar(count, total), colour_of(sesv2::retry_advice(row.status)), colours) << "\n";
  }
}

void print_step(std::ostream& out, const StatusCount& row) {
  out << "    " << name_of(row) << ": " << describe(row.status) << " " << whom_it_hits(sesv2::failure_scope(row.status))
      << "\n      ";
  std::string_view separator;
  for (const auto& place : row.places.first) {
    out << separator << where(place);
    separator = "; ";
  }
  const auto rest = row.places.count - row.places.first.size();
  if (rest > 0) out << "; and " << rest << " more";
  out << "\n";
}

void print_steps(std::ostream& out, const std::vector<StatusCount>& rows, common::Colours colours) {
  bool first = true;
  for (const auto advice :
       {RetryAdvice::Backoff, RetryAdvice::NextQuotaWindow, RetryAdvice::AfterFix, RetryAdvice::Inspect}) {
    bool first_of_advice = true;
    for (const auto& row : rows) {
      if (sesv2::retry_advice(row.status) != advice) continue;
      if (first) print_heading(out, "What to do", colours);
      if (first_of_advice) out << "  " << painted(describe(advice), colour_of(advice), colours) << "\n";
      print_step(out, row);
      first = false;
      first_of_advice = false;
    }
  }
}

}  // namespace

void print(std::ostream& out, const Report& report, common::Colours colours) {
  out << counted(report.entries(), "entry", "entries");
  if (report.responses() > 0) out << " in " << counted(report.responses(), "response", "responses");
  out << ": " << report.sent() << " sent, " << report.failed() << " failed, " << report.unknown() << " unknown\n";

  const auto rows = report.statuses();
  print_table(out, rows, report.entries(), colours);
  print_listing(out, "Failed or unknown (entries count from 0)", report.failures(), colours,
                [&out](const Failure& failure) { out << where(failure.place) << ": " << failure.result; });
  print_steps(out, rows, colours);
  print_listing(out, "Invariants broken", report.broken_invariants(), colours, [&out](const BrokenInvariant& broken) {
    out << where(broken.place) << ": " << describe(broken.violation);
  });
  print_listing(out, "Not read", report.unread(), colours, [&out](const Unread& unread) {
    const auto place = where(unread.source);
    out << place << (place.empty() ? "" : ": ") << describe(unread.issue);
  });
}

}  // namespace report
