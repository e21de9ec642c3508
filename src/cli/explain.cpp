// dutybound explain: the reasons of one rule's findings. Entry: add_explain.
#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cases.hpp"
#include "command.hpp"
#include "loading.hpp"

namespace dutybound::cli {
namespace {

struct Options {
  CaseOptions cases;
  RuleOptions rules;
  std::string rule;
  std::string record;
  std::string instance;
  std::string format = "text";
};

int run(const Options& options) {
  const Rulebook rulebook = options.rules.load(options.cases.limits());
  if (!rulebook.rule(options.rule)) {
    throw Stop{exit_usage, fmt::format("no rule `{}` is loaded; `dutybound rules` lists them", options.rule)};
  }
  const AssessOptions assess = options.cases.assess_options(rulebook);
  const bool as_json = options.format == "json";
  const ReadCases read = options.cases.read(rulebook);
  if (!as_json) read.tell();
  options.cases.tell_day(assess, !as_json);
  JsonList json(read);
  std::size_t explained = 0;
  int code = read.code;
  for (const auto& [where, facts] : read.cases) {
    const auto instance = options.instance.empty() ? std::nullopt : std::optional<std::string_view>(options.instance);
    auto explained_case = rulebook.explain(facts, assess, options.rule, instance);
    if (!explained_case.ok()) {
      code = tell_unanswered(where, explained_case.diagnostics(), read.redact);
      continue;
    }
    std::vector<Explanation> explanations = std::move(explained_case).value();
    if (!options.record.empty()) {
      explanations.erase(std::remove_if(explanations.begin(), explanations.end(),
                                        [&](const Explanation& e) { return e.finding.record != options.record; }),
                         explanations.end());
    }
    std::string list;
    for (const Explanation& explanation : explanations) {
      if (as_json) {
        list += (list.empty() ? "" : ",") + report::to_json(explanation);
      } else {
        if (explained > 0) write("\n");
        write(heading(facts, where));
        write_report(report::to_text(explanation));
      }
      ++explained;
    }
    if (as_json) json.add(fmt::format(R"({{"case":{},"explanations":[{}]}})", json_text(facts.id()), list));
  }
  if (as_json) json.end();
  if (explained > 0 || code != read.code) return code;
  complain(fmt::format(
      "`{}` has no finding {}", options.rule,
      options.record.empty() && options.instance.empty() ? "in what was read: no record that it is about" : "about that record"));
  return std::max<int>(read.code, exit_found);
}

}  // namespace

void add_explain(CLI::App& app, int& code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("explain", "Why a rule's findings are as they are");
  options->cases.add_to(*command, false);
  command->add_option("RULE", options->rule, "The rule's id")->required();
  CLI::Option* record = command->add_option("--record", options->record, "Only the finding about the record with this id");
  command->add_option("--instance", options->instance, "Only the finding at this path, such as episodes[0].assessments[1]")
      ->excludes(record);
  options->rules.add_to(*command);
  command->add_option("--format", options->format, "text or json")
      ->check(CLI::IsMember(std::vector<std::string>{"text", "json"}))
      ->capture_default_str();
  command->callback([options, &code] { code = run(*options); });
}

}  // namespace dutybound::cli
