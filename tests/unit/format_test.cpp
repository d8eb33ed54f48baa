#include <algorithm>
#include <iomanip>
#include <sesv2/format.hpp>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace {

using sesv2::BulkEmailEntryResult;
using sesv2::BulkEmailStatus;
using std::string_view_literals::operator""sv;

template <typename T>
std::string streamed(const T& value) {
  std::ostringstream stream;
  stream << value;
  return stream.str();
}

struct Printed {
  BulkEmailEntryResult result;
  std::string_view line;
};

const std::vector<Printed> printed_results{
    {{BulkEmailStatus::Success, "0100018f", {}, {}}, R"(SUCCESS MessageId="0100018f")"},
    {{BulkEmailStatus::Success, {}, {}, {}}, "SUCCESS"},
    {{BulkEmailStatus::Failed, {}, "No such user.", {}}, R"(FAILED Error="No such user.")"},
    {{BulkEmailStatus::Failed, "ses-1", "No.", {}}, R"(FAILED MessageId="ses-1" Error="No.")"},
    {{BulkEmailStatus::Failed, {}, {}, {}}, "FAILED"},
    {{}, "UNRECOGNIZED"},
    {{BulkEmailStatus::Unrecognized, "id", "why", "BRAND_NEW"},
     R"(UNRECOGNIZED Status="BRAND_NEW" MessageId="id" Error="why")"},
    {{BulkEmailStatus::Unrecognized, {}, {}, "SUCCESS "}, R"(UNRECOGNIZED Status="SUCCESS ")"},
    {{BulkEmailStatus::Unrecognized, {}, {}, "SUCCESS\" MessageId=\"x"},
     R"(UNRECOGNIZED Status="SUCCESS\" MessageId=\"x")"},
    {{static_cast<BulkEmailStatus>(200), {}, {}, "NEW"}, R"(UNRECOGNIZED Status="NEW")"},
    {{BulkEmailStatus::Unrecognized, {}, {}, "A\nB\x1b[31m"}, R"(UNRECOGNIZED Status="A\nB\u001b[31m")"},
    {{BulkEmailStatus::Failed, {}, "a \"quoted\"\r\nword\x1b]0;title\x07", {}},
     R"(FAILED Error="a \"quoted\"\r\nword\u001b]0;title\u0007")"},
    {{BulkEmailStatus::Success, "a\" Error=\"b", {}, {}}, R"(SUCCESS MessageId="a\" Error=\"b")"},
    {{static_cast<BulkEmailStatus>(200), {}, {}, {}}, "UNRECOGNIZED"},
    {{BulkEmailStatus::Success, "id", {}, "FAILED"}, R"(SUCCESS MessageId="id")"},
    {{BulkEmailStatus::Failed, {}, "why", "SUCCESS"}, R"(FAILED Error="why")"},
};

struct Escape {
  std::string_view text;
  std::string_view escaped;
};

const std::vector<Escape> escapes{
    {""sv, ""sv},
    {"plain text, 100 %"sv, "plain text, 100 %"sv},
    {"/"sv, "/"sv},
    {"\""sv, R"(\")"sv},
    {"\\"sv, R"(\\)"sv},
    {"\\n"sv, R"(\\n)"sv},
    {"\b\f\n\r\t"sv, R"(\b\f\n\r\t)"sv},
    {"\0\x01\x1f"sv, R"(\u0000\u0001\u001f)"sv},
    {"\x1b[2J"sv, R"(\u001b[2J)"sv},
    {"\x7f"sv, R"(\u007f)"sv},
    {"\xc2\x80\xc2\x9b"
     "2J\xc2\x9f"sv,
     R"(\u0080\u009b2J\u009f)"sv},
    {"\xc2\xa0\xc3\xa4"sv, "\xc2\xa0\xc3\xa4"sv},
    {"\xd8\x9c\xe2\x80\x8e\xe2\x80\x8f"sv, R"(\u061c\u200e\u200f)"sv},
    {"\xe2\x80\xa7\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa\xe2\x80\xae\xe2\x80\xaf"sv,
     "\xe2\x80\xa7\\u2028\\u2029\\u202a\\u202e\xe2\x80\xaf"sv},
    {"\xe2\x81\xa5\xe2\x81\xa6\xe2\x81\xa9\xe2\x81\xaa"sv, "\xe2\x81\xa5\\u2066\\u2069\xe2\x81\xaa"sv},
    {"\xe2\x82\xac \xf0\x9f\x93\xa7 \xf4\x8f\xbf\xbf"sv, "\xe2\x82\xac \xf0\x9f\x93\xa7 \xf4\x8f\xbf\xbf"sv},
    {"\xef\xbf\xbd"sv, "\xef\xbf\xbd"sv},
    {"a\xff"
     "b"sv,
     R"(a\ufffdb)"sv},
    {"\x80\x9b[2J"sv, R"(\ufffd\ufffd[2J)"sv},                // continuation bytes alone, C1 in Latin-1
    {"\xc0\xaf\xc1\xbf"sv, R"(\ufffd\ufffd\ufffd\ufffd)"sv},  // longer than need be
    {"\xe0\x9f\xbf"sv, R"(\ufffd\ufffd\ufffd)"sv},            // longer than need be
    {"\xf0\x8f\xbf\xbf"sv, R"(\ufffd\ufffd\ufffd\ufffd)"sv},  // longer than need be
    {"\xed\xa0\x80"sv, R"(\ufffd\ufffd\ufffd)"sv},            // a surrogate
    {"\xf4\x90\x80\x80"sv, R"(\ufffd\ufffd\ufffd\ufffd)"sv},  // past U+10FFFF
    {"\xf8\x88\x80\x80\x80"sv, R"(\ufffd\ufffd\ufffd\ufffd\ufffd)"sv},
    {"\xc3"sv, R"(\ufffd)"sv},                      // truncated
    {"\xe2\x82"sv, R"(\ufffd\ufffd)"sv},            // truncated
    {"\xf0\x9f\x93"sv, R"(\ufffd\ufffd\ufffd)"sv},  // truncated
    {"\xe2\x1b[2J"sv, R"(\ufffd\u001b[2J)"sv},      // the escape is not taken for the rest of it
};

/// Whether the bytes begin with a character of more than one byte.
/// Source: https://www.rfc-editor.org/rfc/rfc3629#section-4
bool begins_with_character(std::string_view bytes) {
  static const std::vector<std::vector<std::string_view>> syntax{
      {"\xC2\xDF", "\x80\xBF"},
      {"\xE0\xE0", "\xA0\xBF", "\x80\xBF"},
      {"\xE1\xEC", "\x80\xBF", "\x80\xBF"},
      {"\xED\xED", "\x80\x9F", "\x80\xBF"},
      {"\xEE\xEF", "\x80\xBF", "\x80\xBF"},
      {"\xF0\xF0", "\x90\xBF", "\x80\xBF", "\x80\xBF"},
      {"\xF1\xF3", "\x80\xBF", "\x80\xBF", "\x80\xBF"},
      {"\xF4\xF4", "\x80\x8F", "\x80\xBF", "\x80\xBF"},
  };
  const auto in_range = [](std::string_view range, char byte) {
    return std::string_view(&byte, 1) >= range.substr(0, 1) && std::string_view(&byte, 1) <= range.substr(1);
  };
  return std::any_of(syntax.begin(), syntax.end(), [&](const auto& ranges) {
    return ranges.size() <= bytes.size() && std::equal(ranges.begin(), ranges.end(), bytes.begin(), in_range);
  });
}

}  // namespace

TEST_CASE("a status is printed as its wire name, and as UNRECOGNIZED when it has none") {
  for (const auto status : sesv2::all_statuses) CHECK(streamed(status) == wire_name(status));
  CHECK(streamed(BulkEmailStatus::Unrecognized) == "UNRECOGNIZED");
  CHECK(streamed(static_cast<BulkEmailStatus>(200)) == "UNRECOGNIZED");
}

TEST_CASE("a result is printed in one line, and untrusted text in it is escaped") {
  for (const auto& [result, line] : printed_results) CHECK(streamed(result) == line);
}

TEST_CASE("small enumerations are printed by their names, an issue as it is described") {
  CHECK(streamed(sesv2::Violation::StatusMissing) == "StatusMissing");
  CHECK(streamed(sesv2::RetryAdvice::NextQuotaWindow) == "NextQuotaWindow");
  CHECK(streamed(sesv2::FailureScope::Account) == "Account");
  CHECK(streamed(sesv2::ParseIssue::Kind::Truncated) == "Truncated");
  CHECK(streamed(sesv2::ParseIssue{sesv2::ParseIssue::Kind::WrongType, "/a", {}, "m"}) == "/a: m");
}

TEST_CASE("control characters, quotes and what is not UTF-8 are escaped") {
  for (const auto& [text, escaped] : escapes) CHECK(sesv2::escaped(text) == escaped);
}

TEST_CASE("what RFC 3629 has no character for is refused, and nothing else is") {
  const std::string_view edges =
      "\x20\x7F\x80\x8E\x8F\x90\x9B\x9C\x9D\x9F\xA0\xA5\xA6\xA7\xA8\xA9\xAA\xAE\xAF\xBF\xC0\xFF";
  for (int lead = 0x80; lead < 0x100; ++lead) {
    for (const char second : edges) {
      for (const char third : edges) {
        const std::string bytes{static_cast<char>(lead), second, third, '\x80'};
        for (const std::size_t size : {2U, 3U, 4U}) {
          const auto text = bytes.substr(0, size);
          const auto escaped = sesv2::escaped(text);
          if ((escaped.rfind(R"(\ufffd)", 0) == 0) == begins_with_character(text))
            FAIL(lead << ' ' << escaped << ' ' << size);
        }
      }
    }
  }
}

TEST_CASE("of the first 12 288 code points those that drive a terminal or end a line are escaped") {
  for (unsigned code_point = 0x80; code_point < 0x3000; ++code_point) {
    const auto tail = [](unsigned bits) { return static_cast<char>(0x80U | (bits & 0x3FU)); };
    const auto text = code_point < 0x800 ? std::string{static_cast<char>(0xC0U | code_point >> 6U), tail(code_point)}
                                         : std::string{static_cast<char>(0xE0U | code_point >> 12U),
                                                       tail(code_point >> 6U), tail(code_point)};
    const bool control = code_point < 0xA0 || code_point == 0x61C || code_point == 0x200E || code_point == 0x200F ||
                         (code_point >= 0x2028 && code_point <= 0x202E) ||
                         (code_point >= 0x2066 && code_point <= 0x2069);
    if ((sesv2::escaped(text) == text) == control) FAIL(code_point);
  }
}

TEST_CASE("no byte that drives a terminal or ends a line comes through, wherever it is") {
  for (int byte = 0; byte < 256; ++byte) {
    for (const std::string_view before : {""sv, "\xe2"sv, "\xe2\x82"sv, "\xf0\x9f"sv}) {
      const auto escaped = sesv2::escaped(std::string(before) + static_cast<char>(byte) + "x");
      INFO("byte " << byte << " after " << before.size());
      for (const char c : escaped) {
        CHECK(static_cast<unsigned char>(c) >= 0x20);
        CHECK(c != 0x7F);
      }
      CHECK(escaped.back() == 'x');
    }
  }
}

TEST_CASE("width, fill and alignment of the stream are honoured, and no flag is changed") {
  std::ostringstream stream;
  stream << std::setfill('.') << std::left << std::setw(9) << BulkEmailStatus::Success << '|' << std::right
         << std::setw(8) << BulkEmailStatus::Failed << '|' << std::setw(8)
         << BulkEmailEntryResult{BulkEmailStatus::Failed, {}, {}, {}} << '|' << std::setw(3) << BulkEmailStatus::Failed
         << '|' << BulkEmailStatus::Failed;
  CHECK(stream.str() == "SUCCESS..|..FAILED|..FAILED|FAILED|FAILED");

  std::ostringstream others;
  others << std::setfill('.') << std::setw(18) << BulkEmailEntryResult{BulkEmailStatus::Failed, {}, "No", {}} << '|'
         << std::setw(14) << sesv2::Violation::StatusMissing << '|' << std::setw(8) << sesv2::RetryAdvice::Backoff
         << '|' << std::setw(8) << sesv2::FailureScope::Account << '|' << std::setw(10)
         << sesv2::ParseIssue::Kind::Truncated << '|' << std::setw(6)
         << sesv2::ParseIssue{sesv2::ParseIssue::Kind::WrongType, "/a", {}, "m"};
  CHECK(others.str() == R"(.FAILED Error="No"|.StatusMissing|.Backoff|.Account|.Truncated|./a: m)");

  std::ostringstream untouched;
  const auto flags = untouched.flags();
  untouched << std::setw(4) << BulkEmailStatus::Success << printed_results.front().result;
  CHECK(untouched.flags() == flags);
  CHECK(untouched.fill() == ' ');
  CHECK(untouched.width() == 0);
}

#ifdef __cpp_lib_format

TEST_CASE("std::format prints statuses and results as the stream does") {
  for (const auto status : sesv2::all_statuses) CHECK(std::format("{}", status) == streamed(status));
  CHECK(std::format("{}", BulkEmailStatus::Unrecognized) == "UNRECOGNIZED");
  for (const auto& [result, line] : printed_results) CHECK(std::format("{}", result) == line);
}

TEST_CASE("std::format prints enumerations and issues as the stream does") {
  CHECK(std::format("{:>14}", sesv2::Violation::StatusMissing) == " StatusMissing");
  CHECK(std::format("{:<8}|", sesv2::RetryAdvice::Backoff) == "Backoff |");
  CHECK(std::format("{}", sesv2::FailureScope::Request) == "Request");
  CHECK(std::format("{}", sesv2::ParseIssue::Kind::NoResults) == "NoResults");
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

#endif
