#include "common/request_file.hpp"

#include <array>
#include <cerrno>
#include <fstream>
#include <sesv2/format.hpp>
#include <system_error>

namespace common {
namespace {

using Json = nlohmann::ordered_json;

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

/// Copying and writing JSON recurse, so nesting that would exhaust the stack is refused.
bool limit_depth(int depth, Json::parse_event_t /*event*/, const Json& /*parsed*/) {
  constexpr int max_depth = 1000;
  if (depth > max_depth) throw std::length_error("nesting deeper than " + std::to_string(max_depth) + " levels");
  return true;
}

Json parse(const std::string& path, const std::string& text) {
  const auto expected = path + ": expected a SendBulkEmail request as JSON, found ";
  try {
    return Json::parse(text, limit_depth);
  } catch (const Json::parse_error& error) {
    const auto byte = error.byte > 0 ? error.byte - 1 : 0;  // nlohmann counts from 1
    throw RequestRefused(expected + "a fault at byte " + std::to_string(byte) + ": " + sesv2::escaped(error.what()));
  } catch (const std::exception& error) {  // a number that is too large, for example
    throw RequestRefused(expected + sesv2::escaped(error.what()));
  }
}

[[noreturn]] void refuse(const std::string& path, const std::string& pointer, const char* expected, const Json& found) {
  throw RequestRefused(path + ": " + pointer + ": expected " + expected + ", found " + found.type_name());
}

}  // namespace

RequestFile read_request_file(const std::string& path) {
  RequestFile request{read_file(path), {}};
  request.json = parse(path, request.text);
  if (!request.json.is_object()) refuse(path, "the root", "an object", request.json);
  const std::string pointer = std::string("/") + entries_name;
  const auto& entries = request.json[entries_name];
  if (!entries.is_array()) refuse(path, pointer, "an array of the emails to send", entries);
  if (entries.empty()) throw RequestRefused(path + ": " + pointer + ": expected at least one entry, found none");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!entries[i].is_object()) refuse(path, pointer + "/" + std::to_string(i), "an object", entries[i]);
  }
  return request;
}

}  // namespace common
