// Mistakes and what is said about them: tests/golden/feel/bad.txt. DUTYBOUND_ACCEPT=1 rewrites the file.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "support/catch.hpp"
#include "support/diagnostics.hpp"
#include "text/diagnose.hpp"
#include "unit/feel/support.hpp"

using namespace dutybound;

namespace {

constexpr const char* golden = DUTYBOUND_SOURCE_DIR "/tests/golden/feel/bad.txt";

/// A line `> expression`, or `>date expression` where that type is wanted; `>> 20000 x` is x that many times over.
std::string expression_of(const std::string& line) {
  if (line.rfind(">> ", 0) != 0) return line.substr(line.find(' ') + 1);
  std::istringstream words(line.substr(3));
  std::size_t times = 0;
  std::string piece;
  std::string text;
  words >> times >> piece;
  for (; times > 0; --times) text += piece;
  return text;
}

std::optional<feel::Type> wanted_by(const std::string& line) {
  const std::string word = line.substr(1, line.find(' ') - 1);
  if (word == "date") return feel::Type{feel::Kind::date};
  if (word == "boolean") return feel::Type{feel::Kind::boolean};
  return std::nullopt;
}

std::string read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The file with the answers that we give now.
std::string answered(const std::string& text) {
  std::istringstream lines(text);
  std::string result;
  std::string line;
  while (std::getline(lines, line)) {
    if (line.empty() || line[0] == '#') result += line + "\n";
    if (line.rfind(">", 0) != 0) continue;
    testing::World world;
    result += line + "\n";
    std::istringstream findings(testing::list(testing::check_text(world, expression_of(line), wanted_by(line)).diagnostics));
    std::string finding;
    while (std::getline(findings, finding)) result += "  " + finding + "\n";
  }
  return result;
}

}  // namespace

TEST_CASE("every FEEL mistake is named where it stands with what to do about it", "[feel]") {
  const std::string expected = read(golden);
  REQUIRE_FALSE(expected.empty());
  const std::string actual = answered(expected);
  if (std::getenv("DUTYBOUND_ACCEPT")) {
    std::ofstream(golden, std::ios::binary) << actual;
    return;
  }
  CHECK(actual == expected);
}

TEST_CASE("every FEEL code has an expression that earns it", "[feel]") {
  const std::string expected = read(golden);
  for (const text::CodeEntry& row : text::all_codes()) {
    if (row.name.rfind("feel.", 0) != 0) continue;
    INFO(row.name);
    CHECK(expected.find("\n  " + std::string(row.name) + " `") != std::string::npos);
  }
}

TEST_CASE("every expression in the file of mistakes is a mistake", "[feel]") {
  std::istringstream lines(read(golden));
  std::string line;
  std::string before;
  while (std::getline(lines, line)) {
    if (before.rfind(">", 0) == 0) {
      INFO(before);
      CHECK(line.rfind("  feel.", 0) == 0);
    }
    before = line;
  }
}
