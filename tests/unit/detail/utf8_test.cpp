// UTF-8, one code point at a time, and cuts that do not split one.
#include <sesv2/detail/utf8.hpp>
#include <string>
#include <string_view>

#include "support/catch.hpp"

using sesv2::detail::first_bytes;
using sesv2::detail::first_code_point;

TEST_CASE("a code point is complete where all of its bytes are in their place") {
  struct Row {
    std::string text;
    char32_t value;
    std::size_t size;
    std::size_t well_formed;
  };
  for (const auto& row : {Row{"a", U'a', 1, 1}, Row{"\xC3\xA9", 0xE9, 2, 2}, Row{"\xE2\x82\xAC", 0x20AC, 3, 3},
                          Row{"\xF4\x8F\xBF\xBF", 0x10FFFF, 4, 4}, Row{"\xE2\x82", 0x82, 3, 2},
                          Row{"\xED\xA0", 0xD, 3, 1}, Row{"\x80", 0, 0, 0}, Row{"\xF5", 0, 0, 0}}) {
    CAPTURE(row.text);
    const auto found = first_code_point(row.text);
    CHECK(found.size == row.size);
    CHECK(found.well_formed == row.well_formed);
    CHECK(found.complete() == (row.size > 0 && row.size == row.well_formed));
    if (found.complete()) CHECK(found.value == row.value);
  }
}

TEST_CASE("a code point ends with the text, whatever comes after it") {
  CHECK(first_code_point(std::string_view("\xC3\xA9", 1)).well_formed == 1);
  CHECK(first_code_point(std::string_view("\xE2\x82\xAC", 2)).well_formed == 2);
}

TEST_CASE("a code point is written as it is read") {
  for (char32_t code_point = 0; code_point <= 0x10FFFF; code_point += code_point < 0x900 ? 1 : 0x3F1) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    std::string text;
    sesv2::detail::append_utf8(text, code_point);
    const auto found = first_code_point(text);
    if (!found.complete() || found.value != code_point || found.size != text.size()) FAIL(text);
  }
}

TEST_CASE("the first bytes of a text do not end within a code point") {
  const std::string text = "ab\xF0\x9F\x98\x80z";
  const std::size_t kept[] = {0, 1, 2, 2, 2, 2, 6, 7, 7};
  for (std::size_t limit = 0; limit < 9; ++limit) CHECK(first_bytes(text, limit) == text.substr(0, kept[limit]));
  CHECK(first_bytes(std::string_view("ab\x80", 2), 2) == "ab");  // what comes after the text does not count
  CHECK(first_bytes("\x80\x80\x80", 2).empty());
  CHECK(first_bytes("\x80\x80\x80\x80\x80\x80", 5).size() == 2);
}
