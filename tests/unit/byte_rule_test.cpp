// The byte of a fault, as a property: the text before it can be continued to valid JSON, and one byte more cannot. An
// independent recognizer decides that.
#include <algorithm>
#include <cstddef>
#include <sesv2/response.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "support/awkward_bodies.hpp"
#include "support/bodies.hpp"
#include "support/catch.hpp"
#include "support/excerpt.hpp"
#include "support/random.hpp"
#include "support/random_json.hpp"
#include "support/recognizer.hpp"

using Kind = sesv2::ParseIssue::Kind;

namespace {

bool is_text_fault(const sesv2::ParseIssue& issue) {
  return issue.kind == Kind::Truncated || issue.kind == Kind::Malformed;
}

/// Whether the issues say of the text what the recognizer says, with one fault at most, and that last. Not an assertion
/// of Catch2's, of which each would take longer than the reading.
bool keeps_byte_rule(std::string_view body) {
  const auto [viable_size, complete] = support::recognize(body);
  const auto issues = sesv2::salvage_send_bulk_email_response(body).issues;
  const auto faults = std::count_if(issues.begin(), issues.end(), is_text_fault);
  const bool only_faults_have_bytes = std::all_of(
      issues.begin(), issues.end(), [](const auto& issue) { return issue.byte.has_value() == is_text_fault(issue); });
  if (!only_faults_have_bytes || faults != (complete ? 0 : 1)) return false;
  if (complete) return true;
  const auto& fault = issues.back();
  const bool truncated = viable_size == body.size();
  return fault.path.empty() && fault.byte == viable_size &&
         fault.kind == (truncated ? Kind::Truncated : Kind::Malformed);
}

void require_byte_rule(const std::string& body) {
  if (keeps_byte_rule(body)) return;
  const auto [viable_size, complete] = support::recognize(body);
  CAPTURE(support::excerpt(body), viable_size, complete);
  for (const auto& issue : sesv2::salvage_send_bulk_email_response(body).issues) UNSCOPED_INFO(describe(issue));
  FAIL("the byte rule is broken");
}

/// Bytes that mean something in one state or another, and one of each class of UTF-8.
const std::string telling_bytes(
    std::string("{}[]:,\"\\/untfrs0-9.eEd+ \n\x00\x1f\x7f\x80\x90\xA0\xBF\xC0\xC3\xE0\xED\xEF\xF0"
                "\xF4\xFF",
                40));

}  // namespace

TEST_CASE("the byte rule holds for every body") {
  for (const auto& body : support::all_bodies()) require_byte_rule(body);
}

TEST_CASE("the byte rule holds for every cut of every body", "[slow]") {
  for (const auto& body : support::all_bodies()) {
    for (std::size_t size = 0; size < body.size(); ++size) require_byte_rule(body.substr(0, size));
  }
}

TEST_CASE("the byte rule holds at any depth", "[slow]") {
  for (const auto& body : support::deep_bodies()) {
    require_byte_rule(body);
    require_byte_rule(body.substr(0, body.size() / 3));
  }
}

TEST_CASE("the byte rule holds for any byte in any place", "[slow]") {
  constexpr std::size_t longest = 150;
  for (const auto& whole : support::all_bodies()) {
    auto body = whole.substr(0, longest);
    for (auto& place : body) {
      const char original = place;
      for (const char byte : telling_bytes) {
        place = byte;
        require_byte_rule(body);
      }
      place = original;
    }
  }
}

TEST_CASE("the byte rule holds for every unit that an escape can spell", "[slow]") {
  const std::string_view digits = "0123456789abcdef";
  for (unsigned unit = 0; unit < 0x10000; ++unit) {
    const std::string escape{
        '\\', 'u', digits[unit >> 12U], digits[unit >> 8U & 15U], digits[unit >> 4U & 15U], digits[unit & 15U]};
    require_byte_rule("\"" + escape + "\"");
    if (unit >= 0xD700 && unit < 0xE100) {
      require_byte_rule("\"\\uD83D" + escape + "\"");
      require_byte_rule("\"" + escape + "\\uDE00\"");
    }
  }
}

TEST_CASE("the byte rule holds for every two bytes of a string, and for every start of a longer sequence", "[slow]") {
  std::vector<std::string> bytes;
  bytes.reserve(256);
  for (int byte = 0; byte < 256; ++byte) bytes.emplace_back(1, static_cast<char>(byte));
  for (const auto& first : bytes) {
    for (const auto& second : bytes) {
      require_byte_rule("[\"" + first + second + "\"]");
      require_byte_rule("[\"" + first + second + "\x80\"]");
      require_byte_rule("[\"" + first + second + "\x80\xBF\"]");
    }
  }
}

TEST_CASE("the byte rule holds for 100 000 damaged bodies", "[slow][random]") {
  support::Random random(20240602);
  support::RandomJson json(random);
  std::size_t faulty = 0;
  constexpr std::size_t damages = 100'000;
  for (std::size_t i = 0; i < damages; ++i) {
    const auto body = random.one_in(4) ? json.response() : random.pick(support::all_bodies());
    const auto damaged = support::damage_repeatedly(random, body);
    require_byte_rule(damaged);
    faulty += support::is_valid_json(damaged) ? 0 : 1;
  }
  // A campaign that damages everything beyond recognition, or nothing, would show nothing.
  CHECK(faulty > damages / 2);
  CHECK(faulty < damages - damages / 20);
}
