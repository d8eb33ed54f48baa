// The file descriptors 0, 1 and 2.
// SPDX-License-Identifier: MIT
#ifndef EXAMPLES_COMMON_STANDARD_STREAMS_HPP
#define EXAMPLES_COMMON_STANDARD_STREAMS_HPP

namespace common {

/// Opens /dev/null as each of the descriptors 0 to 2 that is closed. Call it before any file is opened; otherwise, with
/// `2>&-`, the first file would become standard error and receive every message.
/// @throws std::system_error
void open_standard_streams();

}  // namespace common

#endif  // EXAMPLES_COMMON_STANDARD_STREAMS_HPP
