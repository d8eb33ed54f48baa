// The most memory that reading takes at any moment, results included, against the size of the body. Every block carries
// its size in front of it, which costs time: so this is a program of its own.
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <new>
#include <sesv2/simdjson.hpp>
#include <string>

#include "body.hpp"

namespace {

constexpr std::size_t header_size = alignof(std::max_align_t);
std::size_t live_bytes = 0;
std::size_t peak_bytes = 0;

double peak_of(const std::function<void()>& work) {
  const auto before = live_bytes;
  peak_bytes = live_bytes;
  work();
  return static_cast<double>(peak_bytes - before);
}

}  // namespace

void* operator new(std::size_t size) {
  auto* block = static_cast<std::byte*>(std::malloc(size + header_size));
  if (block == nullptr) throw std::bad_alloc();
  ::new (block) std::size_t(size);
  live_bytes += size;
  peak_bytes = std::max(peak_bytes, live_bytes);
  return block + header_size;
}

void operator delete(void* memory) noexcept {
  if (memory == nullptr) return;
  auto* block = static_cast<std::byte*>(memory) - header_size;
  live_bytes -= *std::launder(static_cast<std::size_t*>(static_cast<void*>(block)));
  std::free(block);
}

void operator delete(void* memory, std::size_t /*size*/) noexcept { ::operator delete(memory); }

int main() {
  std::printf("\nsizeof: BulkEmailEntryResult %zu, ParseIssue %zu, SalvagedResponse %zu, std::string %zu\n",
              sizeof(sesv2::BulkEmailEntryResult), sizeof(sesv2::ParseIssue), sizeof(sesv2::SalvagedResponse),
              sizeof(std::string));
  std::printf("\n| entries | body MB | simdjson.hpp MB | times the body | json.hpp MB | times the body |\n");
  std::printf("| --- | --- | --- | --- | --- | --- |\n");
  for (const std::size_t entries : {50, 1'000, 100'000, 1'000'000}) {
    const auto body = make_body(entries);
    const auto size = static_cast<double>(body.size());
    const auto fast = peak_of([&body] {
      simdjson::dom::parser parser;
      static_cast<void>(sesv2::parse_send_bulk_email_response(parser, body));
    });
    const auto plain = peak_of([&body] { static_cast<void>(sesv2::parse_send_bulk_email_response(body)); });
    std::printf("| %zu | %.3f | %.3f | %.1f | %.3f | %.1f |\n", entries, size / 1e6, fast / 1e6, fast / size,
                plain / 1e6, plain / size);
  }
}
