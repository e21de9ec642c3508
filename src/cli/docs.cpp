// dutybound docs: the loaded rulebooks as a web site in a folder. Entry: add_docs.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <dutybound/documentation.hpp>

#include "command.hpp"
#include "loading.hpp"

namespace dutybound::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  RuleOptions rules;
  std::string folder;
  std::vector<std::string> scenarios;
};

/// Whether the file begins as a page of a site does.
bool is_page(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(1000, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return report::is_site_page(text);
}

[[noreturn]] void not_writable(const fs::path& path) {
  throw Stop{exit_output, fmt::format("`{}` could not be written", path.generic_string())};
}

/// Makes the folder ready: what is there and no site of ours is left alone, pages of an earlier site go.
void prepare(const fs::path& folder) {
  std::error_code error;
  const bool exists = fs::exists(folder, error);
  if (exists && !fs::is_directory(folder, error)) {
    throw Stop{exit_usage, fmt::format("`{}` is no folder", folder.generic_string())};
  }
  if (exists) {
    const bool empty = fs::is_empty(folder, error);
    if (error) throw Stop{exit_output, fmt::format("`{}` could not be read", folder.generic_string())};
    if (!empty && !is_page(folder / report::site_index)) {
      throw Stop{exit_usage,
                 fmt::format("`{}` is not empty and holds no earlier site; name another folder", folder.generic_string())};
    }
    std::vector<fs::path> old;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder / "rules", error)) {
      if (entry.path().extension() == ".html" && is_page(entry.path())) old.push_back(entry.path());
    }
    for (const fs::path& page : old) {
      if (!fs::remove(page, error)) not_writable(page);
    }
  }
  fs::create_directories(folder / "rules", error);
  if (error) not_writable(folder);
}

void write_file(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) not_writable(path);
}

/// What stands behind `scenarios:`; empty for any other file.
std::string about(const RuleFile& file) {
  if (!begins_with_key(file, "scenarios")) return {};
  const std::size_t begin = file.text.find("scenarios:") + 10;
  std::string name = file.text.substr(begin, file.text.find_first_of("\r\n#", begin) - begin);
  name.erase(std::remove_if(name.begin(), name.end(), [](char c) { return c == ' ' || c == '\t' || c == '"' || c == '\''; }),
             name.end());
  return name;
}

/// Scenarios of the loaded rulebooks; those of others have nothing to show here.
std::vector<RuleFile> scenarios_of(const Rulebook& rulebook, const std::vector<std::string>& folders) {
  const std::vector<RulebookRef> books = rulebook.rulebooks();
  std::vector<RuleFile> files;
  for (const std::string& folder : folders) {
    for (RuleFile& file : read_folder_with_paths(folder)) {
      const std::string book = about(file);
      const bool loaded = std::any_of(books.begin(), books.end(), [&](const RulebookRef& ref) { return ref.id == book; });
      if (loaded) files.push_back(std::move(file));
    }
  }
  return files;
}

int run(const Options& options) {
  const Rulebook rulebook = options.rules.load();
  std::vector<std::string> folders = options.scenarios;
  if (folders.empty()) folders = options.rules.folders();
  const auto played = run_scenarios(rulebook, scenarios_of(rulebook, folders), ScenarioOptions{true});
  complain(played.diagnostics());
  if (!played.ok()) throw Stop{exit_input, "the scenarios could not be read"};

  const fs::path folder = options.folder;
  prepare(folder);
  const std::vector<report::SiteFile> site = report::to_site(rulebook, played.value().runs);
  for (const report::SiteFile& file : site) write_file(folder / file.path, file.text);
  write(fmt::format("{} files, {} worked examples: {}\n", site.size(), played.value().runs.size(),
                    (folder / report::site_index).generic_string()));
  const std::size_t failed = played.value().failures.size();
  if (failed > 0)
    complain(fmt::format("dutybound: {} expectations of scenarios failed; the examples show what was found", failed));
  return exit_ok;
}

}  // namespace

void add_docs(CLI::App& app, int& code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("docs", "Write the loaded rulebooks as a web site");
  command->add_option("DIR", options->folder, "The folder to write: new, empty, or with an earlier site")->required();
  options->rules.add_to(*command);
  command->add_option("--scenarios", options->scenarios, "A folder with scenarios, shown as worked examples; may be repeated")
      ->allow_extra_args(false)
      ->check(CLI::ExistingDirectory);
  command->callback([options, &code] { code = run(*options); });
}

}  // namespace dutybound::cli
