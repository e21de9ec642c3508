// What a sound set of files becomes.
#include "rulebook/parts.hpp"
#include "support/catch.hpp"
#include "support/diagnostics.hpp"
#include "unit/rulebook/fixture.hpp"

using namespace dutybound;
using namespace dutybound::rulebook;
using namespace dutybound::testing;

namespace {

RuleSet read_base(const Texts& more = {}) {
  auto result = read(base_with(more));
  INFO(list(result.diagnostics()));
  REQUIRE(result.ok());
  REQUIRE(result.diagnostics().empty());
  return std::move(result.value());
}

EntityId entity(const RuleSet& rules, std::string_view name) {
  for (EntityId id = 0; id < rules.vocabulary.entities.size(); ++id) {
    if (rules.vocabulary.entities[id].name == name) return id;
  }
  return no_entity;
}

const Rule& rule(const RuleSet& rules, std::string_view id) {
  for (const RulebookModel& book : rules.rulebooks) {
    for (const Rule& each : book.rules) {
      if (each.id == id) return each;
    }
  }
  FAIL("no rule " << id);
  return rules.rulebooks.front().rules.front();
}

const char* const second_edition = R"(rulebook: working-together-2026
series: working-together
edition: "2026"
title: Next
version: 1.0.0
in_force: {from: 2026-03-18}
)";

const char* const second_rules = R"(rules:
  - id: child
    kind: definition
    title: Twenty-one now
    source: [{document: Working Together, status: general_knowledge}]
    for_each: child
    defines: is_adult
    value: 'child.years >= 21'
  - id: adults
    kind: expectation
    title: Uses its own edition's definition
    modality: should
    source: [{document: Working Together, status: general_knowledge}]
    for_each: child
    in_place_when: 'child.is_adult'
)";

}  // namespace

TEST_CASE("entities stand in preorder and know where they hang", "[rulebook]") {
  const RuleSet rules = read_base();
  std::vector<std::string> names;
  for (const Entity& each : rules.vocabulary.entities) names.push_back(each.name);
  CHECK(names == std::vector<std::string>{"case", "child", "episode", "referral", "section_47_enquiry", "icpc",
                                          "police_protection", "partnership"});
  CHECK(rules.vocabulary.subjects == std::vector<EntityId>{0, 7});
  const Entity& enquiry = rules.vocabulary.entities[4];
  CHECK(enquiry.parent == 2);
  CHECK(enquiry.many);
  CHECK(rules.vocabulary.entities[2].attributes[enquiry.parent_attribute].name == "section_47_enquiries");
  CHECK_FALSE(rules.vocabulary.entities[5].many);
  CHECK(rules.vocabulary.entities[7].parent == no_entity);
  CHECK(rules.vocabulary.earliest.to_string() == "1900-01-02");
  CHECK(rules.vocabulary.latest.to_string() == "2199-12-31");
}

TEST_CASE("record types mirror entities and attributes keep their names elsewhere", "[rulebook]") {
  const RuleSet rules = read_base();
  const feel::TypeTable& types = *rules.vocabulary.types;
  REQUIRE(types.records.size() == rules.vocabulary.entities.size());
  for (EntityId id = 0; id < types.records.size(); ++id) {
    const Entity& each = rules.vocabulary.entities[id];
    CHECK(types.records[id].name == each.name);
    for (AttributeId a = 0; a < each.attributes.size(); ++a) {
      CHECK(types.records[id].fields[a].name == each.attributes[a].name);
      CHECK(types.records[id].fields[a].type == each.attributes[a].type);
    }
  }
  const Attribute& birth = rules.vocabulary.entities[1].attributes[0];
  CHECK(birth.data_sets.at("cin_census") == "PersonBirthDate");
  CHECK_FALSE(birth.event);
  const Entity& enquiry = rules.vocabulary.entities[4];
  CHECK(enquiry.attributes[0].event);
  CHECK(enquiry.attributes[3].unit == "children");
  CHECK(types.enumerations[enquiry.attributes[2].type.detail].values ==
        std::vector<std::string>{"icpc_required", "no_further_action"});
  CHECK(rules.vocabulary.entities[1].attributes[2].kind == AttributeKind::list_of_values);
}

TEST_CASE("a constraint marks its own attributes and those of a to-one child", "[rulebook]") {
  const RuleSet rules = read_base();
  const auto& constraints = rules.vocabulary.entities[4].constraints;
  REQUIRE(constraints.size() == 2);
  CHECK(constraints[0].id == "icpc-before-section-47");
  CHECK(constraints[0].marks == std::vector<Mark>{{4, 0}, {5, 0}});
  CHECK(bool(constraints[0].that));
  CHECK(constraints[1].marks == std::vector<Mark>{{4, 0}});
}

TEST_CASE("a rule keeps everything that its author wrote", "[rulebook]") {
  const RuleSet rules = read_base();
  const Rule& icpc = rule(rules, "icpc-15wd");
  CHECK(icpc.kind == RuleKind::duty);
  CHECK(icpc.modality == Modality::should);
  CHECK(icpc.for_each == entity(rules, "section_47_enquiry"));
  CHECK(icpc.requires_text == "Hold the conference within 15 working days of the strategy discussion.");
  CHECK(icpc.family == "timescale");
  REQUIRE(icpc.source.size() == 1);
  CHECK(icpc.source[0].edition == "2023");
  CHECK(icpc.source[0].status == SourceStatus::read_elsewhere);
  CHECK(icpc.interpretation == std::vector<std::string>{"The trigger's own day is day 0."});
  CHECK(icpc.record.size() == 1);
  CHECK(icpc.notes.size() == 1);
  REQUIRE(icpc.applies_when);
  CHECK(icpc.applies_when->group == Condition::Group::all);
  REQUIRE(icpc.applies_when->members.size() == 3);
  CHECK(icpc.applies_when->members[0].because == "The enquiries led to a conference");
  CHECK(icpc.applies_when->members[2].group == Condition::Group::none);
  REQUIRE(icpc.clock);
  CHECK(icpc.clock->kind == ClockKind::within);
  CHECK(icpc.clock->unit == DayUnit::working_days);
  CHECK(icpc.clock->amount.parameter == "icpc-limit");
  CHECK_FALSE(icpc.clock->inclusive);
  CHECK(icpc.done_at.type().kind == feel::Kind::date);
  CHECK(icpc.in_force.from->to_string() == "2024-01-01");
  CHECK(icpc.in_force.to->to_string() == "2025-12-31");
  CHECK(icpc.own_end);

  const Rule& visits = rule(rules, "visits");
  CHECK(visits.clock->kind == ClockKind::recurring);
  CHECK(visits.clock->inclusive);
  CHECK(visits.clock->roll == rulebook::Roll::ordinary_day);
  CHECK(visits.in_force.from->to_string() == "2023-12-15");
  CHECK_FALSE(visits.own_end);
  CHECK(rule(rules, "police-72h").clock->unit == DayUnit::hours);
  CHECK(rule(rules, "police-72h").clock->amount.literal == 72);
  CHECK(rule(rules, "level").rows.size() == 2);
  CHECK(rule(rules, "share").rows[0].name == "vital_interests");
  CHECK(rule(rules, "child-centred").reason == "It is a judgement of practice.");
  CHECK(rule(rules, "years").modality == Modality::is);
  CHECK(rule(rules, "child-centred").for_each == 0);
}

TEST_CASE("names lead to entities on the way up and to unambiguous attributes", "[rulebook]") {
  const RuleSet rules = read_base();
  const Name done = decode(rule(rules, "icpc-15wd").done_at.root->children[0]->reference.id);
  CHECK(done.of == Name::Of::attribute);
  CHECK(done.entity == entity(rules, "section_47_enquiry"));
  CHECK(rules.vocabulary.entities[done.entity].attributes[done.attribute].name == "icpc");
  // A rule about the conference itself: the entity hides the attribute.
  const feel::Node& held = *rule(rules, "chair").condition->that.root->children[0];
  const Name own = decode(held.children[0]->reference.id);
  CHECK(own.of == Name::Of::entity);
  CHECK(own.entity == entity(rules, "icpc"));
}

TEST_CASE("the encoding of names can be read back", "[rulebook]") {
  for (const Name name :
       {Name{Name::Of::entity, 0, 0}, Name{Name::Of::entity, 32766, 0}, Name{Name::Of::attribute, 0, 0},
        Name{Name::Of::attribute, 5, 7}, Name{Name::Of::attribute, 32766, 65535}, Name{Name::Of::as_at, 0, 0}}) {
    const Name back = decode(encode(name));
    CHECK(back.of == name.of);
    CHECK(back.entity == name.entity);
    CHECK(back.attribute == name.attribute);
  }
}

TEST_CASE("definitions are typed in the order in which they need each other", "[rulebook]") {
  const RuleSet rules = read_base();
  // is_adult stands first in the file and needs years.
  REQUIRE(rules.definitions.size() == 2);
  CHECK(rules.definitions[0].name == "years");
  CHECK(rules.definitions[0].type.kind == feel::Kind::number);
  CHECK(rules.definitions[1].name == "is_adult");
  CHECK(rules.definitions[1].type.kind == feel::Kind::boolean);
  const auto& child = rules.vocabulary.types->records[1];
  CHECK(child.fields[rules.vocabulary.entities[1].attributes.size()].name == "years");
  const Definition& adult = rules.definitions[1];
  CHECK(rules.rulebooks[adult.rulebook].rules[adult.rule].id == "child");
}

TEST_CASE("editions of a series may repeat ids and each sees its own definition", "[rulebook]") {
  const RuleSet rules = read_base({{"wt26/rulebook.yaml", second_edition}, {"wt26/rules.yaml", second_rules}});
  REQUIRE(rules.definitions.size() == 3);
  const std::size_t attributes = rules.vocabulary.entities[1].attributes.size();
  const auto field_of = [&](std::size_t rulebook) {
    std::size_t field = attributes;
    for (const Definition& definition : rules.definitions) {
      if (definition.name == "is_adult" && definition.rulebook == rulebook) return field;
      ++field;
    }
    return field;
  };
  REQUIRE(rules.rulebooks[1].id == "working-together-2026");
  CHECK(rule(rules, "icpc-15wd").exempt_when->that.root->field == field_of(0));
  CHECK(rule(rules, "adults").condition->that.root->field == field_of(1));
  CHECK(field_of(0) != field_of(1));
}

TEST_CASE("a policy value fills the parameter and closures the calendar", "[rulebook]") {
  Files files = files_of(base());
  files.policy["visit-interval"] = 42;
  files.closures.push_back({*Date::parse("2024-12-27"), "Closed"});
  const auto result = read(files);
  REQUIRE(result.ok());
  const Parameter& interval = result.value().rulebooks[0].parameters[1];
  CHECK(interval.policy);
  REQUIRE(interval.rows.size() == 1);
  CHECK(interval.rows[0].value == 42);
  CHECK_FALSE(interval.rows[0].from);
  CHECK(result.value().calendar->is_working_day(*Date::parse("2024-12-27")) == false);
  CHECK(result.value().calendar->is_working_day(*Date::parse("2024-03-29")) == false);
  CHECK(result.value().calendar->is_working_day(*Date::parse("2024-03-28")) == true);
  CHECK(result.value().calendar->last_known().to_string() == "2024-12-31");
}

TEST_CASE("the digest is SHA-256 over names and texts in order of name", "[rulebook]") {
  Texts texts = base();
  texts.erase("wt/rules.yaml");
  texts["wt/rulebook.yaml"] = "rulebook: w\nedition: '1'\ntitle: W\nversion: 1.0.0\nin_force: {from: 2020-01-01}\n";
  texts["wt/a.yaml"] =
      "rules:\n  - {id: a, kind: advisory, title: A, modality: should, source: [{document: D, status: general_knowledge}], "
      "reason: R}\n";
  const auto result = read(files_of(texts));
  INFO(list(result.diagnostics()));
  REQUIRE(result.ok());
  // printf 'NAME\0TEXT\0...' | sha256sum
  CHECK(result.value().rulebooks[0].digest == "0de8ac3fe2d8f80662808a9dc50b10ea5629d288128c0f0deae24b97ff3b86b4");
  texts["wt/a.yaml"] += " ";
  CHECK(read(files_of(texts)).value().rulebooks[0].digest != result.value().rulebooks[0].digest);
}

TEST_CASE("a vocabulary has no more entities than names can say", "[rulebook]") {
  const auto tree = [](std::size_t entities) {
    yaml::Node all;
    all.kind = yaml::NodeKind::mapping;
    for (std::size_t i = 0; i < entities; ++i) all.entries.push_back({"e" + std::to_string(i), {}, {}});
    yaml::Node root;
    root.kind = yaml::NodeKind::mapping;
    root.entries.push_back({"entities", {}, std::move(all)});
    return root;
  };
  const auto problems = [&](std::size_t entities) {
    Diagnostics diagnostics;
    const Limits limits;
    Context context{diagnostics, limits};
    const Vocabulary vocabulary = read_vocabulary(tree(entities), context);
    CHECK(vocabulary.entities.size() == (entities > most_entities ? 0 : entities));
    return std::count_if(diagnostics.begin(), diagnostics.end(),
                         [](const Diagnostic& d) { return d.message.find("at most 32767 entities") != std::string::npos; });
  };
  CHECK(problems(most_entities) == 0);
  CHECK(problems(most_entities + 1) == 1);
}

TEST_CASE("scenarios and mappings are passed over", "[rulebook]") {
  const RuleSet rules =
      read_base({{"wt/w.scenarios.yaml", "scenarios: w\nanything: 1\n"}, {"mappings/m.yaml", "mapping: m\nanything: 1\n"}});
  CHECK(rules.rulebooks.size() == 1);
}

TEST_CASE("the rules that are shipped have no mistake", "[rulebook]") {
  const auto result = read(files_of(folder_of_rules(std::filesystem::path(DUTYBOUND_SOURCE_DIR) / "rules")));
  INFO(list(result.diagnostics()));
  CHECK(result.ok());
  CHECK(result.diagnostics().empty());
}
