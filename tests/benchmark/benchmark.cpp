// Measures all rows on the same bodies, prints a table, and says of each bar whether it is met.
//
//   reader_benchmark           the exit status is 1 if a bar is missed
//   reader_benchmark --quick   a few rounds: shows that all rows run and read the same, not how fast they are
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "allocations.hpp"
#include "body.hpp"
#include "contender.hpp"
#include "timing.hpp"

namespace {

constexpr double ns_of_a_slice = 1e6;

/// Lets glibc's allocator keep what is freed. Otherwise it gives a large vector's memory back to the system or not, by
/// what else lies on the heap, and one row or another pays for fresh pages.
void keep_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
#endif
}

struct Row {
  std::string_view name;
  Read read;
  std::size_t reads_a_slice;
  double allocations;  // of one read
  Times times;         // of one read
};

/// What is measured with one body.
struct Measurement {
  std::string_view title;
  std::size_t entries;
  std::string body;
  std::vector<Row> rows = {};

  /// The row of this name, or nullptr if it was left out.
  [[nodiscard]] const Row* find(std::string_view name) const {
    const auto found = std::find_if(rows.begin(), rows.end(), [name](const Row& row) { return row.name == name; });
    return found == rows.end() ? nullptr : &*found;
  }
};

void add_rows(Measurement& measurement) {
  for (const auto name : row_names) {
    const auto* contender = find_contender(name);
    if (contender == nullptr) continue;
    const Read read = contender->prepare(measurement.body);
    read();
    const auto before = allocation_count();
    read();
    const auto allocations = static_cast<double>(allocation_count() - before);
    measurement.rows.push_back({name, read, reads_in(read, ns_of_a_slice), allocations, {}});
  }
}

void measure(Measurement& measurement, std::size_t rounds) {
  add_rows(measurement);
  for (std::size_t round = 0; round < rounds; ++round) {
    for (auto& row : measurement.rows) {
      row.read();  // The heap and the caches are as the row before left them.
      row.times.push_back(cpu_time(row.read, row.reads_a_slice) / static_cast<double>(row.reads_a_slice));
    }
  }
}

void print_table(const std::vector<Measurement>& measurements) {
  std::printf("| ns and allocations per entry, ratio to %s |", this_library.data());
  for (const auto& measurement : measurements) std::printf(" %s: ns | ratio | allocations |", measurement.title.data());
  std::printf("\n| :-- |");
  for (std::size_t i = 0; i < measurements.size(); ++i) std::printf(" --: | --: | --: |");
  std::printf("\n");
  for (const Row& first : measurements.front().rows) {
    const auto name = first.name;
    std::printf("| %s |", name == this_library ? "**this library**" : name.data());
    for (const auto& measurement : measurements) {
      const auto entries = static_cast<double>(measurement.entries);
      const Row& row = *measurement.find(name);
      std::printf(" %.1f | %.2f | %.3f |", median(row.times) / entries,
                  median(ratios(row.times, measurement.find(this_library)->times)), row.allocations / entries);
    }
    std::printf("\n");
  }
}

enum class Sense : std::uint8_t { AtMost, AtLeast };

/// How many times the time of the row `base` the row `row` may or must take.
struct Bar {
  std::string_view row;
  Sense sense;
  double limit;
  std::string_view base;
};

bool is_met(const Bar& bar, double ratio) {
  return bar.sense == Sense::AtMost ? ratio <= bar.limit : ratio >= bar.limit;
}

std::vector<Bar> bars_of_a_call(double most_times_copying) {
  return {{this_library, Sense::AtMost, most_times_copying, copy_only},
          {this_library, Sense::AtMost, 1.0, simdjson_by_hand},
          {boost_monotonic, Sense::AtLeast, 2.2, this_library},
          {boost_default, Sense::AtLeast, 2.2, this_library},
          {rapidjson_dom, Sense::AtLeast, 2.2, this_library},
          {aws_sdk_steps, Sense::AtLeast, 5.0, this_library},
          {nlohmann_dom, Sense::AtLeast, 8.0, this_library}};
}

/// Prints a line for each bar. Returns whether all are met whose rows are there.
bool check_times(const Measurement& measurement, const std::vector<Bar>& bars) {
  bool all_met = true;
  for (const auto& bar : bars) {
    const Row* const row = measurement.find(bar.row);
    const Row* const base = measurement.find(bar.base);
    std::printf("| %s: %s, times %s | %s %.1f |", measurement.title.data(), bar.row.data(), bar.base.data(),
                bar.sense == Sense::AtMost ? "at most" : "at least", bar.limit);
    if (row == nullptr || base == nullptr) {
      std::printf(" | left out |\n");
      continue;
    }
    const auto measured = ratios(row->times, base->times);
    const bool met = is_met(bar, median(measured));
    std::printf(" %.2f (%.2f to %.2f) | %s |\n", median(measured), quantile(measured, 0.25), quantile(measured, 0.75),
                met ? "met" : "**missed**");
    all_met = all_met && met;
  }
  return all_met;
}

/// An allocation for each string that does not fit into a std::string itself, and one for the vector.
bool check_allocations(const Measurement& measurement) {
  const auto results = sesv2::parse_send_bulk_email_response(measurement.body);
  const auto is_long = [](const std::string& text) { return text.size() > std::string().capacity(); };
  double limit = 1;
  for (const auto& result : results) limit += (is_long(result.message_id) ? 1 : 0) + (is_long(result.error) ? 1 : 0);
  const double measured = measurement.find(this_library)->allocations;
  std::printf("| %s: allocations of a reading | at most %.0f | %.0f | %s |\n", measurement.title.data(), limit,
              measured, measured <= limit ? "met" : "**missed**");
  return measured <= limit;
}

}  // namespace

int main(int argc, char** argv) {
  keep_memory();
  const bool quick = argc == 2 && std::string_view(argv[1]) == "--quick";
  std::vector<Measurement> measurements{{"50 entries, 5 failures", 50, make_body(50, Failures::OneInTen)},
                                        {"50 entries, no failure", 50, make_body(50, Failures::None)},
                                        {"100 000 entries", 100'000, make_body(100'000, Failures::OneInTen)}};
  for (auto& measurement : measurements) measure(measurement, quick ? 3 : measurement.entries > 50 ? 31 : 301);
  print_table(measurements);
  std::printf("\n| bar | | median of the rounds (middle half) | |\n| :-- | --: | --: | :-- |\n");
  bool all_met = check_times(measurements[0], bars_of_a_call(2.0));
  all_met = check_times(measurements[1], bars_of_a_call(1.8)) && all_met;
  all_met = check_times(measurements[2], {{this_library, Sense::AtMost, 1.0, simdjson_by_hand}}) && all_met;
  all_met = check_allocations(measurements[0]) && all_met;
  all_met = check_allocations(measurements[1]) && all_met;
  return all_met || quick ? 0 : 1;
}
