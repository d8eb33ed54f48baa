#include "allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

thread_local support::Allocations total;
thread_local std::ptrdiff_t live = 0;
thread_local std::ptrdiff_t before_failure = -1;  // negative: none is to fail

void* allocate_or_null(std::size_t size) noexcept {
  const bool fails = before_failure == 0;
  if (before_failure >= 0) --before_failure;
  ++total.count;
  total.bytes += size;
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

Allocations allocations_so_far() noexcept { return total; }

std::ptrdiff_t live_blocks() noexcept { return live; }

FailingAllocation::FailingAllocation(std::size_t later) noexcept {
  before_failure = static_cast<std::ptrdiff_t>(later);
}

FailingAllocation::~FailingAllocation() { before_failure = -1; }

bool FailingAllocation::has_failed() const noexcept { return before_failure < 0; }

}  // namespace support
