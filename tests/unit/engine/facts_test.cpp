#include "unit/program/sample.hpp"

#include <algorithm>

using namespace dutybound;
using namespace dutybound::testing;

namespace {

struct Sample {
  ProgramPtr program = program_of("");
  CaseOf facts{program};
  [[nodiscard]] rulebook::EntityId entity(std::string_view name) const { return entity_of(*program, name); }
  [[nodiscard]] rulebook::AttributeId attribute(std::string_view e, std::string_view name) const {
    return attribute_of(*program, entity(e), name);
  }
  [[nodiscard]] std::string error(const Facts& built, std::string_view e, std::string_view a, std::uint32_t row = 0) const {
    const auto index = built.data_error(entity(e), attribute(e, a), row);
    if (!index) return "none";
    const DataError& error = built.data_errors()[*index];
    return error.path + " | " + error.value + " | " + error.code;
  }
};

}  // namespace

TEST_CASE("what was never set is unknown") {
  Sample s;
  s.facts.add("episode");
  const Facts built = s.facts.build();
  CHECK(built.value(s.entity("episode"), s.attribute("episode", "opened_at"), 0).is_unknown());
  CHECK(built.children(s.entity("visit"), 0).state == feel::State::unknown);
  CHECK(built.children(s.entity("child"), 0).state == feel::State::unknown);
  CHECK(built.children(s.entity("enquiry"), 0).state == feel::State::unknown);
}

TEST_CASE("an empty collection is known and an absent child is null") {
  Sample s;
  s.facts.none("visit").none("child");
  const Facts built = s.facts.build();
  CHECK(built.children(s.entity("visit"), 0).state == feel::State::known);
  CHECK(built.children(s.entity("visit"), 0).count == 0);
  CHECK(built.children(s.entity("child"), 0).state == feel::State::null);
}

TEST_CASE("records have paths ids and parents") {
  Sample s;
  s.facts.add("episode", 0, 0);
  const std::uint32_t second = s.facts.add("episode", 0, 3);
  s.facts.add("referral", second);
  s.facts.add("enquiry", second, 0);
  const std::uint32_t enquiry = s.facts.add("enquiry", second, 1);
  s.facts.builder().set_id(s.entity("enquiry"), enquiry, "E2");
  const Facts built = s.facts.build();
  CHECK(built.path(s.entity("case"), 0).empty());
  CHECK(built.path(s.entity("referral"), 0) == "episodes[3].referral");
  CHECK(built.path(s.entity("enquiry"), enquiry) == "episodes[3].enquiries[1]");
  CHECK(built.path_of(s.entity("case"), s.attribute("case", "visits"), 0) == "visits");
  CHECK(built.path_of(s.entity("enquiry"), s.attribute("enquiry", "started_at"), 1) == "episodes[3].enquiries[1].started_at");
  CHECK(built.id(s.entity("enquiry"), enquiry) == "E2");
  CHECK_FALSE(built.id(s.entity("enquiry"), 0).has_value());
  CHECK(built.parent_row(s.entity("enquiry"), enquiry) == second);
  CHECK(built.children(s.entity("enquiry"), second).count == 2);
  CHECK(built.rows(s.entity("episode")) == 2);
}

TEST_CASE("facts keep their texts when they move") {
  Sample s;
  const std::uint32_t child = s.facts.add("child");
  s.facts.builder().set_list(s.entity("child"), s.attribute("child", "names"), child,
                             {Cell::text(""), Cell::unknown(Kind::text), Cell::text("")}, {"Ann", "Bea"});
  Facts built = s.facts.build();
  const Facts moved = std::move(built);
  const Cell& names = moved.value(s.entity("child"), s.attribute("child", "names"), child);
  REQUIRE(names.payload.items.size == 3);
  CHECK(names.payload.items.data[0].text() == "Ann");
  CHECK(names.payload.items.data[1].is_unknown());
  CHECK(names.payload.items.data[2].text() == "Bea");
}

TEST_CASE("an impossible value is unknown and says why") {
  Sample s;
  s.facts.add("episode");
  s.facts.set("episode", "opened_at", on("2024-01-01"));
  s.facts.builder().set_error(s.entity("episode"), s.attribute("episode", "opened_at"), 0,
                              {"episodes[0].opened_at", "1900-01-01", "No.", "impossible_date"});
  s.facts.builder().add_error({"colour", "red", "No such fact.", "unknown_attribute"});
  const Facts built = s.facts.build();
  CHECK(built.value(s.entity("episode"), s.attribute("episode", "opened_at"), 0).is_unknown());
  CHECK(s.error(built, "episode", "opened_at") == "episodes[0].opened_at | 1900-01-01 | impossible_date");
  CHECK(s.error(built, "episode", "closed_at") == "none");
  CHECK(built.data_errors().size() == 2);
}

TEST_CASE("an impossible collection is unknown") {
  Sample s;
  s.facts.builder().set_error(s.entity("case"), s.attribute("case", "visits"), 0, {"visits", "seven", "No list.", "wrong_type"});
  const Facts built = s.facts.build();
  CHECK(built.children(s.entity("visit"), 0).state == feel::State::unknown);
  CHECK(s.error(built, "case", "visits") == "visits | seven | wrong_type");
}

TEST_CASE("a constraint that is false marks what it says") {
  Sample s;
  s.facts.add("episode", 0, 0);
  s.facts.add("episode", 0, 1);
  s.facts.set("episode", "opened_at", on("2024-02-01")).set("episode", "closed_at", on("2024-01-31"));
  s.facts.set("episode", "opened_at", on("2024-02-01"), 1).set("episode", "closed_at", on("2024-02-01"), 1);
  const Facts built = s.facts.build();
  CHECK(s.error(built, "episode", "closed_at") == "episodes[0].closed_at | 2024-01-31 | closed-after-opened");
  CHECK(built.value(s.entity("episode"), s.attribute("episode", "closed_at"), 0).is_unknown());
  CHECK(built.value(s.entity("episode"), s.attribute("episode", "opened_at"), 0).is_known());
  CHECK(built.value(s.entity("episode"), s.attribute("episode", "closed_at"), 1).is_known());
  REQUIRE(built.data_errors().size() == 1);
  CHECK(built.data_errors()[0].reason == "An episode cannot close before it opens.");
}

TEST_CASE("a constraint that is unknown or null marks nothing") {
  Sample s;
  s.facts.add("episode", 0, 0);
  s.facts.add("episode", 0, 1);
  s.facts.set("episode", "closed_at", on("2024-01-31"));
  s.facts.set("episode", "opened_at", on("2024-02-01"), 1).set("episode", "closed_at", Cell::null(Kind::date), 1);
  CHECK(s.facts.build().data_errors().empty());
}

TEST_CASE("a constraint sees events as recorded and to-one children and records above") {
  Sample s;
  s.facts.add("episode");
  s.facts.set("episode", "opened_at", on("2990-01-01")).set("episode", "closed_at", on("2989-01-01"));
  s.facts.add("referral");
  s.facts.set("referral", "received_at", at("2990-01-02T10:00"));
  s.facts.add("enquiry");
  s.facts.set("enquiry", "started_at", on("2989-12-31"));
  const Facts built = s.facts.build();
  CHECK(s.error(built, "episode", "closed_at") == "episodes[0].closed_at | 2989-01-01 | closed-after-opened");
  CHECK(s.error(built, "referral", "received_at") ==
        "episodes[0].referral.received_at | 2990-01-02T10:00:00 | referral-before-opening");
  CHECK(s.error(built, "episode", "opened_at") == "episodes[0].opened_at | 2990-01-01 | referral-before-opening");
  CHECK(s.error(built, "enquiry", "started_at") == "episodes[0].enquiries[0].started_at | 2989-12-31 | enquiry-in-episode");
}

TEST_CASE("many records are built in a moment") {
  Sample s;
  for (std::uint32_t n = 0; n < 20'000; ++n) s.facts.set("episode", "opened_at", on("2024-01-01"), s.facts.add("episode", 0, n));
  const Facts built = s.facts.build();
  CHECK(built.rows(s.entity("episode")) == 20'000);
  CHECK(built.children(s.entity("episode"), 0).count == 20'000);
}
