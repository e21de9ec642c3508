// The mappings of tables that are shipped, over the example tables: the same children as in the example return.
#include <filesystem>

#include "engine/value_text.hpp"
#include "input/text_caseload.hpp"
#include "shipped.hpp"
#include "tables.hpp"
#include "text/inside.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

/// A table of texts out of lines of comma-separated values; quotes keep commas.
GivenTable csv(const std::filesystem::path& path) {
  const std::string text = file_text(std::filesystem::relative(path, DUTYBOUND_SOURCE_DIR).string());
  std::vector<std::vector<std::string>> lines{{""}};
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      if (quoted && i + 1 < text.size() && text[i + 1] == '"') lines.back().back() += text[i++];
      else quoted = !quoted;
    } else if (c == ',' && !quoted) {
      lines.back().emplace_back();
    } else if (c == '\n' && !quoted) {
      lines.push_back({""});
    } else if (c != '\r') {
      lines.back().back() += c;
    }
  }
  lines.pop_back();
  GivenTable table{path.stem().string(), {}};
  for (std::size_t c = 0; c < lines.front().size(); ++c) {
    std::vector<Text> cells;
    for (std::size_t l = 1; l < lines.size(); ++l) cells.push_back(lines[l][c]);
    table.columns.push_back(texts(lines.front()[c], cells));
  }
  return table;
}

std::vector<GivenTable> folder(const std::string& name) {
  std::vector<GivenTable> tables;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(DUTYBOUND_SOURCE_DIR) + "/examples/tables/" + name))
    tables.push_back(csv(entry.path()));
  return tables;
}

/// Everything that is known, null or empty in a case, one a line, sorted; without the ids, which the census does not have.
std::string facts_text(const Desk& desk, const Case& one) {
  const auto& facts = body_of(one).facts;
  const auto& vocabulary = desk.program->vocabulary;
  std::vector<std::string> lines;
  for (rulebook::EntityId e = 0; e < vocabulary.entities.size(); ++e) {
    for (std::uint32_t row = 0; row < facts.rows(e); ++row) {
      for (rulebook::AttributeId a = 0; a < vocabulary.entities[e].attributes.size(); ++a) {
        const rulebook::Attribute& attribute = vocabulary.entities[e].attributes[a];
        const std::string path = facts.path_of(e, a, row) + " ";
        if (attribute.entity != rulebook::no_entity) {
          const engine::Children& children = facts.children(attribute.entity, row);
          if (children.state != feel::State::unknown) lines.push_back(path + std::to_string(children.count));
        } else if (!facts.value(e, a, row).is_unknown()) {
          lines.push_back(path + engine::value_text(facts, vocabulary, e, a, row));
        }
      }
    }
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text + errors(one);
}

}  // namespace

TEST_CASE("the census as tables says what the return says") {
  const Desk& desk = shipped_desk();
  TableOptions options;
  options.mapping = "cin-census-tables";
  const Caseload cases = caseload(desk, folder("cin"), options);
  const Caseload expected = input::caseload_of_text(desk.program, std::make_shared<const input::Mappings>(desk.mappings), "return",
                                                    file_text("examples/cin_census.xml"), CaseFormat::cin_census, desk.limits);
  CHECK(cases.errors_outside_cases().empty());
  CHECK(cases.reference_date() == expected.reference_date());
  REQUIRE(cases.size() == expected.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    REQUIRE(cases.case_id(i));
    INFO(*cases.case_id(i));
    const auto same = expected.find(*cases.case_id(i));
    REQUIRE(same);
    std::string as_returned = facts_text(desk, one_case(expected, *same));
    // In a cell, the day that stands for none is one that is not known, and with it whether the child is born.
    const std::string sentinel = "child.date_of_birth impossible_date 1900-01-01\n";
    const std::string born = "child.unborn false\n";
    if (const std::size_t at = as_returned.find(sentinel); at != std::string::npos) {
      as_returned.erase(at, sentinel.size());
      as_returned.erase(as_returned.find(born), born.size());
    }
    // Tables have no text between their cells.
    const std::string stray = "Child/ChildIdentifiers/text() unread_text PersonBirthDate\n";
    if (const std::size_t at = as_returned.find(stray); at != std::string::npos) as_returned.erase(at, stray.size());
    CHECK(facts_text(desk, one_case(cases, i)) == as_returned);
  }
}

TEST_CASE("the example tables of the dataset are read whole") {
  const Desk& desk = shipped_desk();
  TableOptions options;
  options.mapping = "ssd";
  const Caseload cases = caseload(desk, folder("ssd"), options);
  // What the examples have wrong on purpose: an assessment of a referral that there is not, which stands in its case nevertheless,
  // and a case with dates in disorder.
  REQUIRE(cases.errors_outside_cases().size() == 1);
  CHECK(cases.errors_outside_cases().front().table == "ssd_cin_assessments");
  CHECK(cases.errors_outside_cases().front().error.code == "orphan_row");
  CHECK(cases.errors_outside_cases().front().case_id == "MEADOW001");
  REQUIRE(cases.size() == 6);
  for (const TableCount& table : cases.tables()) {
    INFO(table.table);
    CHECK(table.orphans == 0);
    CHECK(table.used + table.orphans + table.skipped == table.rows);
  }
  for (std::size_t i = 0; i < cases.size(); ++i) {
    INFO(facts_text(desk, one_case(cases, i)));
    const CaseDocument document = cases.at(i);
    CHECK(errors(*document.facts).empty() == (cases.case_id(i) != "MEADOW004"));
    for (const PlacedError& error : cases.place(i, document)) {
      CHECK(!error.table.empty());
      CHECK(!error.column.empty());
    }
  }
}
