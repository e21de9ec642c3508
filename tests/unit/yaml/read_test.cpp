// Limits, look-up, and what a tree tells of places beyond the golden files.
#include "yaml/read.hpp"

#include "support/catch.hpp"
#include "support/diagnostics.hpp"

using namespace dutybound;

namespace {

Result<yaml::Node> read(std::string text, const Limits& limits = {}) {
  return yaml::read(std::make_shared<const Source>(Source{"f", std::move(text)}), limits);
}

}  // namespace

TEST_CASE("keys are found by name and kept in the order of the file", "[yaml]") {
  const auto result = read("b: 1\na: 2\n");
  REQUIRE(result.ok());
  const yaml::Node& root = result.value();
  REQUIRE(root.entries.size() == 2);
  CHECK(root.entries[0].key == "b");
  REQUIRE(root.find("a") != nullptr);
  CHECK(root.find("a")->fragment.text == "2");
  CHECK(root.find("c") == nullptr);
  CHECK(root.find("a")->find("x") == nullptr);
}

TEST_CASE("the span of an empty value is its key", "[yaml]") {
  const auto result = read("rule:\n  due:\n  other: null\n");
  REQUIRE(result.ok());
  const yaml::Node* rule = result.value().find("rule");
  CHECK(rule->find("due")->span == Span{8, 11});
  CHECK(rule->find("other")->span == Span{15, 20});
}

TEST_CASE("a file at the limit of its size is read", "[yaml]") {
  Limits limits;
  limits.rule_file_bytes = 5;
  CHECK(read("a: 1\n", limits).ok());
  CHECK(testing::find(read("a: 12\n", limits).diagnostics(), "yaml.too-large") != nullptr);
}

TEST_CASE("nesting at the limit is read and one more is refused", "[yaml]") {
  Limits limits;
  limits.nesting = 3;
  CHECK(read("[[[a]]]", limits).ok());
  CHECK(testing::find(read("[[[[a]]]]", limits).diagnostics(), "yaml.too-deep") != nullptr);
  CHECK(read("a:\n  - b: c\n", limits).ok());
  CHECK(testing::find(read("a:\n  - b: [c]\n", limits).diagnostics(), "yaml.too-deep") != nullptr);
}

TEST_CASE("nesting far beyond every limit is refused and not followed", "[yaml]") {
  CHECK(testing::find(read(std::string(10'000, '[')).diagnostics(), "yaml.too-deep") != nullptr);
  std::string blocks;
  for (std::size_t i = 0; i < 1'000; ++i) blocks += "- ";
  CHECK(testing::find(read(blocks + "a").diagnostics(), "yaml.too-deep") != nullptr);
}

TEST_CASE("as many values as the limit allows are read", "[yaml]") {
  Limits limits;
  limits.nodes = 4;
  CHECK(read("[1, 2, 3]", limits).ok());
  CHECK(testing::find(read("[1, 2, 3, 4]", limits).diagnostics(), "yaml.too-many-values") != nullptr);
}

TEST_CASE("mistakes before a syntax error are told with it", "[yaml]") {
  const auto result = read("a: 1\na: &x 2\nb: c: d\n");
  const Diagnostics& all = result.diagnostics();
  INFO(testing::list(all));
  REQUIRE(all.size() == 3);
  CHECK(all[0].code == "yaml.duplicate-key");
  CHECK(all[1].code == "yaml.anchor");
  CHECK(all[2].code == "yaml.syntax");
}

TEST_CASE("directives and document marks around one document are let through", "[yaml]") {
  CHECK(read("%YAML 1.2\n---\na: 1\n...\n").ok());
}

TEST_CASE("a repeated key keeps its first place in the hint", "[yaml]") {
  const auto result = read("a: 1\nb: 2\na: 3\na: 4\n");
  const Diagnostics& all = result.diagnostics();
  REQUIRE(all.size() == 2);
  CHECK(all[1].line() == 4);
  CHECK(all[1].hint == "it was first given on line 1; keep one of them");
}
