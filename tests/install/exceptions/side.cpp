// Compiled once for each side; SIDE is its function in side.hpp.
// SPDX-License-Identifier: MIT
#include "side.hpp"

#include <sesv2/bulk_email_entry_result.hpp>
#include <sesv2/response.hpp>

#define TEXT_OF(name) #name
#define NAME_OF(side) TEXT_OF(side)

namespace {

void throw_error(Error error) {
  if (error == Error::Invariant) sesv2::require_valid(sesv2::BulkEmailEntryResult{});
  static_cast<void>(sesv2::parse_send_bulk_email_response(R"({"BulkEmailEntryResults":[{"Status":"FAILED"})"));
}

bool catches(Thrower throw_other, Error error) {
  try {
    throw_other(error);
  } catch (const sesv2::InvariantError& caught) {
    return error == Error::Invariant && caught.violations().size() == 1;
  } catch (const sesv2::ParseError& caught) {
    return error == Error::Parse && caught.results().size() == 1 && caught.issues().size() == 1;
  } catch (...) {
    return false;
  }
  return false;
}

}  // namespace

Side SIDE() { return {NAME_OF(SIDE), throw_error, catches}; }
