/// @file
/// The result of one email of a `SendBulkEmail` call: the value type, its statuses and its invariants.
///
///     sesv2::BulkEmailEntryResult result = ...;  // sesv2/response.hpp reads them from a response
///     if (result.succeeded()) remember(result.message_id);
///     else if (result.failed()) std::cerr << describe(result.status) << ' ' << sesv2::escaped(result.error) << '\n';
///     else look_into(result.unrecognized_status);  // newer than this library: the email may have gone out
///
/// This header needs the standard library only.
//
// SPDX-License-Identifier: MIT
#ifndef SESV2_BULK_EMAIL_ENTRY_RESULT_HPP
#define SESV2_BULK_EMAIL_ENTRY_RESULT_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <sesv2/detail/shared.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Reads and writes what Amazon SES (API v2) returns for `SendBulkEmail`.
namespace sesv2 {

/// @addtogroup result Results: sesv2/bulk_email_entry_result.hpp
/// @copybrief bulk_email_entry_result.hpp
/// @copydetails bulk_email_entry_result.hpp
/// @{

/// The outcome of one entry of a `SendBulkEmail` request. The service answers by position: the result at index 3
/// belongs to the entry at index 3 of the request's `BulkEmailEntries`.
///
/// A string is empty where the service left the member out, wrote null or an empty string, or wrote a value of another
/// type, which is an issue (see ParseIssue). A result may break an invariant (see Violation): reading keeps what the
/// service wrote, and violations() reports what is wrong with it.
///
/// | status | `message_id` | `error` | `unrecognized_status` |
/// | --- | --- | --- | --- |
/// | Success | required | must be empty | must be empty |
/// | any failure | must be empty | required | must be empty |
/// | Unrecognized | either | either | required, and not the name of a known status |
///
/// Source: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_BulkEmailEntryResult.html
struct BulkEmailEntryResult {
  /// The status of one entry: what it means, and what to do about it. The names are those of `BulkEmailStatus` in AWS's
  /// service model, which decides; the prose of the API reference has other names for three of them
  /// (CONFIGURATION_SET_DOES_NOT_EXIST, TEMPLATE_DOES_NOT_EXIST, INVALID_PARAMETER_VALUE).
  enum class Status : std::uint8_t {
    /// No status was given, or one that this library does not know. Look into it: the email may have gone out.
    Unrecognized,
    /// Accepted for delivery. Keep the MessageId; bounces and complaints refer to it.
    Success,
    /// The email was rejected: for a virus or malicious content according to AWS's documentation; `error` may name
    /// another cause, such as an address that is not verified. Correct this entry.
    MessageRejected,
    /// The sender's address or domain is not verified. Verify it in SES; all entries of the request fail alike.
    MailFromDomainNotVerified,
    /// The configuration set does not exist. Correct its name in the request.
    ConfigurationSetNotFound,
    /// The template does not exist. Create it, or correct its name in the request.
    TemplateNotFound,
    /// The account was shut down over its sending practices. Stop sending and talk to AWS.
    AccountSuspended,
    /// Over the account's sending rate. Send this entry again, later and slower.
    AccountThrottled,
    /// Over the account's 24-hour maximum. Send this entry again when the quota has room.
    AccountDailyQuotaExceeded,
    /// The configuration set names a dedicated IP pool that does not exist. Correct the configuration set.
    InvalidSendingPoolName,
    /// Sending is switched off for the account. Switch it on (UpdateAccountSendingEnabled).
    AccountSendingPaused,
    /// Sending is switched off for the configuration set. Switch it on (UpdateConfigurationSetSendingEnabled).
    ConfigurationSetSendingPaused,
    /// Something in this entry is not valid. Correct it; `error` says more.
    InvalidParameter,
    /// A failure on the service's side that may pass. Send this entry again, later.
    TransientFailure,
    /// Failed for a reason that has no status of its own. Read `error`.
    Failed
  };

  /// The outcome; Unrecognized until one is known.
  Status status = Status::Unrecognized;
  /// The service's identifier of the email, as bounce and complaint notifications quote it. Empty: none.
  std::string message_id = {};
  /// The service's description of the failure. Empty: none.
  std::string error = {};
  /// What the service wrote as the status, where `status` is Unrecognized. Empty: nothing.
  std::string unrecognized_status = {};

  /// Returns the result of an accepted email.
  /// @throws InvariantError if `message_id` is empty
  [[nodiscard]] static BulkEmailEntryResult success(std::string message_id);

  /// Returns the result of an email that was not sent.
  /// @throws InvariantError if `status` is Success or Unrecognized, or `error` is empty
  [[nodiscard]] static BulkEmailEntryResult failure(Status status, std::string error);

  /// Returns whether the service accepted the email: true for Success alone.
  [[nodiscard]] bool succeeded() const noexcept;

  /// Returns whether the email was not sent: true for each known status but Success. An Unrecognized outcome has
  /// neither succeeded nor failed.
  [[nodiscard]] bool failed() const noexcept;

  /// Returns whether all four members are equal.
  friend bool operator==(const BulkEmailEntryResult& left, const BulkEmailEntryResult& right) noexcept {
    return left.status == right.status && left.message_id == right.message_id && left.error == right.error &&
           left.unrecognized_status == right.unrecognized_status;
  }
  /// Returns whether any of the four members differs.
  friend bool operator!=(const BulkEmailEntryResult& left, const BulkEmailEntryResult& right) noexcept {
    return !(left == right);
  }
};

/// The status under its name in AWS's service model.
using BulkEmailStatus = BulkEmailEntryResult::Status;

namespace detail {

struct StatusRow {
  BulkEmailStatus status;
  std::string_view wire_name;
  std::string_view description;
};

/// What the library knows of each status, in the order of AWS's service model and of the enumerators.
inline constexpr std::array status_rows{
    StatusRow{BulkEmailStatus::Success, "SUCCESS", "Amazon SES accepted the email and will try to deliver it."},
    StatusRow{BulkEmailStatus::MessageRejected, "MESSAGE_REJECTED",
              "The email was rejected: a virus or malicious content, or what the error says."},
    StatusRow{BulkEmailStatus::MailFromDomainNotVerified, "MAIL_FROM_DOMAIN_NOT_VERIFIED",
              "The sender's address or domain is not verified."},
    StatusRow{BulkEmailStatus::ConfigurationSetNotFound, "CONFIGURATION_SET_NOT_FOUND",
              "The configuration set does not exist."},
    StatusRow{BulkEmailStatus::TemplateNotFound, "TEMPLATE_NOT_FOUND", "The template does not exist."},
    StatusRow{BulkEmailStatus::AccountSuspended, "ACCOUNT_SUSPENDED",
              "The account was shut down because of its sending practices."},
    StatusRow{BulkEmailStatus::AccountThrottled, "ACCOUNT_THROTTLED", "The account is over its sending rate limit."},
    StatusRow{BulkEmailStatus::AccountDailyQuotaExceeded, "ACCOUNT_DAILY_QUOTA_EXCEEDED",
              "The account has reached the maximum that it may send in 24 hours."},
    StatusRow{BulkEmailStatus::InvalidSendingPoolName, "INVALID_SENDING_POOL_NAME",
              "The configuration set names a dedicated IP pool that does not exist."},
    StatusRow{BulkEmailStatus::AccountSendingPaused, "ACCOUNT_SENDING_PAUSED",
              "Sending is switched off for the account (UpdateAccountSendingEnabled)."},
    StatusRow{BulkEmailStatus::ConfigurationSetSendingPaused, "CONFIGURATION_SET_SENDING_PAUSED",
              "Sending is switched off for the configuration set (UpdateConfigurationSetSendingEnabled)."},
    StatusRow{BulkEmailStatus::InvalidParameter, "INVALID_PARAMETER", "A parameter of the entry is not valid."},
    StatusRow{BulkEmailStatus::TransientFailure, "TRANSIENT_FAILURE",
              "The service failed for the moment; the email may be accepted on a retry."},
    StatusRow{BulkEmailStatus::Failed, "FAILED", "The email was not sent; the status does not say why."},
};

/// The row of every other status: Unrecognized, and a number that is not an enumerator.
inline constexpr StatusRow unrecognized_row{
    BulkEmailStatus::Unrecognized, "",
    "The outcome is not known: no status was given, or one that this library does not know."};

/// Returns the row of a status, by value: with -fsanitize=undefined, GCC 12 does not take the address of an element in
/// a constant expression.
constexpr StatusRow find_row(BulkEmailStatus status) noexcept {
  const auto position = static_cast<std::size_t>(status);
  return position >= 1 && position <= status_rows.size() ? status_rows[position - 1] : unrecognized_row;
}

/// Returns whether the rows are in the order of the enumerators and leave none out before the last row, on which
/// find_row relies. An enumerator after the last row is noticed by a test.
template <std::size_t Size>
constexpr bool rows_follow_enumerators(const std::array<StatusRow, Size>& rows) noexcept {
  for (std::size_t i = 0; i < Size; ++i) {
    if (static_cast<std::size_t>(rows[i].status) != i + 1) return false;
  }
  return true;
}
static_assert(rows_follow_enumerators(status_rows));

constexpr auto list_statuses() noexcept {
  std::array<BulkEmailStatus, status_rows.size()> statuses{};
  for (std::size_t i = 0; i < statuses.size(); ++i) statuses[i] = status_rows[i].status;
  return statuses;
}

}  // namespace detail

/// All statuses that the library knows, in the order of AWS's service model, without Unrecognized.
inline constexpr std::array<BulkEmailStatus, detail::status_rows.size()> all_statuses = detail::list_statuses();

/// Returns how a status is written in JSON: "SUCCESS"; "" for Unrecognized.
///
/// Source: `BulkEmailStatus` in the service model of AWS's SES API v2
[[nodiscard]] constexpr std::string_view wire_name(BulkEmailStatus status) noexcept {
  return detail::find_row(status).wire_name;
}

/// Returns the status with this wire name, compared exactly and case-sensitively; Unrecognized for any other text.
[[nodiscard]] constexpr BulkEmailStatus status_from_wire_name(std::string_view name) noexcept {
  for (const auto& row : detail::status_rows) {
    if (row.wire_name == name) return row.status;
  }
  return BulkEmailStatus::Unrecognized;
}

/// Returns what a status means, in one sentence for people.
[[nodiscard]] constexpr std::string_view describe(BulkEmailStatus status) noexcept {
  return detail::find_row(status).description;
}

/// What can be wrong with a result.
enum class Violation : std::uint8_t {
  /// A failure carries a MessageId, which belongs to SUCCESS alone. Do not take it for sent.
  MessageIdWithoutSuccess,
  /// A SUCCESS carries an Error, which belongs to failures alone.
  ErrorWithoutFailure,
  /// A SUCCESS has no MessageId, so bounces and complaints cannot be matched to it.
  SuccessWithoutMessageId,
  /// A failure has no Error, so it does not say why.
  FailureWithoutError,
  /// The status is missing. The email may have gone out.
  StatusMissing,
  /// `unrecognized_status` has text beside a known status, or the name of a known status.
  StrayUnrecognizedStatus
};

/// Returns the enumerator's name: "MessageIdWithoutSuccess"; "" for a number that is not an enumerator.
[[nodiscard]] constexpr std::string_view name(Violation violation) noexcept;

/// Returns what a violation means, in one sentence for people; "" for a number that is not an enumerator.
[[nodiscard]] constexpr std::string_view describe(Violation violation) noexcept;

/// Returns all that is wrong with a result, in the order of the enumerators; empty for a valid one.
[[nodiscard]] std::vector<Violation> violations(const BulkEmailEntryResult& result);

/// Returns whether nothing is wrong with a result. Allocates nothing.
[[nodiscard]] bool is_valid(const BulkEmailEntryResult& result) noexcept;

/// Throws if a result is not valid.
/// @throws InvariantError if anything is wrong with it
void require_valid(const BulkEmailEntryResult& result);

/// Throws if any of the results is not valid.
/// @throws InvariantError for the first that is not; `what()` names its index, from 0
void require_valid(const std::vector<BulkEmailEntryResult>& results);

#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wweak-vtables"  // a library of headers has no other place for it
#endif

/// A result breaks an invariant; `what()` says which result, and how. Copying does not throw, since copies share what
/// they carry.
class [[gnu::visibility("default")]] InvariantError : public std::invalid_argument {
 public:
  /// Makes an error that says `message` and carries `violations`.
  InvariantError(const std::string& message, std::vector<Violation> violations)
      : std::invalid_argument(message), violations_(std::move(violations)) {}

  /// Copies an error. Moving one copies it as well, so that `what()` keeps its text.
  InvariantError(const InvariantError&) noexcept = default;
  /// Copies an error, as the constructor does.
  InvariantError& operator=(const InvariantError&) noexcept = default;
  ~InvariantError() override = default;

  /// Returns all that is wrong with the result, at least one violation.
  [[nodiscard]] const std::vector<Violation>& violations() const noexcept { return violations_.get(); }

 private:
  detail::Shared<std::vector<Violation>> violations_;
};

#ifdef __clang__
#pragma clang diagnostic pop
#endif

/// @}

}  // namespace sesv2

#include <sesv2/detail/invariants.hpp>

#endif  // SESV2_BULK_EMAIL_ENTRY_RESULT_HPP
