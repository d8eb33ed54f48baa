// Replaces the global operator new and operator delete: small blocks that were freed are kept, to be used again.
//
// The texts of a response, fifty or more of one size, are freed together and allocated again for the next response.
// glibc keeps only seven blocks of a size at hand; merging the others and splitting them again took a quarter of the
// program's time. AddressSanitizer has operators of its own, which find more faults than these.
#include <array>
#include <cstddef>
#include <cstdlib>
#include <new>

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1  // as GCC does
#endif
#endif

#ifndef __SANITIZE_ADDRESS__
// NOLINTBEGIN(cppcoreguidelines-owning-memory,cppcoreguidelines-no-malloc,cppcoreguidelines-avoid-non-const-global-variables):
// this file is what manages memory
namespace {

constexpr std::size_t unit = alignof(std::max_align_t);
constexpr std::size_t max_units = 16;  // of a small block
constexpr std::size_t max_kept = 1024;

/// What is in front of each block. A block that is kept holds the next one in its place.
struct alignas(unit) Header {
  std::size_t units;  // 0: it is not small
  Header* next;
};

struct KeptBlocks {
  Header* first;
  std::size_t count;
};

thread_local std::array<KeptBlocks, max_units + 1> kept_blocks;  // by their units

}  // namespace

void* operator new(std::size_t size) {
  const auto units = (size + unit - 1) / unit;
  auto& kept = kept_blocks[units <= max_units ? units : 0];
  auto* block = kept.first;
  if (block != nullptr) {
    kept.first = block->next;
    --kept.count;
    return block + 1;
  }
  block = static_cast<Header*>(std::malloc(sizeof(Header) + units * unit));
  if (block == nullptr) throw std::bad_alloc();
  block->units = units <= max_units ? units : 0;
  return block + 1;
}

void operator delete(void* pointer) noexcept {
  if (pointer == nullptr) return;
  auto* const block = static_cast<Header*>(pointer) - 1;
  auto& kept = kept_blocks[block->units];
  if (block->units == 0 || kept.count == max_kept) return std::free(block);
  block->next = kept.first;
  kept.first = block;
  ++kept.count;
}

void operator delete(void* pointer, std::size_t /*size*/) noexcept { operator delete(pointer); }
// NOLINTEND(cppcoreguidelines-owning-memory,cppcoreguidelines-no-malloc,cppcoreguidelines-avoid-non-const-global-variables)
#endif
