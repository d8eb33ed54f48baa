// Holds all contenders against each other on the same bodies, and prints one table of the medians.
#include <benchmark/benchmark.h>
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "allocations.hpp"
#include "body.hpp"
#include "contender.hpp"

namespace {

constexpr const char* reader = "**sesv2/json.hpp**";
constexpr int rounds = 51;
constexpr double seconds_a_round = 0.05;
constexpr std::size_t entries_of_a_call = 50;
constexpr std::size_t entries_of_a_day = 100'000;

using Read = std::function<void()>;

void run(benchmark::State& state, const Read& read, const std::string& body, std::size_t entries) {
  read();  // the caches and the heap are as the contender before left them
  const auto before = allocation_count();
  for (auto _ : state) read();
  const auto reads = static_cast<double>(state.iterations());
  const auto count = static_cast<double>(entries);
  state.counters["entries"] = count;
  state.counters["bytes"] = static_cast<double>(body.size());
  state.counters["allocations"] = static_cast<double>(allocation_count() - before) / reads / count;
}

/// Keeps what each round measured, and makes a table of the medians.
class TableReporter : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& /*context*/) override { return true; }

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const auto& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      const auto entries = run.counters.at("entries").value;
      auto& cell = cells_[run.run_name.function_name][static_cast<std::size_t>(entries)];
      cell.ns_per_entry.push_back(run.GetAdjustedCPUTime() / entries);
      cell.bytes_per_entry = run.counters.at("bytes").value / entries;
      cell.allocations_per_entry = run.counters.at("allocations").value;
    }
  }

  /// Nothing if the command line asked for something else than measuring.
  void print() const {
    if (cells_.empty()) return;
    using Row = std::pair<std::string, Cells>;
    std::vector<Row> rows(cells_.begin(), cells_.end());
    std::sort(rows.begin(), rows.end(), [](const Row& left, const Row& right) {
      return median(left.second.at(entries_of_a_call).ns_per_entry) <
             median(right.second.at(entries_of_a_call).ns_per_entry);
    });
    const auto baseline = find_baseline(rows.front().first);
    std::printf("\n| %-30s | %8s |  MB/s | allocations | ratio | %8s |  MB/s | allocations | ratio |\n",
                "ns, allocations: per entry", "50: ns", "10^5: ns");
    std::printf("| :-- | --: | --: | --: | --: | --: | --: | --: | --: |\n");
    for (const auto& [name, cells] : rows) {
      std::printf("| %-30s |", name.c_str());
      for (const auto entries : {entries_of_a_call, entries_of_a_day}) {
        const auto& cell = cells.at(entries);
        const auto ns = median(cell.ns_per_entry);
        std::printf(" %8.1f | %5.0f | %11.3f | %5.2f |", ns, cell.bytes_per_entry / ns * 1e3,
                    cell.allocations_per_entry, ratio(cell, cells_.at(baseline).at(entries)));
      }
      std::printf("\n");
    }
    std::printf("\nMedians of %zu rounds, processor time; ratio: to %s in the same round.\n",
                cells_.at(baseline).at(entries_of_a_call).ns_per_entry.size(), baseline.c_str());
    std::printf("Bytes of a BulkEmailEntryResult: %zu, of a std::string: %zu.\n", sizeof(sesv2::BulkEmailEntryResult),
                sizeof(std::string));
  }

 private:
  struct Cell {
    std::vector<double> ns_per_entry;  // by round
    double bytes_per_entry = 0;
    double allocations_per_entry = 0;
  };
  using Cells = std::map<std::size_t, Cell>;

  /// This library's reader, if the command line has not left it out.
  [[nodiscard]] std::string find_baseline(const std::string& otherwise) const {
    return cells_.count(reader) > 0 ? reader : otherwise;
  }

  /// The median of the rounds' ratios: where something else runs on the machine for some seconds, most rounds are slow
  /// as a whole or not at all.
  static double ratio(const Cell& cell, const Cell& baseline) {
    auto ratios = cell.ns_per_entry;
    for (std::size_t round = 0; round < ratios.size(); ++round) ratios[round] /= baseline.ns_per_entry[round];
    return median(std::move(ratios));
  }

  std::map<std::string, Cells> cells_;
};

/// Lets glibc's allocator keep what is freed. Otherwise it gives a large vector's memory back to the system or not, by
/// what else lies on the heap, and fresh pages are measured now in one row, now in another.
void keep_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  keep_memory();
  benchmark::Initialize(&argc, argv);
  for (const auto entries : {entries_of_a_call, entries_of_a_day}) {
    const auto body = std::make_shared<const std::string>(make_body(entries));
    for (const auto& contender : contenders()) {
      benchmark::RegisterBenchmark(contender.name.c_str(), [read = contender.prepare(*body), body,
                                                            entries](auto& state) {
        run(state, read, *body, entries);
      })->MinTime(seconds_a_round);
    }
  }
  TableReporter reporter;
  for (int round = 0; round < rounds; ++round) benchmark::RunSpecifiedBenchmarks(&reporter);
  reporter.print();
}
