// Whether other JSON libraries find the same texts valid.
// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include <clocale>
#ifdef SESV2_TESTS_SIMDJSON
#include <simdjson.h>
#endif
#ifdef SESV2_TESTS_BOOST_JSON
#include <boost/json.hpp>
#endif

#include "support/random.hpp"
#include "support/response_check.hpp"

using namespace support;

namespace {

bool is_valid(const std::string& text) {
  const auto issues = salvage_send_bulk_email_response(text).issues;
  return issues.empty() || !issues.back().byte.has_value();
}

/// Whether every library here judges a text by RFC 8259. nlohmann/json ends at a zero byte; some reject numbers that a
/// double or 64 bits cannot hold; later versions of simdjson skip a second byte order mark.
bool can_be_judged(std::string_view text) {
  if (text.find('\0') != std::string_view::npos || text.substr(0, 6).rfind('\xEF') != std::string_view::npos)
    return false;
  std::size_t number = 0;
  std::size_t exponent = 0;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    number = digit ? number + 1 : 0;
    exponent = c == 'e' || c == 'E' ? 1 : exponent > 0 && (digit || c == '+' || c == '-') ? exponent + 1 : 0;
    if (number > 17 || exponent > 3) return false;
  }
  return true;
}

void require_agreement(const std::string& text) {
  const bool valid = is_valid(text);
  CAPTURE(excerpt(text), valid);
  if (nlohmann::json::accept(text) != valid) FAIL("nlohmann/json does not agree");
#ifdef SESV2_TESTS_SIMDJSON
  static simdjson::dom::parser parser;
  const bool marked = text.rfind("\xEF\xBB\xBF", 0) == 0;
  const auto padded = simdjson::padded_string(std::string_view(text).substr(marked ? 3 : 0));
  if ((parser.parse(padded).error() == simdjson::SUCCESS) != valid) FAIL("simdjson does not agree");
#endif
#ifdef SESV2_TESTS_BOOST_JSON
  boost::json::parse_options options;
  options.max_depth = text.size() + 1;
  boost::json::error_code error;
  boost::json::parse(boost::json::string_view(text).substr(text.rfind("\xEF\xBB\xBF", 0) == 0 ? 3 : 0), error, {},
                     options);
  if (!error != valid) FAIL("Boost.JSON does not agree");
#endif
}

}  // namespace

TEST_CASE("other JSON libraries find the same texts valid", "[slow][random]") {
  // nlohmann/json 3.11 aborts on a fraction in a locale whose decimal point has more than one byte.
  const std::string locale = std::setlocale(LC_NUMERIC, nullptr);
  std::setlocale(LC_NUMERIC, "C");
  std::size_t valid = 0;
  std::size_t invalid = 0;
  const auto judge = [&](const std::string& text) {
    if (!can_be_judged(text)) return;
    require_agreement(text);
    ++(is_valid(text) ? valid : invalid);
  };
  for (const auto& body : all_bodies()) {
    for (std::size_t size = 0; size <= body.size(); ++size) judge(body.substr(0, size));
  }
  Random random(20240604);
  for (int i = 0; i < 50'000; ++i) {
    judge(damage(random, random.one_in(2) ? twelve_entries : random.pick(all_bodies())));
  }
  std::setlocale(LC_NUMERIC, locale.c_str());
  // Both verdicts have to be frequent, or the comparison would show nothing.
  CHECK(valid > 5'000);
  CHECK(invalid > 20'000);
}
