// Plays the scenarios of one rulebook's folder against all rules of a root: scenarios ROOT FOLDER. Fails where one fails or there
// is none.
#include <algorithm>
#include <iostream>

#include <dutybound/dutybound.hpp>

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: test_scenarios ROOT FOLDER\n";
    return 2;
  }
  const auto say = [](const dutybound::Diagnostics& diagnostics) {
    for (const auto& diagnostic : diagnostics) std::cerr << dutybound::report::to_text(diagnostic) << '\n';
    return 1;
  };
  const auto files = dutybound::read_rule_folder(argv[1]);
  if (!files.ok()) return say(files.diagnostics());
  dutybound::LoadOptions options;
  std::vector<dutybound::RuleFile> rules, scenarios;
  const std::string folder = std::string(argv[2]) + "/";
  for (const dutybound::RuleFile& file : files.value()) {
    const bool is_scenarios = file.name.find(".scenarios.yaml") != std::string::npos;
    if (!is_scenarios)
      rules.push_back(file);
    else if (file.name.compare(0, folder.size(), folder) == 0)
      scenarios.push_back(file);
  }
  options.rules = std::move(rules);
  const auto rulebook = dutybound::Rulebook::load(options);
  if (!rulebook.ok()) return say(rulebook.diagnostics());
  const auto report = dutybound::run_scenarios(rulebook.value(), scenarios);
  if (!report.ok()) return say(report.diagnostics());

  for (const dutybound::ScenarioFailure& failure : report.value().failures) {
    std::cout << failure.file << ':' << failure.line << ": " << failure.scenario << ": " << failure.message << '\n';
  }
  std::size_t settled = 0;
  for (const auto& condition : report.value().conditions) settled += condition.was_true && condition.was_false ? 1U : 0U;
  std::cout << report.value().scenarios << " scenarios, " << report.value().expectations << " expectations, "
            << report.value().failures.size() << " failures; " << settled << " of " << report.value().conditions.size()
            << " conditions were both true and false\n";
  return report.value().failures.empty() && report.value().scenarios > 0 ? 0 : 1;
}
