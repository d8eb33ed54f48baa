// The response bodies that several tests read.
#ifndef SESV2_TESTS_BODIES_HPP
#define SESV2_TESTS_BODIES_HPP

#include <fstream>
#include <iterator>
#include <sesv2/bulk_email_entry_result.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace bodies {

/// A file of tests/data.
inline std::string captured(const std::string& name) {
  std::ifstream file(SESV2_TEST_DATA "/" + name, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read tests/data/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A response with these entries.
inline std::string list_of(const std::string& entries) { return R"({"BulkEmailEntryResults":[)" + entries + "]}"; }

inline const std::vector<std::string> captured_names{"aws-cli-mixed.json",        "emulator-50-sent.json",
                                                     "emulator-bad-request.json", "emulator-mixed.json",
                                                     "emulator-no-auth.json",     "request-mixed.json"};

/// A body of twelve entries with all kinds of members: known and unknown statuses, escapes, UTF-8 of every length,
/// null, broken invariants, and members to ignore.
inline const std::string twelve_entries =
    R"({ "ResponseMetadata":{"RetryAttempts":0,"deep":[[{"Status":"SUCCESS"}]]},"BulkEmailEntryResults":[
{"Status":"SUCCESS","MessageId":"0100018f2d3c4b5a-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-000000"},
{"Status":"ACCOUNT_THROTTLED","Error":"Maximum sending rate exceeded."},
{"Error":"caf\u00e9 \ud83d\ude00 \"quoted\" \\ \/ \b\f\n\r\t","Status":"FAILED"},
{"Status":"INVALID_PARAMETER","Error":"é ท 😀","MessageId":"id"},
{"Status":"A_NEW_STATUS","MessageId":"ses-1"},
{},
{"Status":null,"MessageId":null,"Error":null},
{"Extra":[1,-2.5e-3,true,false,null,{"Error":"not this one"}],"Status":"TRANSIENT_FAILURE","Error":"again"},
{"Status":"SUCCESS","Status":"FAILED","Error":"a\u0000b"},
{"status":"SUCCESS","MESSAGEID":"x"},
{ "Status" : "SUCCESS" , "MessageId" : "ses-2" },
{"MessageId":"ses-3","Status":"SUCCESS"}
] , "Tail":12 })";

inline const std::vector<sesv2::BulkEmailEntryResult> twelve_results{
    {sesv2::BulkEmailStatus::Success, "0100018f2d3c4b5a-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-000000", "", ""},
    {sesv2::BulkEmailStatus::AccountThrottled, "", "Maximum sending rate exceeded.", ""},
    {sesv2::BulkEmailStatus::Failed, "", "caf\xC3\xA9 \xF0\x9F\x98\x80 \"quoted\" \\ / \b\f\n\r\t", ""},
    {sesv2::BulkEmailStatus::InvalidParameter, "id", "é ท 😀", ""},
    {sesv2::BulkEmailStatus::Unrecognized, "ses-1", "", "A_NEW_STATUS"},
    {},
    {},
    {sesv2::BulkEmailStatus::TransientFailure, "", "again", ""},
    {sesv2::BulkEmailStatus::Failed, "", std::string("a\0b", 3), ""},
    {},
    {sesv2::BulkEmailStatus::Success, "ses-2", "", ""},
    {sesv2::BulkEmailStatus::Success, "ses-3", "", ""},
};

}  // namespace bodies

#endif  // SESV2_TESTS_BODIES_HPP
