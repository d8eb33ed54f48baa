// Parses a body of 50 entries a number of times, for costs.sh.
//
//   reader_instructions TIMES with|without   five failures, or none
// SPDX-License-Identifier: MIT
#include <sesv2/response.hpp>
#include "body.hpp"

#include <cstdlib>
#include <string>
#include <string_view>

int main(int argc, char** argv) {
  if (argc != 3) return 64;
  const auto body = make_body(50, std::string_view(argv[2]) == "with" ? Failures::OneInTen : Failures::None);
  std::size_t entries = 0;
  for (int times = std::atoi(argv[1]); times > 0; --times) {
    entries += sesv2::parse_send_bulk_email_response(body).size();
  }
  return entries > 0 ? 0 : 1;
}
