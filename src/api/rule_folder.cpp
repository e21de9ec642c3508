// Files of rules from folders, and what they need besides: the only place where the library opens files.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <dutybound/rulebook.hpp>

#include "text/diagnose.hpp"
#include "yaml/first_key.hpp"

namespace dutybound {
namespace {

namespace fs = std::filesystem;

std::string utf8(const std::u8string& text) { return {text.begin(), text.end()}; }
fs::path path_of(const std::string& text) { return fs::path(std::u8string(text.begin(), text.end())); }

Diagnostic problem(text::Code code, const std::string& message, std::string hint = {}) {
  return text::diagnose(code, nullptr, {}, message, std::move(hint));
}

void read_file(const fs::path& path, std::string name, const Limits& limits, std::vector<RuleFile>& files,
               Diagnostics& diagnostics) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (!error && size > limits.rule_file_bytes) {
    diagnostics.push_back(
        problem(text::Code::load_too_large,
                "`" + name + "` has more than " + std::to_string(limits.rule_file_bytes) + " bytes (rule_file_bytes)"));
    return;
  }
  std::ifstream stream(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (error || !stream) {
    diagnostics.push_back(problem(text::Code::load_unreadable, "`" + name + "` cannot be read"));
    return;
  }
  files.push_back({std::move(name), std::move(content)});
}

bool is_rules(const fs::path& file) {
  std::string extension = utf8(file.extension().u8string());  // string() throws on Windows where its code page lacks a letter
  for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return extension == ".yaml" || extension == ".yml";
}

/// Files of rules below a folder, by name. What is hidden is passed over: folders of version control, and those in which a
/// Kubernetes ConfigMap keeps what its links lead to.
class Walk {
 public:
  explicit Walk(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void folder(const fs::path& path, const std::string& name) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    if (std::find(way_.begin(), way_.end(), real) != way_.end())
      return unreadable("`" + name + "` is a link that leads back to a folder above it", "remove the link");
    std::vector<fs::path> entries;
    fs::directory_iterator entry(path, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) entries.push_back(entry->path());
    if (error) return unreadable("`" + name + "` cannot be read as a folder", error.message());
    std::sort(entries.begin(), entries.end());
    way_.push_back(real);
    for (const fs::path& each : entries) {
      const std::string below = utf8(each.filename().generic_u8string());
      if (below.front() != '.') take(each, way_.size() == 1 ? below : name + "/" + below);
    }
    way_.pop_back();
  }

  std::vector<std::pair<std::string, fs::path>> files;

 private:
  void take(const fs::path& path, const std::string& name) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);  // of what a link leads to
    if (fs::is_directory(status)) return folder(path, name);
    if (!is_rules(path)) return;
    if (fs::is_regular_file(status)) {
      files.emplace_back(name, path);
    } else {
      unreadable("`" + name + "` cannot be read",
                 fs::exists(status) ? "it is no file" : "it is a link to a file that is not there");
    }
  }

  void unreadable(const std::string& message, std::string hint) {
    diagnostics_.push_back(problem(text::Code::load_unreadable, message, std::move(hint)));
  }

  Diagnostics& diagnostics_;
  std::vector<fs::path> way_;  ///< the folders above
};

}  // namespace

Result<std::vector<RuleFile>> read_rule_folder(const std::string& path, const Limits& limits) {
  Diagnostics diagnostics;
  Walk walk(diagnostics);
  walk.folder(path_of(path), path);
  std::sort(walk.files.begin(), walk.files.end());
  std::vector<RuleFile> files;
  for (const auto& [name, file] : walk.files) read_file(file, name, limits, files, diagnostics);
  if (has_errors(diagnostics)) return diagnostics;
  if (files.empty()) {
    return Diagnostics{problem(text::Code::load_no_files, "`" + path + "` has no files of rules",
                               "Give the folder that has the `*.yaml` files.")};
  }
  return files;
}

Result<std::vector<RuleFile>> read_layer_folder(const std::string& path, const Limits& limits) {
  Result<std::vector<RuleFile>> files = read_rule_folder(path, limits);
  if (!files.ok()) return files;
  std::error_code error;
  const fs::path whole = fs::absolute(path_of(path), error).lexically_normal();
  const fs::path name = whole.has_filename() ? whole.filename() : whole.parent_path().filename();
  for (RuleFile& file : files.value()) file.name = utf8((name / path_of(file.name)).generic_u8string());
  return files;
}

std::vector<RuleFile> with_shared_rules(std::vector<RuleFile> files) {
  const auto begins = [](const RuleFile& file, std::string_view key) { return yaml::first_key(file.text) == key; };
  if (std::any_of(files.begin(), files.end(), [&](const RuleFile& file) { return begins(file, "vocabulary"); })) return files;
  std::vector<RuleFile> all;
  for (const RuleFile& file : embedded_rules()) {
    if (begins(file, "vocabulary") || begins(file, "calendar") || begins(file, "mapping")) all.push_back(file);
  }
  std::move(files.begin(), files.end(), std::back_inserter(all));
  return all;
}

Result<std::vector<RuleFile>> read_rules(const RuleFolders& folders, const Limits& limits) {
  Diagnostics diagnostics;
  std::vector<RuleFile> files;
  for (const std::string& path : folders.paths) {
    Result<std::vector<RuleFile>> folder = read_rule_folder(path, limits);
    diagnostics.insert(diagnostics.end(), folder.diagnostics().begin(), folder.diagnostics().end());
    if (folder.ok()) std::move(folder.value().begin(), folder.value().end(), std::back_inserter(files));
  }
  files = with_shared_rules(std::move(files));
  for (const std::string& id : folders.rulebooks) {
    const std::size_t before = files.size();
    for (const RuleFile& file : embedded_rules()) {
      if (file.name.rfind(id + "/", 0) == 0) files.push_back(file);
    }
    if (files.size() == before)
      diagnostics.push_back(
          problem(text::Code::load_unknown_rulebook, "`" + id + "` is neither an embedded rulebook nor a folder"));
  }
  if (has_errors(diagnostics)) return diagnostics;
  return {std::move(files), std::move(diagnostics)};
}

}  // namespace dutybound
