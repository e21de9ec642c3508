// The documents in examples/ are what they say: well-formed, known to the vocabulary, impossible only where they mean to be.
#include "shipped.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

std::vector<CaseDocument> example(const std::string& name) {
  const std::string text = file_text("examples/" + name);
  const auto documents = shipped_desk().read(text, input::guess_format(name, text), name);
  for (const CaseDocument& document : documents) {
    INFO(document.where << "\n" << list(document.diagnostics));
    REQUIRE(document.facts);
  }
  return documents;
}

}  // namespace

TEST_CASE("the example cases have no data errors but those on purpose") {
  for (const char* name : {"case.json", "case.yaml", "partnership.yaml"}) {
    const auto documents = example(name);
    REQUIRE(documents.size() == 1);
    INFO(name);
    CHECK(errors(*documents.front().facts).empty());
  }
  const auto lines = example("cases.jsonl");
  REQUIRE(lines.size() == 6);
  for (const CaseDocument& document : lines) {
    INFO(errors(*document.facts));
    CHECK(document.facts->data_errors().empty() == (document.facts->id() != "case-1005"));
  }
}

TEST_CASE("the example return has six children and one of impossible dates") {
  const auto children = example("cin_census.xml");
  REQUIRE(children.size() == 6);
  CHECK(children.front().where == "cin_census.xml: child MEADOW001");
  for (const CaseDocument& document : children) {
    INFO(errors(*document.facts));
    CHECK(document.facts->data_errors().empty() == (document.facts->id() != "MEADOW004"));
  }
  CHECK(errors(*children[3].facts) ==
        "child.date_of_birth impossible_date 1900-01-01\n"
        "episodes[0].assessments[0].started_at assessment-order 2028-04-28\n"
        "episodes[0].assessments[0].completed_at assessment-order 2020-09-19\n"
        "episodes[0].assessments[0].completed_at assessment-before-referral 2020-09-19\n"
        "episodes[0].section_47_enquiries[0].icpc.held_at icpc-before-section-47 2024-10-21\n");
}
