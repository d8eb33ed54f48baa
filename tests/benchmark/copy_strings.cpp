// The physical limit: the vector and its strings are allocated and filled from texts that are known beforehand.
#include <string>
#include <string_view>
#include <vector>

#include "contender.hpp"

namespace {

struct Texts {
  sesv2::BulkEmailStatus status;
  std::string_view message_id;
  std::string_view error;
};

/// Views into the body, as a parser that costs nothing would give them.
std::vector<Texts> find_texts(std::string_view body) {
  std::vector<Texts> texts;
  std::size_t at = 0;
  const auto locate = [&](const std::string& text) {
    if (text.empty()) return std::string_view{};
    at = body.find(text, at);
    return body.substr(at, text.size());
  };
  for (const auto& result : sesv2::parse_send_bulk_email_response(body)) {
    texts.push_back({result.status, locate(result.message_id), locate(result.error)});
  }
  return texts;
}

[[maybe_unused]] const bool added = add_contender("allocate and copy only", [](const std::string& body) {
  return [all = find_texts(body)] {
    Results results;
    results.reserve(all.size());
    for (const auto& texts : all) {
      auto& result = results.emplace_back();
      result.status = texts.status;
      if (!texts.message_id.empty()) result.message_id = std::string(texts.message_id);
      if (!texts.error.empty()) result.error = std::string(texts.error);
    }
    return results;
  };
});

}  // namespace
