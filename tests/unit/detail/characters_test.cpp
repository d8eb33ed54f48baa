// Escapes and UTF-8, one at a time: what reading, writing and printing share.
// SPDX-License-Identifier: MIT
#include <sesv2/detail/characters.hpp>
#include "support/catch.hpp"

using namespace sesv2::detail;

TEST_CASE("a hexadecimal digit has a value, in upper and lower case, and no other character does") {
  const std::string lower = "0123456789abcdef";
  const std::string upper = "0123456789ABCDEF";
  for (int byte = 0; byte < 256; ++byte) {
    const auto c = static_cast<char>(static_cast<unsigned char>(byte));
    const auto digit = lower.find(c) != std::string::npos ? lower.find(c) : upper.find(c);
    CAPTURE(byte);
    CHECK(hex_value(c) == (digit == std::string::npos ? 16 : digit));
  }
}

TEST_CASE("a character is written as its shortest escape") {
  struct Row {
    char c;
    const char* escape;
  };
  for (const auto& row : {Row{'"', "\\\""}, Row{'\\', "\\\\"}, Row{'\b', "\\b"}, Row{'\f', "\\f"}, Row{'\n', "\\n"},
                          Row{'\r', "\\r"}, Row{'\t', "\\t"}, Row{'\0', "\\u0000"}, Row{'\x1f', "\\u001f"},
                          Row{'\x7f', "\\u007f"}, Row{'\x80', "\\u0080"}}) {
    std::string text = "before ";
    append_escape(text, row.c);
    CHECK(text == std::string("before ") + row.escape);
  }
}

TEST_CASE("a code point is written as it is read") {
  for (char32_t code_point = 0; code_point <= 0x10FFFF; code_point += code_point < 0x900 ? 1 : 0x3F1) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, code_point);
    const auto found = first_code_point(text);
    if (!found.complete() || found.value != code_point || found.size != text.size()) FAIL(text);
  }
}

TEST_CASE("the first bytes of a text do not end within a code point") {
  const std::string text = "ab\xF0\x9F\x98\x80z";
  const std::size_t kept[] = {0, 1, 2, 2, 2, 2, 6, 7, 7};
  for (std::size_t limit = 0; limit < 9; ++limit) CHECK(first_bytes(text, limit) == text.substr(0, kept[limit]));
  CHECK(first_bytes(std::string_view("ab\x80", 2), 2) == "ab");  // what follows the text does not count
  CHECK(first_bytes("\x80\x80\x80", 2).empty());
  CHECK(first_bytes("\x80\x80\x80\x80\x80\x80", 5).size() == 2);
}
