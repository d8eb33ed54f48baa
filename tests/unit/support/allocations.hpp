// Counts what the calling thread takes from operator new, and lets one of its allocations fail.
//
// allocations.cpp replaces the global operators with malloc and free, under every test of the program. Sanitizers and
// valgrind watch malloc and free, so they see what they would see otherwise.
#ifndef SESV2_TESTS_ALLOCATIONS_HPP
#define SESV2_TESTS_ALLOCATIONS_HPP

#include <cstddef>

namespace support {

struct Allocations {
  std::size_t count = 0;
  std::size_t bytes = 0;
};

/// What the thread has asked for so far.
Allocations allocations_so_far() noexcept;

/// How many blocks the thread has taken and not given back.
std::ptrdiff_t live_blocks() noexcept;

/// What an action asks for.
template <typename Action>
Allocations allocations_of(Action&& action) {
  const auto before = allocations_so_far();
  action();
  const auto after = allocations_so_far();
  return {after.count - before.count, after.bytes - before.bytes};
}

/// Makes one allocation of the thread throw std::bad_alloc: the first from now on that `later` others come before.
class FailingAllocation {
 public:
  explicit FailingAllocation(std::size_t later) noexcept;
  ~FailingAllocation();
  FailingAllocation(const FailingAllocation&) = delete;
  FailingAllocation& operator=(const FailingAllocation&) = delete;

  /// Whether it came to that.
  [[nodiscard]] bool has_failed() const noexcept;
};

}  // namespace support

#endif  // SESV2_TESTS_ALLOCATIONS_HPP
