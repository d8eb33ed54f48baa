// The physical limit: the vector and its strings are allocated and filled from texts that are known beforehand.
#include <string>
#include <string_view>
#include <utility>
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

/// Adds the limit, with a way to fill a new string.
template <typename Fill>
bool add_limit(std::string name, Fill fill) {
  return add_contender(std::move(name), [fill](const std::string& body) {
    return [fill, all = find_texts(body)] {
      Results results;
      results.reserve(all.size());
      for (const auto& texts : all) {
        auto& result = results.emplace_back();
        result.status = texts.status;
        fill(result.message_id, texts.message_id);
        fill(result.error, texts.error);
      }
      return results;
    };
  });
}

[[maybe_unused]] const bool assigned =
    add_limit("allocate and copy only", [](std::string& to, std::string_view text) { to = text; });

// The quickest way known here: no call into the standard library's binary.
[[maybe_unused]] const bool moved = add_limit("allocate and move in only", [](std::string& to, std::string_view text) {
  if (!text.empty()) to = std::string(text);
});

}  // namespace
