// The JSON Schema of assess --format json: what report::to_json writes for one case. Entry: assessment_schema.
#include <initializer_list>

#include <nlohmann/json.hpp>

#include <dutybound/finding.hpp>
#include <dutybound/schema.hpp>

#include "report/formats.hpp"

namespace dutybound {

namespace {

using Json = nlohmann::ordered_json;

template <class Enum>
Json words(std::initializer_list<Enum> all) {
  Json list = Json::array();
  for (const Enum each : all) list.push_back(to_string(each));
  return list;
}

Json text(const char* description) { return {{"description", description}, {"type", "string"}}; }
Json maybe_text(const char* description) { return {{"description", description}, {"type", Json::array({"string", "null"})}}; }
Json maybe_date(const char* description) {
  return {{"description", description}, {"type", Json::array({"string", "null"})}, {"format", "date"}};
}
Json count(const char* description) { return {{"description", description}, {"type", "integer"}, {"minimum", 0}}; }
Json word(const char* description, Json list) { return {{"description", description}, {"enum", std::move(list)}}; }
Json list(const char* description, const char* definition) {
  return {{"description", description}, {"type", "array"}, {"items", {{"$ref", std::string("#/$defs/") + definition}}}};
}

Json texts(const char* description) { return {{"description", description}, {"type", "array"}, {"items", {{"type", "string"}}}}; }
Json counts(const char* description) {
  return {{"description", description}, {"type", "object"}, {"additionalProperties", count("How many.")}};
}

/// Nothing is ever left out: what is absent is null. What later versions add is allowed.
Json object(const char* description, Json properties) {
  Json required = Json::array();
  for (const auto& property : properties.items()) required.push_back(property.key());
  return {
      {"description", description}, {"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

Json choices(const char* description) {
  return {{"description", description}, {"type", "object"}, {"additionalProperties", {{"type", "string"}}}};
}

/// What an undecided finding can be but for an excuse.
Json lateness() {
  Json list = words({Status::met_late, Status::overdue, Status::breached});
  list.push_back(nullptr);
  return list;
}

Json finding() {
  using K = RuleKind;
  using M = Modality;
  using U = DayUnit;
  using P = EditionPolicy;
  Json units = words({U::working_days, U::days, U::hours, U::weeks, U::months});
  units.push_back(nullptr);
  return object(
      "The answer of one rule for one record.",
      {{"rule", text("Its id.")},
       {"rulebook", text("Id of the rulebook that has it.")},
       {"kind", word("What the rule answers.",
                     words({K::threshold, K::eligibility, K::permission, K::duty, K::expectation, K::definition, K::advisory}))},
       {"instance", text("Path of the record; empty for the subject itself.")},
       {"record", maybe_text("The record's id.")},
       {"status",
        {{"description", "The status; for a threshold the level and for a definition the value itself."},
         {"type", "string"},
         {"minLength", 1}}},
       {"outcome", maybe_text("The level, the value, or the bases that hold.")},
       {"modality", word("How strong the source is.", words({M::must, M::should, M::may, M::must_not, M::is}))},
       {"actor", text("Who is to do it.")},
       {"trigger", maybe_date("The day that started the clock.")},
       {"due", maybe_date("The last day that is in time.")},
       {"due_at", maybe_text("The last moment that is in time; clocks in hours only.")},
       {"done", maybe_date("The day on which it was done.")},
       {"days", {{"description", "Late positive, early negative, in day_unit."}, {"type", Json::array({"integer", "null"})}}},
       {"day_unit", word("What `days` counts.", std::move(units))},
       {"valid_until", maybe_date("The first day on which time alone will change it.")},
       {"valid_until_at_least",
        {{"description", "Whether valid_until is a lower bound only: it holds until then at least."}, {"type", "boolean"}}},
       {"missing", list("Facts that are not recorded and would help to settle it.", "missing")},
       {"data_errors", list("Facts that are recorded and impossible.", "data_error")},
       {"provisional",
        word("Of an undecided one that is late or breached unless an accepted reason is recorded: what it is without.",
             lateness())},
       {"unless", texts("The paths of the facts that would excuse it.")},
       {"assumed",
        list("What its rule read that nobody recorded and that was assumed, by the caller or by the rule itself.", "assumed")},
       {"source_table", maybe_text("The table, or element of a census return, that its record was read from.")},
       {"source_row",
        {{"description", "The record's row in that table, from 0; of other documents the document's number in its text."},
         {"type", Json::array({"integer", "null"})},
         {"minimum", 0}}},
       {"edition_policy", word("How far it rests on an edition that was not in force on its day.",
                               words({P::in_force, P::carried_forward, P::chosen}))},
       {"readings", choices("Of every reading of the sources that it turns on, the value that was chosen.")},
       {"same_under_all_readings",
        {{"description", "Whether every combination of those readings gives the same answer; null where they were not compared."},
         {"type", Json::array({"boolean", "null"})}}},
       {"other_readings", list("What the others give, where they were compared.", "other_reading")}});
}

}  // namespace

std::string assessment_schema() {
  const auto sha256 = [](const char* of) {
    Json digest = text(of);
    digest["pattern"] = "^[0-9a-f]{64}$";
    return digest;
  };
  const Json rulebook =
      object("Which law judged.", {{"id", text("Id of the rulebook.")},
                                   {"edition", text("Which edition it is.")},
                                   {"version", text("Version of the encoding.")},
                                   {"digest", sha256("SHA-256 of its files and of those that it shares rules from.")}});
  const Json missing = object("A fact that is not recorded.",
                              {{"path", text("Where it would stand.")}, {"description", text("The vocabulary's words.")}});
  const Json data_error = object("A fact that is recorded and impossible.",
                                 {{"path", text("Where it stands.")},
                                  {"value", text("As recorded.")},
                                  {"reason", text("One sentence.")},
                                  {"code", text("The constraint's id, or what is wrong with the value.")}});
  const Json unread_names = object("Names that nobody reads: what stands under them took no part. Each is a data error.",
                                   {{"names", count("How many.")},
                                    {"path", text("Where the first of them stands.")},
                                    {"reason", text("Why it is not read.")}});
  const Json manifest =
      object("What adds up.",
             {{"rules", count("Rules that give findings for this subject.")},
              {"advisory", count("Rules that no recorded fact can decide.")},
              {"other_subject", count("Rules about another kind of subject.")},
              {"other_edition", count("Rules left out because another edition of their series was chosen.")},
              {"not_chosen", count("Rules left out because others were chosen.")},
              {"without_instances", count("Rules whose records the case says it has none of.")},
              {"instances", count("Pairs of rule and record that were looked at.")},
              {"findings", count("How many findings there are.")},
              {"by_status", counts("How many of each status.")},
              {"provisional", counts("How many undecided ones are late or breached unless excused, by what they are then.")}});
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"$id", "urn:dutybound:schema:assessment:1"},
              {"title", "dutybound assessment"}};
  schema.update(
      object("Everything that one case was found to be, by which law, as at which day.",
             {{"format", {{"description", "Name and number of this format."}, {"const", report::formats::assessment}}},
              {"read_in_part",
               {{"description", "The case holds names that nobody reads; null where all of it was read."},
                {"anyOf", Json::array({{{"$ref", "#/$defs/unread_names"}}, {{"type", "null"}}})}}},
              {"engine", text("Version of the engine.")},
              {"digest", sha256("SHA-256 of all that the answer depends on beside the facts and `as_at`: engine, rules, "
                                "vocabulary, calendars, mappings, local protocols, policy values, closure days, limits, "
                                "edition, readings, assumptions.")},
              {"rulebooks", list("Which law judged.", "rulebook")},
              {"as_at", text("The day, or day and time, that it looks from.")},
              {"subject", text("What the document is about.")},
              {"readings", choices("Every loaded reading of the sources, with the value that was chosen.")},
              {"assumed", choices("Fact -> what was assumed of every record that does not say it.")},
              {"case", maybe_text("The document's id.")},
              {"findings", list("In the order of the case's records, then of the rulebooks' rules.", "finding")},
              {"data_errors", list("Every impossible fact of the case.", "data_error")},
              {"manifest", {{"$ref", "#/$defs/manifest"}}}}));
  const Json other_reading =
      object("What a rule answers under other readings.", {{"readings", choices("Of every reading that it turns on, the value.")},
                                                           {"status", text("As the finding's.")},
                                                           {"outcome", maybe_text("As the finding's.")},
                                                           {"due", maybe_date("As the finding's.")},
                                                           {"provisional", word("As the finding's.", lateness())}});
  const Json assumed =
      object("A fact that nobody recorded, and what was read in its place.",
             {{"path", text("Where it would stand.")},
              {"value", text("What it was taken to be.")},
              {"by_rule",
               {{"description", "Whether the rule itself names what stands in for it; else the caller assumed it."},
                {"type", "boolean"}}}});
  schema["$defs"] = {{"rulebook", rulebook},     {"finding", finding()},        {"missing", missing},
                     {"data_error", data_error}, {"manifest", manifest},        {"other_reading", other_reading},
                     {"assumed", assumed},       {"unread_names", unread_names}};
  return schema.dump(2) + "\n";
}

}  // namespace dutybound
