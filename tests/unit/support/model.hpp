// A model of the whole reading table, made only for comparison with the library. The recognizer says how far the text
// is valid, nlohmann/json reads that much, and the table is applied to the tree, row by row.
// SPDX-License-Identifier: MIT
#ifndef SESV2_TESTS_MODEL_HPP
#define SESV2_TESTS_MODEL_HPP

#include <sesv2/response.hpp>
#include "recognizer.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace support {

struct JsonValue {
  enum class Kind { Null, Number, String, Array, Object };  // Number also stands for true and false
  std::string name;                                         // of a member
  Kind kind;
  bool ended;
  std::string text = {};                 // of a string
  std::vector<JsonValue> children = {};  // of an array or object
};

/// A prefix of a valid text with 1 in place of each number, because nlohmann/json rejects those that are too large and
/// depends on the locale for fractions. A number that has not ended is omitted.
inline std::string with_small_numbers(std::string_view prefix) {
  std::string text;
  bool in_string = false;
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    const char c = prefix[i];
    if (!in_string && std::string_view("-0123456789").find(c) != std::string_view::npos) {
      i = (std::min)(prefix.find_first_not_of("0123456789+-.eE", i), prefix.size()) - 1;
      if (prefix[i] >= '0' && prefix[i] <= '9') text += '1';
      continue;
    }
    text += c;
    if (c == '"') in_string = !in_string;
    if (c == '\\' && i + 1 < prefix.size()) text += prefix[++i];
  }
  return text;
}

/// Returns the root, if it has begun, of a prefix of a valid text.
inline std::vector<JsonValue> read_tree(std::string_view prefix) {
  using Event = nlohmann::json::parse_event_t;
  std::vector<JsonValue> roots;
  std::vector<JsonValue*> open;  // their siblings are all there, so that none moves
  std::string name;
  const auto add = [&](JsonValue::Kind kind, const std::string& text, bool ended) {
    auto& siblings = open.empty() ? roots : open.back()->children;
    siblings.push_back({std::exchange(name, {}), kind, ended, text});
    if (!ended) open.push_back(&siblings.back());
  };
  const auto on_event = [&](int /*depth*/, Event event, nlohmann::json& value) {
    if (event == Event::key) {
      name = value.get<std::string>();
    } else if (event == Event::object_start || event == Event::array_start) {
      add(event == Event::object_start ? JsonValue::Kind::Object : JsonValue::Kind::Array, "", false);
    } else if (event != Event::value) {
      open.back()->ended = true;
      open.pop_back();
    } else if (value.is_string()) {
      add(JsonValue::Kind::String, value.get<std::string>(), true);
    } else {
      add(value.is_null() ? JsonValue::Kind::Null : JsonValue::Kind::Number, "", true);
    }
    return true;
  };
  [[maybe_unused]] const auto whole = nlohmann::json::parse(with_small_numbers(prefix), on_event, false);
  return roots;
}

class Model {
 public:
  Model(std::string_view body, std::optional<std::size_t> expected_entries) : expected_entries_(expected_entries) {
    const auto [viable_size, complete] = recognize(body);
    for (const auto& root : read_tree(body.substr(0, viable_size))) read_root(root);
    if (complete) return;
    response_.issues.push_back({viable_size == body.size() ? Kind::Truncated : Kind::Malformed, "", viable_size, ""});
  }

  /// The messages of the issues hold only what they quote.
  [[nodiscard]] const sesv2::SalvagedResponse& response() const { return response_; }

 private:
  using Kind = sesv2::ParseIssue::Kind;
  using Type = JsonValue::Kind;

  void add_issue(Kind kind, std::string path, std::string quoted = "") {
    response_.issues.push_back({kind, std::move(path), std::nullopt, std::move(quoted)});
  }

  void read_root(const JsonValue& root) {
    if (root.kind != Type::Object) {
      if (root.ended) add_issue(Kind::NoResults, "");
      return;
    }
    const JsonValue* list = nullptr;
    for (const auto& member : root.children) {
      const bool counts = member.ended || member.kind == Type::Array;
      if (counts && member.name == "BulkEmailEntryResults") list = &member;
    }
    if (list != nullptr && list->kind == Type::Array) return read_list(*list);
    if (list != nullptr || root.ended) add_issue(Kind::NoResults, "/BulkEmailEntryResults", service_message(root));
  }

  /// The last member of this name that was read to its end.
  static const JsonValue* last_member(const JsonValue& object, std::string_view name) {
    const JsonValue* last = nullptr;
    for (const auto& member : object.children) {
      if (member.name == name && member.ended) last = &member;
    }
    return last;
  }

  static std::string service_message(const JsonValue& root) {
    for (const std::string_view name : {"message", "Message"}) {
      const auto* message = last_member(root, name);
      if (message != nullptr && !message->text.empty()) return message->text;
    }
    return "";
  }

  void read_list(const JsonValue& list) {
    for (const auto& entry : list.children) {
      const auto path = "/BulkEmailEntryResults/" + std::to_string(response_.results.size());
      if (entry.kind == Type::Object) {
        read_entry(entry, path);
      } else if (entry.ended) {
        response_.results.emplace_back();
        add_issue(Kind::WrongType, path);
      }
    }
    constexpr std::size_t most_issues = 64;
    response_.issues.resize((std::min)(response_.issues.size(), most_issues));
    const auto size = response_.results.size();
    const auto expected = expected_entries_.value_or(size);
    if (list.ended ? size != expected : size > expected) add_issue(Kind::WrongCount, "/BulkEmailEntryResults");
  }

  void read_entry(const JsonValue& entry, const std::string& path) {
    sesv2::BulkEmailEntryResult result;
    bool counts = entry.ended;
    for (const auto& member : entry.children) {
      const auto& name = member.name;
      if (name != "Status" && name != "MessageId" && name != "Error") continue;
      if (&member != last_member(entry, name)) continue;
      counts = true;
      if (member.kind != Type::String && member.kind != Type::Null) add_issue(Kind::WrongType, path + "/" + name);
      if (name == "MessageId") result.message_id = member.text;
      if (name == "Error") result.error = member.text;
      if (name != "Status") continue;
      result.status = sesv2::status_from_wire_name(member.text);
      if (result.status == sesv2::BulkEmailStatus::Unrecognized) result.unrecognized_status = member.text;
    }
    if (counts) response_.results.push_back(std::move(result));
  }

  std::optional<std::size_t> expected_entries_;
  sesv2::SalvagedResponse response_;
};

/// Whether an issue has the kind, path and byte of the model's, and a message that quotes what it has to quote. Text
/// that needs escapes, or is cut, is not compared.
inline bool agrees(const sesv2::ParseIssue& expected, const sesv2::ParseIssue& issue) {
  const auto& quoted = expected.message;
  const bool is_plain = quoted.size() <= 1024 && std::all_of(quoted.begin(), quoted.end(), [](char c) {
                          return c >= ' ' && c <= '~' && c != '"' && c != '\\';
                        });
  return expected.kind == issue.kind && expected.path == issue.path && expected.byte == issue.byte &&
         !issue.message.empty() && (!is_plain || issue.message.find(quoted) != std::string::npos);
}

/// Whether the library and the model return the same results, and the same issues in the same order.
inline bool agree_on(std::string_view body, std::optional<std::size_t> expected_entries = std::nullopt) {
  const auto model = Model(body, expected_entries).response();
  const auto response = sesv2::salvage_send_bulk_email_response(body, expected_entries);
  return model.results == response.results &&
         std::equal(model.issues.begin(), model.issues.end(), response.issues.begin(), response.issues.end(),
                    [](const auto& expected, const auto& issue) { return agrees(expected, issue); });
}

}  // namespace support

#endif  // SESV2_TESTS_MODEL_HPP
