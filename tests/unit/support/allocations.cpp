// SPDX-License-Identifier: MIT
#include "allocations.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

namespace {

thread_local support::Allocations total;
thread_local std::ptrdiff_t before_failure = -1;  // negative: none will fail

void* allocate_or_null(std::size_t size) noexcept {
  const bool fails = before_failure == 0;
  if (before_failure >= 0) --before_failure;
  ++total.count;
  total.bytes += size;
  if (size > total.largest) total.second_largest = std::exchange(total.largest, size);
  total.second_largest = (std::max)(total.second_largest, size < total.largest ? size : 0);
  return fails ? nullptr : std::malloc(size > 0 ? size : 1);
}

void* allocate(std::size_t size) {
  void* memory = allocate_or_null(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

// All forms but those for over-aligned types. By default the others would call the first two, but a sanitizer brings
// its own.
void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept { return allocate_or_null(size); }
void* operator new[](std::size_t size, const std::nothrow_t& /*tag*/) noexcept { return allocate_or_null(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t& /*tag*/) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t& /*tag*/) noexcept { std::free(memory); }

namespace support {

Allocations start_over() noexcept { return std::exchange(total, {}); }

void fail_allocation(std::size_t later) noexcept { before_failure = static_cast<std::ptrdiff_t>(later); }

bool stop_failing() noexcept { return std::exchange(before_failure, -1) < 0; }

}  // namespace support
