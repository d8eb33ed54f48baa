// The physical limit: the vector and its strings are allocated and copied, and nothing else.
#include <string>

#include "contender.hpp"

namespace {

[[maybe_unused]] const bool added = add_contender(copy_only, [](const std::string& body) {
  return [known = sesv2::parse_send_bulk_email_response(body)] { return known; };
});

}  // namespace
