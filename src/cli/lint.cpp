// dutybound lint: every mistake in a folder of rules. Entry: add_lint.
#include <algorithm>
#include <iterator>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "command.hpp"
#include "loading.hpp"

namespace dutybound::cli {
namespace {

struct Options {
  std::string folder;
  std::vector<std::string> layers;
  bool strict = false;
};

int run(const Options& options) {
  LoadOptions load;
  load.every_file = true;
  if (options.folder.empty() && options.layers.empty()) throw Stop{exit_usage, "lint needs a folder of rules, or --layer"};
  std::size_t files_read = 0;
  if (!options.folder.empty()) {
    std::vector<RuleFile> files = with_shared_rules(read_folder_with_paths(options.folder));
    files_read += files.size();
    load.rules = std::move(files);
  }
  for (const std::string& layer : options.layers) {
    std::vector<RuleFile> files = read_folder_with_paths(layer);
    files_read += files.size();
    std::move(files.begin(), files.end(), std::back_inserter(load.layers));
  }
  const auto rulebook = Rulebook::load(load);
  const Diagnostics& diagnostics = rulebook.diagnostics();
  // What lint finds is its answer, so it goes to standard output.
  for (const Diagnostic& diagnostic : diagnostics) {
    std::string text = report::to_text(diagnostic, {.colour = output_is_terminal()});
    while (!text.empty() && text.back() == '\n') text.pop_back();
    write_report(text + "\n\n");
  }
  const auto errors = static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) { return d.severity == Severity::error; }));
  const std::size_t warnings = diagnostics.size() - errors;
  write(fmt::format("{} files, {} errors, {} warnings\n", files_read, errors, warnings));
  if (!rulebook.ok()) return exit_rules;
  return options.strict && warnings > 0 ? exit_found : exit_ok;
}

}  // namespace

void add_lint(CLI::App& app, int& code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("lint", "Every mistake in a folder of rules");
  command->add_option("DIR", options->folder, "A folder of rules; the embedded ones, if it is left out beside --layer");
  command->add_option("--layer", options->layers, "A folder with a local protocol, which extends a rulebook; may be repeated")
      ->allow_extra_args(false);
  command->add_flag("--strict", options->strict, "Exit with 1 if there are warnings");
  command->callback([options, &code] { code = run(*options); });
}

}  // namespace dutybound::cli
