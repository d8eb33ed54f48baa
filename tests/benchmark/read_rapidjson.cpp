// RapidJSON's DOM, with validation of UTF-8, which it leaves out by default.
#include <rapidjson/document.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include "allocations.hpp"
#include "contender.hpp"

namespace {

struct CountedAllocator : rapidjson::CrtAllocator {
  // NOLINTNEXTLINE(readability-identifier-naming): the name that RapidJSON calls
  static void* Malloc(std::size_t size) { return counted_malloc(size); }
};
using Document = rapidjson::GenericDocument<rapidjson::UTF8<>, rapidjson::MemoryPoolAllocator<CountedAllocator>>;

std::string_view text_of(const Document::ValueType& entry, const char* name) {
  const auto member = entry.FindMember(name);
  if (member == entry.MemberEnd()) return {};
  if (!member->value.IsString()) throw std::runtime_error("no string");
  return {member->value.GetString(), member->value.GetStringLength()};
}

Results read(const std::string& body) {
  Document document;
  document.Parse<rapidjson::kParseValidateEncodingFlag>(body.data(), body.size());
  if (document.HasParseError()) throw std::runtime_error("no JSON");
  const auto list = document["BulkEmailEntryResults"].GetArray();
  Results results;
  results.reserve(list.Size());
  for (const auto& entry : list) {
    auto& result = results.emplace_back();
    result.status = sesv2::status_from_wire_name(text_of(entry, "Status"));
    result.message_id = text_of(entry, "MessageId");
    result.error = text_of(entry, "Error");
  }
  return results;
}

[[maybe_unused]] const bool added =
    add_contender(rapidjson_dom, [](const std::string& body) { return [&body] { return read(body); }; });

}  // namespace
