// Boost.JSON's DOM, in its default memory, and in the monotonic resource that its documentation recommends for speed.
#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "contender.hpp"

namespace {

std::string_view text_of(const boost::json::object& entry, const char* name) {
  const auto* member = entry.if_contains(name);
  if (member == nullptr) return {};
  const auto& text = member->as_string();
  return {text.data(), text.size()};
}

Results read(const std::string& body, const boost::json::storage_ptr& memory) {
  const auto document = boost::json::parse(body, memory);
  const auto& list = document.at("BulkEmailEntryResults").as_array();
  Results results;
  results.reserve(list.size());
  for (const auto& value : list) {
    const auto& entry = value.as_object();
    auto& result = results.emplace_back();
    result.status = sesv2::status_from_wire_name(text_of(entry, "Status"));
    result.message_id = text_of(entry, "MessageId");
    result.error = text_of(entry, "Error");
  }
  return results;
}

[[maybe_unused]] const bool default_added =
    add_contender(boost_default, [](const std::string& body) { return [&body] { return read(body, {}); }; });

[[maybe_unused]] const bool monotonic_added = add_contender(boost_monotonic, [](const std::string& body) {
  return [&body] {
    boost::json::monotonic_resource memory;
    return read(body, &memory);
  };
});

}  // namespace
