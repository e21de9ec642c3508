// Texts of documents as caseloads, and random tables held against a join that goes through every pair of rows.
#include <random>

#include "input/text_caseload.hpp"
#include "tables.hpp"
#include "text/inside.hpp"

using namespace dutybound;
using namespace dutybound::testing;
using namespace std::literals;

namespace {

Caseload of_text(const Desk& desk, std::string text, CaseFormat format) {
  return input::caseload_of_text(desk.program, std::make_shared<const input::Mappings>(desk.mappings), "cases", std::move(text),
                                 format, desk.limits);
}

}  // namespace

TEST_CASE("documents of a text are read one by one and as they are read together") {
  const Desk desk;
  const std::vector<std::pair<std::string, CaseFormat>> texts{
      {R"([{"id": 1, "child": {"disabled": true}}, {"id": 2, "child": {"disabled": 7}}, {"id": 1}])", CaseFormat::json},
      {R"({"id": "a"})", CaseFormat::json},
      {"\xEF\xBB\xBF{\"id\": 1}\n\n{\"id\": \n{\"id\": 3, \"subject\": \"nobody\"}\n", CaseFormat::json_lines},
      {"- {id: 1}\n- {id: b, child: {disabled: true}}\n", CaseFormat::yaml},
      {"id: 1\n", CaseFormat::yaml},
      {"", CaseFormat::json},
      {"[]", CaseFormat::json},
      {"{", CaseFormat::json},
      {"<a/>", CaseFormat::cin_census},
      {"{\"id\": 1}\n{\"id\": \n\n{\"id\": 2}\n", CaseFormat::json},
      {"[{\"id\": 1}, {\"id\": 2}] rubbish", CaseFormat::json},
      {"{\"id\": 1} rubbish", CaseFormat::json},
      {"\xFF\xFE{\0}\0"s, CaseFormat::json},
  };
  for (const auto& [text, format] : texts) {
    INFO(text);
    const auto together = desk.read(text, format, "cases");
    const Caseload cases = of_text(desk, text, format);
    REQUIRE(cases.size() == together.size());
    for (std::size_t i = 0; i < together.size(); ++i) {
      const CaseDocument one = cases.at(i);
      CHECK(one.where == together[i].where);
      CHECK(list(one.diagnostics) == list(together[i].diagnostics));
      REQUIRE(one.facts.has_value() == together[i].facts.has_value());
      if (!one.facts) continue;
      CHECK(one.facts->id() == together[i].facts->id());
      CHECK(errors(*one.facts) == errors(*together[i].facts));
      CHECK(cases.case_id(i) == one.facts->id());
      CHECK(cases.place(i, one).size() == one.facts->data_errors().size());
    }
  }
  const Caseload first = of_text(desk, texts[0].first, CaseFormat::json);
  CHECK(first.find("1") == 0);
  CHECK(first.find("2") == 1);
  CHECK(!first.find("3"));
  CHECK(first.integer_ids());
  CHECK(!of_text(desk, texts[1].first, CaseFormat::json).integer_ids());
  CHECK(first.tables().empty());
}

TEST_CASE("random tables are joined as by going through every pair of rows") {
  const Desk desk;
  std::mt19937 random(7);
  const auto draw = [&](int most) { return static_cast<std::int64_t>(random() % static_cast<unsigned>(most)); };
  for (int round = 0; round < 200; ++round) {
    std::vector<Whole> case_ids, episode_ids, episode_cases, visit_episodes, visit_counts;
    for (std::int64_t n = draw(6) + 1; n > 0; --n) case_ids.push_back(draw(8));
    for (std::int64_t n = draw(12); n > 0; --n) {
      episode_ids.push_back(draw(10));
      episode_cases.push_back(draw(9) == 0 ? Whole() : Whole(draw(9)));
    }
    for (std::int64_t n = draw(20); n > 0; --n) {
      visit_episodes.push_back(draw(12));
      visit_counts.push_back(static_cast<std::int64_t>(visit_counts.size()));
    }
    const Caseload cases = caseload(desk, {{"cases", {wholes("id", case_ids)}},
                                           {"episodes", {wholes("id", episode_ids), wholes("case_id", episode_cases)}},
                                           {"visits", {wholes("episode_id", visit_episodes), wholes("count", visit_counts)}}});
    REQUIRE(cases.size() == case_ids.size());
    // The first row with an id that has a place is the one that others belong to.
    const auto case_of = [&](std::size_t e) {
      for (std::size_t c = 0; c < case_ids.size(); ++c) {
        if (episode_cases[e] && case_ids[c] == episode_cases[e]) return c;
      }
      return case_ids.size();
    };
    const auto episode_of = [&](std::size_t v) {
      for (std::size_t e = 0; e < episode_ids.size(); ++e) {
        if (episode_ids[e] == visit_episodes[v] && case_of(e) < case_ids.size()) return e;
      }
      return episode_ids.size();
    };
    std::size_t visits_used = 0;
    for (std::size_t c = 0; c < case_ids.size(); ++c) {
      std::string expected, actual;
      for (std::size_t e = 0; e < episode_ids.size(); ++e) {
        if (case_of(e) != c) continue;
        expected += "e" + std::to_string(*episode_ids[e]);
        for (std::size_t v = 0; v < visit_episodes.size(); ++v) {
          if (episode_of(v) != e) continue;
          expected += " " + std::to_string(*visit_counts[v]);
          ++visits_used;
        }
      }
      const Case facts = one_case(cases, c);
      const auto& body = body_of(facts).facts;
      const auto& episodes = body.children(desk.entity("episode"), 0);
      for (std::uint32_t e = 0; e < episodes.count; ++e) {
        actual += "e" + body.id(desk.entity("episode"), e).value_or("?");
        const auto& visits = body.children(desk.entity("visit"), e);
        for (std::uint32_t v = 0; v < visits.count; ++v)
          actual += " " + desk.cell(facts, "visit", "count", visits.first + v).payload.number.to_string();
      }
      CHECK(actual == expected);
    }
    CHECK(cases.tables()[2].used == visits_used);
    CHECK(cases.tables()[2].used + cases.tables()[2].orphans == visit_episodes.size());
  }
}

TEST_CASE("ids that several cases of a text have or nearly have are warned of in every format") {
  Desk desk;
  desk.mappings = input::read_mappings(trees({source("test.yaml", R"(
mapping: test
title: Test
format: cin_census
root: Message
each: Child
called: child
subject: case
id: LAchildID
attributes: {}
)")}),
                                       desk.program->vocabulary)
                      .value();
  const auto child = [](const std::string& id) { return "<Child><LAchildID>" + id + "</LAchildID></Child>"; };
  const std::vector<std::pair<std::string, CaseFormat>> texts{
      {R"([{"id": "k1"}, {"id": "K1"}, {"id": "a"}, {"id": "a"}, {"id": "0a"}])", CaseFormat::json},
      {"{\"id\": \"k1\"}\n{\"id\": \"K1\"}\n{\"id\": \"a\"}\n{\"id\": \" a\"}\n{\"id\": \"0a\"}\n", CaseFormat::json_lines},
      {"- id: k1\n- id: K1\n- id: a\n- id: a\n- id: 0a\n", CaseFormat::yaml},
      {"<Message>" + child("k1") + child("K1") + child("a") + child("a") + child("0a") + "</Message>", CaseFormat::cin_census},
  };
  for (const auto& [text, format] : texts) {
    INFO(text);
    const Diagnostics warnings = of_text(desk, text, format).warnings();
    REQUIRE(warnings.size() == 2);
    CHECK(warnings[0].code == "input.ids-repeated");
    CHECK(warnings[0].severity == Severity::warning);
    CHECK(warnings[0].message == "1 id of `case` is that of several cases, and each is a case of its own: `a`, 2 times");
    CHECK(warnings[1].code == "input.ids-alike");
    CHECK(
        warnings[1].message ==
        "2 ids of `case` differ from another only in capitals, leading zeros or white space, and are taken as ids of their own: "
        "`k1` and `K1`");
  }
  CHECK(of_text(desk, R"([{"id": "a"}, {"id": "b"}, {}, {}])", CaseFormat::json).warnings().empty());
  CHECK(of_text(desk, R"([{"id": "a"}, {"id": "a", "subject": "partnership"}])", CaseFormat::json).warnings().empty());
}

TEST_CASE("an id keeps its leading zeros in YAML and a caseload does not make numbers of it") {
  const Desk desk;
  const Caseload zeros = of_text(desk, "- id: 0123\n- id: 7\n", CaseFormat::yaml);
  CHECK(zeros.case_id(0) == "0123");
  CHECK(zeros.at(0).facts->id() == "0123");
  CHECK(!zeros.integer_ids());
  CHECK(of_text(desk, "- id: 0\n- id: -7\n", CaseFormat::yaml).integer_ids());
  CHECK(!of_text(desk, "- id: -0\n", CaseFormat::yaml).integer_ids());
  const Case worker = desk.one("episodes: [{id: 01, worker: 007}, {worker: 1.50}]\n", CaseFormat::yaml);
  CHECK(desk.cell(worker, "episode", "worker", 0).text() == "007");
  CHECK(desk.cell(worker, "episode", "worker", 1).text() == "1.50");
  CHECK(body_of(worker).facts.id(desk.entity("episode"), 0) == "01");
}
