// dutybound coverage: what of the sources is encoded, and what scenarios have shown. Entry: add_coverage.
#include <iterator>
#include <memory>

#include <CLI/CLI.hpp>

#include <dutybound/coverage.hpp>

#include "command.hpp"
#include "loading.hpp"

namespace dutybound::cli {
namespace {

struct Options {
  std::string rules = "rules";
  std::vector<std::string> layers;
  std::string format = "text";
};

int run(const Options& options) {
  LoadOptions load;
  const std::vector<RuleFile> national = with_shared_rules(read_folder(options.rules));
  load.rules = national;
  for (const std::string& layer : options.layers) {
    std::vector<RuleFile> files = read_layer(layer);
    std::move(files.begin(), files.end(), std::back_inserter(load.layers));
  }
  const Rulebook rulebook = load_or_stop(load);
  std::vector<RuleFile> files;
  for (const RuleFile& file : national) {
    // National scenarios tell of national rules, which a protocol may have changed.
    if (load.layers.empty() || !begins_with_key(file, "scenarios")) files.push_back(file);
  }
  files.insert(files.end(), load.layers.begin(), load.layers.end());
  const auto covered = cover(rulebook, files);
  complain(covered.diagnostics());
  if (!covered.ok()) throw Stop{exit_rules, "the catalogue or the scenarios could not be read"};
  const Coverage& coverage = covered.value();
  if (options.format == "json")
    write_report(report::to_json(coverage) + "\n");
  else
    options.format == "csv" ? write_csv(report::to_csv(coverage)) : write(report::to_text(coverage));
  return coverage.count_missing() == 0 ? exit_ok : exit_found;
}

}  // namespace

void add_coverage(CLI::App& app, int& code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("coverage", "What of the sources is encoded, and what scenarios have shown of the rules");
  command->add_option("--rules", options->rules, "The folder with rules, scenarios and catalogue")->capture_default_str();
  command->add_option("--layer", options->layers, "A folder with a local protocol; may be repeated")->allow_extra_args(false);
  command->add_option("--format", options->format, "text, json or csv")->check(CLI::IsMember({"text", "json", "csv"}));
  command->callback([options, &code] { code = run(*options); });
}

}  // namespace dutybound::cli
