// The tree of a JSON text, or of as much of it as there is; each value says whether it was read to its end.
//
// Plain and recursive: for the model that the tests hold the library against, which shares nothing with it.
#ifndef SESV2_TESTS_JSON_TREE_HPP
#define SESV2_TESTS_JSON_TREE_HPP

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace support {

struct JsonMember;

struct JsonValue {
  enum class Kind { Literal, Number, String, Array, Object };
  Kind kind = Kind::Literal;
  bool ended = false;
  std::string text;                 // of a string: what it spells; of a literal: its letters
  std::vector<JsonValue> elements;  // of an array
  std::vector<JsonMember> members;  // of an object, those whose value has begun

  [[nodiscard]] bool is_null() const { return kind == Kind::Literal && text == "null"; }
};

struct JsonMember {
  std::string name;
  JsonValue value;
};

/// Reads a prefix of a valid JSON text. It has no check of its own: the recognizer says how far a text is valid.
class JsonTreeReader {
 public:
  explicit JsonTreeReader(std::string_view prefix) : text_(prefix) {
    // The mark may be cut. Only a mark begins with this byte.
    if (text_.substr(0, 1) == "\xEF") text_.remove_prefix((std::min)(text_.size(), std::size_t{3}));
  }

  /// The next value, or nothing if the prefix ends before it.
  std::optional<JsonValue> value() {
    skip_whitespace();
    if (at_end()) return std::nullopt;
    switch (text_[at_]) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      case 't':
      case 'f':
      case 'n':
        return literal();
      default:
        return number();
    }
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }

  void skip_whitespace() {
    while (!at_end() && std::string_view(" \t\n\r").find(text_[at_]) != std::string_view::npos) ++at_;
  }

  /// The next byte that is not whitespace, which it takes; nothing at the end.
  std::optional<char> token() {
    skip_whitespace();
    if (at_end()) return std::nullopt;
    return text_[at_++];
  }

  JsonValue object() {
    JsonValue result;
    result.kind = JsonValue::Kind::Object;
    for (++at_;;) {
      const auto next = token();
      if (!next.has_value()) return result;
      if (*next == '}') break;
      if (*next == ',') continue;
      --at_;
      auto name = string();
      if (!name.ended || !token().has_value()) return result;
      auto member = value();
      if (!member.has_value()) return result;
      const bool ended = member->ended;
      result.members.push_back({std::move(name.text), std::move(*member)});
      if (!ended) return result;
    }
    result.ended = true;
    return result;
  }

  JsonValue array() {
    JsonValue result;
    result.kind = JsonValue::Kind::Array;
    for (++at_;;) {
      const auto next = token();
      if (!next.has_value()) return result;
      if (*next == ']') break;
      if (*next == ',') continue;
      --at_;
      result.elements.push_back(*value());
      if (!result.elements.back().ended) return result;
    }
    result.ended = true;
    return result;
  }

  JsonValue literal() {
    JsonValue result;
    const std::size_t size = text_[at_] == 'f' ? 5 : 4;
    result.text = text_.substr(at_, size);
    result.ended = result.text.size() == size;
    at_ += result.text.size();
    return result;
  }

  /// A number is read to its end if it is one as it is, also if the text ends with it.
  JsonValue number() {
    JsonValue result;
    result.kind = JsonValue::Kind::Number;
    const std::string_view all = "0123456789+-.eE";
    while (!at_end() && all.find(text_[at_]) != std::string_view::npos) ++at_;
    result.ended = text_[at_ - 1] >= '0' && text_[at_ - 1] <= '9';
    return result;
  }

  JsonValue string() {
    JsonValue result;
    result.kind = JsonValue::Kind::String;
    for (++at_; !at_end(); ++at_) {
      if (text_[at_] == '"') {
        ++at_;
        result.ended = true;
        return result;
      }
      if (text_[at_] != '\\') {
        result.text += text_[at_];
      } else if (!escape(result.text)) {
        return result;
      }
    }
    return result;
  }

  /// Reads an escape up to its last byte. Returns false if the prefix ends before that.
  bool escape(std::string& text) {
    const std::string_view letters = "\"\\/bfnrt";
    const std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (++at_ >= text_.size()) return false;
    if (text_[at_] != 'u') {
      text += meanings[letters.find(text_[at_])];
      return true;
    }
    auto code = code_unit(at_ + 1);
    if (code >= 0xD800 && code < 0xDC00) {
      const auto low = code_unit(at_ + 7);
      code = 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00);
      at_ += 6;
    }
    at_ += 4;
    if (at_ >= text_.size()) return false;
    append_utf8(text, code);
    return true;
  }

  [[nodiscard]] unsigned code_unit(std::size_t at) const {
    unsigned unit = 0;
    for (std::size_t i = at; i < at + 4 && i < text_.size(); ++i) {
      const char c = text_[i];
      const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
      unit = unit * 16 + static_cast<unsigned>(digit);
    }
    return unit;
  }

  static void append_utf8(std::string& text, unsigned code) {
    const auto append = [&text](unsigned byte) { text += static_cast<char>(byte); };
    const auto tail = [code](unsigned shift) { return 0x80U | (code >> shift & 0x3FU); };
    if (code < 0x80) {
      append(code);
    } else if (code < 0x800) {
      append(0xC0U | code >> 6U);
      append(tail(0));
    } else if (code < 0x10000) {
      append(0xE0U | code >> 12U);
      append(tail(6));
      append(tail(0));
    } else {
      append(0xF0U | code >> 18U);
      append(tail(12));
      append(tail(6));
      append(tail(0));
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace support

#endif  // SESV2_TESTS_JSON_TREE_HPP
