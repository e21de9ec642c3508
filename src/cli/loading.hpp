// Which rules a command works with. Entry: RuleOptions.
#pragma once

#include <string>
#include <vector>

#include <dutybound/rulebook.hpp>

namespace CLI {
class App;
}

namespace dutybound::cli {

/// `--rules NAME|DIR`, `--layer DIR` and `--policy NAME=VALUE`.
class RuleOptions {
 public:
  void add_to(CLI::App& command);
  /// Stops where the rules do not load, having written every diagnostic.
  [[nodiscard]] Rulebook load(const Limits& limits = {}) const;
  [[nodiscard]] bool named() const { return !rules_.empty(); }
  /// Those of the names that are folders.
  [[nodiscard]] std::vector<std::string> folders() const;
  void set(std::vector<std::string> rules) { rules_ = std::move(rules); }
  /// The folders of local protocols.
  [[nodiscard]] const std::vector<std::string>& layers() const { return layers_; }

 private:
  std::vector<std::string> rules_;
  std::vector<std::string> layers_;
  std::vector<std::string> policy_;
};

/// The files of a folder; stops where one cannot be read.
[[nodiscard]] std::vector<RuleFile> read_folder(const std::string& folder);
/// Those of a local protocol, each name below that of the folder itself.
[[nodiscard]] std::vector<RuleFile> read_layer(const std::string& folder);
/// The same as read_folder, with names as the caller can open them. Not for rules that judge: their digest takes the names in.
[[nodiscard]] std::vector<RuleFile> read_folder_with_paths(const std::string& folder);
/// Whether a file's first key is `key` (`vocabulary`, `rulebook`, `scenarios`, ...).
[[nodiscard]] bool begins_with_key(const RuleFile& file, std::string_view key);
[[nodiscard]] bool any_begins_with_key(const std::vector<RuleFile>& files, std::string_view key);
/// Loads files; stops where they do not load, having written every diagnostic. Warnings of rules that load are lint's to show.
[[nodiscard]] Rulebook load_or_stop(const LoadOptions& options);

}  // namespace dutybound::cli
