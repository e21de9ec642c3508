// dutybound.h: what its functions give, refuse and leave alone. That C compiles it is the package's consumers' to show.
#include <dutybound/dutybound.h>

#include <cstring>
#include <map>
#include <string>
#include <vector>

#include <dutybound/dutybound.hpp>

#include "support/catch.hpp"

namespace {

template <class Object, void (*Free)(Object*) noexcept>
struct Freed {
  Freed() = default;
  Freed(const Freed&) = delete;
  Freed& operator=(const Freed&) = delete;
  ~Freed() { Free(object); }
  Object** into() { return &object; }
  Object* object = nullptr;
};
using LoadOptions = Freed<dutybound_load_options, &dutybound_load_options_free>;
using AssessOptions = Freed<dutybound_assess_options, &dutybound_assess_options_free>;
using Rulebook = Freed<dutybound_rulebook, &dutybound_rulebook_free>;
using Case = Freed<dutybound_case, &dutybound_case_free>;
using Diagnostics = Freed<dutybound_diagnostics, &dutybound_diagnostics_free>;
using Text = Freed<dutybound_text, &dutybound_text_free>;

const dutybound_rulebook* shipped() {
  static dutybound_rulebook* loaded = [] {
    dutybound_rulebook* made = nullptr;
    REQUIRE(dutybound_load(nullptr, nullptr, &made) == DUTYBOUND_DONE);
    return made;
  }();
  return loaded;
}

const std::string conference =
    R"({"id": "c1", "episodes": [{"section_47_enquiries": [{"started_at": "2024-03-28", "outcome": "icpc_required"}]}]})";

/// The cases of a text; one that cannot be read is null.
struct Read {
  std::vector<dutybound_case*> cases;
  std::vector<std::string> codes;
  std::size_t at_most = 100;
  Read() = default;
  Read(const Read&) = delete;
  Read& operator=(const Read&) = delete;
  ~Read() {
    for (dutybound_case* each : cases) dutybound_case_free(each);
  }
};

bool keep(void* context, const char* where, const dutybound_case* facts, const dutybound_diagnostics* why) {
  Read& read = *static_cast<Read*>(context);
  CHECK(std::strlen(where) > 0);
  dutybound_case* copy = nullptr;
  if (facts) CHECK(dutybound_case_copy(facts, &copy) == DUTYBOUND_DONE);
  read.cases.push_back(copy);
  for (std::size_t i = 0; i < dutybound_diagnostics_count(why); ++i) read.codes.emplace_back(dutybound_diagnostic_code(why, i));
  return read.cases.size() < read.at_most;
}

void read(const std::string& text, dutybound_format format, Read& into) {
  REQUIRE(dutybound_read_cases(shipped(), "cases", text.data(), text.size(), format, &keep, &into) == DUTYBOUND_DONE);
}

}  // namespace

TEST_CASE("C gets the answers that C++ gets byte for byte", "[c]") {
  Read read_by_c;
  read(conference, DUTYBOUND_JSON, read_by_c);
  REQUIRE(read_by_c.cases.size() == 1);
  CHECK(std::string(dutybound_case_id(read_by_c.cases[0])) == "c1");
  AssessOptions options;
  REQUIRE(dutybound_assess_options_new("2024-04-30", nullptr, options.into()) == DUTYBOUND_DONE);
  Text assessed, asked, explained, none;
  Diagnostics why;
  REQUIRE(dutybound_assess(shipped(), read_by_c.cases[0], options.object, why.into(), assessed.into()) == DUTYBOUND_DONE);
  REQUIRE(dutybound_ask(shipped(), read_by_c.cases[0], options.object, nullptr, asked.into()) == DUTYBOUND_DONE);
  REQUIRE(dutybound_explain(shipped(), read_by_c.cases[0], options.object, "wt23-icpc-15wd", nullptr, nullptr, explained.into()) ==
          DUTYBOUND_DONE);
  REQUIRE(dutybound_explain(shipped(), read_by_c.cases[0], options.object, "wt23-icpc-15wd", "nowhere", nullptr, none.into()) ==
          DUTYBOUND_DONE);
  CHECK(why.object == nullptr);

  const auto rulebook = dutybound::Rulebook::load().value_or_throw();
  CHECK(std::string(dutybound_rulebook_digest(shipped())) == rulebook.digest());
  const dutybound::AssessOptions as_at{.as_at = *dutybound::Date::parse("2024-04-30")};
  rulebook.read_cases("cases", conference, dutybound::CaseFormat::json, [&](const dutybound::CaseDocument& document) {
    const dutybound::Case& facts = document.facts.value();
    CHECK(std::string(dutybound_text_data(assessed.object), dutybound_text_size(assessed.object)) ==
          dutybound::report::to_json(rulebook.assess(facts, as_at).value()));
    CHECK(dutybound_text_data(asked.object) == dutybound::report::to_json(rulebook.ask(facts, as_at).value()));
    const auto reasons = rulebook.explain(facts, as_at, "wt23-icpc-15wd").value();
    REQUIRE(reasons.size() == 1);
    CHECK(dutybound_text_data(explained.object) == "[" + dutybound::report::to_json(reasons.front()) + "]");
    return true;
  });
  CHECK(std::string(dutybound_text_data(none.object)) == "[]");
}

TEST_CASE("a document that cannot be read is handed over with why and the rest goes on", "[c]") {
  Read all;
  read(R"({"id": "a"})" "\n{]\n" R"({"id": "b", "episodes": [{"referral": {"received_at": "2024-02-30"}}]})" "\n", DUTYBOUND_JSON_LINES, all);
  REQUIRE(all.cases.size() == 3);
  CHECK(all.cases[1] == nullptr);
  REQUIRE(all.codes.size() == 1);
  CHECK(all.codes[0].rfind("input.", 0) == 0);
  CHECK(dutybound_case_data_errors(all.cases[0]) == 0);
  CHECK(dutybound_case_data_errors(all.cases[2]) == 1);
  Read one;
  one.at_most = 1;
  read(R"({"id": "a"})" "\n" R"({"id": "b"})" "\n", DUTYBOUND_JSON_LINES, one);
  CHECK(one.cases.size() == 1);
}

TEST_CASE("options choose limit and stop an assessment as they do in C++", "[c]") {
  LoadOptions loading;
  REQUIRE(dutybound_load_options_new(loading.into()) == DUTYBOUND_DONE);
  CHECK(dutybound_load_options_add_rulebook(loading.object, "working-together-2023") == DUTYBOUND_DONE);
  CHECK(dutybound_load_options_set_policy(loading.object, "cp-visit-interval", 10) == DUTYBOUND_DONE);
  CHECK(dutybound_load_options_set_limit(loading.object, "findings_per_case", 7) == DUTYBOUND_DONE);
  Rulebook rulebook;
  REQUIRE(dutybound_load(loading.object, nullptr, rulebook.into()) == DUTYBOUND_DONE);
  CHECK(std::string(dutybound_rulebook_digest(rulebook.object)) != dutybound_rulebook_digest(shipped()));
  Read facts;
  REQUIRE(dutybound_read_cases(rulebook.object, "c.json", conference.data(), conference.size(), DUTYBOUND_JSON, &keep, &facts) == DUTYBOUND_DONE);
  AssessOptions options;
  REQUIRE(dutybound_assess_options_new("2024-04-30T09:30", nullptr, options.into()) == DUTYBOUND_DONE);
  Text json;
  REQUIRE(dutybound_assess(rulebook.object, facts.cases[0], options.object, nullptr, json.into()) == DUTYBOUND_DONE);
  CHECK(std::string(dutybound_text_data(json.object)).find("limits.findings_per_case") != std::string::npos);

  CHECK(dutybound_assess_options_add_rule(options.object, "wt23-icpc-15wd") == DUTYBOUND_DONE);
  CHECK(dutybound_assess_options_assume(options.object, "child.disabled", "false") == DUTYBOUND_DONE);
  CHECK(dutybound_assess_options_carry_forward(options.object, true) == DUTYBOUND_DONE);
  CHECK(dutybound_assess_options_all_readings(options.object, true) == DUTYBOUND_DONE);
  Text few;
  REQUIRE(dutybound_assess(rulebook.object, facts.cases[0], options.object, nullptr, few.into()) == DUTYBOUND_DONE);
  const std::string text = dutybound_text_data(few.object);
  CHECK(text.find("\"rule\":\"wt23-icpc-15wd\"") != std::string::npos);
  CHECK(text.find("\"child.disabled\":\"false\"") != std::string::npos);
  CHECK(dutybound_text_size(few.object) < dutybound_text_size(json.object));

  Text unread;
  Diagnostics why;
  CHECK(dutybound_assess(shipped(), facts.cases[0], options.object, why.into(), unread.into()) == DUTYBOUND_REFUSED);
  CHECK(unread.object == nullptr);
  CHECK(std::string(dutybound_diagnostic_code(why.object, 0)) == "options.other-rulebook");
  CHECK_FALSE(dutybound_diagnostic_is_warning(why.object, 0));
}

TEST_CASE("what does not load or fit says why", "[c]") {
  LoadOptions loading;
  REQUIRE(dutybound_load_options_new(loading.into()) == DUTYBOUND_DONE);
  const std::string layer = "rulebook: ours\nextends: working-together-2023\ntitel: x\n";
  CHECK(dutybound_load_options_add_layer_file(loading.object, "ours.yaml", layer.data(), layer.size()) == DUTYBOUND_DONE);
  Rulebook rulebook;
  Diagnostics why;
  CHECK(dutybound_load(loading.object, why.into(), rulebook.into()) == DUTYBOUND_REFUSED);
  CHECK(rulebook.object == nullptr);
  REQUIRE(dutybound_diagnostics_count(why.object) > 0);
  std::map<std::string, std::size_t> lines;
  for (std::size_t i = 0; i < dutybound_diagnostics_count(why.object); ++i) {
    CHECK(std::string(dutybound_diagnostic_source(why.object, i)) == "ours.yaml");
    CHECK(std::strlen(dutybound_diagnostic_message(why.object, i)) > 0);
    CHECK(dutybound_diagnostic_column(why.object, i) > 0);
    lines[dutybound_diagnostic_code(why.object, i)] = dutybound_diagnostic_line(why.object, i);
  }
  CHECK(lines["rulebook.unknown-key"] == 3);

  AssessOptions options;
  Diagnostics no_day;
  CHECK(dutybound_assess_options_new("soon", no_day.into(), options.into()) == DUTYBOUND_REFUSED);
  CHECK(std::string(dutybound_diagnostic_hint(no_day.object, 0)).find("2024-04-22") != std::string::npos);
}

TEST_CASE("null is refused or nothing and never looked into", "[c]") {
  AssessOptions options;
  REQUIRE(dutybound_assess_options_new("2024-04-30", nullptr, options.into()) == DUTYBOUND_DONE);
  Text json;
  CHECK(dutybound_load(nullptr, nullptr, nullptr) == DUTYBOUND_MISUSED);
  CHECK(dutybound_assess(nullptr, nullptr, options.object, nullptr, json.into()) == DUTYBOUND_MISUSED);
  CHECK(dutybound_ask(shipped(), nullptr, options.object, nullptr, json.into()) == DUTYBOUND_MISUSED);
  CHECK(dutybound_explain(shipped(), nullptr, options.object, "x", nullptr, nullptr, json.into()) == DUTYBOUND_MISUSED);
  CHECK(dutybound_read_cases(shipped(), "c", nullptr, 1, DUTYBOUND_JSON, &keep, nullptr) == DUTYBOUND_MISUSED);
  CHECK(dutybound_read_cases(shipped(), "c", "", 0, 4, &keep, nullptr) == DUTYBOUND_MISUSED);
  CHECK(dutybound_load_options_new(nullptr) == DUTYBOUND_MISUSED);
  CHECK(dutybound_load_options_set_limit(nullptr, "steps_per_case", 1) == DUTYBOUND_MISUSED);
  CHECK(dutybound_assess_options_edition(options.object, nullptr) == DUTYBOUND_MISUSED);
  CHECK(json.object == nullptr);
  CHECK(dutybound_diagnostics_count(nullptr) == 0);
  CHECK(dutybound_diagnostic_code(nullptr, 0) == nullptr);
  CHECK(dutybound_text_data(nullptr) == nullptr);
  CHECK(dutybound_case_id(nullptr) == nullptr);
  CHECK(dutybound_rulebook_digest(nullptr) == nullptr);
  dutybound_text_free(nullptr);
  dutybound_case_free(nullptr);
  dutybound_rulebook_free(nullptr);
}

TEST_CASE("a limit that there is not is named as misuse and a caller stops an assessment", "[c]") {
  LoadOptions loading;
  REQUIRE(dutybound_load_options_new(loading.into()) == DUTYBOUND_DONE);
  for (const dutybound::LimitInfo& limit : dutybound::every_limit())
    CHECK(dutybound_load_options_set_limit(loading.object, std::string(limit.name).c_str(), 1) == DUTYBOUND_DONE);
  CHECK(dutybound_load_options_set_limit(loading.object, "steps", 1) == DUTYBOUND_MISUSED);

  std::string many = R"({"episodes": [)";
  for (int i = 0; i < 400; ++i) many += i == 0 ? "{}" : ",{}";
  Read facts;
  read(many + "]}", DUTYBOUND_JSON, facts);
  AssessOptions options;
  REQUIRE(dutybound_assess_options_new("2024-04-30", nullptr, options.into()) == DUTYBOUND_DONE);
  int asked = 0;
  REQUIRE(dutybound_assess_options_proceed(options.object, [](void* count) { return ++*static_cast<int*>(count) < 2; }, &asked) ==
          DUTYBOUND_DONE);
  Diagnostics why;
  Text json;
  CHECK(dutybound_assess(shipped(), facts.cases[0], options.object, why.into(), json.into()) == DUTYBOUND_REFUSED);
  CHECK(std::string(dutybound_diagnostic_code(why.object, 0)) == "limit.stopped");
  CHECK(asked == 2);
}
