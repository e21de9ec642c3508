// Mapping files: what they may say, and what becomes of elements by it.
#include "desk.hpp"
#include "text/inside.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

const std::string head = R"(
mapping: test
title: Test
format: cin_census
root: Message
reference_date: Header/Day
each: Children/Child
called: child
subject: case
true_words: ['1', 'Y']
false_words: ['0', 'N']
)";

const std::string good = head + R"(
unused: [Ignored]
id: Id
attributes:
  child:
    from: .
    attributes:
      date_of_birth: Born
      disabled: Disabled
      needs: {from: Needs/Need, values: {A: alpha}, absent: empty}
      ages: Ages/Age
  conference: {from: Meeting, absent: not_happened, attributes: {held_at: .}}
  episodes:
    from: Episode
    absent: empty
    absent_if: {in_collection_year: Since}
    attributes:
      started_at: Start
      ended_at: {from: End, absent: not_happened}
      reason:
        - {when: {present: Injury}, value: injury}
        - {when: [{absent: Injury}, {element: Code, is: [N, M]}], value: neglect}
        - Reason
)";

Desk desk_with(const std::string& mapping) {
  Desk desk;
  const auto mappings = input::read_mappings(trees({source("test.yaml", mapping)}), desk.program->vocabulary);
  INFO(list(mappings.diagnostics()));
  REQUIRE(mappings.ok());
  desk.mappings = mappings.value();
  return desk;
}

std::string child(const std::string& inside) {
  return "<Message><Header><Day>2024-03-31</Day></Header><Children><Child>" + inside + "</Child></Children></Message>";
}

std::string mistakes(const std::string& mapping) {
  const Desk desk;
  const auto mappings = input::read_mappings(trees({source("test.yaml", mapping)}), desk.program->vocabulary);
  CHECK(!mappings.ok());
  std::string text;
  for (const Diagnostic& diagnostic : mappings.diagnostics())
    text += diagnostic.code + " " + std::string(diagnostic.underlined()) + "\n";
  return text;
}

}  // namespace

TEST_CASE("elements become attributes as the mapping says") {
  const Desk desk = desk_with(good);
  const Case facts =
      desk.one(child("<Id> c1 </Id>stray<Born>2020-01-02</Born><Disabled>Y</Disabled><Needs><Need>A</Need><Need>B</Need></Needs>"
                     "<Ages><Age>1</Age></Ages><Meeting>2024-01-02</Meeting><Ignored/>"
                     "<Episode><Start>2024-02-01</Start><Injury>x</Injury></Episode><Episode><Code>M</"
                     "Code><End><![CDATA[2024-02-02]]></End></Episode>"
                     "<Episode><Reason>injury</Reason></Episode>"),
               CaseFormat::cin_census);
  CHECK(errors(facts) == "Child/text() unread_text stray\n");
  CHECK(facts.id() == "c1");
  CHECK(desk.cell(facts, "child", "date_of_birth").date() == *Date::parse("2020-01-02"));
  CHECK(desk.cell(facts, "child", "disabled").is_true());
  REQUIRE(desk.cell(facts, "child", "needs").payload.items.size == 2);
  CHECK(desk.cell(facts, "child", "needs").payload.items.data[0].text() == "alpha");
  CHECK(desk.cell(facts, "child", "ages").payload.items.size == 1);
  CHECK(desk.cell(facts, "conference", "held_at").date() == *Date::parse("2024-01-02"));
  CHECK(desk.cell(facts, "episode", "started_at", 0).is_known());
  CHECK(desk.cell(facts, "episode", "ended_at", 0).is_null());
  CHECK(desk.cell(facts, "episode", "ended_at", 1).is_known());
  CHECK(desk.cell(facts, "episode", "reason", 0).payload.integer == 1);
  CHECK(desk.cell(facts, "episode", "reason", 1).payload.integer == 0);
  CHECK(desk.cell(facts, "episode", "reason", 2).payload.integer == 1);
}

TEST_CASE("what an absent element means is the mapping's to say") {
  const Desk desk = desk_with(good);
  const Case facts = desk.one(child("<Since>2023-04-01</Since><Meeting/>"), CaseFormat::cin_census);
  CHECK(body_of(facts).facts.children(desk.entity("episode"), 0).state == feel::State::known);
  CHECK(body_of(facts).facts.children(desk.entity("conference"), 0).state == feel::State::null);
  CHECK(desk.cell(facts, "child", "needs").is_known());
  CHECK(desk.cell(facts, "child", "ages").is_unknown());
  for (const char* since : {"2023-03-31", "2024-04-01", "soon", ""}) {
    const Case older = desk.one(child(std::string("<Since>") + since + "</Since>"), CaseFormat::cin_census);
    CHECK(body_of(older).facts.children(desk.entity("episode"), 0).state == feel::State::unknown);
  }
}

TEST_CASE("elements that do not fit come out as data errors") {
  const Desk desk = desk_with(good);
  const Case facts = desk.one(child("<Born>1900-01-01</Born><Disabled>maybe</Disabled><Ages><Age>x</Age></Ages>"
                                    "<Episode><Start>2024-02-01</Start><Start>2024-02-02</Start><Reason>other</Reason><Strt>1</"
                                    "Strt></Episode><Episode><End/></Episode>"),
                              CaseFormat::cin_census);
  CHECK(errors(facts) ==
        "Child/Episode/Strt unread_element 1\n"
        "child.date_of_birth impossible_date 1900-01-01\n"
        "child.disabled wrong_type maybe\n"
        "child.ages[0] wrong_type x\n"
        "episodes[0].started_at several_values 2 in Episode\n"
        "episodes[0].ended_at unread_element Child/Episode/Strt\n"
        "episodes[0].reason unread_element Child/Episode/Strt\n");
}

TEST_CASE("names with a prefix are the same names and several children are several cases") {
  const Desk desk = desk_with(good);
  const auto documents =
      desk.read("<c:Message xmlns:c='x'><c:Children><c:Child><c:Id>a</c:Id></c:Child><c:Child/></c:Children></c:Message>",
                CaseFormat::cin_census, "r.xml");
  REQUIRE(documents.size() == 2);
  CHECK(documents[0].where == "r.xml: child a");
  CHECK(documents[0].facts->id() == "a");
  CHECK(documents[1].where == "r.xml: child 2");
}

TEST_CASE("keys that a mapping does not have or needs are mistakes") {
  CHECK(mistakes("mapping: m\ntitle: T\nformat: cin_census\nroot: R\nech: C\ncalled: c\nsubject: case\nattributes: {}\n") ==
        "input.mapping-key ech\ninput.mapping-key mapping: m\n");
  CHECK(mistakes(head + "attributes: 7\n") == "input.mapping-key 7\n");
  CHECK(mistakes(head + "attributes: {child: {from: ., attributes: {disabled: {value: [x]}}}}\n") == "input.mapping-key [x]\n");
  CHECK(mistakes(head + "attributes: {child: {from: ., attributes: {disabled: {absent: unknown}}}}\n") ==
        "input.mapping-key {absent: unknown}\n");
  CHECK(mistakes(head + "attributes: {child: {from: ., when: {}, attributes: {}}}\n") == "input.mapping-key {}\n");
}

TEST_CASE("names that the vocabulary does not have are mistakes") {
  CHECK(mistakes(head + "attributes: {chld: {from: ., attributes: {}}}\n") == "input.mapping-attribute chld\n");
  std::string other = head;
  other.replace(other.find("subject: case"), 13, "subject: cse");
  CHECK(mistakes(other + "attributes: {}\n") == "input.mapping-attribute cse\n");
}

TEST_CASE("words that a key or an attribute does not know are mistakes") {
  CHECK(mistakes(head + "attributes: {episodes: {from: E, attributes: {reason: {value: other}}}}\n") ==
        "input.mapping-word other\n");
  CHECK(mistakes(head + "attributes: {episodes: {from: E, attributes: {reason: {from: R, values: {A: other}}}}}\n") ==
        "input.mapping-word other\n");
  CHECK(mistakes(head + "attributes: {episodes: {from: E, absent: none, attributes: {}}}\n") == "input.mapping-word none\n");
  CHECK(mistakes(head + "attributes: {episodes: {from: A//B, attributes: {}}}\n") == "input.mapping-word A//B\n");
  std::string other = head;
  other.replace(other.find("cin_census"), 10, "annex_a");
  CHECK(mistakes(other + "attributes: {}\n") == "input.mapping-word annex_a\n");
}

TEST_CASE("a mapping of tables that is wrong against the vocabulary is told of where it is") {
  const std::string tables = "mapping: m\ntitle: T\nformat: tables\ntables:\n  t: ";
  CHECK(mistakes(tables + "{records: cse, id: n}\n") == "input.mapping-attribute cse\n");
  CHECK(mistakes(tables + "{records: case}\n") == "input.mapping-key {records: case}\n");
  CHECK(mistakes(tables + "{records: case, id: n, parent: n}\n") == "input.mapping-key n\n");
  CHECK(mistakes(tables + "{records: episode, id: n}\n") == "input.mapping-key {records: episode, id: n}\n");
  CHECK(mistakes(tables + "{records: episode, parent: n, attributes: {strted_at: s}}\n") == "input.mapping-attribute strted_at\n");
  CHECK(mistakes(tables + "{records: episode, parent: n, attributes: {reason: {from: r, values: {X: neglct}}}}\n") ==
        "input.mapping-word neglct\n");
  CHECK(mistakes(tables + "{records: episode, parent: n, absent: never}\n") == "input.mapping-word never\n");
  CHECK(mistakes(tables + "{records: visit, parent: {case: n, latest: worker, on_or_before: d}}\n") ==
        "input.mapping-attribute worker\n");
  CHECK(mistakes(tables + "{records: visit, parent: {case: n, latest: started_at}}\n") ==
        "input.mapping-key {case: n, latest: started_at}\n");
  CHECK(mistakes(tables + "{records: visit, parent: {latest: started_at, on_or_before: d}}\n") ==
        "input.mapping-key {latest: started_at, on_or_before: d}\n");
  CHECK(mistakes(tables + "{records: episode, parent: n, when: {in_collection_year: d}}\n") == "input.mapping-key d\n");
  CHECK(mistakes(tables + "{records: case, id: n, attributes: {child: {always: 7, attributes: {}}}}\n") == "input.mapping-key 7\n");
  CHECK(mistakes("mapping: m\ntitle: T\nformat: tables\ndates: [us]\nsubject: cse\ntables: {}\n") ==
        "input.mapping-word [us]\ninput.mapping-attribute cse\n");
}

TEST_CASE("files that are no mappings are passed over") {
  const Desk desk;
  const auto mappings = input::read_mappings(
      trees({source("a.yaml", "rules:\n- {id: a, mapping: b}\n"), source("b.yaml", "mappings: []\n")}), desk.program->vocabulary);
  REQUIRE(mappings.ok());
  CHECK(mappings.value().list.empty());
}
