// The library in one page: read a response, look at the results, decide what to do next.
// SPDX-License-Identifier: MIT
#include <sesv2/format.hpp>
#include <sesv2/response.hpp>
#include <sesv2/retry.hpp>
#include "support/catch.hpp"

TEST_CASE("reading a response and acting on it takes a page") {
  const std::string body = R"({"BulkEmailEntryResults":[
    {"Status":"SUCCESS","MessageId":"0100018f"},
    {"Status":"ACCOUNT_THROTTLED","Error":"Maximum sending rate exceeded."},
    {"Status":"NOT_A_STATUS"}]})";
  const std::size_t entries_sent = 3;

  // Every result, by position, or an exception.
  const auto results = sesv2::parse_send_bulk_email_response(body, entries_sent);
  CHECK(results[0].succeeded());
  CHECK(results[0].message_id == "0100018f");
  CHECK(results[1].failed());
  CHECK(describe(results[1].status) == "The account is over its sending rate limit.");
  CHECK(retry_advice(results[1].status) == sesv2::RetryAdvice::Backoff);
  CHECK(failure_scope(results[1].status) == sesv2::FailureScope::Account);

  // A status that is newer than the library is neither: the email may have been sent.
  CHECK_FALSE(results[2].succeeded());
  CHECK_FALSE(results[2].failed());
  CHECK(results[2].unrecognized_status == "NOT_A_STATUS");

  // A truncated response keeps the results that arrived, and one log line says what is missing.
  const auto salvaged = sesv2::salvage_send_bulk_email_response(body.substr(0, body.find("\"NOT_A")), entries_sent);
  std::ostringstream log;
  for (const auto& result : salvaged.results) log << result << '\n';
  for (const auto& issue : salvaged.issues) log << issue << '\n';
  CHECK(log.str() ==
        "SUCCESS MessageId=\"0100018f\"\n"
        "ACCOUNT_THROTTLED Error=\"Maximum sending rate exceeded.\"\n"
        "byte 167: expected a value, found the end of the body\n");

  // The positions of the entries to send again after a pause.
  CHECK(sesv2::indices_to_retry(salvaged) == std::vector<std::size_t>{1});
}
