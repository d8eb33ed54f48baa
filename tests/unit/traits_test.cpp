// What the compiler knows of the public headers, checked without a test program, also with sanitizers, which reject
// some constants. tests/tools/check_headers.sh compiles this file with each compiler.
// SPDX-License-Identifier: MIT
#include <sesv2/format.hpp>
#include <sesv2/json.hpp>
#include <sesv2/version.hpp>

#include <type_traits>
#include <utility>

using namespace sesv2;
using Result = BulkEmailEntryResult;
using Status = BulkEmailStatus;

namespace {

template <typename T>
const T& a() noexcept;

template <typename T>
constexpr bool is_value = std::is_aggregate_v<T>&& std::is_nothrow_default_constructible_v<T>&&
    std::is_copy_constructible_v<T>&& std::is_nothrow_move_constructible_v<T>&& std::is_nothrow_move_assignable_v<T>;
static_assert(is_value<Result> && is_value<ParseIssue> && is_value<SalvagedResponse>);

template <typename T, typename Base>
constexpr bool is_error =
    std::is_base_of_v<Base, T>&& std::is_nothrow_copy_constructible_v<T>&& std::is_nothrow_copy_assignable_v<T>;
static_assert(is_error<InvariantError, std::invalid_argument> && is_error<ParseError, std::runtime_error>);

template <typename T>
constexpr bool is_byte = std::is_same_v<std::underlying_type_t<T>, std::uint8_t>;
static_assert(is_byte<Status> && is_byte<Violation> && is_byte<ParseIssue::Kind> && is_byte<RetryAdvice> &&
              is_byte<FailureScope>);

// Constants.
static_assert(std::is_same_v<Status, Result::Status> && static_cast<int>(Status::Unrecognized) == 0);
static_assert(std::is_same_v<decltype(all_statuses)::value_type, Status>);
static_assert(wire_name(Status::TemplateNotFound) == "TEMPLATE_NOT_FOUND");
static_assert(status_from_wire_name("TEMPLATE_NOT_FOUND") == Status::TemplateNotFound);
static_assert(retry_advice(Status::TransientFailure) == RetryAdvice::Backoff);
static_assert(failure_scope(Status::AccountThrottled) == FailureScope::Account);
static_assert(name(Violation::StatusMissing) == "StatusMissing" && name(ParseIssue::Kind::WrongType) == "WrongType");
static_assert(name(RetryAdvice::Inspect) == "Inspect" && name(FailureScope::Entry) == "Entry");
static_assert(!describe(Status::Failed).empty() && !describe(Violation::StatusMissing).empty());
static_assert(!describe(ParseIssue::Kind::WrongType).empty() && !describe(RetryAdvice::Inspect).empty() &&
              !describe(FailureScope::Entry).empty());
static_assert(RetryAdvice{} == RetryAdvice::NotNeeded && FailureScope{} == FailureScope::None);
static_assert(SESV2_BULK_EMAIL_VERSION == SESV2_BULK_EMAIL_VERSION_MAJOR * 10000 +
                                              SESV2_BULK_EMAIL_VERSION_MINOR * 100 + SESV2_BULK_EMAIL_VERSION_PATCH);

// Functions that do not throw, and what they return.
static_assert(noexcept(wire_name(Status{})) && noexcept(status_from_wire_name({})) && noexcept(is_valid(a<Result>())));
static_assert(noexcept(retry_advice(Status{})) && noexcept(failure_scope(Status{})));
static_assert(noexcept(describe(Status{})) && noexcept(describe(Violation{})) && noexcept(
    describe(ParseIssue::Kind{})) && noexcept(describe(RetryAdvice{})) && noexcept(describe(FailureScope{})));
static_assert(noexcept(name(Violation{})) && noexcept(name(ParseIssue::Kind{})) && noexcept(
    name(RetryAdvice{})) && noexcept(name(FailureScope{})));
static_assert(noexcept(a<Result>().succeeded()) && noexcept(a<Result>().failed()) && noexcept(a<Result>() ==
                                                                                              a<Result>()));
static_assert(noexcept(a<SalvagedResponse>().complete()) && noexcept(a<InvariantError>().violations()) && noexcept(
    a<ParseError>().results()) && noexcept(a<ParseError>().issues()));
static_assert(std::is_same_v<decltype(a<ParseError>().results()), const std::vector<Result>&>);
static_assert(std::is_same_v<decltype(a<ParseError>().issues()), const std::vector<ParseIssue>&>);
static_assert(std::is_same_v<decltype(a<InvariantError>().violations()), const std::vector<Violation>&>);
static_assert(std::is_same_v<decltype(ParseIssue::byte), std::optional<std::size_t>>);

// A pointer and a length do not pass for a body and the number of entries; literals and strings are bodies.
template <typename... Arguments>
auto reads(int) -> decltype(salvage_send_bulk_email_response(std::declval<Arguments>()...),
                            parse_send_bulk_email_response(std::declval<Arguments>()...), std::true_type{});
template <typename... Arguments>
auto reads(...) -> std::false_type;
template <typename... Arguments>
constexpr bool can_read = decltype(reads<Arguments...>(0))::value;
static_assert(can_read<std::string, std::size_t> && can_read<std::string_view> && can_read<const char (&)[3], int>);
static_assert(can_read<std::string_view, std::optional<std::size_t>> && can_read<const char (&)[3]>);
static_assert(!can_read<const char*, std::size_t> && !can_read<char*, std::size_t> && !can_read<const char*, int> &&
              !can_read<char*&, unsigned> && !can_read<char (&)[3], std::size_t>);

}  // namespace
