// Names of embedded rulebooks and folders to a loaded Rulebook. Entry: RuleOptions.
#include "loading.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "command.hpp"

namespace dutybound::cli {
namespace {

std::pair<std::string, std::int64_t> parse_policy(const std::string& text) {
  if (auto policy = named_number<std::int64_t>(text)) return *std::move(policy);
  throw Stop{exit_usage, fmt::format("--policy: `{}` is not NAME=WHOLE NUMBER", text)};
}

}  // namespace

void RuleOptions::add_to(CLI::App& command) {
  command.add_option("--rules", rules_, "An embedded rulebook's name, or a folder of rules; may be repeated")
      ->allow_extra_args(false);
  command.add_option("--layer", layers_, "A folder with a local protocol, which extends a rulebook; may be repeated")
      ->allow_extra_args(false);
  command.add_option("--policy", policy_, "NAME=NUMBER: what guidance leaves to local policy; may be repeated")
      ->allow_extra_args(false);
}

std::vector<std::string> RuleOptions::folders() const {
  std::vector<std::string> folders;
  for (const std::string& rules : rules_) {
    if (std::filesystem::is_directory(rules)) folders.push_back(rules);
  }
  return folders;
}

Rulebook RuleOptions::load(const Limits& limits) const {
  LoadOptions options;
  options.limits = limits;
  for (const std::string& text : policy_) {
    const auto [name, value] = parse_policy(text);
    if (!options.policy.emplace(name, value).second) throw Stop{exit_usage, fmt::format("--policy: `{}` is given twice", name)};
  }
  for (const std::string& layer : layers_) {
    std::vector<RuleFile> folder = read_layer(layer);
    std::move(folder.begin(), folder.end(), std::back_inserter(options.layers));
  }
  RuleFolders folders;
  for (const std::string& rules : rules_)
    (std::filesystem::is_directory(rules) ? folders.paths : folders.rulebooks).push_back(rules);
  if (folders.paths.empty()) {
    options.rules = EmbeddedRules{std::move(folders.rulebooks)};
  } else {
    options.rules = std::move(folders);
  }
  return load_or_stop(options);
}

namespace {

std::vector<RuleFile> or_stop(Result<std::vector<RuleFile>> files, const std::string& folder) {
  complain(files.diagnostics());
  if (!files.ok()) throw Stop{exit_rules, fmt::format("the rules in `{}` could not be read", folder)};
  return std::move(files).value();
}

}  // namespace

std::vector<RuleFile> read_folder(const std::string& folder) { return or_stop(read_rule_folder(folder), folder); }

std::vector<RuleFile> read_layer(const std::string& folder) { return or_stop(read_layer_folder(folder), folder); }

std::vector<RuleFile> read_folder_with_paths(const std::string& folder) {
  std::vector<RuleFile> files = read_folder(folder);
  for (RuleFile& file : files) file.name = (std::filesystem::path(folder) / file.name).generic_string();
  return files;
}

bool begins_with_key(const RuleFile& file, std::string_view key) {
  std::string_view text = file.text;
  if (text.rfind("\xef\xbb\xbf", 0) == 0) text.remove_prefix(3);
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const bool content =
        line.find_first_not_of(" \t\r") != std::string_view::npos && line.front() != '#' && line.rfind("---", 0) != 0;
    if (content) return line.size() > key.size() && line.rfind(key, 0) == 0 && line[key.size()] == ':';
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return false;
}

bool any_begins_with_key(const std::vector<RuleFile>& files, std::string_view key) {
  return std::any_of(files.begin(), files.end(), [&](const RuleFile& file) { return begins_with_key(file, key); });
}

Rulebook load_or_stop(const LoadOptions& options) {
  auto rulebook = Rulebook::load(options);
  if (!rulebook.ok()) {
    complain(rulebook.diagnostics());
    throw Stop{exit_rules, "the rules could not be loaded"};
  }
  return std::move(rulebook).value();
}

}  // namespace dutybound::cli
