// One rule: first what needs no names, then its conditions, clock and dates under the names of its entity.
#include <algorithm>

#include "rulebook/parts.hpp"
#include "yaml/scalar.hpp"

namespace dutybound::rulebook {

using text::Code;
using yaml::Node;

namespace {

/// The enumerator whose word it is; the words are those of the key tables.
template <class Enum>
Enum from_word(std::string_view word, std::initializer_list<Enum> all, Enum otherwise) {
  for (const Enum each : all) {
    if (to_string(each) == word) return each;
  }
  return otherwise;
}

RuleKind read_kind(const Node& node) {
  using K = RuleKind;
  return from_word(get_text(node, "kind"),
                   {K::threshold, K::eligibility, K::permission, K::duty, K::expectation, K::definition, K::advisory},
                   K::advisory);
}

Modality read_modality(const Node& node) {
  using M = Modality;
  return from_word(get_text(node, "modality"), {M::must, M::should, M::may, M::must_not, M::is}, M::is);
}

struct ClockKey {
  std::string_view key;
  ClockKind kind;
  std::string_view anchor;
};
constexpr ClockKey clock_keys[] = {
    {"within", ClockKind::within, "after"},
    {"recurring", ClockKind::recurring, "after"},
    {"maximum_duration", ClockKind::maximum_duration, "from"},
    {"minimum_retention", ClockKind::minimum_retention, "from"},
    {"before_target", ClockKind::before_target, "target"},
    {"fixed_date", ClockKind::fixed_date, "on"},
};
constexpr DayUnit units[] = {DayUnit::working_days, DayUnit::days, DayUnit::hours, DayUnit::weeks, DayUnit::months};

/// Narrows the rulebook's days by the rule's own, and says where the rule leaves them.
void narrow(Rule& rule, const InForce& edition, const Node& node, Context& context) {
  const InForce own = read_period(node, "in_force", context);
  const Node& at = get_element(node, "in_force");
  rule.in_force = edition;
  if (own.from) {
    if ((edition.from && *own.from < *edition.from) || (edition.to && *edition.to < *own.from)) {
      report(context.diagnostics, Code::rulebook_outside_edition, get_element(at, "from"),
             "the rulebook is not in force on " + own.from->to_string());
    }
    rule.in_force.from = own.from;
  }
  if (own.to) {
    if ((edition.to && *edition.to < *own.to) || (edition.from && *own.to < *edition.from)) {
      report(context.diagnostics, Code::rulebook_outside_edition, get_element(at, "to"),
             "the rulebook is not in force on " + own.to->to_string());
    }
    rule.own_end = rule.in_force.to != own.to;
    rule.in_force.to = own.to;
  }
}

class BodyReader {
 public:
  BodyReader(const Node& node, Rule& rule, const RuleSet& rules, Context& context)
      : node_(node), rule_(rule), rules_(rules), context_(context), environment_(environment_of(rules, rule.for_each)) {}

  void read() {
    rule_.applies_when = condition("applies_when");
    rule_.exempt_when = condition("exempt_when");
    rule_.excused_when = condition("excused_when");
    rule_.done_when = condition("done_when");
    for (const std::string_view key : {"eligible_when", "permitted_when", "in_place_when"}) {
      if (get(node_, key)) rule_.condition = condition(key);
    }
    rule_.arises_at = day("arises_at");
    rule_.done_at = day("done_at");
    rule_.ends_at = day("ends_at");
    rows("levels", "level");
    rows("bases", "basis");
    for (const ClockKey& key : clock_keys) {
      if (const Node* clock = get(node_, key.key); clock && clock->kind == yaml::NodeKind::mapping) read_clock(*clock, key);
    }
    if (rule_.kind == RuleKind::duty) check_duty();
  }

 private:
  std::optional<Condition> condition(std::string_view key) {
    const Node* node = get(node_, key);
    if (!node) return std::nullopt;
    return condition(*node);
  }

  Condition condition(const Node& node) {
    Condition condition;
    condition.because = node.kind == yaml::NodeKind::mapping ? get_text(node, "because") : std::string();
    const Node* that = node.kind == yaml::NodeKind::mapping ? get(node, "that") : &node;
    using Group = Condition::Group;
    for (const auto& [key, group] :
         {std::pair{"all", Group::all}, std::pair{"any", Group::any}, std::pair{"none", Group::none}}) {
      if (!get(node, key)) continue;
      condition.group = group;
      for (const Node& member : get_items(node, key)) condition.members.push_back(this->condition(member));
      return condition;
    }
    condition.that = read_feel(that, context_);
    check_feel(condition.that, environment_, context_, feel::Type{feel::Kind::boolean, 0});
    return condition;
  }

  void rows(std::string_view key, std::string_view name_key) {
    for (const Node& item : get_items(node_, key)) {
      Row row;
      row.name = get_text(item, name_key);
      row.title = get_text(item, "title");
      if (const Node* when = get(item, "when")) row.when = condition(*when);
      if (!row.name.empty() &&
          std::any_of(rule_.rows.begin(), rule_.rows.end(), [&](const Row& r) { return r.name == row.name; })) {
        report(context_.diagnostics, Code::rulebook_duplicate_name, get_element(item, name_key),
               "`" + row.name + "` stands here twice");
      }
      rule_.rows.push_back(std::move(row));
    }
  }

  /// An expression that has to be a date or a date and time.
  feel::Expression day(const Node& node, std::string_view key) {
    const Node* value = get(node, key);
    feel::Expression expression = read_feel(value, context_);
    if (!check_feel(expression, environment_, context_)) return expression;
    const feel::Kind kind = expression.type().kind;
    if (kind != feel::Kind::date && kind != feel::Kind::date_time) {
      report(context_.diagnostics, Code::rulebook_not_a_day, *value,
             "`" + std::string(key) + "` needs a date or a date and time, and this is " +
                 environment_.types->describe(expression.type()));
      expression.root.reset();
    }
    return expression;
  }
  feel::Expression day(std::string_view key) { return day(node_, key); }

  void read_clock(const Node& node, const ClockKey& key) {
    Clock clock;
    clock.kind = key.kind;
    for (const DayUnit unit : units) {
      if (const Node* amount = get(node, to_string(unit))) {
        clock.unit = unit;
        clock.amount = read_amount(*amount, unit);
      }
    }
    clock.inclusive = get_text(node, "counting") == "inclusive";
    clock.roll = from_word(get_text(node, "roll"), {Roll::ordinary_day, Roll::up_to_working_day}, Roll::none);
    if (clock.inclusive && clock.unit == DayUnit::hours) counts_by_day(node, "counting", clock.unit);
    if (clock.roll != Roll::none && clock.unit == DayUnit::hours) counts_by_day(node, "roll", clock.unit);
    if (clock.kind == ClockKind::fixed_date) clock.unit = DayUnit::days;
    clock.anchor = day(node, key.anchor);
    if (clock.unit == DayUnit::hours) {
      needs_time(clock.anchor, get(node, key.anchor));
      needs_time(rule_.done_at, get(node_, "done_at"));
    }
    rule_.clock = std::move(clock);
  }

  void counts_by_day(const Node& node, std::string_view key, DayUnit unit) {
    report(context_.diagnostics, Code::rulebook_counting_unit, get_element(node, key),
           "`" + std::string(key) + "` has no meaning for a clock in " + std::string(to_string(unit)), "remove it");
  }

  void needs_time(const feel::Expression& expression, const Node* at) {
    if (!expression || expression.type().kind != feel::Kind::date) return;
    report(context_.diagnostics, Code::rulebook_hours_need_time, *at,
           "a clock in hours needs a date and time, and this is a date", "declare the attribute as date_time");
  }

  Amount read_amount(const Node& node, DayUnit unit) {
    Amount amount;
    if (const auto literal = yaml::as_integer(node)) {
      amount.literal = *literal;
      if (*literal <= 0)
        report(context_.diagnostics, Code::rulebook_amount_not_positive, node, "a clock needs an amount above 0");
      return amount;
    }
    amount.parameter = node.kind == yaml::NodeKind::scalar ? node.fragment.text : std::string();
    std::vector<std::string_view> ids;
    for (const RulebookModel& rulebook : rules_.rulebooks) {
      for (const Parameter& parameter : rulebook.parameters) {
        ids.push_back(parameter.id);
        if (parameter.id == amount.parameter) return check_parameter(parameter, node, unit), amount;
      }
    }
    if (!amount.parameter.empty()) {
      report(context_.diagnostics, Code::rulebook_unknown_parameter, node, "there is no parameter `" + amount.parameter + "`",
             text::did_you_mean(amount.parameter, ids));
    }
    return amount;
  }

  void check_parameter(const Parameter& parameter, const Node& at, DayUnit unit) {
    if (parameter.unit != to_string(unit)) {
      report(context_.diagnostics, Code::rulebook_parameter_unit, at,
             "`" + parameter.id + "` counts " + parameter.unit + ", and this clock " + std::string(to_string(unit)),
             "write `" + parameter.unit + ": " + parameter.id + "`");
    }
    if (std::any_of(parameter.rows.begin(), parameter.rows.end(),
                    [](const Parameter::Row& row) { return !row.ends && row.value <= 0; })) {
      report(context_.diagnostics, Code::rulebook_amount_not_positive, at,
             "a clock needs an amount above 0, and `" + parameter.id + "` has another");
    }
  }

  void check_duty() {
    const bool clock =
        std::any_of(std::begin(clock_keys), std::end(clock_keys), [&](const ClockKey& key) { return node_.find(key.key); });
    const Node* done_when = node_.find("done_when");
    if (!node_.find("done_at") && (clock || !done_when)) {
      report(context_.diagnostics, Code::rulebook_duty_without_done, get_element(node_, "id"),
             clock ? "a duty with a clock needs `done_at`" : "a duty needs `done_at` or `done_when`",
             "say by which recorded date it was done");
    }
    const Node* excused = node_.find("excused_when");
    if (excused && !clock) {
      report(context_.diagnostics, Code::rulebook_needs_clock, *excused,
             "`excused_when` excuses lateness, and without a clock nothing is late", "write `exempt_when`, or give a clock");
    }
  }

  const Node& node_;
  Rule& rule_;
  const RuleSet& rules_;
  Context& context_;
  feel::Environment environment_;
};

}  // namespace

Rule read_rule_head(const Node& node, const RulebookModel& rulebook, const Vocabulary& vocabulary, Context& context) {
  Rule rule;
  rule.file = node.source;
  rule.id = get_text(node, "id");
  rule.span = get(node, "id") ? get(node, "id")->span : node.span;
  rule.kind = read_kind(node);
  rule.title = get_text(node, "title");
  rule.modality = read_modality(node);
  rule.actor = get_text(node, "actor");
  rule.requires_text = get_text(node, "requires");
  rule.family = get_text(node, "family");
  rule.source = read_citations(node);
  rule.interpretation = get_texts(node, "interpretation");
  rule.notes = get_texts(node, "notes");
  rule.record = get_texts(node, "record");
  rule.reason = get_text(node, "reason");
  rule.defines = get_text(node, "defines");
  narrow(rule, rulebook.in_force, node, context);
  rule.own_end = rule.own_end || rulebook.own_end;
  if (const Node* entity = get(node, "for_each")) {
    rule.for_each = find_entity(vocabulary, entity->fragment.text);
    if (rule.for_each == no_entity && context.names_known) report_unknown_entity(vocabulary, *entity, context);
  } else {
    rule.for_each = vocabulary.subjects.empty() ? no_entity : vocabulary.subjects.front();
  }
  return rule;
}

void read_rule_body(const Node& node, Rule& rule, const RuleSet& rules, Context& context) {
  BodyReader(node, rule, rules, context).read();
  read_protected(node, rule, rules.vocabulary, context);
}

}  // namespace dutybound::rulebook
