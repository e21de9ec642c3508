// dutybound test: runs scenarios and says which conditions none of them has tried. Entry: add_test.
#include <iterator>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <dutybound/scenario.hpp>

#include "command.hpp"
#include "loading.hpp"

namespace dutybound::cli {
namespace {

struct Options {
  RuleOptions rules;
  std::vector<std::string> folders;
  bool no_coverage = false;
};

std::string on_one_line(const std::string& text) {
  std::string line;
  bool space = false;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\t') {
      space = true;
      continue;
    }
    if (space && !line.empty()) line += ' ';
    space = false;
    line += c;
  }
  return line;
}

void write_coverage(const ScenarioReport& report) {
  std::size_t open = 0;
  std::string rule;
  for (const ConditionCoverage& condition : report.conditions) {
    std::string never;
    const auto add = [&](bool was, std::string_view truth) {
      if (!was) never += (never.empty() ? "never " : ", ") + std::string(truth);
    };
    add(condition.was_true, "true");
    add(condition.was_false, "false");
    add(condition.was_unknown, "unknown");
    if (never.empty()) continue;
    if (open++ == 0) write("\nNot tried by any scenario:\n");
    if (condition.rule != rule) write(fmt::format("  {}\n", condition.rule));
    rule = condition.rule;
    write(fmt::format("    {} {}: {}\n", condition.role, on_one_line(condition.feel), never));
  }
  write(fmt::format("\n{} conditions, {} of them tried in all three ways (true, false, unknown)\n", report.conditions.size(),
                    report.conditions.size() - open));
}

int run(const Options& options) {
  std::vector<RuleFile> files;
  bool own_rules = false;
  for (const std::string& folder : options.folders) {
    std::vector<RuleFile> more = read_folder_with_paths(folder);
    own_rules = own_rules || any_begins_with_key(more, "vocabulary") || any_begins_with_key(more, "rulebook");
    std::move(more.begin(), more.end(), std::back_inserter(files));
  }
  for (const std::string& layer : options.rules.layers()) {
    std::vector<RuleFile> more = read_folder_with_paths(layer);
    std::move(more.begin(), more.end(), std::back_inserter(files));
  }
  if (files.empty()) throw Stop{exit_usage, "test needs a folder with scenarios, or --layer"};
  RuleOptions rules = options.rules;
  if (own_rules && !rules.named()) rules.set(options.folders);
  const Rulebook rulebook = rules.load();

  const auto result = run_scenarios(rulebook, files);
  complain(result.diagnostics());
  if (!result.ok()) throw Stop{exit_input, "the scenarios could not be read"};
  const ScenarioReport& report = result.value();
  for (const ScenarioFailure& failure : report.failures) {
    write(fmt::format("{}:{}: {}\n  {}\n", failure.file, failure.line, failure.scenario, failure.message));
  }
  if (!options.no_coverage) write_coverage(report);
  write(fmt::format("{} scenarios, {} expectations, {} failed\n", report.scenarios, report.expectations, report.failures.size()));
  if (report.scenarios == 0) throw Stop{exit_input, "no scenario was found"};
  return report.failures.empty() ? exit_ok : exit_found;
}

}  // namespace

void add_test(CLI::App& app, int& code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("test", "Run the scenarios of a folder against its rules, or against the embedded ones");
  command->add_option("DIR", options->folders,
                      "Folders with scenarios; their own rules are used where they have any. Those of --layer are run as well");
  options->rules.add_to(*command);
  command->add_flag("--no-coverage", options->no_coverage, "Leave out which conditions no scenario has tried");
  command->callback([options, &code] { code = run(*options); });
}

}  // namespace dutybound::cli
