// dutybound ask: what to find out next. Entry: add_ask.
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
  std::string format = "text";
};

int run(const Options& options) {
  const Rulebook rulebook = options.rules.load(options.cases.limits());
  const AssessOptions assess = options.cases.assess_options(rulebook);
  const bool as_json = options.format == "json";
  const ReadCases read = options.cases.read(rulebook);
  if (!as_json) read.tell();
  options.cases.tell_day(assess, !as_json);
  JsonList json(read);
  bool first = true;
  int code = read.code;
  for (const auto& [where, facts] : read.cases) {
    const auto asked = rulebook.ask(facts, assess);
    if (!asked.ok()) {
      code = tell_unanswered(where, asked.diagnostics(), read.redact);
      continue;
    }
    const std::vector<Question>& questions = asked.value();
    if (as_json) {
      json.add(fmt::format(R"({{"case":{},{})", json_text(facts.id()), report::to_json(questions).substr(1)));
      continue;
    }
    if (!first) write("\n");
    first = false;
    write(heading(facts, where));
    write_report(report::to_text(questions));
  }
  if (as_json) json.end();
  return code;
}

}  // namespace

void add_ask(CLI::App& app, int& code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("ask", "Which facts that are not recorded would settle the most");
  options->cases.add_to(*command, true);
  options->rules.add_to(*command);
  command->add_option("--format", options->format, "text or json")
      ->check(CLI::IsMember(std::vector<std::string>{"text", "json"}))
      ->capture_default_str();
  command->callback([options, &code] { code = run(*options); });
}

}  // namespace dutybound::cli
