// The recognizer that other tests rely on: what is JSON, and where it stops being the beginning of any.
#include "support/recognizer.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/excerpt.hpp"
#include "support/random_json.hpp"

using support::is_valid_json;
using support::recognize;
using namespace std::string_literals;

TEST_CASE("the recognizer accepts valid texts") {
  for (const auto& text : {"null"s,
                           "true"s,
                           "false"s,
                           "0"s,
                           "-0"s,
                           "10"s,
                           "-1.50"s,
                           "1e5"s,
                           "0E-07"s,
                           "12.5e+99999"s,
                           R"("")"s,
                           R"("\"\\\/\b\f\n\r\t\u0000\uABCD\ud83d\uDE00")"s,
                           "\"\x7F\xC2\x80\xE0\xA0\x80\xED\x9F\xBF\xF4\x8F\xBF\xBF\""s,
                           "[]"s,
                           "[ ]"s,
                           "{}"s,
                           " {\t} \r\n"s,
                           "[1]"s,
                           "[1 , [ ] ,{}]"s,
                           R"({"a":1})"s,
                           R"( { "" : { } , "" : [ ] } )"s,
                           "\xEF\xBB\xBF[]"s,
                           "\xEF\xBB\xBF null"s}) {
    CAPTURE(support::excerpt(text));
    CHECK(recognize(text).viable_size == text.size());
    CHECK(is_valid_json(text));
  }
}

TEST_CASE("the recognizer says how far a text can be continued") {
  struct Row {
    std::string text;
    std::size_t viable_size;
  };
  for (const auto& [text, viable_size] : {
           // The ends of texts that were cut.
           Row{"", 0},
           {" ", 1},
           {"\xEF", 1},
           {"\xEF\xBB", 2},
           {"\xEF\xBB\xBF", 3},
           {"nul", 3},
           {"-", 1},
           {"1.", 2},
           {"1e", 2},
           {"1e+", 3},
           {"\"a", 2},
           {"\"\\", 2},
           {"\"\\u00", 5},
           {R"("\ud83d)", 7},
           {R"("\ud83d\)", 8},
           {R"("\ud83d\ude0)", 12},
           {"\"\xF0\x9F", 3},
           {"[", 1},
           {"[1,", 3},
           {"{", 1},
           {R"({"a")", 4},
           {R"({"a":1,)", 7},
           // The examples of the byte rule.
           {R"({"a" nul)", 5},
           {"nul}", 3},
           {"{} x", 3},
           {"[] trailing", 3},
           {R"("\uDC00")", 4},
           // Tokens out of place.
           {"}", 0},
           {"]", 0},
           {",", 0},
           {":", 0},
           {"[,", 1},
           {"[1,]", 3},
           {"[1 2", 3},
           {"[}", 1},
           {"{]", 1},
           {"{,", 1},
           {"{1", 1},
           {R"({"a",)", 4},
           {R"({"a":})", 5},
           {R"({"a":1,})", 7},
           {R"({"a":1:)", 6},
           {"[]]", 2},
           {"1 2", 2},
           {"\xEF\xBBx", 2},
           {"\xEF\xBB\xBF\xEF\xBB\xBF{}", 3},
           {"\xBF", 0},
           {" \xEF\xBB\xBF", 1},
           {"\0"s, 0},
           {"1\0"s, 1},
           // Letters and numbers.
           {"nulx", 3},
           {"True", 0},
           {"truex", 4},
           {"01", 1},
           {"-01", 2},
           {"+1", 0},
           {".5", 0},
           {"1.e5", 2},
           {"1ex", 2},
           {"--1", 1},
           {"-x", 1},
           {"1.5.", 3},
           {"1e5e", 3},
           {"0x1", 1},
           {"NaN", 0},
           // Strings.
           {"\"\n", 1},
           {"\"\0\""s, 1},
           {"\"\x1F", 1},
           {R"("\x)", 2},
           {R"("\u12G4)", 5},
           {R"("\U)", 2},
           {"\"\x80", 1},
           {"\"\xC0\x80", 1},
           {"\"\xC1", 1},
           {"\"\xC3(", 2},
           {"\"\xE0\x9F", 2},
           {"\"\xED\xA0\x80", 2},
           {"\"\xF0\x8F", 2},
           {"\"\xF4\x90", 2},
           {"\"\xF5", 1},
           {"\"\xFF", 1},
           {"\"\xE2\x82\"", 3},
           {"\"\xF0\x9F\x98\"", 4},
           {R"("\uD800x")", 7},
           {R"("\uD800\n)", 8},
           {R"("\uD800\uD8)", 10},
           {R"("\uD800\u0)", 9},
           {R"("\udFFF)", 4},
       }) {
    CAPTURE(support::excerpt(text));
    CHECK(recognize(text).viable_size == viable_size);
    CHECK_FALSE(is_valid_json(text));
  }
}

TEST_CASE("nothing mends a text that is at fault") {
  support::Recognizer recognizer;
  CHECK_FALSE(recognizer.feed('}'));
  CHECK_FALSE(recognizer.complete());
  CHECK_FALSE(recognizer.feed('1'));
  CHECK_FALSE(recognizer.complete());
}

TEST_CASE("the recognizer accepts every random text, and every beginning of it", "[random]") {
  support::Random random(20240601);
  support::RandomJson json(random);
  for (int i = 0; i < 2'000; ++i) {
    const auto text = json.response();
    const auto cut = random.below(text.size() + 1);
    CAPTURE(support::excerpt(text), cut);
    REQUIRE(is_valid_json(text));
    REQUIRE(recognize(text.substr(0, cut)).viable_size == cut);
  }
}
