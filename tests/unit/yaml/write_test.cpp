// Short YAML for people: what fits stands on one line, and all of it reads back as it was.
#include "yaml/write.hpp"
#include "support/catch.hpp"
#include "yaml/print.hpp"
#include "yaml/read.hpp"

using namespace dutybound;

namespace {

yaml::Node read(const std::string& text) {
  const auto root = yaml::read(std::make_shared<const Source>(Source{"a.yaml", text}));
  REQUIRE(root.ok());
  return root.value();
}

/// Kinds, keys and texts, without places.
std::string shape(const yaml::Node& node) {
  std::string text = std::to_string(static_cast<int>(node.kind)) + (node.plain ? "p" : "") + "<" + node.fragment.text;
  for (const yaml::Node& item : node.items) text += "," + shape(item);
  for (const yaml::Entry& entry : node.entries) text += "," + entry.key + "=" + shape(entry.value);
  return text + ">";
}

}  // namespace

TEST_CASE("short collections stand on one line and long ones have a line for each member", "[yaml][write]") {
  const yaml::Node node =
      read("{case: {a: 1, b: [x, 'y, z']}, episodes: [{started_at: 2024-03-28, outcome: null, note: 'it''s'}]}");
  CHECK(yaml::write(node, 200) ==
        "case: {a: 1, b: [x, 'y, z']}\n"
        "episodes: [{started_at: 2024-03-28, outcome: null, note: 'it''s'}]\n");
  CHECK(yaml::write(node, 40) ==
        "case: {a: 1, b: [x, 'y, z']}\n"
        "episodes:\n"
        "  - started_at: 2024-03-28\n"
        "    outcome: null\n"
        "    note: 'it''s'\n");
  CHECK(yaml::write(read("{}")) == "{}\n");
}

TEST_CASE("what is written reads back as the same tree", "[yaml][write]") {
  const yaml::Node node = read(
      "'key: odd': \"a\\nb\\\"\\\\\"\n"
      "plain words, with a comma: ok, then\n"
      "list:\n  - - 1\n    - {deep: [a, {b: '#'}]}\n  - ~\n  - []\n"
      "block: |\n  two\n  lines\n"
      "'-dash': ''\n");
  for (const std::size_t width : {1U, 10U, 30U, 80U, 400U}) {
    const std::string text = yaml::write(node, width);
    INFO(text);
    const yaml::Node again = read(text);
    CHECK(yaml::write(again, 80) == yaml::write(node, 80));
    CHECK(again.entries.size() == node.entries.size());
    CHECK(again.find("key: odd")->fragment.text == "a\nb\"\\");
    CHECK(again.find("block")->fragment.text == "two\nlines\n");
    CHECK(again.find("plain words, with a comma")->fragment.text == "ok, then");
    CHECK(shape(*again.find("list")) == shape(*node.find("list")));
  }
}
