// SPDX-License-Identifier: MIT
#include "ses_client/ranges.hpp"

#include <sesv2/format.hpp>

#include <algorithm>
#include <charconv>

namespace ses_client {
namespace {

std::string_view without_spaces_around(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::size_t parse_position(std::string_view text, std::size_t size) {
  std::size_t position = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, position);
  if (error != std::errc() || stop != end) {
    throw RangesRefused("expected positions such as 3,7-12, found \"" + sesv2::escaped(text) + "\"");
  }
  if (position >= size) {
    throw RangesRefused("expected positions from 0 to " + std::to_string(size - 1) + ", found " + std::string(text));
  }
  return position;
}

}  // namespace

Batch parse_ranges(std::string_view text, std::size_t size) {
  Batch positions;
  for (bool more = true; more;) {
    const auto comma = text.find(',');
    more = comma != std::string_view::npos;
    const auto range = without_spaces_around(text.substr(0, comma));
    const auto dash = range.find('-');
    const auto first = parse_position(range.substr(0, dash), size);
    const auto last = dash == std::string_view::npos ? first : parse_position(range.substr(dash + 1), size);
    if (last < first) {
      throw RangesRefused("expected a range that begins before it ends, found " + std::string(range));
    }
    for (auto position = first; position <= last; ++position) positions.push_back(position);
    text.remove_prefix(more ? comma + 1 : text.size());
  }
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  return positions;
}

std::string ranges(const Batch& positions, std::size_t max_ranges) {
  std::string text;
  std::size_t count = 0;
  for (std::size_t first = 0; first < positions.size(); ++count) {
    if (count == max_ranges) return text + " and " + std::to_string(positions.size() - first) + " more";
    auto last = first;
    while (last + 1 < positions.size() && positions[last + 1] == positions[last] + 1) ++last;
    text += (first == 0 ? "" : ", ") + std::to_string(positions[first]);
    if (last > first) text += "-" + std::to_string(positions[last]);
    first = last + 1;
  }
  return text;
}

}  // namespace ses_client
