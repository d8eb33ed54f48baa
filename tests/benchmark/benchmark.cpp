// Measures all readers on the same bodies and prints a table for each body. The exit status is 1 if a threshold is
// missed.
//
// Times are paired: each round measures every reader once, and a ratio is the median of the rounds' ratios. If
// something else runs on the machine for a while, it slows both readers of a round.
//
//   reader_benchmark                       the tables
//   reader_benchmark TIMES with|without    reads a body with or without failures that many times
// SPDX-License-Identifier: MIT
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif

#include "readers.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

enum class Failures : std::uint8_t { None, OneInTen };

std::string make_message_id(std::mt19937& random) {
  std::string id = "0100018f00000000-00000000-0000-0000-0000-000000000000-000000";
  for (std::size_t i = 8; i < id.size() - 7; ++i) {
    if (id[i] == '0') id[i] = "0123456789abcdef"[random() % 16];
  }
  return id;
}

/// Returns a response as SES gives it, with MessageIds of 60 characters and some failures; the same each time.
std::string make_body(std::size_t entries, Failures failures) {
  constexpr std::array<std::string_view, 5> failed{
      R"({"Status":"ACCOUNT_THROTTLED","Error":"Maximum sending rate exceeded."})",
      R"-({"Status":"FAILED","Error":"Invalid recipient email address(es): \"J\u00f6rg\" <joe@example.com>"})-",
      R"({"Status":"TEMPLATE_NOT_FOUND","Error":"Template order-confirmation-2024-05 does not exist"})",
      R"({"Status":"INVALID_PARAMETER","Error":"Local address contains control or whitespace: \"Zo\u00eb\" <zoe @example.com>"})",
      R"({"Status":"TRANSIENT_FAILURE","Error":"The service could not process the entry at this time. Try again."})"};
  std::mt19937 random(7);  // NOLINT: the same body every time
  std::string body = R"({"BulkEmailEntryResults":[)";
  for (std::size_t i = 0; i < entries; ++i) {
    if (i > 0) body += ',';
    if (failures == Failures::OneInTen && i % 10 == 9) {
      body += failed[i / 10 % failed.size()];
    } else {
      body += R"({"Status":"SUCCESS","MessageId":")" + make_message_id(random) + R"("})";
    }
  }
  return body + "]}";
}

/// Lets glibc's allocator keep what is freed. Otherwise it returns a large vector's memory to the system or not,
/// depending on what else is on the heap, and one reader or another pays for fresh pages.
void keep_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
#endif
}

using Times = std::vector<double>;  // ns per entry, by round

/// Returns the value below which `share` of the values lie.
double quantile(Times values, double share) {
  const auto place = static_cast<std::ptrdiff_t>(static_cast<double>(values.size() - 1) * share + 0.5);
  std::nth_element(values.begin(), values.begin() + place, values.end());
  return values[static_cast<std::size_t>(place)];
}

/// Returns the processor time of `times` reads, in ns.
double cpu_time(const Read& read, std::size_t times) {
  const std::clock_t start = std::clock();
  for (std::size_t i = 0; i < times; ++i) read();
  return static_cast<double>(std::clock() - start) * (1e9 / CLOCKS_PER_SEC);
}

/// Returns how many reads take about a millisecond; at least one.
std::size_t reads_in_a_slice(const Read& read) {
  std::size_t times = 1;
  while (times < 1'000'000 && cpu_time(read, times) < 1e6) times *= 2;
  return times;
}

struct Row {
  Reader reader;
  Read read;
  std::size_t reads_a_slice;
  Times times = {};
};

std::vector<Row> measure(const std::vector<Reader>& readers, const std::string& body, std::size_t entries,
                         std::size_t rounds) {
  std::vector<Row> rows;
  for (const auto& reader : readers) {
    const Read read = reader.prepare(body);
    rows.push_back({reader, read, reads_in_a_slice(read)});
  }
  for (std::size_t round = 0; round < rounds; ++round) {
    for (auto& row : rows) {
      row.read();  // The heap and the caches are as the previous row left them.
      row.times.push_back(cpu_time(row.read, row.reads_a_slice) / static_cast<double>(row.reads_a_slice * entries));
    }
  }
  return rows;
}

/// Measures the readers and prints their times as a table. Returns whether all thresholds are met.
bool check(const char* title, const std::vector<Reader>& readers, std::size_t entries, Failures failures,
           std::size_t rounds) {
  const auto body = make_body(entries, failures);
  const auto rows = measure(readers, body, entries, rounds);
  std::printf("\n| %s | ns per entry | ratio to %s (middle half) | at least | |\n| :-- | --: | --: | --: | :-- |\n",
              title, this_library.data());
  bool all_met = true;
  for (const auto& row : rows) {
    Times ratios = row.times;
    for (std::size_t round = 0; round < ratios.size(); ++round) ratios[round] /= rows[1].times[round];
    const double ratio = quantile(ratios, 0.5);
    std::printf("| %s | %.1f | %.2f (%.2f to %.2f) |", row.reader.name.data(), quantile(row.times, 0.5), ratio,
                quantile(ratios, 0.25), quantile(ratios, 0.75));
    if (row.reader.least == 0) {
      std::printf(" | |\n");
    } else {
      const bool met = ratio >= row.reader.least;
      std::printf(" %.2f | %s |\n", row.reader.least, met ? "met" : "**missed**");
      all_met = all_met && met;
    }
  }
  return all_met;
}

}  // namespace

Results read_with_this_library(const std::string& body) { return sesv2::parse_send_bulk_email_response(body); }

int main(int argc, char** argv) {
  if (argc == 3) {
    const auto body = make_body(50, std::string_view(argv[2]) == "with" ? Failures::OneInTen : Failures::None);
    for (int times = std::atoi(argv[1]); times > 0; --times) static_cast<void>(read_with_this_library(body));
    return 0;
  }
  keep_memory();
  auto readers = make_readers();
  bool all_met = check("50 entries, 5 failures", readers, 50, Failures::OneInTen, 301);
  readers[0].least = 1 / 1.8;
  all_met = check("50 entries, no failure", readers, 50, Failures::None, 301) && all_met;

  for (auto& reader : readers) reader.least = reader.name == simdjson_by_hand ? 0.9 : 0;
  all_met = check("100,000 entries", readers, 100'000, Failures::OneInTen, 31) && all_met;

  // Linear growth: the time stays within a multiple of what copying takes.
  readers.resize(2);
  readers[0].least = 1 / 5.0;
  all_met = check("1 entry", readers, 1, Failures::OneInTen, 301) && all_met;
  all_met = check("1,000 entries", readers, 1'000, Failures::OneInTen, 301) && all_met;
  all_met = check("1,000,000 entries", readers, 1'000'000, Failures::OneInTen, 7) && all_met;
  return all_met ? 0 : 1;
}
