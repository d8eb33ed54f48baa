// Checks a SendBulkEmail request event by event, as nlohmann's SAX parser reports it, and computes its digests.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_REQUEST_CHECKER_HPP
#define EXAMPLES_COMMON_REQUEST_CHECKER_HPP

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace common {

/// An email address of an entry.
struct AddressDigest {
  std::uint64_t digest;
  std::size_t entry;
};

/// Returns the digest by which an address is compared: that of the address in lower case, without a display name.
[[nodiscard]] std::uint64_t digest_of_address(std::string_view address);

class RequestChecker : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return add("null", ""); }
  bool boolean(bool value) override { return add("boolean", value ? "true" : "false"); }
  bool number_integer(std::int64_t value) override { return add("number", std::to_string(value)); }
  bool number_unsigned(std::uint64_t value) override { return add("number", std::to_string(value)); }
  bool number_float(double /*value*/, const std::string& text) override { return add("number", text); }
  bool string(std::string& value) override { return add("string", value); }
  bool binary(nlohmann::json::binary_t& /*value*/) override { return false; }  // JSON has none
  bool start_object(std::size_t /*size*/) override { return open("object"); }
  bool start_array(std::size_t /*size*/) override { return open("array"); }
  bool key(std::string& name) override;
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string& token, const nlohmann::json::exception& error) override;

  /// What was expected and what was found; empty if the request is valid.
  [[nodiscard]] const std::string& error() const noexcept { return error_; }
  /// Which member of the root holds the entries, counted from 0.
  [[nodiscard]] std::size_t entries_member() const noexcept { return entries_member_; }
  [[nodiscard]] std::vector<std::uint64_t>& digests() noexcept { return digests_; }
  [[nodiscard]] std::uint64_t digest_without_entries() const noexcept { return digest_without_entries_; }
  [[nodiscard]] std::vector<AddressDigest>& addresses() noexcept { return addresses_; }

 private:
  /// An object or array that is not closed yet.
  struct Level {
    bool is_object;
    std::uint64_t key;
    std::uint64_t digest;
  };

  [[nodiscard]] bool in_entries() const noexcept;
  [[nodiscard]] bool in_addresses() const;
  bool expect(const char* type);
  bool add(const char* type, const std::string& text);
  bool open(const char* type);
  bool close();
  void add_digest(std::uint64_t digest);
  bool refuse(const std::string& error);

  std::string error_;
  std::vector<Level> levels_;
  std::size_t members_ = 0;         // of the root, so far
  std::size_t entries_member_ = 0;  // 0: none yet; counted from 1 until the root is closed
  std::vector<std::uint64_t> digests_;
  std::vector<AddressDigest> addresses_;
  std::uint64_t digest_without_entries_ = 0;
};

}  // namespace common

#endif  // EXAMPLES_COMMON_REQUEST_CHECKER_HPP
