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

inline constexpr std::string_view status_name = "Status";
inline constexpr std::string_view message_id_name = "MessageId";
inline constexpr std::string_view error_name = "Error";

}  // namespace sesv2::detail

#endif  // SESV2_DETAIL_MEMBER_NAMES_HPP
