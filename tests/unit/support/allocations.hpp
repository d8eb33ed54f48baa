// Counts what the calling thread requests from operator new, and makes one of its allocations fail.
//
// allocations.cpp replaces the global operators with malloc and free, under every test of the program. Sanitizers and
// valgrind watch malloc and free, so they see what they would see otherwise.
// SPDX-License-Identifier: MIT
#ifndef SESV2_TESTS_ALLOCATIONS_HPP
#define SESV2_TESTS_ALLOCATIONS_HPP

#include <cstddef>

namespace support {

struct Allocations {
  std::size_t count = 0;
  std::size_t bytes = 0;
  std::size_t largest = 0;
  std::size_t second_largest = 0;
};

/// Returns what the thread has requested since the last call.
Allocations start_over() noexcept;

/// Returns what an action requests.
template <typename Action>
Allocations allocations_of(Action&& action) {
  start_over();
  action();
  return start_over();
}

/// Makes one allocation of the thread throw std::bad_alloc: the one that comes after `later` others.
void fail_allocation(std::size_t later) noexcept;

/// Ends that, and returns whether that allocation was reached.
bool stop_failing() noexcept;

}  // namespace support

#endif  // SESV2_TESTS_ALLOCATIONS_HPP
