// Files of rules from a folder: the only place where the library opens files.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <dutybound/rulebook.hpp>

#include "text/diagnose.hpp"

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

}  // namespace

Result<std::vector<RuleFile>> read_rule_folder(const std::string& path, const Limits& limits) {
  const fs::path root = path_of(path);
  std::error_code error;
  Diagnostics diagnostics;
  std::vector<fs::path> found;
  fs::recursive_directory_iterator walk(root, error);
  if (error)
    return Diagnostics{problem(text::Code::load_unreadable, "`" + path + "` cannot be read as a folder", error.message())};
  while (walk != fs::recursive_directory_iterator()) {
    std::error_code ignored;
    if (walk->path().extension() == ".yaml" && walk->is_regular_file(ignored)) found.push_back(walk->path());
    walk.increment(error);
    if (error) {
      diagnostics.push_back(
          problem(text::Code::load_unreadable, "a folder below `" + path + "` cannot be read", error.message()));
      break;
    }
  }
  std::vector<std::pair<std::string, fs::path>> named;
  for (const fs::path& file : found) named.emplace_back(utf8(file.lexically_relative(root).generic_u8string()), file);
  std::sort(named.begin(), named.end());

  std::vector<RuleFile> files;
  for (const auto& [name, file] : named) read_file(file, name, limits, files, diagnostics);
  if (has_errors(diagnostics)) return diagnostics;
  if (files.empty()) {
    return Diagnostics{problem(text::Code::load_no_files, "`" + path + "` has no files of rules",
                               "Give the folder that has the `*.yaml` files.")};
  }
  return files;
}

}  // namespace dutybound
