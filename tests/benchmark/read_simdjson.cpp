// simdjson: what one would write by hand with its DOM, and its parser alone.
#include <simdjson.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "contender.hpp"

namespace {

std::string_view text_of(simdjson::dom::object entry, const char* name) {
  std::string_view text;
  const auto error = entry[name].get(text);
  if (error != simdjson::SUCCESS && error != simdjson::NO_SUCH_FIELD) throw std::runtime_error("no string");
  return text;
}

Results read_by_hand(simdjson::dom::parser& parser, const std::string& body) {
  simdjson::dom::array list;
  if (parser.parse(body)["BulkEmailEntryResults"].get(list) != simdjson::SUCCESS) throw std::runtime_error("no list");
  Results results;
  results.reserve(list.size());
  for (const auto entry : list) {
    simdjson::dom::object members;
    if (entry.get(members) != simdjson::SUCCESS) throw std::runtime_error("no object");
    auto& result = results.emplace_back();
    result.status = sesv2::status_from_wire_name(text_of(members, "Status"));
    result.message_id = text_of(members, "MessageId");
    result.error = text_of(members, "Error");
  }
  return results;
}

[[maybe_unused]] const bool hand_added = add_contender("simdjson: DOM by hand", [](const std::string& body) {
  return [&body, parser = std::make_shared<simdjson::dom::parser>()] { return read_by_hand(*parser, body); };
});

// What a std::string_view cannot promise, padding behind the body, spares simdjson a copy of it.
[[maybe_unused]] const bool padded_added = add_floor("simdjson: parse, padded", [](const std::string& body) {
  return [body = std::make_shared<simdjson::padded_string>(body), parser = std::make_shared<simdjson::dom::parser>()] {
    return parser->parse(*body).error();
  };
});

[[maybe_unused]] const bool parse_added = add_floor("simdjson: parse (no results)", [](const std::string& body) {
  return [&body, parser = std::make_shared<simdjson::dom::parser>()] {
    return parser->parse(body.data(), body.size()).error();
  };
});

}  // namespace
