#include "oracles.hpp"

#include <algorithm>
#include <clocale>
#include <nlohmann/json.hpp>

#ifdef SESV2_TESTS_SIMDJSON
#include <simdjson.h>
#endif
#ifdef SESV2_TESTS_RAPIDJSON
#include <rapidjson/document.h>
#endif
#ifdef SESV2_TESTS_BOOST_JSON
#include <boost/json.hpp>
#endif

namespace support {

namespace {

using Results = std::vector<sesv2::BulkEmailEntryResult>;

/// Sets a field to the string that a member of an entry holds, and to nothing if it holds anything else.
void set_member(sesv2::BulkEmailEntryResult& result, std::string_view name, std::optional<std::string_view> value) {
  const std::string text(value.value_or(std::string_view{}));
  if (name == "MessageId") result.message_id = text;
  if (name == "Error") result.error = text;
  if (name == "Status") {
    result.status = sesv2::status_from_wire_name(text);
    result.unrecognized_status = result.status == sesv2::BulkEmailStatus::Unrecognized ? text : "";
  }
}

/// Walks a DOM. `Dom` has for_each_member(value, visit) and for_each_element(value, visit), which do nothing with a
/// value of another type, and string(value).
template <typename Dom, typename Value>
Results walk(const Value& root) {
  Results results;
  Dom::for_each_member(root, [&](std::string_view name, const auto& list) {
    if (name != "BulkEmailEntryResults") return;
    results.clear();
    Dom::for_each_element(list, [&](const auto& entry) {
      auto& result = results.emplace_back();
      Dom::for_each_member(
          entry, [&](std::string_view member, const auto& value) { set_member(result, member, Dom::string(value)); });
    });
  });
  return results;
}

struct NlohmannDom {
  template <typename Visit>
  static void for_each_member(const nlohmann::json& value, Visit visit) {
    if (!value.is_object()) return;
    for (const auto& [name, member] : value.items()) visit(name, member);
  }
  template <typename Visit>
  static void for_each_element(const nlohmann::json& value, Visit visit) {
    if (value.is_array()) std::for_each(value.begin(), value.end(), visit);
  }
  static std::optional<std::string_view> string(const nlohmann::json& value) {
    if (!value.is_string()) return std::nullopt;
    return value.get_ref<const std::string&>();
  }
};

/// nlohmann/json 3.11 aborts on a fraction in a locale whose decimal point has more than one byte.
class DecimalPoint {
 public:
  DecimalPoint() : locale_(std::setlocale(LC_NUMERIC, nullptr)) { std::setlocale(LC_NUMERIC, "C"); }
  ~DecimalPoint() { std::setlocale(LC_NUMERIC, locale_.c_str()); }
  DecimalPoint(const DecimalPoint&) = delete;
  DecimalPoint& operator=(const DecimalPoint&) = delete;
  DecimalPoint(DecimalPoint&&) = delete;
  DecimalPoint& operator=(DecimalPoint&&) = delete;

 private:
  std::string locale_;
};

std::optional<Results> read_with_nlohmann(std::string_view text) {
  const DecimalPoint point;
  const auto dom = nlohmann::json::parse(text, nullptr, false);
  if (dom.is_discarded()) return std::nullopt;
  return walk<NlohmannDom>(dom);
}

#ifdef SESV2_TESTS_SIMDJSON
struct SimdjsonDom {
  template <typename Visit>
  static void for_each_member(simdjson::dom::element value, Visit visit) {
    simdjson::dom::object object;
    if (value.get(object) != simdjson::SUCCESS) return;
    for (const auto [name, member] : object) visit(name, member);
  }
  template <typename Visit>
  static void for_each_element(simdjson::dom::element value, Visit visit) {
    simdjson::dom::array array;
    if (value.get(array) != simdjson::SUCCESS) return;
    for (const auto element : array) visit(element);
  }
  static std::optional<std::string_view> string(simdjson::dom::element value) {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) return std::nullopt;
    return text;
  }
};

std::optional<Results> read_with_simdjson(std::string_view text) {
  static simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(simdjson::padded_string(without_byte_order_mark(text))).get(root) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  return walk<SimdjsonDom>(root);
}
#endif

#ifdef SESV2_TESTS_RAPIDJSON
struct RapidJsonDom {
  template <typename Visit>
  static void for_each_member(const rapidjson::Value& value, Visit visit) {
    if (!value.IsObject()) return;
    for (const auto& member : value.GetObject()) visit(*string(member.name), member.value);
  }
  template <typename Visit>
  static void for_each_element(const rapidjson::Value& value, Visit visit) {
    if (!value.IsArray()) return;
    for (const auto& element : value.GetArray()) visit(element);
  }
  static std::optional<std::string_view> string(const rapidjson::Value& value) {
    if (!value.IsString()) return std::nullopt;
    return std::string_view(value.GetString(), value.GetStringLength());
  }
};

std::optional<Results> read_with_rapidjson(std::string_view text) {
  constexpr auto flags = rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag;
  text = without_byte_order_mark(text);
  rapidjson::Document dom;
  dom.Parse<flags>(text.data(), text.size());
  if (dom.HasParseError()) return std::nullopt;
  return walk<RapidJsonDom>(dom);
}
#endif

#ifdef SESV2_TESTS_BOOST_JSON
struct BoostJsonDom {
  template <typename Visit>
  static void for_each_member(const boost::json::value& value, Visit visit) {
    if (!value.is_object()) return;
    for (const auto& member : value.get_object()) {
      visit(std::string_view(member.key().data(), member.key().size()), member.value());
    }
  }
  template <typename Visit>
  static void for_each_element(const boost::json::value& value, Visit visit) {
    if (!value.is_array()) return;
    for (const auto& element : value.get_array()) visit(element);
  }
  static std::optional<std::string_view> string(const boost::json::value& value) {
    if (!value.is_string()) return std::nullopt;
    return std::string_view(value.get_string().data(), value.get_string().size());
  }
};

std::optional<Results> read_with_boost_json(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = text.size() + 1;
  text = without_byte_order_mark(text);
  boost::json::monotonic_resource memory;  // without it the DOM is destroyed recursively
  boost::json::error_code error;
  const auto dom = boost::json::parse({text.data(), text.size()}, error, &memory, options);
  if (error) return std::nullopt;
  return walk<BoostJsonDom>(dom);
}
#endif

}  // namespace

// Each deviation was found by trial, with the versions that Debian 12 has: nlohmann/json 3.11, simdjson 3.0,
// RapidJSON 1.1 and Boost 1.81. What is not excluded here is judged.
const std::vector<Oracle>& oracles() {
  static const std::vector<Oracle> all{
      // Takes a zero byte for the end of its input, and refuses a number that overflows a double.
      {"nlohmann/json",
       [](const TextTraits& traits) { return !traits.has_zero_byte && !traits.has_number_beyond_double; },
       read_with_nlohmann},
#ifdef SESV2_TESTS_SIMDJSON
      // Refuses numbers that neither 64 bits nor a double can hold, and 1024 levels or more. Later versions skip a byte
      // order mark, which here is a second one.
      {"simdjson",
       [](const TextTraits& traits) {
         return traits.depth < 1024 && !traits.has_integer_beyond_64_bits && !traits.has_number_beyond_double &&
                !traits.has_stray_mark;
       },
       read_with_simdjson},
#endif
#ifdef SESV2_TESTS_RAPIDJSON
      // Takes a zero byte for the end of its input, skips each byte of a byte order mark by itself, accepts the second
      // half of a surrogate pair alone, and refuses a number with more than 308 digits or with a larger exponent,
      // whatever its value.
      {"RapidJSON",
       [](const TextTraits& traits) {
         return !traits.has_zero_byte && !traits.has_stray_mark && !traits.has_low_surrogate_alone &&
                !traits.has_number_beyond_double && traits.largest_exponent <= 308 &&
                traits.longest_integer_part <= 308;
       },
       read_with_rapidjson},
#endif
#ifdef SESV2_TESTS_BOOST_JSON
      // Refuses an exponent that an int cannot hold.
      {"Boost.JSON", [](const TextTraits& traits) { return traits.largest_exponent < 999'999'999; },
       read_with_boost_json},
#endif
  };
  return all;
}

}  // namespace support
