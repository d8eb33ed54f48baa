/// @file
/// The result of one entry of a `SendBulkEmail` call: the value type, its statuses and its invariants.
///
///     sesv2::BulkEmailEntryResult result = ...;  // sesv2/response.hpp reads results from a response
///     if (result.succeeded()) record(result.message_id);
///     else if (result.failed()) report(describe(result.status), result.error);
///     else investigate(result.unrecognized_status);  // newer than this library: the email may have been sent
///
/// Every header except sesv2/json.hpp needs only the standard library.
// SPDX-License-Identifier: MIT
#ifndef SESV2_BULK_EMAIL_ENTRY_RESULT_HPP
#define SESV2_BULK_EMAIL_ENTRY_RESULT_HPP

#include <sesv2/detail/config.hpp>
#include <sesv2/detail/find_row.hpp>
#include <sesv2/version.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// @namespace sesv2
/// Parses and writes Amazon SES (API v2) responses to `SendBulkEmail`.
SESV2_BULK_EMAIL_NAMESPACE_BEGIN

/// @addtogroup result Results: sesv2/bulk_email_entry_result.hpp
/// @copybrief bulk_email_entry_result.hpp
/// @copydetails bulk_email_entry_result.hpp
/// @{

/// The result of one entry of a `SendBulkEmail` request. The service answers by position: the result at index 3
/// belongs to the entry at index 3 of the request's `BulkEmailEntries`.
///
/// A string is empty if the service omitted the member or sent null, an empty string, or a value of another type; the
/// last case is an issue (see ParseIssue). A result may violate an invariant (see Violation): the parser keeps what the
/// service sent, and violations() lists the violations.
///
/// | status | `message_id` | `error` | `unrecognized_status` |
/// | --- | --- | --- | --- |
/// | Success | required | must be empty | must be empty |
/// | any failure | must be empty | required | must be empty |
/// | Unrecognized | optional | optional | required, and not the name of a known status |
///
/// Source: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_BulkEmailEntryResult.html
struct BulkEmailEntryResult {
  /// The status of one entry: what it means, and what to do about it. The names are those of `BulkEmailStatus` in AWS's
  /// service model, which is authoritative; the API reference uses other names for three of them
  /// (CONFIGURATION_SET_DOES_NOT_EXIST, TEMPLATE_DOES_NOT_EXIST, INVALID_PARAMETER_VALUE).
  /// The numbers never change: a status that AWS adds gets the next number, wherever AWS's model lists it.
  enum class Status : std::uint8_t {
    /// The service sent no status, or one that this library does not recognize. Investigate: the email may have been
    /// sent.
    Unrecognized = 0,
    /// The service accepted the email for delivery. Keep the MessageId: bounces and complaints refer to it.
    Success = 1,
    /// The email was rejected. AWS's documentation names a virus or malicious content as the cause; `error` may name
    /// another one, such as an unverified address. Correct this entry.
    MessageRejected = 2,
    /// The sender's address or domain is not verified. Verify it in SES; this affects the whole request.
    MailFromDomainNotVerified = 3,
    /// The configuration set does not exist. Correct its name in the request.
    ConfigurationSetNotFound = 4,
    /// The template does not exist. Create it, or correct its name in the request.
    TemplateNotFound = 5,
    /// The account was shut down because of its sending practices. Stop sending and contact AWS.
    AccountSuspended = 6,
    /// The account is over its sending rate. Retry this entry later, at a lower rate.
    AccountThrottled = 7,
    /// The account is over its 24-hour quota. Retry this entry when the quota allows.
    AccountDailyQuotaExceeded = 8,
    /// The configuration set names a dedicated IP pool that does not exist. Correct the configuration set.
    InvalidSendingPoolName = 9,
    /// Sending is turned off for the account. Turn it on with UpdateAccountSendingEnabled.
    AccountSendingPaused = 10,
    /// Sending is turned off for the configuration set. Turn it on with UpdateConfigurationSetSendingEnabled.
    ConfigurationSetSendingPaused = 11,
    /// A parameter of this entry is not valid. Correct it; `error` has the details.
    InvalidParameter = 12,
    /// The service failed temporarily. Retry this entry later.
    TransientFailure = 13,
    /// The entry failed for a reason that has no status of its own. Read `error`.
    Failed = 14
  };

  /// The service's status code, or Unrecognized.
  Status status = Status::Unrecognized;
  /// The service's identifier for the email, which bounce and complaint notifications quote. Empty if there is none.
  std::string message_id = {};
  /// The service's description of the failure. Empty if there is none.
  std::string error = {};
  /// The text of a status that this library does not recognize. Empty if there is none.
  std::string unrecognized_status = {};

  /// Returns the result of an accepted email.
  /// @throws InvariantError if `id` is empty
  [[nodiscard]] static BulkEmailEntryResult success(std::string id);

  /// Returns the result of an email that was not sent.
  /// @throws InvariantError if `code` is Success or Unrecognized, or `text` is empty
  [[nodiscard]] static BulkEmailEntryResult failure(Status code, std::string text);

  /// Returns whether the service accepted the email: true only for Success.
  [[nodiscard]] bool succeeded() const noexcept;

  /// Returns whether the email was not sent: true for every status except Success and Unrecognized. An Unrecognized
  /// result has neither succeeded nor failed.
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

/// The status type, under its name in AWS's service model.
using BulkEmailStatus = BulkEmailEntryResult::Status;

namespace detail {

// Source:
// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html#API_SendBulkEmail_ResponseSyntax
inline constexpr std::string_view results_name = "BulkEmailEntryResults";
inline constexpr std::string_view results_path = "/BulkEmailEntryResults";
inline constexpr std::string_view status_name = "Status";
inline constexpr std::string_view message_id_name = "MessageId";
inline constexpr std::string_view error_name = "Error";

struct StatusRow {
  BulkEmailStatus enumerator;
  std::string_view wire_name;
  std::string_view description;
};

/// The wire name and description of each status, in the order of AWS's service model.
inline constexpr std::array status_rows{
    StatusRow{BulkEmailStatus::Success, "SUCCESS", "Amazon SES accepted the email and will try to deliver it."},
    StatusRow{BulkEmailStatus::MessageRejected, "MESSAGE_REJECTED",
              "The email was rejected because of a virus or malicious content, or for the reason given in the error."},
    StatusRow{BulkEmailStatus::MailFromDomainNotVerified, "MAIL_FROM_DOMAIN_NOT_VERIFIED",
              "The sender's address or domain is not verified."},
    StatusRow{BulkEmailStatus::ConfigurationSetNotFound, "CONFIGURATION_SET_NOT_FOUND",
              "The configuration set does not exist."},
    StatusRow{BulkEmailStatus::TemplateNotFound, "TEMPLATE_NOT_FOUND", "The template does not exist."},
    StatusRow{BulkEmailStatus::AccountSuspended, "ACCOUNT_SUSPENDED",
              "The account was shut down because of its sending practices."},
    StatusRow{BulkEmailStatus::AccountThrottled, "ACCOUNT_THROTTLED", "The account is over its sending rate limit."},
    StatusRow{BulkEmailStatus::AccountDailyQuotaExceeded, "ACCOUNT_DAILY_QUOTA_EXCEEDED",
              "The account has reached its 24-hour sending quota."},
    StatusRow{BulkEmailStatus::InvalidSendingPoolName, "INVALID_SENDING_POOL_NAME",
              "The configuration set names a dedicated IP pool that does not exist."},
    StatusRow{BulkEmailStatus::AccountSendingPaused, "ACCOUNT_SENDING_PAUSED",
              "Sending is turned off for the account (UpdateAccountSendingEnabled)."},
    StatusRow{BulkEmailStatus::ConfigurationSetSendingPaused, "CONFIGURATION_SET_SENDING_PAUSED",
              "Sending is turned off for the configuration set (UpdateConfigurationSetSendingEnabled)."},
    StatusRow{BulkEmailStatus::InvalidParameter, "INVALID_PARAMETER", "A parameter of the entry is not valid."},
    StatusRow{BulkEmailStatus::TransientFailure, "TRANSIENT_FAILURE",
              "The service failed temporarily; a retry may succeed."},
    StatusRow{BulkEmailStatus::Failed, "FAILED", "The email was not sent; the status does not say why."},
};

/// Returns the row of a status. The row of Unrecognized also stands for a number that is not an enumerator.
constexpr StatusRow find_status(BulkEmailStatus status) noexcept {
  return find_row(status_rows, status,
                  StatusRow{BulkEmailStatus::Unrecognized, "",
                            "The outcome is unknown: the service sent no status, or one that this library does not "
                            "recognize."});
}

/// Returns every row's status, in row order.
constexpr auto list_statuses() noexcept {
  std::array<BulkEmailStatus, status_rows.size()> statuses{};
  for (std::size_t i = 0; i < statuses.size(); ++i) statuses[i] = status_rows[i].enumerator;
  return statuses;
}

static_assert(has_each_row(status_rows, status_rows.size()),
              "The statuses of the rows must be the numbers from 1 to their count.");

}  // namespace detail

/// Every status except Unrecognized, in the order of AWS's service model.
inline constexpr std::array<BulkEmailStatus, detail::status_rows.size()> all_statuses = detail::list_statuses();

/// Returns the name of a status in JSON, for example "SUCCESS"; "" for Unrecognized.
///
/// Source: `BulkEmailStatus` in AWS's service model, https://github.com/aws/api-models-aws/tree/main/models/sesv2
[[nodiscard]] constexpr std::string_view wire_name(BulkEmailStatus status) noexcept {
  return detail::find_status(status).wire_name;
}

/// Returns the status with this wire name (exact, case-sensitive match), or Unrecognized for any other text.
[[nodiscard]] constexpr BulkEmailStatus status_from_wire_name(std::string_view name) noexcept {
  for (const auto& row : detail::status_rows) {
    if (row.wire_name == name) return row.enumerator;
  }
  return BulkEmailStatus::Unrecognized;
}

/// Returns what a status means, in one human-readable sentence.
[[nodiscard]] constexpr std::string_view describe(BulkEmailStatus status) noexcept {
  return detail::find_status(status).description;
}

/// A way in which a result can violate an invariant.
enum class Violation : std::uint8_t {
  /// A failure has a MessageId, which only SUCCESS should have. Do not treat it as sent.
  MessageIdWithoutSuccess,
  /// A SUCCESS has an Error, which only failures should have.
  ErrorWithoutFailure,
  /// A SUCCESS has no MessageId, so bounces and complaints cannot be matched to it.
  SuccessWithoutMessageId,
  /// A failure has no Error, so it does not say why.
  FailureWithoutError,
  /// The status is missing. The email may have been sent.
  StatusMissing,
  /// `unrecognized_status` is set although the status is recognized, or holds the name of a recognized status.
  StrayUnrecognizedStatus
};

/// Returns the enumerator's name, for example "MessageIdWithoutSuccess"; "" for a number that is not an enumerator.
[[nodiscard]] constexpr std::string_view name(Violation violation) noexcept;

/// Returns what a violation means, in one human-readable sentence; "" for a number that is not an enumerator.
[[nodiscard]] constexpr std::string_view describe(Violation violation) noexcept;

/// Returns all violations of a result, in the order of the enumerators; empty for a valid result.
[[nodiscard]] std::vector<Violation> violations(const BulkEmailEntryResult& result);

/// Returns whether a result is valid. Allocates nothing.
[[nodiscard]] bool is_valid(const BulkEmailEntryResult& result) noexcept;

/// Throws if a result is not valid.
/// @throws InvariantError if the result has a violation
void require_valid(const BulkEmailEntryResult& result);

/// Throws if any of the results is not valid.
/// @throws InvariantError for the first result that has a violation; `what()` names its zero-based index
void require_valid(const std::vector<BulkEmailEntryResult>& results);

#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wweak-vtables"  // a header-only library has no source file for the vtable
#endif

/// Thrown when a result violates an invariant; `what()` names the result and its violations. Copying does not throw,
/// because copies share their data (SEI CERT ERR60-CPP).
class SESV2_BULK_EMAIL_VISIBLE InvariantError : public std::invalid_argument {
 public:
  /// Creates an error with this message and the violations `found`.
  InvariantError(const std::string& message, std::vector<Violation> found)
      : std::invalid_argument(message), violations_(std::make_shared<const std::vector<Violation>>(std::move(found))) {}

  /// Copies an error. Moving also copies, so that `what()` keeps its text.
  InvariantError(const InvariantError&) noexcept = default;
  /// Copies an error, as the copy constructor does.
  InvariantError& operator=(const InvariantError&) noexcept = default;
  ~InvariantError() override = default;

  /// Returns the violations of the result; at least one.
  [[nodiscard]] const std::vector<Violation>& violations() const noexcept { return *violations_; }

 private:
  std::shared_ptr<const std::vector<Violation>> violations_;
};

#ifdef __clang__
#pragma clang diagnostic pop
#endif

// Conversions for nlohmann/json, defined and documented in sesv2/json.hpp. They are declared here so that a program
// that forgets to include that header fails to link; otherwise nlohmann/json would write a status as a number.
template <typename BasicJson>
void to_json(BasicJson& json, const BulkEmailStatus& status);
template <typename BasicJson>
void from_json(const BasicJson& json, BulkEmailStatus& status);
template <typename BasicJson>
void to_json(BasicJson& json, const BulkEmailEntryResult& result);
template <typename BasicJson>
void from_json(const BasicJson& json, BulkEmailEntryResult& result);
template <typename BasicJson>
void to_json(BasicJson& json, const Violation& violation);

/// @}

SESV2_BULK_EMAIL_NAMESPACE_END

#include <sesv2/detail/invariants.hpp>

#endif  // SESV2_BULK_EMAIL_ENTRY_RESULT_HPP
