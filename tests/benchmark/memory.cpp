// The most memory that reading takes at any moment, results included, against the size of the body: what is asked for
// (operator new), and what the system gives (resident).
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <new>
#include <sesv2/response.hpp>
#include <string>
#include <vector>

#include "body.hpp"

namespace {

using Results = std::vector<sesv2::BulkEmailEntryResult>;

constexpr std::size_t header_size = alignof(std::max_align_t);
std::size_t live_bytes = 0;
std::size_t peak_bytes = 0;

double resident_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024;  // Linux counts in KiB
}

/// In a process of its own, since a process never forgets its peak.
void print_peak(std::size_t entries, const char* name, const std::string& body, const std::function<void()>& read) {
  std::fflush(stdout);
  const auto child = fork();
  if (child != 0) {
    waitpid(child, nullptr, 0);
    return;
  }
  const auto resident_before = resident_bytes();
  const auto before = live_bytes;
  peak_bytes = live_bytes;
  read();
  const auto size = static_cast<double>(body.size());
  const auto asked = static_cast<double>(peak_bytes - before);
  const auto resident = resident_bytes() - resident_before;
  std::printf("| %zu | %.3f | %s | %.2f x the body | %.2f x |\n", entries, size / 1e6, name, asked / size,
              resident / size);
  std::fflush(stdout);
  std::_Exit(0);
}

}  // namespace

// Every block carries its size in front of it, which costs time: so this is a program of its own.
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
  std::printf("| entries | body MB | | asked for | resident |\n| --: | --: | :-- | --: | --: |\n");
  for (const std::size_t entries : {50, 10'000, 100'000, 1'000'000}) {
    const auto body = make_body(entries, Failures::OneInTen);
    const Results known = sesv2::parse_send_bulk_email_response(body);
    print_peak(entries, "allocate and copy only", body, [&known] { static_cast<void>(Results(known)); });
    print_peak(entries, "this library", body,
               [&body] { static_cast<void>(sesv2::parse_send_bulk_email_response(body)); });
  }
}
