// One program, several threads, each with its own Run: the same answers.
#include "unit/program/sample.hpp"

#include <thread>

using namespace dutybound;
using namespace dutybound::testing;

TEST_CASE("threads that share a program get the same answers") {
  const ProgramPtr program =
      program_of(definition("case", "total", "sum(for v in visits[alone] return v.minutes)") +
                 definition("episode", "open", "happened(episode.opened_at) and not(happened(episode.closed_at))") +
                 rule_head("clock", "duty", "enquiry") +
                 "    within: {days: limit, after: enquiry.started_at}\n    done_at: icpc.held_at\n");
  CaseOf facts(program);
  facts.visits(std::vector<std::string>(100, "2024-03-01"));
  for (std::uint32_t n = 0; n < 100; ++n)
    facts.set("visit", "alone", Cell::boolean(n % 3 == 0), n).set("visit", "minutes", Cell::integer(n), n);
  for (std::uint32_t n = 0; n < 20; ++n) {
    const std::uint32_t episode = facts.add("episode", 0, n);
    facts.set("episode", "opened_at", on("2024-03-01"), episode);
    facts.set("enquiry", "started_at", on("2024-03-05"), facts.add("enquiry", episode, 0));
  }
  const Facts built = facts.build();
  const auto answers = [&] {
    Run run(program);
    std::vector<std::int64_t> all;
    for (int round = 0; round < 20; ++round) {
      run.over(built, as_at("2024-06-30"), [&](const Instance& i) {
        std::vector<Run::Dependency> dependencies;
        if (i.entity == entity_of(*program, "case"))
          all.push_back(run[value_of(*program, "total")].payload.number.to_integer().value());
        if (i.entity == entity_of(*program, "enquiry")) all.push_back(run[rule_of(*program, "clock").due].payload.integer);
        if (i.entity == entity_of(*program, "episode")) run.unknowns(value_of(*program, "open"), dependencies);
        all.push_back(static_cast<std::int64_t>(dependencies.size()));
      });
    }
    return all;
  };
  const std::vector<std::int64_t> expected = answers();
  std::vector<std::vector<std::int64_t>> results(4);
  std::vector<std::thread> threads;
  for (auto& result : results) threads.emplace_back([&result, &answers] { result = answers(); });
  for (std::thread& thread : threads) thread.join();
  for (const auto& result : results) CHECK(result == expected);
  CHECK(expected.size() == 20 * (1 + 20 + 20 + 1 + 20));
}
