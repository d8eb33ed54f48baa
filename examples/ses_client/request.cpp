#include "request.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sesv2/format.hpp>
#include <string_view>
#include <system_error>
#include <utility>

namespace ses_client {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* entries_name = "BulkEmailEntries";

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text;
  std::array<char, 1U << 16U> buffer{};
  while (file.read(buffer.data(), buffer.size()) || file.gcount() > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (!file.eof()) throw RequestRefused(path + ": cannot be read: " + std::generic_category().message(errno));
  return text;
}

/// FNV-1a in 64 bits. Source: https://www.rfc-editor.org/rfc/rfc9923
std::string digest_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  std::array<char, 17> hex{};
  std::snprintf(hex.data(), hex.size(), "%016llx", static_cast<unsigned long long>(hash));  // NOLINT(*-vararg)
  return std::string("fnv1a64:") + hex.data();
}

Json parse(const std::string& path, const std::string& text) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw RequestRefused(path + ": expected a SendBulkEmail request as JSON, found a fault at byte " +
                         std::to_string(error.byte) + ": " + sesv2::escaped(error.what()));
  }
}

[[noreturn]] void refuse(const std::string& path, const std::string& pointer, const char* expected, const Json& found) {
  throw RequestRefused(path + ": " + pointer + ": expected " + expected + ", found " + found.type_name());
}

}  // namespace

Request read_request(const std::string& path) {
  const auto text = read_file(path);
  Request request{parse(path, text), {}, digest_of(text), text.size()};
  if (!request.frame.is_object()) refuse(path, "the root", "an object", request.frame);
  const std::string pointer = std::string("/") + entries_name;
  auto& entries = request.frame[entries_name];
  if (!entries.is_array()) refuse(path, pointer, "an array of the emails to send", entries);
  if (entries.empty()) throw RequestRefused(path + ": " + pointer + ": expected at least one entry, found none");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!entries[i].is_object()) refuse(path, pointer + "/" + std::to_string(i), "an object", entries[i]);
  }
  request.entries.assign(std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end()));
  entries = Json::array();
  return request;
}

std::string body_of(const Request& request, const Batch& batch) {
  auto call = request.frame;
  auto& entries = call[entries_name];
  for (const auto index : batch) entries.push_back(request.entries.at(index));
  return call.dump();
}

}  // namespace ses_client
