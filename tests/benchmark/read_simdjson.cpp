// simdjson's DOM, walked by hand in the fastest way known here: the parser is reused, the vector has its size from the
// start, the members are walked rather than looked up by name, and texts are moved in.
#include <simdjson.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "contender.hpp"

namespace {

/// Returns the value as a T; `value` is an element, or an element or an error.
template <typename T, typename Value>
T get(const Value& value) {
  T found;
  if (value.get(found) != simdjson::SUCCESS) throw std::runtime_error("not JSON, or another type");
  return found;
}

void read_member(sesv2::BulkEmailEntryResult& result, std::string_view name, simdjson::dom::element value) {
  const auto text = get<std::string_view>(value);
  if (name == "Status") {
    result.status = sesv2::status_from_wire_name(text);
  } else if (name == "MessageId") {
    result.message_id = std::string(text);
  } else if (name == "Error") {
    result.error = std::string(text);
  }
}

Results read(simdjson::dom::parser& parser, const std::string& body) {
  const auto list = get<simdjson::dom::array>(parser.parse(body)["BulkEmailEntryResults"]);
  Results results;
  results.reserve(list.size());
  for (const auto entry : list) {
    auto& result = results.emplace_back();
    for (const auto member : get<simdjson::dom::object>(entry)) read_member(result, member.key, member.value);
  }
  return results;
}

[[maybe_unused]] const bool added = add_contender(simdjson_by_hand, [](const std::string& body) {
  return [&body, parser = std::make_shared<simdjson::dom::parser>()] { return read(*parser, body); };
});

}  // namespace
