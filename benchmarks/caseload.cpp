// Assessing a caseload by one thread, from text and with typed cases: all rules, all without valid-until, and three rules.
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <dutybound/dutybound.hpp>

#include "cases.hpp"

namespace {

using namespace dutybound;

constexpr std::size_t case_count = 500;

const Rulebook& rulebook() {
  static const Rulebook loaded = Rulebook::load().value_or_throw();
  return loaded;
}

std::string made_up() {
  benchmarks::CaseMaker maker;
  std::string text;
  for (std::size_t n = 0; n < case_count; ++n) text += maker.line(n) + '\n';
  return text;
}

CaseloadOptions one_thread() {
  CaseloadOptions options{.assess = {.as_at = *Date::parse("2025-03-31")}};
  options.threads = 1;
  return options;
}

void count(benchmark::State& state, std::size_t findings) {
  const auto rounds = static_cast<double>(state.iterations());
  state.counters["cases/s"] = benchmark::Counter(rounds * static_cast<double>(case_count), benchmark::Counter::kIsRate);
  state.counters["findings"] = static_cast<double>(findings) / rounds / static_cast<double>(case_count);
}

/// One Assessment after another, with words: what a caseload's run is to be compared with.
void assess_each_case(benchmark::State& state) {
  std::vector<Case> cases;
  rulebook().read_cases("cases.jsonl", made_up(), CaseFormat::json_lines, [&](const CaseDocument& document) {
    if (document.facts) cases.push_back(*document.facts);
    return true;
  });
  if (cases.size() != case_count) return state.SkipWithError("a made-up case could not be read");
  std::size_t findings = 0;
  for (auto _ : state) {
    for (const Case& facts : cases) findings += rulebook().assess(facts, one_thread().assess).value().findings.size();
  }
  count(state, findings);
}
BENCHMARK(assess_each_case)->Unit(benchmark::kMillisecond);

void run(benchmark::State& state, const CaseloadOptions& options) {
  const Caseload caseload = rulebook().read_caseload("cases.jsonl", made_up(), CaseFormat::json_lines);
  if (!rulebook().check(options.assess).empty()) return state.SkipWithError("a rule is not loaded");
  std::size_t findings = 0;
  for (auto _ : state) {
    CaseloadRun pulled = rulebook().assess(caseload, options).value_or_throw();
    ArrowArray batch;
    while (pulled.next(&batch).value_or_throw() == CaseloadRun::Pull::batch) batch.release(&batch);
    findings += pulled.manifest().findings;
  }
  count(state, findings);
}

void caseload_all_rules(benchmark::State& state) { run(state, one_thread()); }
BENCHMARK(caseload_all_rules)->Unit(benchmark::kMillisecond);

void caseload_without_valid_until(benchmark::State& state) {
  CaseloadOptions options = one_thread();
  options.valid_until = false;
  run(state, options);
}
BENCHMARK(caseload_without_valid_until)->Unit(benchmark::kMillisecond);

void caseload_three_rules(benchmark::State& state) {
  CaseloadOptions options = one_thread();
  options.assess.rules = {"wt23-referral-decision-1wd", "wt23-s47-outcome-conference", "wt23-s47-request-conference"};
  run(state, options);
}
BENCHMARK(caseload_three_rules)->Unit(benchmark::kMillisecond);

}  // namespace
