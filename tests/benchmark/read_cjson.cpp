// cJSON with the steps that the AWS SDK for C++ takes: it copies the response's stream into a string, parses that,
// gathers the list's items in a vector, looks each member up by name twice (is it there, what is it) and copies its
// text.
#include <cjson/cJSON.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "allocations.hpp"
#include "contender.hpp"

namespace {

bool has_value(const cJSON* object, const char* name) {
  const cJSON* item = cJSON_GetObjectItemCaseSensitive(object, name);
  return item != nullptr && cJSON_IsNull(item) == 0;
}

std::string get_string(const cJSON* object, const char* name) {
  const cJSON* item = cJSON_GetObjectItemCaseSensitive(object, name);
  const char* text = cJSON_GetStringValue(item);
  return text == nullptr ? std::string{} : std::string(text);
}

std::vector<const cJSON*> get_array(const cJSON* object, const char* name) {
  const cJSON* list = cJSON_GetObjectItemCaseSensitive(object, name);
  std::vector<const cJSON*> items(static_cast<std::size_t>(cJSON_GetArraySize(list)));
  const cJSON* item = list == nullptr ? nullptr : list->child;
  for (auto& slot : items) {
    slot = item;
    item = item->next;
  }
  return items;
}

sesv2::BulkEmailEntryResult read_entry(const cJSON* entry) {
  sesv2::BulkEmailEntryResult result;
  if (has_value(entry, "Status")) result.status = sesv2::status_from_wire_name(get_string(entry, "Status"));
  if (has_value(entry, "Error")) result.error = get_string(entry, "Error");
  if (has_value(entry, "MessageId")) result.message_id = get_string(entry, "MessageId");
  return result;
}

Results read(std::istream& response) {
  std::ostringstream copy;
  std::copy(std::istreambuf_iterator<char>(response), {}, std::ostreambuf_iterator<char>(copy));
  const std::string text = copy.str();
  const std::unique_ptr<cJSON, decltype(&cJSON_Delete)> document(cJSON_ParseWithOpts(text.c_str(), nullptr, 1),
                                                                 &cJSON_Delete);
  if (document == nullptr) throw std::runtime_error("no JSON");
  Results results;
  if (!has_value(document.get(), "BulkEmailEntryResults")) return results;
  for (const cJSON* entry : get_array(document.get(), "BulkEmailEntryResults")) results.push_back(read_entry(entry));
  return results;
}

[[maybe_unused]] const bool added = add_contender(aws_sdk_steps, [](const std::string& body) {
  cJSON_Hooks hooks{counted_malloc, std::free};
  cJSON_InitHooks(&hooks);
  return [response = std::make_shared<std::istringstream>(body)] {
    response->clear();
    response->seekg(0);
    return read(*response);
  };
});

}  // namespace
