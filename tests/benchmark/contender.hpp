// The rows of the benchmark: ways to turn the body of a response into a vector of structs.
#ifndef SESV2_TESTS_BENCHMARK_CONTENDER_HPP
#define SESV2_TESTS_BENCHMARK_CONTENDER_HPP

#include <algorithm>
#include <array>
#include <functional>
#include <sesv2/response.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The names of the rows, in the order in which each round measures them: those that a bar compares closely are
/// neighbours.
inline constexpr std::string_view copy_only = "allocate and copy only";
inline constexpr std::string_view this_library = "this library";
inline constexpr std::string_view simdjson_by_hand = "simdjson DOM by hand";
inline constexpr std::string_view boost_monotonic = "Boost.JSON, monotonic";
inline constexpr std::string_view boost_default = "Boost.JSON";
inline constexpr std::string_view rapidjson_dom = "RapidJSON";
inline constexpr std::string_view aws_sdk_steps = "AWS SDK's steps (cJSON)";
inline constexpr std::string_view nlohmann_dom = "nlohmann DOM and macros";
inline constexpr std::array row_names{copy_only,     this_library,  simdjson_by_hand, boost_monotonic,
                                      boost_default, rapidjson_dom, aws_sdk_steps,    nlohmann_dom};

using Results = std::vector<sesv2::BulkEmailEntryResult>;

struct Contender {
  std::string_view name;
  /// Makes a function that reads `body` each time it is called. What a program would make only once (a parser that it
  /// reuses) is made here; the body outlives it.
  std::function<std::function<void()>(const std::string& body)> prepare;
};

/// All that the build found: each adds itself, from a file of its own.
std::vector<Contender>& contenders();

/// Returns the contender of this name, or nullptr if it was left out.
const Contender* find_contender(std::string_view name);

/// Makes the compiler take `value` for used, so that it cannot leave out the work that made it.
template <typename T>
void keep(const T& value) {
  asm volatile("" : : "g"(&value) : "memory");
}

inline bool is_same(const sesv2::BulkEmailEntryResult& left, const sesv2::BulkEmailEntryResult& right) {
  return left == right;
}

/// Adds a contender. `prepare` makes of a body a function that returns a vector of structs, and this checks that the
/// vector holds what this library reads.
template <typename Prepare>
bool add_contender(std::string_view name, Prepare prepare) {
  contenders().push_back({name, [name, prepare](const std::string& body) -> std::function<void()> {
                            auto read = prepare(body);
                            const auto found = read();
                            const Results expected = sesv2::parse_send_bulk_email_response(body);
                            const bool same =
                                std::equal(found.begin(), found.end(), expected.begin(), expected.end(),
                                           [](const auto& left, const auto& right) { return is_same(left, right); });
                            if (!same) throw std::logic_error(std::string(name) + " does not read what is in the body");
                            return [read]() mutable { keep(read()); };
                          }});
  return true;
}

#endif  // SESV2_TESTS_BENCHMARK_CONTENDER_HPP
