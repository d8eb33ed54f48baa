// The text of a SendBulkEmail request, taken apart into its entries without building a tree of it: a million entries
// take little more memory than their text.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_REQUEST_TEXT_HPP
#define EXAMPLES_COMMON_REQUEST_TEXT_HPP

#include "common/request_checker.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace common {

class RequestText {
 public:
  /// Checks the text, and finds its entries.
  /// @param name  of the file, for messages
  /// @throws RequestRefused (common/request_file.hpp)
  RequestText(const std::string& name, std::string_view text);

  /// Returns the number of entries; at least one.
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

  /// Returns the text of an entry, an object, without the whitespace between its tokens.
  [[nodiscard]] std::string_view entry(std::size_t index) const {
    return std::string_view(text_).substr(entries_.at(index).begin, entries_[index].size);
  }

  /// Identifies an entry by its contents. Two entries with the same members, in whatever order and however they are
  /// written, have the same digest. It guards against a mistake, not against an attack, so it is not cryptographic.
  [[nodiscard]] std::uint64_t digest(std::size_t index) const { return digests_.at(index); }

  /// Identifies all members of the request apart from its entries in the same way.
  [[nodiscard]] std::uint64_t digest_without_entries() const noexcept { return digest_without_entries_; }

  /// Returns the request with only these entries.
  [[nodiscard]] std::string with_entries(const std::vector<std::size_t>& indices) const;

  /// Returns the email addresses of an entry, separated by ", "; "" if there are none.
  [[nodiscard]] std::string recipients(std::size_t index) const;

  /// Returns the lists of entries that share an email address, in the order of their first entries.
  [[nodiscard]] std::vector<std::vector<std::size_t>> entries_with_same_address() const;

 private:
  struct Span {
    std::size_t begin;
    std::size_t size;
  };

  void split(std::string_view text, std::size_t entries_member);

  std::string text_;
  std::size_t entries_begin_ = 0;
  std::size_t entries_end_ = 0;
  std::vector<Span> entries_;
  std::vector<std::uint64_t> digests_;
  std::vector<AddressDigest> addresses_;
  std::uint64_t digest_without_entries_ = 0;
};

/// @throws RequestRefused
[[nodiscard]] RequestText read_request_text(const std::string& path);

}  // namespace common

#endif  // EXAMPLES_COMMON_REQUEST_TEXT_HPP
