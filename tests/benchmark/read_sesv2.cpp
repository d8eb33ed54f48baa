// This library.
#include "contender.hpp"

namespace {

[[maybe_unused]] const bool added = add_contender(this_library, [](const std::string& body) {
  return [&body] { return sesv2::parse_send_bulk_email_response(body); };
});

}  // namespace
