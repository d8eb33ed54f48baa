#include "common/terminal.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace common {
namespace {

std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view{} : value;
}

}  // namespace

Colours colours_of_stdout() {
  const bool wanted = environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  return wanted && isatty(STDOUT_FILENO) == 1 ? Colours::Ansi : Colours::None;
}

bool stderr_is_terminal() { return isatty(STDERR_FILENO) == 1; }

}  // namespace common
