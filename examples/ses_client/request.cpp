#include "ses_client/request.hpp"

#include <array>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <string_view>
#include <utility>

#include "common/request_file.hpp"

namespace ses_client {
namespace {

/// FNV-1a in 64 bits. Source: https://www.rfc-editor.org/rfc/rfc9923
std::string digest_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  std::array<char, 17> hex{};
  std::snprintf(hex.data(), hex.size(), "%016llx", static_cast<unsigned long long>(hash));  // NOLINT(*-vararg)
  return std::string("fnv1a64:") + hex.data();
}

}  // namespace

Request read_request(const std::string& path) {
  auto [text, json] = common::read_request_file(path);
  auto& entries = json[common::entries_name];
  Request request{{},
                  {std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end())},
                  digest_of(text),
                  text.size()};
  entries = nlohmann::ordered_json::array();
  request.frame = std::move(json);
  return request;
}

std::string body_of(const Request& request, const Batch& batch) {
  auto call = request.frame;
  auto& entries = call[common::entries_name];
  for (const auto index : batch) entries.push_back(request.entries.at(index));
  return call.dump();
}

}  // namespace ses_client
