// dutybound diff: what differs between two rulebooks, editions or folders of rules. Entry: add_diff.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <dutybound/difference.hpp>

#include "command.hpp"
#include "loading.hpp"

namespace dutybound::cli {
namespace {

struct Options {
  RuleOptions rules;
  std::string before, after;
  std::vector<std::string> scenarios;
  std::string format = "text";
  std::size_t width = 100;
};

bool has(const Rulebook& rulebook, const std::string& id) {
  const std::vector<RulebookRef> books = rulebook.rulebooks();
  return std::any_of(books.begin(), books.end(), [&](const RulebookRef& book) { return book.id == id; });
}

/// A folder with all its rulebooks, or one rulebook: of --rules, or an embedded one. `named` keeps what names lead to, so that
/// two of them load once.
ComparedRules side(const Options& options, const std::string& name, std::optional<Rulebook>& named) {
  if (std::filesystem::is_directory(name)) {
    RuleOptions rules;
    rules.set({name});
    return {rules.load(), "", read_folder_with_paths(name)};
  }
  if (!named) {
    RuleOptions rules = options.rules;
    if (!rules.named()) rules.set({options.before, options.after});
    named = rules.load();
  }
  if (!has(*named, name)) throw Stop{exit_usage, fmt::format("no rulebook `{}` is loaded", name)};
  return {*named, name, {}};
}

int run(const Options& options) {
  std::optional<Rulebook> named;
  ComparedRules before = side(options, options.before, named);
  ComparedRules after = side(options, options.after, named);
  for (const std::string& folder : options.scenarios) {
    for (RuleFile& file : read_folder_with_paths(folder)) after.scenarios.push_back(std::move(file));
  }
  const auto difference = compare_rules(before, after);
  complain(difference.diagnostics());
  if (!difference.ok()) throw Stop{exit_input, "the scenarios could not be read"};
  report::TextOptions text;
  text.width = options.width;
  if (options.format == "json") {
    write_report(report::to_json(difference.value(), 2) + "\n");
  } else {
    write_report(report::to_text(difference.value(), text));
  }
  return exit_ok;
}

}  // namespace

void add_diff(CLI::App& app, int& code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("diff", "Which rules came, went or changed, and which scenarios come out otherwise");
  command->add_option("BEFORE", options->before, "A rulebook's name (embedded, or of --rules), or a folder of rules")->required();
  command->add_option("AFTER", options->after, "The same, for the later side")->required();
  options->rules.add_to(*command);
  command
      ->add_option("--scenarios", options->scenarios,
                   "A folder of scenarios to play on both sides, beside those of folders that are compared; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--format", options->format, "text or json")
      ->check(CLI::IsMember(std::vector<std::string>{"text", "json"}))
      ->capture_default_str();
  command->add_option("--width", options->width, "Columns to wrap text at")->check(CLI::Range(40, 1000))->capture_default_str();
  command->callback([options, &code] { code = run(*options); });
}

}  // namespace dutybound::cli
