// nlohmann/json as its documentation shows it: a DOM, and macros for the types.
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "contender.hpp"

namespace by_macro {

enum class Status {
  Unrecognized,
  Success,
  MessageRejected,
  MailFromDomainNotVerified,
  ConfigurationSetNotFound,
  TemplateNotFound,
  AccountSuspended,
  AccountThrottled,
  AccountDailyQuotaExceeded,
  InvalidSendingPoolName,
  AccountSendingPaused,
  ConfigurationSetSendingPaused,
  InvalidParameter,
  TransientFailure,
  Failed
};
NLOHMANN_JSON_SERIALIZE_ENUM(Status, {{Status::Unrecognized, nullptr},
                                      {Status::Success, "SUCCESS"},
                                      {Status::MessageRejected, "MESSAGE_REJECTED"},
                                      {Status::MailFromDomainNotVerified, "MAIL_FROM_DOMAIN_NOT_VERIFIED"},
                                      {Status::ConfigurationSetNotFound, "CONFIGURATION_SET_NOT_FOUND"},
                                      {Status::TemplateNotFound, "TEMPLATE_NOT_FOUND"},
                                      {Status::AccountSuspended, "ACCOUNT_SUSPENDED"},
                                      {Status::AccountThrottled, "ACCOUNT_THROTTLED"},
                                      {Status::AccountDailyQuotaExceeded, "ACCOUNT_DAILY_QUOTA_EXCEEDED"},
                                      {Status::InvalidSendingPoolName, "INVALID_SENDING_POOL_NAME"},
                                      {Status::AccountSendingPaused, "ACCOUNT_SENDING_PAUSED"},
                                      {Status::ConfigurationSetSendingPaused, "CONFIGURATION_SET_SENDING_PAUSED"},
                                      {Status::InvalidParameter, "INVALID_PARAMETER"},
                                      {Status::TransientFailure, "TRANSIENT_FAILURE"},
                                      {Status::Failed, "FAILED"}})
static_assert(static_cast<std::size_t>(Status::Failed) == sesv2::all_statuses.size(), "a status is missing here");

struct Entry {
  by_macro::Status Status = by_macro::Status::Unrecognized;
  std::string MessageId;
  std::string Error;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Entry, Status, MessageId, Error)

bool is_same(const Entry& left, const sesv2::BulkEmailEntryResult& right) {
  return static_cast<int>(left.Status) == static_cast<int>(right.status) && left.MessageId == right.message_id &&
         left.Error == right.error;
}

}  // namespace by_macro

namespace {

[[maybe_unused]] const bool added = add_contender(nlohmann_dom, [](const std::string& body) {
  return
      [&body] { return nlohmann::json::parse(body).at("BulkEmailEntryResults").get<std::vector<by_macro::Entry>>(); };
});

}  // namespace
