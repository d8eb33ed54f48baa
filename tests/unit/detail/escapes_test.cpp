// The escapes of JSON strings: surrogates, hexadecimal digits, and the shortest escape of each character.
#include <sesv2/detail/escapes.hpp>
#include <string>

#include "support/catch.hpp"

using namespace sesv2::detail;

TEST_CASE("high surrogates end where low ones begin") {
  struct Row {
    char32_t unit;
    bool high;
  };
  for (const auto& row :
       {Row{0xD7FF, false}, Row{0xD800, true}, Row{0xDBFF, true}, Row{0xDC00, false}, Row{0xDFFF, false}}) {
    CAPTURE(static_cast<unsigned long>(row.unit));
    CHECK(is_high_surrogate(row.unit) == row.high);
  }
}

TEST_CASE("two surrogates are one code point past U+FFFF") {
  struct Row {
    char32_t high;
    char32_t low;
    char32_t code_point;
  };
  for (const auto& row : {Row{0xD800, 0xDC00, 0x10000}, Row{0xD800, 0xDFFF, 0x103FF}, Row{0xD83D, 0xDE00, 0x1F600},
                          Row{0xDBFF, 0xDC00, 0x10FC00}, Row{0xDBFF, 0xDFFF, 0x10FFFF}}) {
    CAPTURE(static_cast<unsigned long>(row.code_point));
    CHECK(static_cast<unsigned long>(combine_surrogates(row.high, row.low)) ==
          static_cast<unsigned long>(row.code_point));
  }
}

TEST_CASE("a hexadecimal digit has a value, in either case, and no other character has") {
  const std::string lower = "0123456789abcdef";
  const std::string upper = "0123456789ABCDEF";
  for (int byte = 0; byte < 256; ++byte) {
    const auto c = static_cast<char>(static_cast<unsigned char>(byte));
    CAPTURE(byte);
    const auto digit = lower.find(c) != std::string::npos ? lower.find(c) : upper.find(c);
    CHECK(hex_value(c) == (digit == std::string::npos ? 16 : digit));
  }
}

TEST_CASE("a character has the shortest escape that there is for it") {
  struct Row {
    char c;
    const char* escape;
  };
  for (const auto& row :
       {Row{'"', "\\\""}, Row{'\\', "\\\\"}, Row{'\b', "\\b"}, Row{'\f', "\\f"}, Row{'\n', "\\n"}, Row{'\r', "\\r"},
        Row{'\t', "\\t"}, Row{'\0', "\\u0000"}, Row{'\x1f', "\\u001f"}, Row{'\x7f', "\\u007f"}}) {
    std::string text = "before ";
    append_escape(text, row.c);
    CHECK(text == std::string("before ") + row.escape);
  }
  std::string text;
  append_unicode_escape(text, 0x9ABC);
  append_unicode_escape(text, 0xDEF0);
  CHECK(text == "\\u9abc\\udef0");
}
