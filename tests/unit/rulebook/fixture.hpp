// Files of rules for tests: the small sound set of tests/golden/rulebook/base, and fixtures that change it.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "rulebook/read.hpp"

namespace dutybound::testing {

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::filesystem::path golden() { return std::filesystem::path(DUTYBOUND_SOURCE_DIR) / "tests" / "golden" / "rulebook"; }

/// Name to text.
using Texts = std::map<std::string, std::string>;

inline Texts folder_of_rules(const std::filesystem::path& root) {
  Texts texts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() == ".yaml")
      texts[std::filesystem::relative(entry.path(), root).generic_string()] = read_text(entry.path());
  }
  return texts;
}

inline Texts base() { return folder_of_rules(golden() / "base"); }

inline rulebook::Files files_of(const Texts& texts) {
  std::vector<SourcePtr> sources;
  for (const auto& [name, text] : texts) sources.push_back(std::make_shared<const Source>(Source{name, text}));
  rulebook::Files files;
  files.documents = yaml::read_all(sources);
  return files;
}

/// The base with more files, or others in their place.
inline rulebook::Files base_with(const Texts& more) {
  Texts texts = base();
  for (const auto& [name, text] : more) texts[name] = text;
  return files_of(texts);
}

/// A bad fixture. Its head: `# expect: CODE `underlined` hint` for each diagnostic, `# without: NAME`, `# policy: ID=N`, `#
/// closure: DATE`; then files, each after a line `#=== NAME`.
struct Fixture {
  struct Expected {
    std::string code, underlined, hint;
  };
  std::vector<Expected> expected;
  rulebook::Files files;
};

inline Fixture read_fixture(const std::filesystem::path& path) {
  Fixture fixture;
  Texts texts = base();
  std::string text = read_text(path);
  std::string* file = nullptr;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    const auto after = [&](std::string_view word) { return line.substr(word.size()); };
    if (line.rfind("#=== ", 0) == 0) {
      file = &texts[after("#=== ")];
      file->clear();
    } else if (file) {
      *file += line + "\n";
    } else if (line.rfind("# expect: ", 0) == 0) {
      const std::string rest = after("# expect: ");
      const std::size_t open = rest.find('`');
      const std::size_t close = rest.find('`', open + 1);
      fixture.expected.push_back(
          {rest.substr(0, open - 1), rest.substr(open + 1, close - open - 1), rest.substr(std::min(close + 2, rest.size()))});
    } else if (line.rfind("# without: ", 0) == 0) {
      texts.erase(after("# without: "));
    } else if (line.rfind("# policy: ", 0) == 0) {
      const std::string rest = after("# policy: ");
      fixture.files.policy[rest.substr(0, rest.find('='))] = std::stol(rest.substr(rest.find('=') + 1));
    } else if (line.rfind("# closure: ", 0) == 0) {
      fixture.files.closures.push_back({*Date::parse(after("# closure: ")), "closed"});
    }
  }
  fixture.files.documents = files_of(texts).documents;
  return fixture;
}

}  // namespace dutybound::testing
