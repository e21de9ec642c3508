// Whole expressions over records with gaps: what unknown facts and events that have not happened do to an answer.
#include "unit/feel/evaluate.hpp"
#include "feel/kernels.hpp"
#include "feel/temporal.hpp"
#include "support/catch.hpp"
#include "support/diagnostics.hpp"
#include "unit/feel/support.hpp"

using namespace dutybound;
using namespace dutybound::feel;

namespace {

Cell day(std::string_view iso) { return Cell::date(*Date::parse(iso)); }

/// Reviews: the first held with attendance 5, the second held with unknown attendance, the third not held.
class Case {
 public:
  Case() {
    const Cell not_held = Cell::null(Kind::date);
    reviews_ = {{day("2024-01-10"), Cell::integer(5), Cell::enumeration(0), Cell::list(visits_, 2)},
                {day("2024-04-10"), Cell::unknown(Kind::number), Cell::enumeration(1), Cell::unknown(Kind::list)},
                {not_held, Cell::integer(2), Cell::unknown(Kind::enumeration), Cell::list(visits_, 0)}};
    for (std::uint32_t row = 0; row < 3; ++row) records_.push_back(Cell::record(1, row));
    const char* names[] = {"as_at",       "conference",    "reviews", "outcome",  "level", "started_at",
                           "reported_at", "date_of_birth", "amount",  "disabled", "notes", "scores"};
    const Cell cells[] = {day("2024-05-01"),
                          Cell::record(0, 0),
                          Cell::list(records_.data(), records_.size()),
                          Cell::unknown(Kind::enumeration),
                          Cell::enumeration(0),
                          Cell::null(Kind::date),
                          Cell::date_time(Interval{DateTime::start_of(*Date::parse("2024-04-01")).seconds(),
                                                   DateTime::end_of(*Date::parse("2024-04-01")).seconds()}),
                          day("2008-02-29"),
                          Cell::integer(3),
                          Cell::unknown(Kind::boolean),
                          Cell::text("late"),
                          Cell::list(nullptr, 0)};
    for (std::uint32_t id = 0; id < std::size(names); ++id) {
      REQUIRE(world_.environment.variables[id].name == names[id]);
      values_.variables[id] = cells[id];
    }
    values_.field = [this](RecordRef record, std::uint32_t field) {
      if (record.entity == 0) return field == 0 ? day("2024-02-01") : Cell::unknown(Kind::text);
      if (record.entity == 1) return reviews_[record.row][field];
      return field == 0 ? Cell::boolean(record.row == 0) : day("2024-01-05");
    };
    values_.parameter = [](std::string_view) { return Cell::integer(45); };
  }

  std::string operator()(std::string_view text) {
    const auto checked = testing::check_text(world_, text);
    if (!checked.sound) return testing::list(checked.diagnostics);
    const Cell result = testing::Walk(values_, {&calendar_, &arena_}).evaluate(*checked.expression.root);
    return to_text(result, checked.expression.type(), world_.types);
  }

 private:
  testing::World world_;
  testing::Values values_;
  Arena arena_;
  Calendar calendar_{"test", *Date::parse("2024-01-01"), *Date::parse("2024-12-31"), {{*Date::parse("2024-05-06"), "Early May"}}};
  Cell visits_[2] = {Cell::record(2, 0), Cell::record(2, 1)};
  std::vector<std::vector<Cell>> reviews_;
  std::vector<Cell> records_;
};

}  // namespace

TEST_CASE("events that have not happened are null and facts that nobody recorded unknown", "[feel]") {
  Case value;
  CHECK(value("happened(started_at)") == "false");
  CHECK(value("happened(conference.held_at)") == "true");
  CHECK(value("happened(outcome)") == "unknown");
  CHECK(value("known(outcome)") == "false");
  CHECK(value("started_at < as_at") == "null");
  CHECK(value("started_at + @\"P1D\" < as_at") == "null");
  CHECK(value("outcome = \"icpc_required\"") == "unknown");
  CHECK(value("outcome in [\"icpc_required\", \"no_further_action\"]") == "unknown");
  CHECK(value("started_at < as_at and outcome = \"icpc_required\"") == "unknown");
  CHECK(value("level = \"high\" and disabled") == "false");
  CHECK(value("level = \"low\" or disabled") == "true");
  CHECK(value("if disabled then 1 else 2") == "unknown");
  CHECK(value("if disabled then amount else 3") == "3");
  CHECK(value("if started_at < as_at then 1 else 2") == "2");
}

TEST_CASE("lists of records with gaps", "[feel]") {
  Case value;
  CHECK(value("min(reviews.held_at)") == "@\"2024-01-10\"");
  CHECK(value("max(reviews.held_at)") == "@\"2024-04-10\"");
  CHECK(value("reviews[-1].held_at") == "null");
  CHECK(value("reviews[held_at > @\"2024-02-01\"].held_at") == "[@\"2024-04-10\"]");
  CHECK(value("count(reviews[held_at <= as_at])") == "2");
  CHECK(value("count(reviews[attendance > 3])") == "unknown");
  CHECK(value("count(reviews[attendance > 3]) >= 1") == "unknown");
  CHECK(value("some r in reviews satisfies r.attendance > 3") == "true");
  CHECK(value("every r in reviews satisfies r.attendance > 3") == "false");
  CHECK(value("every r in reviews satisfies r.attendance > 1") == "unknown");
  CHECK(value("reviews[attendance > 3][1].held_at") == "@\"2024-01-10\"");
  CHECK(value("reviews[attendance > 3][2].held_at") == "unknown");
  CHECK(value("min(reviews[attendance > 3].held_at)") == "@\"2024-01-10\"");
  CHECK(value("\"no_further_action\" in reviews.outcome") == "true");
  CHECK(value("sum(reviews.attendance)") == "unknown");
  CHECK(value("some r in reviews satisfies some v in r.visits satisfies v.seen_alone") == "true");
  CHECK(value("some v in flatten(reviews.visits) satisfies v.seen_alone") == "true");
  CHECK(value("count(flatten(reviews.visits))") == "unknown");
  CHECK(value("for r in reviews return r.attendance + 1") == "[6, unknown, 3]");
  CHECK(value("some s in scores satisfies s > 1") == "false");
  CHECK(value("every s in scores satisfies s > 1") == "true");
  CHECK(value("scores[1]") == "null");
}

TEST_CASE("days and moments together", "[feel]") {
  Case value;
  CHECK(value("add working days(@\"2024-05-03\", 1)") == "@\"2024-05-07\"");
  CHECK(value("add working days(as_at, 400)") == "unknown");
  CHECK(value("date(reported_at) = @\"2024-04-01\"") == "true");
  CHECK(value("reported_at + @\"PT72H\" > @\"2024-04-03T12:00\"") == "true");
  CHECK(value("reported_at + @\"PT72H\" > @\"2024-04-04T12:00\"") == "unknown");
  CHECK(value("age(date_of_birth, as_at)") == "16");
  CHECK(value("birthday(date_of_birth, 18)") == "@\"2026-03-01\"");
  CHECK(value("as_at - conference.held_at <= @\"P90D\"") == "true");
  CHECK(value("parameter(\"icpc-limit\") * 2") == "90");
  CHECK(value("day of week(as_at) in (\"Wednesday\", \"Friday\")") == "true");
}

TEST_CASE("ranges and tests", "[feel]") {
  Case value;
  CHECK(value("amount in [3..5]") == "true");
  CHECK(value("amount in (3..5]") == "false");
  CHECK(value("amount in ]2..3[") == "false");
  CHECK(value("amount in (< 2, [3..3])") == "true");
  CHECK(value("amount in (!= 3)") == "false");
  CHECK(value("amount between 1 and 3") == "true");
  CHECK(value("outcome in [\"icpc_required\"] or amount in [1, 2, 3]") == "true");
  CHECK(value("notes in [\"late\", \"early\"]") == "true");
}
