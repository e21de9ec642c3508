// Loading the embedded rulebooks, reading a case, assessing it: time, and how often memory is asked for.
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include <benchmark/benchmark.h>
#include <dutybound/dutybound.hpp>

#include "allocations.hpp"

namespace {

using namespace dutybound;

const Rulebook& rulebook() {
  static const Rulebook loaded = Rulebook::load().value_or_throw();
  return loaded;
}

const std::string& example() {
  static const std::string text = [] {
    std::ifstream file(DUTYBOUND_EXAMPLES "/case.json", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }();
  return text;
}

std::optional<Case> read_example() {
  std::optional<Case> facts;
  rulebook().read_cases("case.json", example(), CaseFormat::json, [&](const CaseDocument& document) {
    facts = document.facts;
    return false;
  });
  return facts;
}

const AssessOptions options{.as_at = *Date::parse("2024-07-15")};

void load_embedded_rulebooks(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Rulebook::load());
}
BENCHMARK(load_embedded_rulebooks)->Unit(benchmark::kMillisecond);

void read_one_case(benchmark::State& state) {
  if (!read_example()) return state.SkipWithError("examples/case.json could not be read");
  for (auto _ : state) benchmark::DoNotOptimize(read_example());
}
BENCHMARK(read_one_case)->Unit(benchmark::kMicrosecond);

/// `allocations` of an assessment that is not the first.
void assess_one_case(benchmark::State& state) {
  const auto facts = read_example();
  if (!facts) return state.SkipWithError("examples/case.json could not be read");
  const std::size_t findings = rulebook().assess(*facts, options).value().findings.size();
  const std::size_t before = benchmarks::allocations();
  for (auto _ : state) benchmark::DoNotOptimize(rulebook().assess(*facts, options).value());
  state.counters["findings"] = static_cast<double>(findings);
  state.counters["allocations"] =
      static_cast<double>(benchmarks::allocations() - before) / static_cast<double>(state.iterations());
}
BENCHMARK(assess_one_case)->Unit(benchmark::kMicrosecond);

void assess_as_json(benchmark::State& state) {
  const auto facts = read_example();
  if (!facts) return state.SkipWithError("examples/case.json could not be read");
  for (auto _ : state) benchmark::DoNotOptimize(report::to_json(rulebook().assess(*facts, options).value()));
}
BENCHMARK(assess_as_json)->Unit(benchmark::kMicrosecond);

}  // namespace
