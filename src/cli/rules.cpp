// dutybound rules: what is loaded, and one rule with its sources, parameters and conditions. Entry: add_rules.
#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "command.hpp"
#include "loading.hpp"

namespace dutybound::cli {
namespace {

struct Options {
  RuleOptions rules;
  std::string rule;
};

void write_list(const Rulebook& rulebook) {
  const std::vector<RuleInfo>& rules = rulebook.rules();
  std::size_t width = 0;
  for (const RuleInfo& rule : rules) width = std::max(width, rule.id.size());
  write(fmt::format("All that was loaded: sha256 {}\n\n", rulebook.digest()));
  bool first = true;
  for (const RulebookRef& book : rulebook.rulebooks()) {
    write(fmt::format("{}{} edition {}, version {}, sha256 {}\n", first ? "" : "\n", book.id, book.edition, book.version,
                      book.digest));
    first = false;
    for (const RuleInfo& rule : rules) {
      if (rule.rulebook == book.id)
        write(fmt::format("  {:<{}}  {:<11}  {:<8}  {}{}\n", rule.id, width, to_string(rule.kind), to_string(rule.modality),
                          rule.title, rule.changes.empty() ? "" : fmt::format(" (changes {})", rule.changes)));
    }
    for (const ReadingInfo& reading : rulebook.readings()) {
      if (reading.rulebook != book.id) continue;
      write(fmt::format("  reading {}: {}\n", reading.id, reading.title));
      for (const ReadingValue& value : reading.values) {
        write(fmt::format("    {}{}: {}\n", value.value, value.value == reading.default_value ? " (default)" : "", value.title));
      }
    }
  }
}

void write_named(std::string_view name, std::string_view text) {
  if (!text.empty()) write(fmt::format("{:<12}{}\n", name, text));
}

void write_items(std::string_view heading, const std::vector<std::string>& items) {
  if (items.empty()) return;
  write(fmt::format("\n{}\n", heading));
  for (const std::string& item : items) write(fmt::format("  - {}\n", item));
}

std::string parameter_text(const ParameterInfo& parameter) {
  std::string text = fmt::format("{}: {}", parameter.id, parameter.description);
  for (const auto& [from, value] : parameter.rows) {
    text += fmt::format("; {}{} {}", from ? "from " + from->to_string() + " " : "", value, parameter.unit);
  }
  if (parameter.rows.empty()) text += "; no value";
  if (parameter.policy) text += "; left to local policy (--policy)";
  return text;
}

void write_conditions(const std::string& heading, const std::vector<std::pair<std::string, std::string>>& conditions) {
  if (conditions.empty()) return;
  write(fmt::format("\n{}\n", heading));
  for (const auto& [role, text] : conditions) write(fmt::format("  {:<14} {}\n", role, text));
}

/// What is otherwise under other readings.
void write_alternatives(const RuleInfo& rule) {
  for (const RuleAlternative& alternative : rule.alternatives) {
    std::string when;
    for (const auto& [reading, value] : alternative.when) when += (when.empty() ? "" : ", ") + reading + " = " + value;
    write(fmt::format("\nUnder {}\n", when));
    if (alternative.deadline != rule.deadline) write(fmt::format("  {:<14} {}\n", "deadline", alternative.deadline));
    if (alternative.conditions == rule.conditions) continue;
    for (const auto& [role, text] : alternative.conditions) write(fmt::format("  {:<14} {}\n", role, text));
  }
}

void write_rule(const Rulebook& rulebook, const RuleInfo& rule) {
  write(rule.title + "\n");
  write_named("id", rule.id);
  write_named("rulebook", rule.rulebook);
  write_named("changes", rule.changes.empty() ? "" : "the rule of " + rule.changes);
  write_named("kind", to_string(rule.kind));
  write_named("modality", to_string(rule.modality));
  write_named("actor", rule.actor);
  write_named("family", rule.family);
  write_named("for each", rule.for_each);
  write_named("protects", rule.protects_title);
  write_named("requires", rule.requires_text);
  write_named("deadline", rule.deadline);
  write_named("reason", rule.reason);
  if (rule.from) write_named("from", rule.from->to_string());
  if (rule.to) write_named("to", rule.to->to_string());

  std::vector<std::string> sources;
  for (const SourceReading& source : rule.sources) {
    std::string text = source.document;
    if (!source.edition.empty()) text += " (" + source.edition + ")";
    if (!source.section.empty()) text += ", " + source.section;
    if (!source.url.empty()) text += ", " + source.url;
    if (!source.status.empty()) text += " [" + source.status + "]";
    sources.push_back(std::move(text));
  }
  std::vector<std::string> parameters;
  for (const ParameterInfo& parameter : rulebook.parameters()) {
    if (std::find(rule.parameters.begin(), rule.parameters.end(), parameter.id) != rule.parameters.end()) {
      parameters.push_back(parameter_text(parameter));
    }
  }
  write_conditions("Conditions", rule.conditions);
  write_alternatives(rule);
  write_items("Parameters", parameters);
  write_items("Sources", sources);
  write_items("How it is read", rule.interpretation);
  write_items("Notes", rule.notes);
  write_items("What to record", rule.record);
}

int run(const Options& options) {
  const Rulebook rulebook = options.rules.load();
  if (options.rule.empty()) {
    write_list(rulebook);
    return exit_ok;
  }
  std::vector<const RuleInfo*> versions;
  for (const RuleInfo& rule : rulebook.rules()) {
    if (rule.id == options.rule) versions.push_back(&rule);
  }
  if (versions.empty()) throw Stop{exit_usage, fmt::format("no rule `{}` is loaded; `dutybound rules` lists them", options.rule)};
  std::stable_sort(versions.begin(), versions.end(), [](const RuleInfo* a, const RuleInfo* b) { return a->from > b->from; });
  for (const RuleInfo* version : versions) {
    if (version != versions.front()) write("\n\n");
    write_rule(rulebook, *version);
  }
  return exit_ok;
}

}  // namespace

void add_rules(CLI::App& app, int& code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("rules", "The loaded rulebooks and their rules");
  options->rules.add_to(*command);
  command->add_option("--rule", options->rule,
                      "One rule of every edition that has it, with its sources, parameters and conditions");
  command->callback([options, &code] { code = run(*options); });
}

}  // namespace dutybound::cli
