// Holds all contenders against each other on the same bodies, and prints one table of the medians.
#include <benchmark/benchmark.h>
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "allocations.hpp"
#include "body.hpp"
#include "contender.hpp"

namespace {

constexpr const char* simdjson_reader = "**sesv2/simdjson.hpp**";
constexpr const char* nlohmann_reader = "**sesv2/json.hpp**";
constexpr int repetitions = 25;
constexpr double seconds_a_repetition = 0.1;  // several readings of the larger body
constexpr std::size_t entries_of_a_call = 50;
constexpr std::size_t entries_of_a_day = 100'000;

struct Figures {
  double ns_per_entry = 0;
  double megabytes_per_second = 0;
  double allocations_per_entry = 0;
};

void run(benchmark::State& state, const Contender& contender, const std::string& body, std::size_t entries) {
  const auto read = contender.prepare(body);
  const auto before = allocation_count();
  for (auto _ : state) read();
  const auto reads = static_cast<double>(state.iterations());
  const auto count = static_cast<double>(entries);
  state.counters["entries"] = count;
  state.counters["bytes"] = static_cast<double>(body.size());
  state.counters["allocations"] = static_cast<double>(allocation_count() - before) / reads / count;
}

/// Keeps the median of each benchmark, and prints them all when the last one is done.
class TableReporter : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& /*context*/) override { return true; }

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const auto& run : runs) {
      if (run.aggregate_name != "median") continue;
      const double ns = run.GetAdjustedCPUTime();
      const auto entries = run.counters.at("entries").value;
      medians_[run.run_name.function_name][static_cast<std::size_t>(entries)] = {
          ns / entries, run.counters.at("bytes").value / ns * 1e3, run.counters.at("allocations").value};
    }
  }

  void Finalize() override {
    const auto baseline = medians_[medians_.count(simdjson_reader) > 0 ? simdjson_reader : nlohmann_reader];
    using Row = std::pair<std::string, std::map<std::size_t, Figures>>;
    std::vector<Row> rows(medians_.begin(), medians_.end());
    std::sort(rows.begin(), rows.end(), [](Row& left, Row& right) {
      return left.second[entries_of_a_call].ns_per_entry < right.second[entries_of_a_call].ns_per_entry;
    });
    std::printf("\n| %-30s | %8s |  MB/s | allocations | ratio | %8s |  MB/s | allocations | ratio |\n",
                "ns, allocations: per entry", "50: ns", "10^5: ns");
    std::printf("| :-- | --: | --: | --: | --: | --: | --: | --: | --: |\n");
    for (auto& [name, figures] : rows) {
      std::printf("| %-30s |", name.c_str());
      for (const auto entries : {entries_of_a_call, entries_of_a_day}) {
        const auto& cell = figures[entries];
        std::printf(" %8.1f | %5.0f | %11.3f | %5.2f |", cell.ns_per_entry, cell.megabytes_per_second,
                    cell.allocations_per_entry, cell.ns_per_entry / baseline.at(entries).ns_per_entry);
      }
      std::printf("\n");
    }
  }

 private:
  std::map<std::string, std::map<std::size_t, Figures>> medians_;
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
  // The machine may be busy with something else for a while: so that this does not hit one contender alone, the
  // repetitions of all of them are mixed.
  std::string mixed = "--benchmark_enable_random_interleaving=true";
  std::vector<char*> arguments(argv, argv + argc);
  arguments.insert(arguments.begin() + 1, mixed.data());
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  const std::string call = make_body(entries_of_a_call);
  const std::string day = make_body(entries_of_a_day);
  for (const auto& contender : contenders()) {
    for (const auto& [body, entries] : {std::pair(&call, entries_of_a_call), std::pair(&day, entries_of_a_day)}) {
      benchmark::RegisterBenchmark(contender.name.c_str(), [&contender, body = body, entries = entries](
                                                               auto& state) { run(state, contender, *body, entries); })
          ->Repetitions(repetitions)
          ->MinTime(seconds_a_repetition)
          ->ReportAggregatesOnly();
    }
  }
  TableReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  std::printf("\nMedians of %d runs, processor time; ratio: to this library's fastest reader.\n", repetitions);
  std::printf("Bytes of a BulkEmailEntryResult: %zu, of a std::string: %zu.\n", sizeof(sesv2::BulkEmailEntryResult),
              sizeof(std::string));
}
