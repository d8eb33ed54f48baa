// The names of the members that the library reads and writes.
//
// Source:
// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html#API_SendBulkEmail_ResponseSyntax
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_MEMBER_NAMES_HPP
#define SESV2_DETAIL_MEMBER_NAMES_HPP

#include <string_view>

namespace sesv2::detail {

inline constexpr std::string_view results_path = "/BulkEmailEntryResults";
inline constexpr std::string_view results_name = results_path.substr(1);

/// The names of an entry's members, as services write them.
inline constexpr std::string_view written_status = R"("Status":)";
inline constexpr std::string_view written_message_id = R"("MessageId":)";
inline constexpr std::string_view written_error = R"("Error":)";

/// The names alone: without quotes and colon.
inline constexpr std::string_view status_name = written_status.substr(1, written_status.size() - 3);
inline constexpr std::string_view message_id_name = written_message_id.substr(1, written_message_id.size() - 3);
inline constexpr std::string_view error_name = written_error.substr(1, written_error.size() - 3);

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_MEMBER_NAMES_HPP
