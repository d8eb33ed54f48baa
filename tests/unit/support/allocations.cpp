// SPDX-License-Identifier: MIT
#include "allocations.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

namespace {

thread_local support::Allocations total;
thread_local std::ptrdiff_t live = 0;
thread_local std::ptrdiff_t before_failure = -1;  // negative: none will fail

void* allocate_or_null(std::size_t size) noexcept {
  const bool fails = before_failure == 0;
  if (before_failure >= 0) --before_failure;
  ++total.count;
  total.bytes += size;
  if (size > total.largest) total.second_largest = std::exchange(total.largest, size);
  total.second_largest = (std::max)(total.second_largest, size < total.largest ? size : 0);
  void* memory = fails ? nullptr : std::malloc(size > 0 ? size : 1);
  if (memory != nullptr) ++live;
  return memory;
}

void* allocate(std::size_t size) {
  void* memory = allocate_or_null(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void release(void* memory) noexcept {
  if (memory != nullptr) --live;
  std::free(memory);
}

}  // namespace

// All forms but those for over-aligned types. By default the others would call the first two, but a sanitizer brings
// its own.
void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept { return allocate_or_null(size); }
void* operator new[](std::size_t size, const std::nothrow_t& /*tag*/) noexcept { return allocate_or_null(size); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { release(memory); }
void operator delete(void* memory, const std::nothrow_t& /*tag*/) noexcept { release(memory); }
void operator delete[](void* memory, const std::nothrow_t& /*tag*/) noexcept { release(memory); }

namespace support {

Allocations start_over() noexcept { return std::exchange(total, {}); }

std::ptrdiff_t live_blocks() noexcept { return live; }

void fail_allocation(std::size_t later) noexcept { before_failure = static_cast<std::ptrdiff_t>(later); }

bool stop_failing() noexcept { return std::exchange(before_failure, -1) < 0; }

}  // namespace support
