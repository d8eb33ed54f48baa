// Random JSON texts, all valid: values of every kind, whitespace, escapes, numbers of any size; and responses, whose
// members have the names that the reader knows, also twice and spelt with escapes.
#ifndef SESV2_TESTS_RANDOM_JSON_HPP
#define SESV2_TESTS_RANDOM_JSON_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "random.hpp"

namespace support {

class RandomJson {
 public:
  explicit RandomJson(Random& random) : random_(random) {}

  /// Any value, with no more than `depth` containers around the innermost one.
  std::string value(std::size_t depth) {
    switch (random_.below(depth == 0 ? 4 : 6)) {
      case 0:
        return random_.pick(literals_);
      case 1:
        return number();
      case 2:
      case 3:
        return string(random_text(random_));
      case 4:
        return list('[', ']', random_.below(4), [&] { return value(depth - 1); });
      default:
        return list('{', '}', random_.below(4), [&] { return member(random_text(random_), value(depth - 1)); });
    }
  }

  /// A response: mostly a good one, with something out of place now and then.
  std::string response() {
    auto text = random_.one_in(20) ? value(3) : list('{', '}', 1 + random_.below(3), [&] { return root_member(); });
    if (random_.one_in(10)) text.insert(0, "\xEF\xBB\xBF");
    return text;
  }

  /// A text as a JSON string, each character as it is or in one of its escapes.
  std::string string(std::string_view text) {
    std::string quoted = "\"";
    for (std::size_t i = 0; i < text.size();) {
      const auto size = sequence_size(text[i]);
      append_character(quoted, text.substr(i, size));
      i += size;
    }
    return quoted + '"';
  }

 private:
  std::string space() {
    static const std::vector<std::string> spaces{"", "", "", "", "", " ", "\n", "\t", "\r\n", "        \n   "};
    return random_.pick(spaces);
  }

  std::string digits() {
    static const std::vector<std::size_t> lengths{1, 1, 1, 2, 3, 8, 16, 17, 20, 40, 400};
    std::string text;
    for (auto left = random_.pick(lengths); left > 0; --left) text += static_cast<char>('0' + random_.below(10));
    return text;
  }

  std::string number() {
    std::string text = random_.one_in(3) ? "-" : "";
    text += random_.one_in(4) ? "0" : std::string(1, static_cast<char>('1' + random_.below(9))) + digits();
    if (random_.one_in(3)) text += "." + digits();
    static const std::vector<std::string> exponents{"e", "E", "e+", "E+", "e-", "E-"};
    if (random_.one_in(4)) text += random_.pick(exponents) + digits().substr(0, 4);
    return text;
  }

  template <typename Item>
  std::string list(char open, char close, std::size_t size, Item item) {
    std::string text = space() + open + space();
    for (std::size_t i = 0; i < size; ++i) {
      if (i > 0) text += ',';
      text += space() + item() + space();
    }
    return text + close + space();
  }

  std::string member(std::string_view name, const std::string& value) {
    return string(name) + space() + ":" + space() + value;
  }

  std::string root_member() {
    static const std::vector<std::string> names{"message", "Message", "bulkEmailEntryResults", "Status", "x", ""};
    if (random_.one_in(3)) return member(random_.pick(names), value(2));
    return member("BulkEmailEntryResults",
                  random_.one_in(8) ? value(2) : list('[', ']', random_.below(5), [&] { return entry(); }));
  }

  std::string entry() {
    if (random_.one_in(8)) return value(2);
    return list('{', '}', random_.below(5), [&] { return entry_member(); });
  }

  std::string entry_member() {
    static const std::vector<std::string> names{"Status", "Status", "MessageId", "Error", "status", "Extra", "Status "};
    const auto& name = random_.pick(names);
    if (random_.one_in(8)) return member(name, value(2));
    if (name == "Status" && random_.below(8) > 0) {
      return member(name, string(sesv2::wire_name(random_.pick(statuses_))));
    }
    return member(name, string(random_text(random_)));
  }

  static std::size_t sequence_size(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
  }

  static unsigned long code_point(std::string_view utf8) {
    constexpr unsigned lead_bits[] = {0x7F, 0x1F, 0x0F, 0x07};
    unsigned long code = static_cast<unsigned char>(utf8[0]) & lead_bits[utf8.size() - 1];
    for (const char byte : utf8.substr(1)) code = code << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
    return code;
  }

  void append_unit(std::string& text, unsigned long unit) {
    const std::string_view hex = random_.one_in(2) ? "0123456789abcdef" : "0123456789ABCDEF";
    text += "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U}) text += hex[unit >> shift & 0xFU];
  }

  void append_character(std::string& text, std::string_view utf8) {
    static const std::string_view escaped = "\"\\/\b\f\n\r\t";
    static const std::string_view letters = "\"\\/bfnrt";
    const auto code = code_point(utf8);
    const auto letter = utf8.size() == 1 ? escaped.find(utf8[0]) : std::string_view::npos;
    const bool must_escape = code < 0x20 || utf8 == "\"" || utf8 == "\\";
    if (letter != std::string_view::npos && random_.one_in(2)) {
      text.append("\\").append(1, letters[letter]);
    } else if (!must_escape && random_.below(8) > 0) {
      text += utf8;
    } else if (code < 0x10000) {
      append_unit(text, code);
    } else {
      append_unit(text, 0xD7C0 + (code >> 10U));
      append_unit(text, 0xDC00 + (code & 0x3FFU));
    }
  }

  Random& random_;
  std::vector<std::string> literals_{"null", "true", "false"};
  std::vector<sesv2::BulkEmailStatus> statuses_{sesv2::all_statuses.begin(), sesv2::all_statuses.end()};
};

}  // namespace support

#endif  // SESV2_TESTS_RANDOM_JSON_HPP
