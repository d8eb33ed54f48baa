// SPDX-License-Identifier: MIT
#include "common/request_text.hpp"

#include "common/request_checker.hpp"
#include "common/request_file.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>

namespace common {
namespace {

bool is_whitespace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// Returns the size of the string literal that the text begins with.
std::size_t size_of_string(std::string_view text) {
  std::size_t i = 1;
  while (text[i] != '"') i += text[i] == '\\' ? 2 : 1;
  return i + 1;
}

}  // namespace

RequestText::RequestText(const std::string& name, std::string_view text) {
  RequestChecker checker;
  if (!nlohmann::json::sax_parse(text, &checker)) {
    throw RequestRefused(name + ": " + checker.error());
  }
  digests_ = std::move(checker.digests());
  addresses_ = std::move(checker.addresses());
  digest_without_entries_ = checker.digest_without_entries();
  split(text, checker.entries_member());
}

/// The text is valid JSON, so brackets, commas and the ends of strings are all that must be looked for.
void RequestText::split(std::string_view text, std::size_t entries_member) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.substr(0, byte_order_mark.size()) == byte_order_mark) text.remove_prefix(byte_order_mark.size());
  text_.reserve(text.size());
  entries_.reserve(digests_.size());
  std::size_t depth = 0;
  std::size_t member = 0;
  while (!text.empty()) {
    const char c = text.front();
    const bool in_entries = member == entries_member;
    if (c == '{' || c == '[') {
      if (depth == 2 && in_entries) entries_.push_back({text_.size(), 0});
      if (depth == 1 && in_entries) entries_begin_ = text_.size() + 1;
      ++depth;
    } else if (c == '}' || c == ']') {
      --depth;
      if (depth == 2 && in_entries) entries_.back().size = text_.size() + 1 - entries_.back().begin;
      if (depth == 1 && in_entries) entries_end_ = text_.size();
    } else if (c == ',' && depth == 1) {
      ++member;
    }
    const auto size = c == '"' ? size_of_string(text) : 1;
    if (!is_whitespace(c)) text_.append(text.substr(0, size));
    text.remove_prefix(size);
  }
}

std::string RequestText::with_entries(const std::vector<std::size_t>& indices) const {
  std::string request = text_.substr(0, entries_begin_);
  for (std::size_t i = 0; i < indices.size(); ++i) request.append(i == 0 ? "" : ",").append(entry(indices[i]));
  return request.append(text_, entries_end_, std::string::npos);
}

std::string RequestText::recipients(std::size_t index) const {
  std::string addresses;
  const auto json = nlohmann::json::parse(entry(index));
  const auto destination = json.find("Destination");
  if (destination == json.end() || !destination->is_object()) return addresses;
  for (const auto* const kind : {"ToAddresses", "CcAddresses", "BccAddresses"}) {
    const auto list = destination->find(kind);
    if (list == destination->end() || !list->is_array()) continue;
    for (const auto& address : *list) {
      if (address.is_string()) addresses += (addresses.empty() ? "" : ", ") + address.get<std::string>();
    }
  }
  return addresses;
}

std::vector<std::vector<std::size_t>> RequestText::entries_with_same_address() const {
  auto addresses = addresses_;
  std::sort(addresses.begin(), addresses.end(), [](const AddressDigest& a, const AddressDigest& b) {
    return std::tie(a.digest, a.entry) < std::tie(b.digest, b.entry);
  });
  std::vector<std::vector<std::size_t>> lists;
  for (auto first = addresses.begin(); first != addresses.end();) {
    const auto last =
        std::find_if(first, addresses.end(), [&](const auto& other) { return other.digest != first->digest; });
    std::vector<std::size_t> entries;
    for (; first != last; ++first) {
      if (entries.empty() || entries.back() != first->entry) entries.push_back(first->entry);
    }
    if (entries.size() > 1) lists.push_back(std::move(entries));
  }
  std::sort(lists.begin(), lists.end());
  lists.erase(std::unique(lists.begin(), lists.end()), lists.end());
  return lists;
}

RequestText read_request_text(const std::string& path) { return {path, read_text_file(path)}; }

}  // namespace common
