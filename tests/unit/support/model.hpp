// A model of the whole reading table, made for nothing but the comparison with the library. It asks the recognizer how
// far the text is valid, builds the tree of that much, and applies the table to the tree, row by row.
//
//   const auto expected = support::model_of(body, entries_sent);
#ifndef SESV2_TESTS_MODEL_HPP
#define SESV2_TESTS_MODEL_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <sesv2/response.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json_tree.hpp"
#include "recognizer.hpp"

namespace support {

/// An issue but for its message, of which the model knows only what it quotes.
struct ModelIssue {
  sesv2::ParseIssue::Kind kind;
  std::string path;
  std::optional<std::size_t> byte;
  std::optional<std::string> quoted = std::nullopt;
};

struct ModelResponse {
  std::vector<sesv2::BulkEmailEntryResult> results;
  std::vector<ModelIssue> issues;
};

class Model {
 public:
  Model(std::string_view body, std::optional<std::size_t> expected_entries) : expected_entries_(expected_entries) {
    const auto [viable_size, complete] = recognize(body);
    if (const auto root = JsonTreeReader(body.substr(0, viable_size)).value()) read_root(*root);
    constexpr std::size_t most_issues = 64;
    if (response_.issues.size() > most_issues) response_.issues.resize(most_issues);
    if (!complete) {
      const bool truncated = viable_size == body.size();
      response_.issues.push_back({truncated ? Kind::Truncated : Kind::Malformed, "", viable_size});
    }
  }

  [[nodiscard]] const ModelResponse& response() const { return response_; }

 private:
  using Kind = sesv2::ParseIssue::Kind;
  static constexpr std::string_view list_name = "BulkEmailEntryResults";

  static std::string list_path() { return "/" + std::string(list_name); }

  void add_issue(Kind kind, std::string path, std::optional<std::string> quoted = std::nullopt) {
    response_.issues.push_back({kind, std::move(path), std::nullopt, std::move(quoted)});
  }

  /// A value that is not an object is known for one as soon as its first bracket; a scalar, at its end.
  void read_root(const JsonValue& root) {
    if (root.kind == JsonValue::Kind::Object) {
      read_members_of_root(root);
    } else if (root.kind == JsonValue::Kind::Array || root.ended) {
      add_issue(Kind::NoResults, "");
    }
  }

  void read_members_of_root(const JsonValue& root) {
    const JsonValue* list = nullptr;
    for (const auto& [name, value] : root.members) {
      if (name == list_name && (value.ended || value.kind == JsonValue::Kind::Array)) list = &value;
    }
    if (list == nullptr ? root.ended : list->kind != JsonValue::Kind::Array) {
      add_issue(Kind::NoResults, list_path(), service_message(root));
    } else if (list != nullptr) {
      read_list(*list);
    }
  }

  /// The last member of this name that was read to its end.
  static const JsonValue* last_member(const JsonValue& object, std::string_view name) {
    const JsonValue* last = nullptr;
    for (const auto& member : object.members) {
      if (member.name == name && member.value.ended) last = &member.value;
    }
    return last;
  }

  static std::optional<std::string> service_message(const JsonValue& root) {
    for (const std::string_view name : {"message", "Message"}) {
      const auto* message = last_member(root, name);
      if (message != nullptr && message->kind == JsonValue::Kind::String) return message->text;
    }
    return std::nullopt;
  }

  void read_list(const JsonValue& list) {
    for (const auto& entry : list.elements) {
      const auto path = list_path() + "/" + std::to_string(response_.results.size());
      if (entry.kind == JsonValue::Kind::Object) {
        read_entry(entry, path);
      } else if (entry.ended) {
        response_.results.emplace_back();
        add_issue(Kind::WrongType, path);
      }
    }
    if (list.ended && expected_entries_.has_value() && *expected_entries_ != list.elements.size()) {
      add_issue(Kind::WrongCount, list_path());
    }
  }

  void read_entry(const JsonValue& entry, const std::string& path) {
    sesv2::BulkEmailEntryResult result;
    std::map<const JsonValue*, std::string> fields;  // in the order of the text
    for (const std::string name : {"Status", "MessageId", "Error"}) {
      if (const auto* value = last_member(entry, name)) fields.emplace(value, name);
    }
    if (!entry.ended && fields.empty()) return;
    for (const auto& [value, name] : fields) {
      if (value->kind == JsonValue::Kind::String) {
        set_field(result, name, value->text);
      } else if (!value->is_null()) {
        add_issue(Kind::WrongType, path + "/" + name);
      }
    }
    response_.results.push_back(std::move(result));
  }

  static void set_field(sesv2::BulkEmailEntryResult& result, const std::string& name, const std::string& text) {
    if (name == "MessageId") {
      result.message_id = text;
    } else if (name == "Error") {
      result.error = text;
    } else {
      result.status = sesv2::status_from_wire_name(text);
      if (result.status == sesv2::BulkEmailStatus::Unrecognized) result.unrecognized_status = text;
    }
  }

  std::optional<std::size_t> expected_entries_;
  ModelResponse response_;
};

inline ModelResponse model_of(std::string_view body, std::optional<std::size_t> expected_entries = std::nullopt) {
  return Model(body, expected_entries).response();
}

/// Whether an issue says what the model's says: kind, path, byte, and a message, which quotes what it has to quote.
/// Text that needs escapes, or is cut, is not compared.
inline bool agrees(const ModelIssue& expected, const sesv2::ParseIssue& issue) {
  const auto quoted = expected.quoted.value_or("");
  const bool is_plain = quoted.size() <= 1024 && std::all_of(quoted.begin(), quoted.end(), [](char c) {
                          return c >= ' ' && c <= '~' && c != '"' && c != '\\';
                        });
  return expected.kind == issue.kind && expected.path == issue.path && expected.byte == issue.byte &&
         !issue.message.empty() && (!is_plain || issue.message.find(quoted) != std::string::npos);
}

/// Whether the library says what the model says: the same results, and the same issues in the same order.
inline bool agrees(const ModelResponse& model, const sesv2::SalvagedResponse& response) {
  return model.results == response.results &&
         std::equal(model.issues.begin(), model.issues.end(), response.issues.begin(), response.issues.end(),
                    [](const auto& expected, const auto& issue) { return agrees(expected, issue); });
}

/// Whether the library and the model agree on a body.
inline bool agree_on(std::string_view body, std::optional<std::size_t> expected_entries = std::nullopt) {
  return agrees(model_of(body, expected_entries), sesv2::salvage_send_bulk_email_response(body, expected_entries));
}

}  // namespace support

#endif  // SESV2_TESTS_MODEL_HPP
