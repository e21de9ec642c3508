// One file for each kind of mistake: what is said of it, and what is underlined.
#include <set>

#include "support/catch.hpp"
#include "support/diagnostics.hpp"
#include "text/diagnose.hpp"
#include "unit/rulebook/fixture.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

std::vector<std::filesystem::path> fixtures() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(golden() / "bad")) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// Code and underlined text, sorted.
std::multiset<std::string> summary(const Diagnostics& diagnostics) {
  std::multiset<std::string> lines;
  for (const Diagnostic& d : diagnostics) lines.insert(d.code + " `" + std::string(d.underlined()) + "`");
  return lines;
}

}  // namespace

TEST_CASE("every kind of mistake in rules is told with its code and the very text underlined", "[rulebook]") {
  REQUIRE(fixtures().size() > 50);
  for (const auto& path : fixtures()) {
    const Fixture fixture = read_fixture(path);
    const auto result = rulebook::read(fixture.files);
    INFO(path.filename().string() << "\n" << list(result.diagnostics()));
    std::multiset<std::string> wanted;
    for (const auto& expected : fixture.expected) wanted.insert(expected.code + " `" + expected.underlined + "`");
    CHECK(summary(result.diagnostics()) == wanted);
    CHECK(result.ok() != has_errors(result.diagnostics()));
    for (const auto& expected : fixture.expected) {
      for (const Diagnostic& d : result.diagnostics()) {
        if (!expected.hint.empty() && d.code == expected.code && d.underlined() == expected.underlined)
          CHECK(d.hint == expected.hint);
        CHECK_FALSE(d.message.empty());
      }
    }
  }
}

TEST_CASE("every code of the rulebook stage has a fixture", "[rulebook]") {
  std::set<std::string> shown;
  for (const auto& path : fixtures()) {
    for (const auto& expected : read_fixture(path).expected) shown.insert(expected.code);
  }
  for (const text::CodeEntry& entry : text::all_codes()) {
    if (entry.name.rfind("rulebook.", 0) != 0) continue;
    INFO(entry.name);
    CHECK(shown.count(std::string(entry.name)) == 1);
  }
}
