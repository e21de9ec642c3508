// One decision tree for each kind of rule. Where a decision is open both branches are followed; the statuses reached are the
// possible ones, and what the decision turned on is noted if the branches differ.
#include "findings/judge.hpp"

#include <algorithm>

#include "findings/bounds.hpp"

namespace dutybound::findings {
namespace {

using feel::Cell;
using program::no_register;
using program::RulePlan;

/// Which way a decision can go.
struct Either {
  bool yes = false;
  bool no = false;
};

/// Whether something is on record as having happened, and when.
struct Happening {
  Either has;
  Bounds when;
};

class Judge {
 public:
  Judge(const RulePlan& plan, const Calendar* calendar, const Cells& cells, const Editions& editions, engine::AsAt as_at)
      : plan_(plan),
        calendar_(calendar),
        cells_(cells),
        editions_(editions),
        as_at_(as_at),
        line_(plan.has_clock && plan.unit == DayUnit::hours),
        now_(line_.now(as_at)) {}

  Judgement judge(const Settled* settled) {
    if (editions_.never_cover()) {
      judgement_.status = Status::not_in_force;
      return judgement_;
    }
    judgement_.coverage = edition();
    if (judgement_.coverage == Coverage::no) {
      judgement_.status = Status::not_in_force;
    } else {
      judgement_.possible = by_kind();
      Statuses possible = judgement_.possible;
      // What does not apply under the only edition that could judge it does not apply.
      if (judgement_.coverage == Coverage::open && possible != one(Status::not_applicable)) possible |= one(Status::not_in_force);
      judgement_.status = the_only(possible).value_or(Status::indeterminate);
      judgement_.provisional = unless_excused(possible);
    }
    if (settled) {
      judgement_.status = settled->status;
      judgement_.provisional = settled->provisional;
    }
    dates();
    return judgement_;
  }

 private:
  // The edition: does one cover the deciding day?
  Coverage edition() {
    const Editions::Standing may = editions_.may_cover(plan_, as_at_.day);
    if (!may.covers) return standing(as_at_.day, true);
    Part part = Part::arises;
    // `... else as_at`: the deciding day goes along with as_at, and only the editions' own days make a difference.
    if (plan_.arises != no_register && is_as_at(cells_[plan_.arises], as_at_.day)) return standing(as_at_.day, true);
    const Cell* cell = read(part);
    if ((!cell || cell->is_null()) && plan_.has_clock) cell = read(part = Part::trigger);
    if (!cell || cell->is_null()) {
      if (plan_.has_clock) return Coverage::no_day;  // not started: the answer needs no edition
      return standing(as_at_.day, true);
    }
    if (cell->is_unknown()) {
      if (editions_.always_covers(plan_)) return Coverage::yes;
      judgement_.undecided |= bit(part);
      return Coverage::open;
    }
    const Bounds days = Line(false).of(*cell);
    const Coverage first = standing(Date::from_number(static_cast<std::int32_t>(days.earliest)), false);
    if (days.exact()) return first;
    const Coverage last = standing(Date::from_number(static_cast<std::int32_t>(days.latest)), false);
    if (first == last) return first;
    judgement_.undecided |= bit(part);
    return Coverage::open;
  }

  Coverage standing(Date day, bool moves) {
    const Editions::Standing standing = editions_.on(plan_, day);
    judgement_.edition_policy = standing.policy;
    if (moves) sooner(standing.changes);
    return standing.covers ? Coverage::yes : Coverage::no;
  }

  Statuses by_kind() {
    if (plan_.kind == RuleKind::duty && plan_.has_clock) {
      const Cell* trigger = read(Part::trigger);
      const Either started{trigger && !trigger->is_null(), !trigger || !trigger->is_known()};
      return decide(
          bit(Part::trigger), started, [&] { return if_applies([&] { return clocked(); }); },
          [] { return one(Status::not_applicable); });
    }
    return if_applies([&]() -> Statuses {
      switch (plan_.kind) {
        case RuleKind::duty:
          return unclocked();
        case RuleKind::threshold:
          return threshold();
        case RuleKind::definition:
          return definition();
        case RuleKind::eligibility:
          return condition(Status::eligible, Status::not_eligible);
        case RuleKind::permission:
          return permission();
        case RuleKind::expectation:
          return condition(Status::in_place, Status::not_in_place);
        case RuleKind::advisory:
          break;
      }
      return one(Status::indeterminate);
    });
  }

  template <class Then>
  Statuses if_applies(Then then) {
    const auto none = [] { return one(Status::not_applicable); };
    const auto own = [&] { return plan_.applies ? decide(bit(Part::applies), holds(Part::applies), then, none) : then(); };
    return plan_.protected_when ? decide(bit(Part::protects), holds(Part::protects), own, none) : own();
  }

  // Duties with a clock.
  Statuses clocked() {
    due_ = bounds(Part::due);
    done_ = happening(Part::done);
    return plan_.clock == rulebook::ClockKind::minimum_retention ? retention() : deadline();
  }

  Statuses deadline() {
    return decide(
        bit(Part::done), done_.has,
        [&] {
          const Either in_time{done_.when.earliest <= due_.latest, done_.when.latest > due_.earliest};
          return decide(
              bit(Part::done) | bit(Part::due), in_time, [] { return one(Status::met); },
              [&] { return unless_exempt([&] { return unless_lapsed(due_, [&] { return late(Status::met_late); }); }); });
        },
        [&] { return unless_exempt([&] { return unless_lapsed(due_, [&] { return open(); }); }); });
  }

  Statuses open() {
    note(due_);
    const Either passed{now_ > due_.earliest, now_ <= due_.latest};
    return decide(
        bit(Part::due), passed, [&] { return missed(); }, [] { return one(Status::due); });
  }

  /// What ended after the last day can no longer be done: it was missed, and is not overdue for ever.
  Statuses missed() {
    return decide(
        bit(Part::ends), ended_.has, [&] { return late(Status::breached); }, [&] { return late(Status::overdue); });
  }

  Statuses late(Status status) {
    if (!plan_.excused) return one(status);
    return decide(
        bit(Part::excused), holds(Part::excused), [] { return one(Status::exempt); }, [&] { return one(status); });
  }

  Statuses retention() {
    return decide(
        bit(Part::done), done_.has,
        [&] {
          const Either early{done_.when.earliest < due_.latest, done_.when.latest >= due_.earliest};
          return decide(
              bit(Part::done) | bit(Part::due), early,
              [&] { return unless_exempt([&] { return unless_lapsed(done_.when, [] { return one(Status::breached); }); }); },
              [] { return one(Status::met); });
        },
        [&] {
          note(due_);
          const Either reached{now_ >= due_.earliest, now_ < due_.latest};
          return decide(
              bit(Part::due), reached, [] { return one(Status::met); },
              [&] { return unless_exempt([&] { return unless_lapsed(due_, [] { return one(Status::due); }); }); });
        });
  }

  template <class Otherwise>
  Statuses unless_exempt(Otherwise otherwise) {
    if (!plan_.exempt) return otherwise();
    return decide(
        bit(Part::exempt), holds(Part::exempt), [] { return one(Status::exempt); }, otherwise);
  }

  /// The duty lapses with `ends_at` if that came not later than `last`.
  template <class Otherwise>
  Statuses unless_lapsed(const Bounds& last, Otherwise otherwise) {
    ended_ = happening(Part::ends);
    const Either lapsed{ended_.has.yes && ended_.when.earliest <= last.latest,
                        ended_.has.no || ended_.when.latest > last.earliest};
    return decide(
        bit(Part::ends) | bit(Part::due), lapsed, [] { return one(Status::not_applicable); }, otherwise);
  }

  // Duties without a clock.
  Statuses unclocked() {
    due_ = {Bounds{}.latest, Bounds{}.latest};
    done_ = happening(Part::done);
    Either done = done_.has;
    if (plan_.done_when) {
      const Either said = holds(Part::done_when);
      done = {done.yes || said.yes, done.no && said.no};
    }
    const Parts parts = bit(Part::done) | bit(Part::done_when);
    if (plan_.modality == Modality::must_not) {
      return decide(
          parts, done, [&] { return unless_exempt([] { return one(Status::breached); }); }, [] { return one(Status::met); });
    }
    return decide(
        parts, done, [] { return one(Status::met); },
        [&] { return unless_exempt([&] { return unless_lapsed(due_, [] { return one(Status::due); }); }); });
  }

  // The other kinds.
  Statuses condition(Status yes, Status no) {
    return decide(
        bit(Part::condition), holds(Part::condition), [&] { return one(yes); }, [&] { return one(no); });
  }

  Statuses permission() {
    const Statuses possible = condition(Status::permitted, Status::not_established);
    if (possible == one(Status::permitted)) {  // the bases are told
      for (const program::RowPlan& row : plan_.rows) see(cells_[row.when.truth]);
    }
    return possible;
  }

  Statuses threshold() {
    Statuses possible = 0;
    judgement_.undecided |= bit(Part::rows);  // counts only if the answer is open
    for (std::size_t i = 0; i < plan_.rows.size(); ++i) {
      judgement_.rows_read = i + 1;
      const Either row = truth(see(cells_[plan_.rows[i].when.truth]));
      if (row.yes) {
        if (possible == 0) judgement_.row = i;
        possible |= one(Status::level);
        if (plan_.rows[i].name != plan_.rows[judgement_.row].name) possible |= one(Status::indeterminate);
      }
      if (!row.no) return possible;
    }
    return possible | one(Status::none);
  }

  Statuses definition() {
    const Cell* value = read(Part::value);
    if (value && !value->is_unknown()) {
      if (value->is_known() && value->kind == feel::Kind::list) {
        for (std::size_t i = 0; i < value->payload.items.size; ++i) see(value->payload.items.data[i]);
      }
      return one(Status::value);
    }
    judgement_.undecided |= bit(Part::value);
    return one(Status::indeterminate);
  }

  template <class Yes, class No>
  Statuses decide(Parts parts, Either way, Yes yes, No no) {
    if (!way.no) return yes();
    if (!way.yes) return no();
    const Statuses then = yes();
    const Statuses otherwise = no();
    // Two branches with the same several ends may still part ways for one completion.
    if (then != otherwise || !the_only(then)) judgement_.undecided |= parts;
    return then | otherwise;
  }

  // Reading.
  const Cell* read(Part part) {
    const program::Register r = register_of(plan_, part);
    return r == no_register ? nullptr : &see(cells_[r]);
  }

  const Cell& see(const Cell& cell) {
    judgement_.cells_until = std::min(judgement_.cells_until, cell.valid_until);
    return cell;
  }

  Either holds(Part part) {
    const Cell* cell = read(part);
    return cell ? truth(*cell) : Either{false, true};
  }

  static Either truth(const Cell& cell) {
    if (cell.is_unknown()) return {true, true};
    return {cell.is_true(), !cell.is_true()};
  }

  /// Null cannot be placed, no more than unknown can.
  Bounds bounds(Part part) {
    const Cell* cell = read(part);
    return cell ? line_.of(*cell) : Bounds{};
  }

  Happening happening(Part part) {
    const Cell* cell = read(part);
    if (!cell || cell->is_null()) return {{false, true}, {}};
    if (cell->is_unknown()) return {{true, true}, {Bounds{}.earliest, now_}};
    const Bounds when = line_.of(*cell);
    if (when.earliest > now_) {  // a planned date is no event
      note(when);
      return {{false, true}, {}};
    }
    return {{true, false}, {when.earliest, std::min(when.latest, now_)}};
  }

  // Time.
  void sooner(std::int32_t day) { judgement_.dates_until = std::min(judgement_.dates_until, day); }

  /// Time passes these points, and the day after.
  void note(const Bounds& points) {
    for (const std::int64_t point : {points.earliest, points.latest}) {
      if (point < now_ || point == Bounds{}.latest) continue;
      const std::int32_t day = line_.day(point);
      sooner(day > as_at_.day.number() || as_at_.time ? day : day + 1);
    }
  }

  // What is told of the dates.
  void dates() {
    if (!plan_.has_clock) {
      if (const Cell* done = read(Part::done); done && done_.has.yes && told()) judgement_.done = civil_day(*done);
      return;
    }
    if (const Cell* trigger = read(Part::trigger)) judgement_.trigger = civil_day(*trigger);
    if (!told()) return;
    const Cell* due = read(Part::due);
    const Cell* done = read(Part::done);
    if (due) judgement_.due = civil_day(*due);
    if (done && done_.has.yes) judgement_.done = civil_day(*done);
    if (due && due->is_known() && line_.seconds() && due_.exact()) judgement_.due_at = DateTime::from_seconds(due_.latest);
    judgement_.day_unit = plan_.unit == DayUnit::working_days || plan_.unit == DayUnit::hours ? plan_.unit : DayUnit::days;
    if (due && due->is_known()) judgement_.days = days(done);
    if (!judgement_.days) judgement_.day_unit.reset();
  }

  [[nodiscard]] bool told() const {
    return judgement_.status != Status::not_applicable && judgement_.status != Status::not_in_force;
  }

  [[nodiscard]] std::optional<std::int64_t> days(const Cell* done) const {
    const bool happened = done && done->is_known() && done_.has.yes;
    switch (judgement_.provisional.value_or(judgement_.status)) {
      case Status::due:
      case Status::overdue:
        return distance({now_, now_});
      case Status::met:
        if (plan_.clock == rulebook::ClockKind::minimum_retention) return std::nullopt;
        [[fallthrough]];
      case Status::breached:
        if (!happened) return distance(ended_.when);
        [[fallthrough]];
      case Status::met_late:
      case Status::exempt:
        return happened ? distance(done_.when) : std::nullopt;
      default:
        return std::nullopt;
    }
  }

  /// From the last day to then.
  [[nodiscard]] std::optional<std::int64_t> distance(const Bounds& then) const {
    return findings::distance(line_, due_, then, plan_.unit, calendar_);
  }

  const RulePlan& plan_;
  const Calendar* calendar_;
  const Cells& cells_;
  const Editions& editions_;
  engine::AsAt as_at_;
  Line line_;
  std::int64_t now_;
  Bounds due_;
  Happening done_, ended_;
  Judgement judgement_;
};

}  // namespace

Judgement judge(const RulePlan& plan, const Calendar* calendar, const Cells& cells, const Editions& editions,
                engine::AsAt as_at, const Settled* settled) {
  return Judge(plan, calendar, cells, editions, as_at).judge(settled);
}

}  // namespace dutybound::findings
