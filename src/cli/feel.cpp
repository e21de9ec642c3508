// dutybound feel: one expression over ad-hoc facts. Entry: add_feel.
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <dutybound/feel.hpp>

#include "command.hpp"
#include "loading.hpp"

namespace dutybound::cli {
namespace {

struct Options {
  RuleOptions rules;
  std::string expression;
  std::string profile = "statutory";
  std::string facts = "{}";
  std::string as_at;
};

int run(const Options& options) {
  if (options.profile == "dmn") {
    throw Stop{
        exit_usage,
        "--profile: `dmn` (null for what is unknown, as in plain FEEL) is not offered; `statutory` is the profile of rules"};
  }
  const auto as_at = options.as_at.empty() ? std::nullopt : std::optional<Date>(parse_day("--as-at", options.as_at));
  const auto answer = evaluate_feel(options.rules.load(), options.expression, options.facts, as_at);
  complain(answer.diagnostics());
  if (!answer.ok()) return exit_usage;
  write(report::shown(answer.value().value) + "\n");
  for (const std::string& path : answer.value().missing) write(fmt::format("needs {}\n", report::shown(path)));
  return exit_ok;
}

}  // namespace

void add_feel(CLI::App& app, int& code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("feel", "Evaluate one FEEL expression");
  command->add_option("EXPRESSION", options->expression)->required();
  command->add_option("--facts", options->facts, "A JSON object whose members are the names in scope");
  command->add_option("--as-at", options->as_at, "The day that as_at stands for");
  command->add_option("--profile", options->profile, "statutory")
      ->check(CLI::IsMember(std::vector<std::string>{"statutory", "dmn"}))
      ->capture_default_str();
  options->rules.add_to(*command);
  command->callback([options, &code] { code = run(*options); });
}

}  // namespace dutybound::cli
