// SPDX-License-Identifier: MIT
#include "common/request_checker.hpp"

#include <sesv2/format.hpp>
#include "common/request_file.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace common {
namespace {

/// Copying and writing JSON recurse, here and at the service, so nesting that would exhaust a stack is rejected.
constexpr std::size_t max_depth = 1000;
constexpr std::string_view expected = "expected a SendBulkEmail request as JSON, found ";

/// FNV-1a in 64 bits. Source: https://www.rfc-editor.org/rfc/rfc9923
std::uint64_t digest_of(std::string_view text, std::uint64_t hash) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

/// Spreads every bit over all of them, so that digests may be added up: the finalizer of SplitMix64.
/// Source: https://doi.org/10.1145/2714064.2660195
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111eb;
  return x ^ (x >> 31U);
}

constexpr std::uint64_t seed_of(char type) { return 0xcbf29ce484222325 + static_cast<unsigned char>(type); }

}  // namespace

std::uint64_t digest_of_address(std::string_view address) {
  if (const auto open = address.rfind('<'); open != std::string_view::npos) {
    address = address.substr(open + 1, address.find('>', open) - open - 1);
  }
  std::string text(address);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return digest_of(text, seed_of('a'));
}

bool RequestChecker::refuse(const std::string& error) {
  error_ = error;
  return false;
}

bool RequestChecker::in_entries() const noexcept {
  return !levels_.empty() && entries_member_ == members_ && members_ > 0;
}

/// Whether the next value is an element of an entry's list of addresses.
bool RequestChecker::in_addresses() const {
  constexpr std::size_t depth = 5;  // the request, its entries, an entry, its destination, a list
  static const std::array<std::uint64_t, 3> lists{digest_of("ToAddresses", seed_of('k')),
                                                  digest_of("CcAddresses", seed_of('k')),
                                                  digest_of("BccAddresses", seed_of('k'))};
  return levels_.size() == depth && in_entries() && levels_[2].key == digest_of("Destination", seed_of('k')) &&
         std::find(lists.begin(), lists.end(), levels_[3].key) != lists.end();
}

/// Checks the type of a value against the type required in its place.
bool RequestChecker::expect(const char* type) {
  const std::string_view found = type;
  const auto wrong = [&](const std::string& where, const char* what) {
    return refuse(where + ": expected " + what + ", found " + type);
  };
  const std::string pointer = std::string("/") + entries_name;
  if (levels_.empty() && found != "object") return wrong("the root", "an object");
  if (levels_.size() == 1 && in_entries() && found != "array") return wrong(pointer, "an array of the emails to send");
  if (levels_.size() == 2 && in_entries() && found != "object") {
    return wrong(pointer + "/" + std::to_string(digests_.size()), "an object");
  }
  return true;
}

bool RequestChecker::key(std::string& name) {
  levels_.back().key = digest_of(name, seed_of('k'));
  if (levels_.size() > 1) return true;
  ++members_;
  if (name != entries_name) return true;
  if (entries_member_ > 0) return refuse(std::string("/") + entries_name + ": expected once, found twice");
  entries_member_ = members_;
  return true;
}

bool RequestChecker::add(const char* type, const std::string& text) {
  if (!expect(type)) return false;
  if (*type == 's' && in_addresses()) addresses_.push_back({digest_of_address(text), digests_.size()});
  add_digest(digest_of(text, seed_of(*type)));
  return true;
}

bool RequestChecker::open(const char* type) {
  if (!expect(type)) return false;
  if (levels_.size() == max_depth) {
    return refuse(std::string(expected) + "nesting deeper than " + std::to_string(max_depth) + " levels");
  }
  levels_.push_back({*type == 'o', 0, seed_of(*type)});
  return true;
}

bool RequestChecker::close() {
  const auto digest = mixed(levels_.back().digest);
  levels_.pop_back();
  if (levels_.empty()) {
    const std::string pointer = std::string("/") + entries_name;
    if (entries_member_ == 0) return refuse(pointer + ": expected an array of the emails to send, found nothing");
    if (digests_.empty()) return refuse(pointer + ": expected at least one entry, found none");
    --entries_member_;
    digest_without_entries_ = digest;
  } else {
    add_digest(digest);
  }
  return true;
}

void RequestChecker::add_digest(std::uint64_t digest) {
  if (levels_.size() == 2 && in_entries()) digests_.push_back(digest);
  if (levels_.size() == 1 && in_entries()) return;  // the digest of the root omits the entries
  auto& level = levels_.back();
  // The digests of an object's members are added, because their order is irrelevant; the order of an array's elements
  // is not.
  level.digest = level.is_object ? level.digest + mixed(level.key ^ mixed(digest)) : mixed(level.digest ^ digest) + 1;
}

bool RequestChecker::parse_error(std::size_t position, const std::string& /*token*/,
                                 const nlohmann::json::exception& error) {
  const auto byte = position > 0 ? position - 1 : 0;  // nlohmann counts from 1
  return refuse(std::string(expected) + "an error at byte " + std::to_string(byte) + ": " +
                sesv2::escaped(error.what()));
}

}  // namespace common
