// One comparison for each part of a rule; whatever cannot be shown to ask for no less is refused.
#include "rulebook/relaxation.hpp"

#include <algorithm>
#include <set>

#include "rulebook/implication.hpp"

namespace dutybound::rulebook {

using text::Code;
using yaml::Node;

namespace {

int strength(Modality modality) {
  switch (modality) {
    case Modality::may:
      return 1;
    case Modality::should:
      return 2;
    case Modality::must:
      return 3;
    default:
      return 0;  // must_not and is: of a kind of their own
  }
}

/// Whether more time asks for more: keeping longer, doing it longer before.
bool longer_is_stronger(ClockKind kind) { return kind == ClockKind::minimum_retention || kind == ClockKind::before_target; }

/// Every expression of it could be read.
bool is_whole(const Condition& condition) {
  if (condition.group == Condition::Group::leaf) return bool(condition.that);
  return std::all_of(condition.members.begin(), condition.members.end(), is_whole);
}

/// The number on a day; without a day, before every row that has one.
std::optional<std::int64_t> value_on(const Amount& amount, const RuleSet& rules, std::optional<Date> day) {
  if (amount.parameter.empty()) return amount.literal;
  std::optional<std::int64_t> value;
  if (const Parameter* parameter = find_parameter(rules, amount.parameter)) {
    for (const Parameter::Row& row : parameter->rows) {
      if (!row.from || (day && *row.from <= *day)) value = row.ends ? std::nullopt : std::optional(row.value);
    }
  }
  return value;
}

class Comparison {
 public:
  Comparison(const Rule& national, Rule& local, const Node& change, const RuleSet& rules, Context& context)
      : national_(national), local_(local), change_(change), rules_(rules), context_(context) {
    name_ = "`" + national.id + "` of " + rules.rulebooks[*local.changes].id;
    std::string readings;
    for (const auto& [reading, value] : national.readings) readings += (readings.empty() ? "" : ", ") + reading + ": " + value;
    if (!readings.empty()) name_ += " (" + readings + ")";
  }

  void run() {
    modality();
    condition("applies_when", way_of_applies(national_.kind), national_.applies_when, local_.applies_when);
    condition("exempt_when", LocalWay::narrower, national_.exempt_when, local_.exempt_when);
    condition("excused_when", LocalWay::narrower, national_.excused_when, local_.excused_when);
    condition("done_when", way_of_done(national_.modality), national_.done_when, local_.done_when);
    condition(to_string(condition_role(national_.kind)), LocalWay::narrower, national_.condition, local_.condition);
    bases();
    expression("arises_at", national_.arises_at, local_.arises_at);
    expression("done_at", national_.done_at, local_.done_at);
    expression("ends_at", national_.ends_at, local_.ends_at);
    if (local_.clock && national_.clock) clock(*national_.clock, *local_.clock);
    if (local_.clock && !national_.clock) added_clock(*local_.clock);
  }

 private:
  void refuse(std::string_view key, std::string message, std::string hint, Code code = Code::rulebook_layer_relaxes) {
    const Node* at = change_.find(key);
    if (!at) at = change_.find("readings");
    report(context_.diagnostics, code, at ? *at : get_element(change_, "changes"), std::move(message), std::move(hint));
  }

  void modality() {
    const Modality from = national_.modality;
    const Modality to = local_.modality;
    if (from == to || (strength(from) > 0 && strength(to) > strength(from))) return;
    const std::string word(to_string(from));
    refuse("modality",
           name_ + " is a `" + word + "`, and a local protocol may not make it a `" + std::string(to_string(to)) + "`",
           "leave `modality` out, or make it stronger");
  }

  void condition(std::string_view key, LocalWay way, const std::optional<Condition>& national,
                 const std::optional<Condition>& local) {
    // What is not said always applies, and otherwise never holds: groups of nothing.
    Condition unsaid;
    unsaid.group = key == "applies_when" ? Condition::Group::all : Condition::Group::any;
    const Condition& from = national ? *national : unsaid;
    const Condition& to = local ? *local : unsaid;
    if (!is_whole(from) || !is_whole(to) || to_text(from) == to_text(to)) return;
    const std::string name = "`" + std::string(key) + "`";
    if (way != LocalWay::narrower) {
      settle(key, implies(from, to), name + " does not hold everywhere that it holds in " + name_,
             !national               ? "leave it out: the national rule has none"
             : way == LocalWay::same ? "leave it out: it has to say the same as the national one"
                                     : "repeat the national condition as one of `any:`");
    }
    if (way != LocalWay::wider) {
      settle(key, implies(to, from), name + " holds where it does not hold in " + name_,
             !national               ? "leave it out: the national rule has none"
             : way == LocalWay::same ? "leave it out: it has to say the same as the national one"
                                     : "repeat the national condition as one of `all:`");
    }
  }

  void settle(std::string_view key, const Implication& implication, const std::string& relaxes, const std::string& hint) {
    if (implication.proved()) return;
    if (implication.verdict == Implication::Verdict::too_large) {
      refuse(key,
             "it cannot be shown that `" + std::string(key) + "` asks for no less than " + name_ + ": it has too many conditions",
             hint, Code::rulebook_layer_not_proved);
      return;
    }
    refuse(key, relaxes + (implication.counterexample.empty() ? "" : ": where " + implication.counterexample), hint);
  }

  void bases() {
    for (const Row& local : local_.rows) {
      const auto national =
          std::find_if(national_.rows.begin(), national_.rows.end(), [&](const Row& row) { return row.name == local.name; });
      if (national == national_.rows.end()) {
        refuse("bases", "the basis `" + local.name + "` is new: " + name_ + " has none of that name",
               "keep to the bases of the national rule");
      } else if (is_whole(local.when) && is_whole(national->when)) {
        settle("bases", implies(local.when, national->when),
               "the basis `" + local.name + "` holds where it does not hold in " + name_,
               "repeat the national condition as one of `all:`");
      }
    }
  }

  void expression(std::string_view key, const feel::Expression& national, const feel::Expression& local) {
    if (feel::to_text(national) == feel::to_text(local)) return;
    refuse(
        key,
        "`" + std::string(key) + "` is not that of " + name_ + (national ? ", which is `" + feel::to_text(national) + "`" : ""),
        "leave it out");
  }

  // Clocks.
  void clock(const Clock& national, const Clock& local) {
    const std::string_view key = to_string(local.kind);
    if (national.kind != local.kind) {
      refuse(key,
             "the clock of " + name_ + " is `" + std::string(to_string(national.kind)) + "`, and another kind does not compare",
             "write `" + std::string(to_string(national.kind)) + "`");
      return;
    }
    if (!national.anchor || !local.anchor) return;
    rolling(key, national, local);
    if (local.kind == ClockKind::fixed_date) return fixed_date(national, local);
    if (national.unit != local.unit) {
      const std::string unit(to_string(national.unit));
      refuse(key, "the clock of " + name_ + " counts " + unit + ", and other units do not compare", "count in " + unit);
      return;
    }
    if (feel::to_text(national.anchor) != feel::to_text(local.anchor)) {
      refuse(
          key, "the clock does not count from where that of " + name_ + " does, `" + feel::to_text(national.anchor) + "`",
          national_.readings.empty() ? "count from there" : "count from there, and give `readings:` of your own for the others");
      return;
    }
    counting(key, national, local);
    amounts(key, national, local);
  }

  void rolling(std::string_view key, const Clock& national, const Clock& local) {
    if (national.roll == local.roll) return;
    const std::string word = "`roll: " + std::string(to_string(national.roll)) + "`";
    if (national.roll != Roll::none && local.roll != Roll::none) {
      refuse(key, "the last day of " + name_ + " moves on by " + word + ", and other ways do not compare", "write " + word);
      return;
    }
    const bool moves = local.roll != Roll::none;
    const bool later_is_stronger = national.kind == ClockKind::minimum_retention;
    if (moves == later_is_stronger) return;
    refuse(key,
           std::string(moves ? "`roll` moves the last day on" : "without `roll` it is kept for less long") + ", and that of " +
               name_ + (moves ? " stays" : " moves on"),
           moves ? "leave `roll` out" : "write " + word);
  }

  void counting(std::string_view key, const Clock& national, const Clock& local) {
    const bool ends_sooner_is_stronger = !longer_is_stronger(national.kind);
    if (national.inclusive == local.inclusive || local.inclusive == ends_sooner_is_stronger) return;
    const std::string word = national.inclusive ? "inclusive" : "exclusive";
    refuse(key, "counting is " + word + " in " + name_ + ", and the other way asks for a day less",
           "write `counting: " + word + "`");
  }

  void fixed_date(const Clock& national, const Clock& local) {
    const auto constant = [](const Clock& clock) -> const feel::Cell* {
      const feel::Node& node = *clock.anchor.root;
      return node.kind == feel::NodeKind::temporal_literal && node.type.kind == feel::Kind::date ? &node.literal : nullptr;
    };
    if (feel::to_text(national.anchor) == feel::to_text(local.anchor)) return;
    const feel::Cell* from = constant(national);
    const feel::Cell* to = constant(local);
    if (from && to && to->date() <= from->date()) return;
    refuse("fixed_date",
           "the last day is not shown to be that of " + name_ + ", `" + feel::to_text(national.anchor) + "`, or earlier",
           from ? "give an earlier day" : "write the national day");
  }

  void amounts(std::string_view key, const Clock& national, const Clock& local) {
    if (!local.amount.parameter.empty() && local.amount.parameter == national.amount.parameter) return;
    const bool other_day_decides = bool(local_.arises_at);
    InForce days;
    if (!other_day_decides) days = local_.in_force;
    std::set<std::optional<Date>> starts{days.from};
    for (const Amount* amount : {&national.amount, &local.amount}) {
      const Parameter* parameter = find_parameter(rules_, amount->parameter);
      if (!parameter && !amount->parameter.empty()) return;
      for (const Parameter::Row& row : parameter ? parameter->rows : std::vector<Parameter::Row>()) {
        if (row.from && (!days.from || *days.from < *row.from)) starts.insert(row.from);
      }
    }
    for (const std::optional<Date>& day : starts) {
      const auto wanted = value_on(national.amount, rules_, day);
      const auto given = value_on(local.amount, rules_, day);
      if (!wanted || (given && (longer_is_stronger(national.kind) ? *given >= *wanted : *given <= *wanted))) continue;
      if (day && days.to.value_or(*day) < *day) {
        local_.own_end = true;
        return;
      }
      const std::string when = starts.size() > 1 && day ? "from " + day->to_string() + " on " : "";
      const std::string unit(to_string(national.unit));
      refuse(key,
             when + "it is " + (given ? std::to_string(*given) + " " + unit : "not said how many " + unit) + " here and " +
                 std::to_string(*wanted) + " in " + name_,
             std::string("give as many or ") + (longer_is_stronger(national.kind) ? "more" : "fewer") +
                 (day && day != days.from ? ", or let the protocol end the day before" : ""));
      return;
    }
  }

  /// A clock makes a duty wait for its anchor: that asks for no less only where the anchor is always there.
  void added_clock(const Clock& clock) {
    const std::string_view key = to_string(clock.kind);
    if (national_.modality == Modality::must_not || clock.kind == ClockKind::minimum_retention) {
      refuse(key, name_ + " has no clock, and this one would make it another kind of duty", "say it in a rule of your own");
      return;
    }
    if (!clock.anchor || (national_.applies_when && !is_whole(*national_.applies_when))) return;
    if (national_.applies_when && implies_happened(*national_.applies_when, clock.anchor).proved()) return;
    refuse(key, "the duty would wait until `" + feel::to_text(clock.anchor) + "` is there, and " + name_ + " does not",
           "say the period in a rule of your own: the national rule's `applies_when` does not ask for `happened(" +
               feel::to_text(clock.anchor) + ")`");
  }

  const Rule& national_;
  Rule& local_;
  const Node& change_;
  const RuleSet& rules_;
  Context& context_;
  std::string name_;
};

}  // namespace

void refuse_relaxations(const Rule& national, Rule& local, const yaml::Node& change, const RuleSet& rules, Context& context) {
  Comparison(national, local, change, rules, context).run();
}

}  // namespace dutybound::rulebook
