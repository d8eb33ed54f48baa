// Counts heap allocations: all that operator new makes, and those of C libraries that are told to use counted_malloc.
#ifndef SESV2_TESTS_BENCHMARK_ALLOCATIONS_HPP
#define SESV2_TESTS_BENCHMARK_ALLOCATIONS_HPP

#include <cstddef>

/// How many the calling thread has made so far.
std::size_t allocation_count() noexcept;

void* counted_malloc(std::size_t size) noexcept;

#endif  // SESV2_TESTS_BENCHMARK_ALLOCATIONS_HPP
