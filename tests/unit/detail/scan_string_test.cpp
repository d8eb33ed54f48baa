// The scanning of strings by itself; what becomes of faults is tested with responses.
#include <sesv2/detail/decode.hpp>
#include <sesv2/detail/scan_string.hpp>
#include <string>

#include "support/catch.hpp"

using namespace sesv2::detail;

TEST_CASE("scanning a string reports its decoded size") {
  struct Row {
    std::string written;
    std::string text;
  };
  for (const auto& row : {Row{"", ""}, Row{"plain", "plain"}, Row{"\\n\\u0041\\u007f", "\nA\x7f"},
                          Row{"\\u0080\\u07ff", "\xC2\x80\xDF\xBF"}, Row{"\\u0800\\uffff", "\xE0\xA0\x80\xEF\xBF\xBF"},
                          Row{"a\\ud83d\\ude00b", "a\xF0\x9F\x98\x80\x62"},
                          Row{"\xC3\xA9\\/\xF0\x9F\x98\x80", "\xC3\xA9/\xF0\x9F\x98\x80"}}) {
    CAPTURE(row.written);
    const std::string text = "\"" + row.written + "\"";
    Cursor cursor{text, 0, {}};
    JsonString string;
    REQUIRE(scan_string(cursor, string));
    CHECK(cursor.at_end());
    CHECK(string.written == row.written);
    CHECK(decode(string) == row.text);
    CHECK(string.decoded_size == row.text.size());
    CHECK(string.has_escapes() == (row.written != row.text));
  }
}
