// SPDX-License-Identifier: MIT
#include "readers.hpp"

#include <boost/json.hpp>
#include <cjson/cJSON.h>
#include <nlohmann/json.hpp>
#include <rapidjson/document.h>
#include <simdjson.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <utility>
#ifdef SESV2_BULK_EMAIL_GLAZE
#include <glaze/glaze.hpp>
#endif

#ifdef SESV2_BULK_EMAIL_GLAZE
// glaze, with its own description of the types.
template <>
struct glz::meta<sesv2::BulkEmailEntryResult> {
  using T = sesv2::BulkEmailEntryResult;
  static constexpr auto read_status = [](T& result, std::string_view name) {
    result.status = sesv2::status_from_wire_name(name);
  };
  static constexpr auto write_status = [](const T& result) { return sesv2::wire_name(result.status); };
  static constexpr auto value =
      object("Status", custom<read_status, write_status>, "MessageId", &T::message_id, "Error", &T::error);
};
#endif

namespace {

// Reads each entry of a DOM's list; `text_of` returns the text of a member, or an empty one.
template <typename List, typename TextOf>
Results read_list(const List& list, std::size_t size, TextOf text_of) {
  Results results;
  results.reserve(size);
  for (const auto& entry : list) {
    auto& result = results.emplace_back();
    result.status = sesv2::status_from_wire_name(text_of(entry, "Status"));
    result.message_id = text_of(entry, "MessageId");
    result.error = text_of(entry, "Error");
  }
  return results;
}

// simdjson's DOM, walked by hand in the fastest way known here: the parser is reused, the vector has its size from the
// start, the members are walked rather than looked up by name, and texts are moved in.
namespace with_simdjson {

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

}  // namespace with_simdjson

#ifdef SESV2_BULK_EMAIL_GLAZE
namespace with_glaze {

struct Response {
  Results BulkEmailEntryResults;
};

Results read(const std::string& body) {
  Response response;
  if (glz::read<glz::opts{.error_on_unknown_keys = false}>(response, body)) throw std::runtime_error("not JSON");
  return std::move(response.BulkEmailEntryResults);
}

}  // namespace with_glaze
#endif

// Boost.JSON's DOM, in its default memory, and in the monotonic resource that its documentation recommends for speed.
namespace with_boost {

std::string_view text_of(const boost::json::value& entry, const char* name) {
  const auto* member = entry.as_object().if_contains(name);
  if (member == nullptr) return {};
  const auto& text = member->as_string();
  return {text.data(), text.size()};
}

Results read(const std::string& body, const boost::json::storage_ptr& memory) {
  const auto document = boost::json::parse(body, memory);
  const auto& list = document.at("BulkEmailEntryResults").as_array();
  return read_list(list, list.size(), text_of);
}

}  // namespace with_boost

// RapidJSON's DOM, with validation of UTF-8, which is off by default.
namespace with_rapidjson {

std::string_view text_of(const rapidjson::Value& entry, const char* name) {
  const auto member = entry.FindMember(name);
  if (member == entry.MemberEnd()) return {};
  if (!member->value.IsString()) throw std::runtime_error("not a string");
  return {member->value.GetString(), member->value.GetStringLength()};
}

Results read(const std::string& body) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseValidateEncodingFlag>(body.data(), body.size());
  if (document.HasParseError()) throw std::runtime_error("not JSON");
  const auto list = std::as_const(document)["BulkEmailEntryResults"].GetArray();
  return read_list(list, list.Size(), text_of);
}

}  // namespace with_rapidjson

// cJSON with the steps that the AWS SDK for C++ takes: it copies the response's stream into a string, parses the
// string, gathers the list's items in a vector, looks up each member by name twice (is it there, what is it) and copies
// its text.
namespace with_cjson {

bool has_value(const cJSON* object, const char* name) {
  const cJSON* item = cJSON_GetObjectItemCaseSensitive(object, name);
  return item != nullptr && cJSON_IsNull(item) == 0;
}

std::string get_string(const cJSON* object, const char* name) {
  const char* text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
  return text == nullptr ? std::string{} : std::string(text);
}

std::vector<const cJSON*> get_array(const cJSON* object, const char* name) {
  const cJSON* list = cJSON_GetObjectItemCaseSensitive(object, name);
  std::vector<const cJSON*> items(static_cast<std::size_t>(cJSON_GetArraySize(list)));
  const cJSON* item = list == nullptr ? nullptr : list->child;
  for (auto& slot : items) slot = std::exchange(item, item->next);
  return items;
}

Results read(std::istream& response) {
  response.clear();
  response.seekg(0);
  std::ostringstream copy;
  std::copy(std::istreambuf_iterator<char>(response), {}, std::ostreambuf_iterator<char>(copy));
  const std::string text = copy.str();
  const std::unique_ptr<cJSON, decltype(&cJSON_Delete)> document(cJSON_ParseWithOpts(text.c_str(), nullptr, 1),
                                                                 &cJSON_Delete);
  if (document == nullptr) throw std::runtime_error("not JSON");
  Results results;
  if (!has_value(document.get(), "BulkEmailEntryResults")) return results;
  for (const cJSON* entry : get_array(document.get(), "BulkEmailEntryResults")) {
    auto& result = results.emplace_back();
    if (has_value(entry, "Status")) result.status = sesv2::status_from_wire_name(get_string(entry, "Status"));
    if (has_value(entry, "Error")) result.error = get_string(entry, "Error");
    if (has_value(entry, "MessageId")) result.message_id = get_string(entry, "MessageId");
  }
  return results;
}

}  // namespace with_cjson

// nlohmann/json as its documentation shows it: a DOM, and macros for the types.
namespace with_nlohmann {

struct Status {
  sesv2::BulkEmailStatus value = sesv2::BulkEmailStatus::Unrecognized;
};

// NLOHMANN_JSON_SERIALIZE_ENUM defines these functions, with a table that is written out.
[[maybe_unused]] void to_json(nlohmann::json& json, const Status& status) { json = sesv2::wire_name(status.value); }

void from_json(const nlohmann::json& json, Status& status) {
  static const auto rows = [] {
    std::vector<std::pair<sesv2::BulkEmailStatus, nlohmann::json>> made{
        {sesv2::BulkEmailStatus::Unrecognized, nullptr}};
    for (const auto each : sesv2::all_statuses) made.emplace_back(each, sesv2::wire_name(each));
    return made;
  }();
  const auto found = std::find_if(rows.begin(), rows.end(), [&json](const auto& row) { return row.second == json; });
  status.value = (found != rows.end() ? found : rows.begin())->first;
}

struct Entry {
  with_nlohmann::Status Status;
  std::string MessageId;
  std::string Error;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Entry, Status, MessageId, Error)

std::vector<Entry> read(const std::string& body) {
  return nlohmann::json::parse(body).at("BulkEmailEntryResults").get<std::vector<Entry>>();
}

}  // namespace with_nlohmann

Results to_results(Results results) { return results; }

Results to_results(const std::vector<with_nlohmann::Entry>& entries) {
  Results results;
  for (const auto& entry : entries) results.push_back({entry.Status.value, entry.MessageId, entry.Error, {}});
  return results;
}

/// Makes the compiler take `value` for used, so that it cannot leave out the work that made it.
template <typename T>
void keep(const T& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

/// Returns a reader; `prepare` makes, of a body, the function that is measured. Its first call is checked.
template <typename Prepare>
Reader prepared(std::string_view name, double least, Prepare prepare) {
  return {name, least, [name, prepare](const std::string& body) -> Read {
            auto read = prepare(body);
            const bool same = to_results(read()) == read_with_this_library(body);
            if (!same) throw std::logic_error(std::string(name) + " does not read what the body holds");
            return [read]() mutable { keep(read()); };
          }};
}

/// Returns a reader that prepares nothing.
template <typename ReadBody>
Reader reader(std::string_view name, double least, ReadBody read) {
  return prepared(name, least, [read](const std::string& body) { return [&body, read] { return read(body); }; });
}

}  // namespace

std::vector<Reader> make_readers() {
  return {
      prepared(copy_only, 1 / 2.0,
               [](const std::string& body) { return [known = read_with_this_library(body)] { return known; }; }),
      reader(this_library, 0, read_with_this_library),
      prepared(simdjson_by_hand, 1,
               [](const std::string& body) {
                 return [&body, parser = std::make_shared<simdjson::dom::parser>()] {
                   return with_simdjson::read(*parser, body);
                 };
               }),
#ifdef SESV2_BULK_EMAIL_GLAZE
      reader("glaze", 1, with_glaze::read),
#endif
      reader("Boost.JSON, monotonic", 2.2,
             [](const std::string& body) {
               boost::json::monotonic_resource memory;
               return with_boost::read(body, &memory);
             }),
      reader("Boost.JSON", 2.2, [](const std::string& body) { return with_boost::read(body, {}); }),
      reader("RapidJSON", 2.2, with_rapidjson::read),
      prepared("AWS SDK's steps (cJSON)", 5,
               [](const std::string& body) {
                 return [response = std::make_shared<std::istringstream>(body)] { return with_cjson::read(*response); };
               }),
      reader("nlohmann DOM and macros", 8, with_nlohmann::read),
  };
}
