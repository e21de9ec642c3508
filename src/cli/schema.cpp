// dutybound schema: JSON Schemas for editors and validators. Entry: add_schema.
#include <memory>

#include <CLI/CLI.hpp>

#include <dutybound/schema.hpp>

#include "command.hpp"
#include "loading.hpp"

namespace dutybound::cli {
namespace {

struct Options {
  RuleOptions rules;
  std::string of;
};

int run(const Options& options) {
  std::string text = options.of == "case"    ? case_schema(options.rules.load())
                     : options.of == "rules" ? rules_schema()
                                             : assessment_schema();
  if (text.empty() || text.back() != '\n') text += '\n';
  write(text);
  return exit_ok;
}

}  // namespace

void add_schema(CLI::App& app, int& code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("schema", "JSON Schema of case documents, of rule files, or of assess --format json");
  command->add_option("OF", options->of, "case, rules or assessment")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>{"case", "rules", "assessment"}));
  options->rules.add_to(*command);
  command->callback([options, &code] { code = run(*options); });
}

}  // namespace dutybound::cli
