// Paired times: every row is measured once a round, and a ratio is the median of the rounds' ratios. Where something
// else runs on the machine for a while, it slows both rows of a round.
#ifndef SESV2_TESTS_BENCHMARK_TIMING_HPP
#define SESV2_TESTS_BENCHMARK_TIMING_HPP

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <functional>
#include <vector>

using Read = std::function<void()>;
using Times = std::vector<double>;  // ns, by round

/// Returns the value below which `share` of the values lie.
inline double quantile(Times values, double share) {
  const auto place = static_cast<std::ptrdiff_t>(static_cast<double>(values.size() - 1) * share + 0.5);
  std::nth_element(values.begin(), values.begin() + place, values.end());
  return values[static_cast<std::size_t>(place)];
}

inline double median(const Times& values) { return quantile(values, 0.5); }

/// Returns each round's ratio.
inline Times ratios(Times slower, const Times& faster) {
  for (std::size_t round = 0; round < slower.size(); ++round) slower[round] /= faster[round];
  return slower;
}

/// Returns the processor time of `times` reads, in ns.
inline double cpu_time(const Read& read, std::size_t times) {
  const std::clock_t start = std::clock();
  for (std::size_t i = 0; i < times; ++i) read();
  return static_cast<double>(std::clock() - start) * (1e9 / CLOCKS_PER_SEC);
}

/// Returns how many reads take about `ns`; at least one.
inline std::size_t reads_in(const Read& read, double ns) {
  std::size_t times = 1;
  while (times < 1'000'000 && cpu_time(read, times) < ns) times *= 2;
  return times;
}

#endif  // SESV2_TESTS_BENCHMARK_TIMING_HPP
