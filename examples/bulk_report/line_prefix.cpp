#include "bulk_report/line_prefix.hpp"

#include <algorithm>

#include "bulk_report/json_text.hpp"

namespace bulk_report {
namespace {

/// Returns the offset after a word that begins at `from`, and the whitespace after it.
std::size_t skip_word(std::string_view line, std::size_t from) {
  return skip_whitespace(line, std::min(line.find_first_of(whitespace, from), line.size()));
}

}  // namespace

std::size_t prefix_words(std::string_view before_member) {
  const auto size = size_without_whitespace(before_member);
  // Only in JSON on one line does a member stand behind a brace or a comma.
  if (size == 0 || before_member[size - 1] == '{' || before_member[size - 1] == ',') return 0;
  std::size_t words = 0;
  for (auto i = skip_whitespace(before_member, 0); i < size; i = skip_word(before_member, i)) ++words;
  return words;
}

std::size_t prefix_size(std::string_view line, std::size_t words) {
  if (skip_whitespace(line, 0) > 0) return 0;
  std::size_t size = 0;
  for (std::size_t i = 0; i < words; ++i) size = skip_word(line, size);
  return size < line.size() ? size : 0;
}

}  // namespace bulk_report
