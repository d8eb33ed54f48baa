// The names of the members of a successful response.
//
// Source:
// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html#API_SendBulkEmail_ResponseSyntax
// SPDX-License-Identifier: MIT
#ifndef SESV2_DETAIL_MEMBER_NAMES_HPP
#define SESV2_DETAIL_MEMBER_NAMES_HPP

#include <sesv2/detail/config.hpp>

#include <string_view>

SESV2_BULK_EMAIL_NAMESPACE_BEGIN
namespace detail {

inline constexpr std::string_view results_name = "BulkEmailEntryResults";
inline constexpr std::string_view results_path = "/BulkEmailEntryResults";
inline constexpr std::string_view status_name = "Status";
inline constexpr std::string_view message_id_name = "MessageId";
inline constexpr std::string_view error_name = "Error";

}  // namespace detail
SESV2_BULK_EMAIL_NAMESPACE_END

#endif  // SESV2_DETAIL_MEMBER_NAMES_HPP
