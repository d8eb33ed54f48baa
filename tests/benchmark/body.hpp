// Responses as SES gives them: MessageIds of 60 characters, and some failures with an error text.
// SPDX-License-Identifier: MIT
#ifndef SESV2_TESTS_BENCHMARK_BODY_HPP
#define SESV2_TESTS_BENCHMARK_BODY_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

enum class Failures : std::uint8_t { None, OneInTen };

inline std::string make_message_id(std::mt19937& random) {
  std::string id = "0100018f00000000-00000000-0000-0000-0000-000000000000-000000";
  for (std::size_t i = 8; i < id.size() - 7; ++i) {
    if (id[i] == '0') id[i] = "0123456789abcdef"[random() % 16];
  }
  return id;
}

/// Returns the same body each time.
inline std::string make_body(std::size_t entries, Failures failures) {
  constexpr std::array<std::string_view, 5> failed{
      R"({"Status":"ACCOUNT_THROTTLED","Error":"Maximum sending rate exceeded."})",
      R"-({"Status":"FAILED","Error":"Invalid recipient email address(es): \"J\u00f6rg\" <joe@example.com>"})-",
      R"({"Status":"TEMPLATE_NOT_FOUND","Error":"Template order-confirmation-2024-05 does not exist"})",
      R"({"Status":"INVALID_PARAMETER","Error":"Local address contains control or whitespace: \"Zo\u00eb\" <zoe @example.com>"})",
      R"({"Status":"TRANSIENT_FAILURE","Error":"The service could not process the entry at this time. Try again."})"};
  std::mt19937 random(7);  // NOLINT: the same body every time
  std::string body = R"({"BulkEmailEntryResults":[)";
  for (std::size_t i = 0; i < entries; ++i) {
    if (i > 0) body += ',';
    if (failures == Failures::OneInTen && i % 10 == 9) {
      body += failed[i / 10 % failed.size()];
    } else {
      body += R"({"Status":"SUCCESS","MessageId":")" + make_message_id(random) + R"("})";
    }
  }
  return body + "]}";
}

#endif  // SESV2_TESTS_BENCHMARK_BODY_HPP
