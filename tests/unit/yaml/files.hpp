// The golden YAML files: reading them, and comparing what comes of them with what is recorded beside them.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <dutybound/diagnostic.hpp>

namespace dutybound::testing {

inline std::filesystem::path golden(const std::string& folder) {
  return std::filesystem::path(DUTYBOUND_SOURCE_DIR) / "tests/golden/yaml" / folder;
}

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The file as a source that goes by its bare name.
inline SourcePtr load(const std::filesystem::path& path) {
  return std::make_shared<const Source>(Source{path.filename().string(), slurp(path)});
}

/// The names, without extension, of the YAML files of a golden folder.
inline std::set<std::string> names(const std::string& folder) {
  std::set<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(golden(folder))) {
    if (entry.path().extension() == ".yaml") found.insert(entry.path().stem().string());
  }
  return found;
}

/// What is recorded for the file; with DUTYBOUND_ACCEPT set, `actual` is recorded first.
inline std::string expected(const std::filesystem::path& yaml, const std::string& actual) {
  std::filesystem::path path = yaml;
  path.replace_extension(".expected");
  if (std::getenv("DUTYBOUND_ACCEPT") != nullptr) std::ofstream(path, std::ios::binary) << actual;
  return slurp(path);
}

}  // namespace dutybound::testing
