// SPDX-License-Identifier: MIT
#include "common/terminal.hpp"

#include <sesv2/format.hpp>
#include "common/environment.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

namespace common {
namespace {

bool obeys_escapes(int descriptor) { return environment("TERM") != "dumb" && isatty(descriptor) == 1; }

}  // namespace

Colors colors_of_stdout() {
  return environment("NO_COLOR").empty() && obeys_escapes(STDOUT_FILENO) ? Colors::Ansi : Colors::None;
}

bool stderr_obeys_escapes() { return obeys_escapes(STDERR_FILENO); }

std::size_t stderr_columns() {
  constexpr std::size_t customary = 80;
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;  // NOLINT(*-vararg): POSIX
  return known ? size.ws_col : customary;
}

std::string without_control_characters(std::string_view message) {
  std::string text;
  for (const char c : message) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    text += is_control ? sesv2::escaped({&c, 1}) : std::string(1, c);
  }
  return text;
}

}  // namespace common
