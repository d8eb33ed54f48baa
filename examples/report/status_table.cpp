// SPDX-License-Identifier: MIT
#include "report/status_table.hpp"

#include <sesv2/format.hpp>

#include <algorithm>
#include <cmath>

namespace report {
namespace {

constexpr std::size_t share_columns = 6;  // "100.0%"
constexpr std::size_t widest_bar = 40;

/// Rounds to a tenth of a percent, but never to 0% or 100% unless the share is exactly that.
std::string share(std::uint64_t count, std::uint64_t total) {
  constexpr double tenths_of_all = 1000;
  const auto part = static_cast<double>(count) / static_cast<double>(total);
  auto tenths = static_cast<int>(std::lround(part * tenths_of_all));
  if (tenths == 0) return "<0.1%";
  if (count < total) tenths = std::min(tenths, static_cast<int>(tenths_of_all) - 1);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "%";
}

std::string bar(std::uint64_t count, std::uint64_t total, std::size_t whole) {
  const auto part = static_cast<double>(count) / static_cast<double>(total);
  std::string line(std::max<std::size_t>(static_cast<std::size_t>(part * static_cast<double>(whole)), 1), '#');
  return line;
}

std::string padded_left(const std::string& text, std::size_t columns) {
  return std::string(columns - std::min(columns, text.size()), ' ') + text;
}

std::string padded_right(const std::string& text, std::size_t columns) {
  return text + std::string(columns - std::min(columns, columns_of(text)), ' ');
}

template <typename Row>
std::string name_of_status(const Row& row) {
  if (!row.unrecognized_status.empty())
    return "unrecognized status \"" + sesv2::escaped(row.unrecognized_status) + "\"";
  const auto name = wire_name(row.status);
  if (!name.empty()) return std::string(name);
  return row.is_other ? "(other unrecognized statuses)" : "(no status)";
}

}  // namespace

Style style_of(sesv2::RetryAdvice advice) {
  switch (advice) {
    case sesv2::RetryAdvice::NotNeeded:
      return Style::Green;
    case sesv2::RetryAdvice::Backoff:
    case sesv2::RetryAdvice::NextQuotaWindow:
      return Style::Yellow;
    case sesv2::RetryAdvice::AfterFix:
    case sesv2::RetryAdvice::Inspect:
      break;
  }
  return Style::Red;
}

std::string name_of(const StatusCount& row) { return name_of_status(row); }

std::string name_of(const FailureGroup& group) { return name_of_status(group); }

void print_status_table(Page& page, const std::vector<StatusCount>& rows, std::uint64_t total) {
  if (rows.empty()) return;
  page.heading("Statuses");
  constexpr std::size_t widest_name = 40;
  constexpr std::size_t narrowest_bar = 10;
  constexpr std::size_t gap = 2;
  std::size_t name_columns = 0;
  for (const auto& row : rows) {
    name_columns = std::max(name_columns, columns_of(name_of(row)));
  }
  name_columns = std::min(name_columns, widest_name);
  const auto count_columns = std::to_string(total).size();
  const auto figures = gap + count_columns + gap + share_columns + gap;
  const bool narrow = gap + name_columns + figures + narrowest_bar > page.columns();
  const auto before_bar = narrow ? gap + figures : gap + name_columns + figures;
  const auto bar_columns = std::min(widest_bar, page.columns() - std::min(page.columns(), before_bar));
  for (const auto& row : rows) {
    const auto name = name_of(row);
    const auto style = style_of(sesv2::retry_advice(row.status));
    const bool own_line = narrow || columns_of(name) > name_columns;
    if (own_line) page.paragraph("  ", name);
    const auto lead = own_line ? std::string(narrow ? 0 : name_columns, ' ') : padded_right(name, name_columns);
    page.line("  " + lead + "  " + padded_left(std::to_string(row.places.count), count_columns) + "  " +
              padded_left(share(row.places.count, total), share_columns) + "  " +
              page.styled(bar(row.places.count, total, bar_columns), style));
  }
}

}  // namespace report
