// SPDX-License-Identifier: MIT
#include "common/standard_streams.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace common {

void open_standard_streams() {
  int descriptor = 0;
  // POSIX assigns the lowest free descriptor.
  do {                                         // NOLINT(cppcoreguidelines-avoid-do-while)
    descriptor = ::open("/dev/null", O_RDWR);  // NOLINT(*-vararg): POSIX
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "/dev/null cannot be opened");
  } while (descriptor <= STDERR_FILENO);
  ::close(descriptor);
}

}  // namespace common
