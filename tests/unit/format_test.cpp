// SPDX-License-Identifier: MIT
#include <sesv2/format.hpp>
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iomanip>
#include <iterator>
#include <utility>

namespace {

using sesv2::BulkEmailEntryResult;
using sesv2::BulkEmailStatus;
using support::streamed;
using std::string_view_literals::operator""sv;

struct Printed {
  BulkEmailEntryResult result;
  std::string_view line;
};

const std::vector<Printed> printed_results{
    {{BulkEmailStatus::Success, "0100018f", {}, {}}, R"(SUCCESS MessageId="0100018f")"},
    {{BulkEmailStatus::Success, {}, {}, {}}, "SUCCESS"},
    {{BulkEmailStatus::Failed, {}, "No such user.", {}}, R"(FAILED Error="No such user.")"},
    {{BulkEmailStatus::Failed, "ses-1", "No.", {}}, R"(FAILED MessageId="ses-1" Error="No.")"},
    {{}, "UNRECOGNIZED"},
    {{BulkEmailStatus::Unrecognized, "id", "why", "BRAND_NEW"},
     R"(UNRECOGNIZED Status="BRAND_NEW" MessageId="id" Error="why")"},
    {{BulkEmailStatus::Unrecognized, {}, {}, "SUCCESS\" MessageId=\"x"},
     R"(UNRECOGNIZED Status="SUCCESS\" MessageId=\"x")"},
    {{static_cast<BulkEmailStatus>(200), {}, {}, "NEW"}, R"(UNRECOGNIZED Status="NEW")"},
    {{BulkEmailStatus::Unrecognized, {}, {}, "A\nB\x1b[31m"}, R"(UNRECOGNIZED Status="A\nB\u001b[31m")"},
    {{BulkEmailStatus::Failed, {}, "a \"quoted\"\r\nword\x1b]0;title\x07", {}},
     R"(FAILED Error="a \"quoted\"\r\nword\u001b]0;title\u0007")"},
    {{static_cast<BulkEmailStatus>(200), {}, {}, {}}, "UNRECOGNIZED"},
    {{BulkEmailStatus::Success, "id", {}, "FAILED"}, R"(SUCCESS MessageId="id")"},
    {{BulkEmailStatus::Success, "id", "why", {}}, R"(SUCCESS MessageId="id" Error="why")"},
};

const std::vector<std::pair<std::string_view, std::string_view>> escapes{
    {""sv, ""sv},
    {"plain text, 100%"sv, "plain text, 100%"sv},
    {"/"sv, "/"sv},
    {"\""sv, R"(\")"sv},
    {"\\n"sv, R"(\\n)"sv},
    {"\b\f\n\r\t"sv, R"(\b\f\n\r\t)"sv},
    {"\0\x01\x1f"sv, R"(\u0000\u0001\u001f)"sv},
    {"\x80\x9b[2J"sv, R"(\ufffd\ufffd[2J)"sv},                // continuation bytes alone, C1 in Latin-1
    {"\xed\xa0\x80"sv, R"(\ufffd\ufffd\ufffd)"sv},            // a surrogate
    {"\xf4\x90\x80\x80"sv, R"(\ufffd\ufffd\ufffd\ufffd)"sv},  // past U+10FFFF
    {"\xe2\x82"sv, R"(\ufffd\ufffd)"sv},                      // truncated
    {"\xe2\x1b[2J"sv, R"(\ufffd\u001b[2J)"sv},                // the escape is no part of it
};

/// What is escaped besides quotes and backslashes: Unicode 16's categories Cc, Cf, Zl and Zp.
bool is_escaped(unsigned code_point) {
  constexpr std::pair<unsigned, unsigned> ranges[] = {
      {0, 0x1F},          {0x7F, 0x9F},       {0xAD, 0xAD},       {0x600, 0x605},     {0x61C, 0x61C},
      {0x6DD, 0x6DD},     {0x70F, 0x70F},     {0x890, 0x891},     {0x8E2, 0x8E2},     {0x180E, 0x180E},
      {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x2064},   {0x2066, 0x206F},   {0xFEFF, 0xFEFF},
      {0xFFF9, 0xFFFB},   {0x110BD, 0x110BD}, {0x110CD, 0x110CD}, {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3},
      {0x1D173, 0x1D17A}, {0xE0001, 0xE0001}, {0xE0020, 0xE007F}};
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [&](const auto& range) { return range.first <= code_point && code_point <= range.second; });
}

}  // namespace

TEST_CASE("a status is printed as its wire name, and as UNRECOGNIZED if it has none") {
  for (const auto status : sesv2::all_statuses) CHECK(streamed(status) == wire_name(status));
  CHECK(streamed(BulkEmailStatus::Unrecognized) == "UNRECOGNIZED");
  CHECK(streamed(static_cast<BulkEmailStatus>(200)) == "UNRECOGNIZED");
}

TEST_CASE("a result is printed in one line, and untrusted text in it is escaped") {
  for (const auto& [result, line] : printed_results) CHECK(streamed(result) == line);
}

TEST_CASE("control characters, quotes, format characters and bytes that are not UTF-8 are escaped") {
  for (const auto& [text, escaped] : escapes) CHECK(sesv2::escaped(text) == escaped);
}

TEST_CASE("of all code points those are escaped that control a terminal, end a line or cannot be seen") {
  for (unsigned code_point = 0; code_point < 0x110000; ++code_point) {
    if (code_point == '"' || code_point == '\\' || (code_point >= 0xD800 && code_point < 0xE000)) continue;
    if (code_point >= 0x20000 && (code_point & 0xFF000U) != 0xE0000 && code_point % 61 != 0) continue;  // a sample
    std::string text;
    sesv2::detail::append_utf8(text, code_point);
    const auto escaped = sesv2::escaped(text);
    if ((escaped != text) != is_escaped(code_point)) FAIL(code_point);
    if (escaped != text && nlohmann::json::parse("\"" + escaped + "\"") != text) FAIL(code_point);
  }
}

TEST_CASE("a byte that is not UTF-8 is escaped, and no other, in any position") {
  const std::string_view edges = "\x1B\x7F\x80\x8F\x90\x9B\x9F\xA0\xA8\xBF\xC0\xC2\xDF\xE0\xED\xEF\xF0\xF4\xFF";
  for (int lead = 0x80; lead < 0x100; ++lead) {
    for (const char second : edges) {
      for (const char third : edges) {
        const std::string bytes{static_cast<char>(lead), second, third, '\x80'};
        for (const std::size_t size : {2U, 3U, 4U}) {
          const auto text = bytes.substr(0, size);
          const auto escaped = sesv2::escaped(text);
          // What nlohmann/json replaces with U+FFFD is one sequence, which here is one escape per byte.
          const auto replaced = nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
          const bool begins_badly = replaced.rfind(R"("\ufffd)", 0) == 0;
          if ((escaped.rfind(R"(\ufffd)", 0) == 0) != begins_badly) FAIL(lead << ' ' << escaped << ' ' << size);
          for (const char c : escaped) {
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) FAIL(escaped);
          }
        }
      }
    }
  }
}

TEST_CASE("width, fill and alignment of the stream are honored, and no flag is changed") {
  std::ostringstream stream;
  stream << std::setfill('.') << std::left << std::setw(9) << BulkEmailStatus::Success << '|' << std::right
         << std::setw(6) << sesv2::ParseIssue{sesv2::ParseIssue::Kind::WrongType, "/a", {}, "m"} << '|' << std::setw(8)
         << BulkEmailStatus::Failed << '|' << std::setw(8) << BulkEmailEntryResult{BulkEmailStatus::Failed, {}, {}, {}}
         << '|' << std::setw(3) << BulkEmailStatus::Failed << '|' << BulkEmailStatus::Failed;
  CHECK(stream.str() == "SUCCESS..|./a: m|..FAILED|..FAILED|FAILED|FAILED");

  std::ostringstream untouched;
  const auto flags = untouched.flags();
  untouched << std::setw(4) << BulkEmailStatus::Success << printed_results.front().result;
  CHECK(untouched.flags() == flags);
  CHECK(untouched.fill() == ' ');
  CHECK(untouched.width() == 0);
}

#ifdef SESV2_BULK_EMAIL_FORMAT

TEST_CASE("std::format prints what the stream prints") {
  for (const auto status : sesv2::all_statuses) CHECK(std::format("{}", status) == streamed(status));
  CHECK(std::format("{}", BulkEmailStatus::Unrecognized) == "UNRECOGNIZED");
  for (const auto& [result, line] : printed_results) CHECK(std::format("{}", result) == line);
  CHECK(std::format("{}", sesv2::ParseIssue{sesv2::ParseIssue::Kind::Malformed, "", 3, "m"}) == "byte 3: m");
}

TEST_CASE("std::format takes the format specifications of strings") {
  const BulkEmailEntryResult result{BulkEmailStatus::Failed, {}, "No", {}};
  CHECK(std::format("{:<8}|{:>8}|{:^8}|", BulkEmailStatus::Failed, BulkEmailStatus::Failed, BulkEmailStatus::Failed) ==
        "FAILED  |  FAILED| FAILED |");
  CHECK(std::format("{:.>{}}|{:.4}", BulkEmailStatus::Failed, 9, BulkEmailStatus::Success) == "...FAILED|SUCC");
  CHECK(std::format("{:_<18}|{:_>18}", result, result) == R"(FAILED Error="No"_|_FAILED Error="No")");
  const auto wrong = "{:d}"sv;
  const auto status = BulkEmailStatus::Failed;
  CHECK_THROWS_AS(std::vformat(wrong, std::make_format_args(status)), std::format_error);
}

#if defined(__cpp_lib_format_ranges) || (defined(_LIBCPP_VERSION) && __cplusplus > 202002L)

TEST_CASE("std::format prints the elements of a range unquoted, as the stream does") {
  const std::vector<BulkEmailEntryResult> results{printed_results[0].result, printed_results[2].result};
  CHECK(std::format("{}", results) == R"([SUCCESS MessageId="0100018f", FAILED Error="No such user."])");
  CHECK(std::format("{}", std::vector{BulkEmailStatus::Failed}) == "[FAILED]");
  CHECK(std::format("{}", std::vector{sesv2::Violation::StatusMissing}) == "[StatusMissing]");
  CHECK(std::format("{}", std::vector{sesv2::ParseIssue{sesv2::ParseIssue::Kind::Malformed, "", 3, "m"}}) ==
        "[byte 3: m]");
}

#endif

#endif
