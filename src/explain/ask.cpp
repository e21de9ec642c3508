// Questions from what undecided findings lack, tried out on supposed facts.
#include "explain/ask.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "explain/hypothesis.hpp"
#include "findings/causes.hpp"

namespace dutybound::explain {
namespace {

using engine::Run;
using feel::Cell;
using findings::Judged;
using Dependency = Run::Dependency;
using On = Dependency::On;

bool is_open(const Finding& finding) { return finding.status == Status::indeterminate || finding.status == Status::data_error; }

/// A fact and the open findings that lack it.
struct Asked {
  Dependency about;
  std::vector<std::size_t> findings;  ///< indices
  std::vector<bool> settled;          ///< of each of these: by it alone
  std::size_t open = 0;               ///< so many are not
};

class Asking {
 public:
  Asking(const findings::Assessor& assessor, Run& run, const engine::Facts& facts, const AssessOptions& options)
      : assessor_(assessor),
        program_(assessor.program()),
        run_(run),
        facts_(facts),
        options_(options),
        from_(program_, options),
        judged_(assessor.judge(run, facts, from_, std::nullopt, findings::Besides::passed_over)),
        known_errors_(suppose(assessor.shared_program(), facts, {}).data_errors().size()) {
    for (rulebook::EntityId entity = 0; entity < program_.vocabulary.entities.size(); ++entity) records_ += facts.rows(entity);
    allowed_ = std::min(suppositions, supposed_records / std::max<std::size_t>(records_, 1));
  }

  std::vector<Question> questions() {
    collect();
    for (Asked& asked : asked_) {
      try_alone(asked);
      drop_unchangeable(asked);
    }
    std::vector<Question> questions;
    for (const Asked& asked : asked_) {
      if (!asked.findings.empty()) questions.push_back(question(asked));
    }
    std::stable_sort(questions.begin(), questions.end(), [](const Question& a, const Question& b) {
      return a.findings != b.findings ? a.findings > b.findings : a.settles_alone > b.settles_alone;
    });
    return questions;
  }

 private:
  void collect() {
    std::map<std::tuple<On, rulebook::EntityId, rulebook::AttributeId, std::uint32_t, std::uint32_t>, std::size_t> known;
    for (std::size_t i = 0; i < judged_.size(); ++i) {
      if (!is_open(judged_[i].finding)) continue;
      for (const Dependency& cause : judged_[i].causes) {
        if (cause.on == On::calendar || wrong(cause)) continue;
        const auto [place, added] =
            known.try_emplace({cause.on, cause.entity, cause.attribute, cause.row, cause.parameter}, asked_.size());
        if (added) asked_.push_back({cause, {}, {}});
        asked_[place->second].findings.push_back(i);
      }
    }
  }

  /// What is recorded and impossible is not asked for: it is told as a data error.
  [[nodiscard]] bool wrong(const Dependency& cause) const {
    return (cause.on == On::fact || cause.on == On::children) && facts_.data_error(cause.entity, cause.attribute, cause.row);
  }

  [[nodiscard]] const rulebook::Attribute& attribute(const Dependency& about) const {
    return program_.vocabulary.entities[about.entity].attributes[about.attribute];
  }

  // Values to try.
  [[nodiscard]] std::vector<Cell> values_for(const Dependency& about, const std::vector<std::size_t>& findings) const {
    if (about.on == On::children) return {Cell::null()};
    if (about.on == On::parameter || about.on == On::calendar) return {};
    const rulebook::AttributeKind kind = attribute(about).kind;
    const bool dated = kind == rulebook::AttributeKind::date || kind == rulebook::AttributeKind::date_time;
    if (about.on == On::time_of_day) return times_of(facts_.value(about.entity, about.attribute, about.row));
    return dated ? dates_for(attribute(about), findings) : all_values(program_, about);
  }

  static std::vector<Cell> times_of(const Cell& day) {
    if (!day.is_known() || day.kind != feel::Kind::date_time) return {};
    const auto [earliest, latest] = day.payload.instant;
    std::vector<Cell> values;
    for (const std::int64_t seconds : {earliest, earliest + (latest - earliest) / 2, latest}) {
      values.push_back(Cell::date_time(DateTime::from_seconds(seconds)));
    }
    return values;
  }

  [[nodiscard]] std::vector<Cell> dates_for(const rulebook::Attribute& attribute,
                                            const std::vector<std::size_t>& findings) const {
    std::vector<std::int32_t> days;
    const auto add = [&](std::int32_t day) {
      if (attribute.event && day > options_.as_at.day().number()) return;
      if (std::find(days.begin(), days.end(), day) == days.end()) days.push_back(day);
    };
    for (const std::int32_t ago : {0, 1, 30, 365, 3653, 7305}) add(options_.as_at.day().number() - ago);
    for (const std::size_t i : findings) {
      const Finding& finding = judged_[i].finding;
      if (days.size() > 24) break;
      if (finding.trigger) add(finding.trigger->number());
      if (finding.due) {
        add(finding.due->number());
        add(finding.due->number() + 1);
      }
    }
    std::vector<Cell> values;
    if (attribute.event) values.push_back(Cell::null(feel::Kind::date));
    for (const std::int32_t day : days) {
      const Date date = Date::from_number(day);
      if (attribute.kind == rulebook::AttributeKind::date) {
        values.push_back(Cell::date(date));
      } else {
        values.push_back(Cell::date_time(DateTime::start_of(date)));
        values.push_back(Cell::date_time(DateTime::end_of(date)));
      }
    }
    return values;
  }

  // Trying.
  /// What is not tried is asked for.
  [[nodiscard]] bool enough_tried() const { return tried_ >= allowed_ || run_.spent(); }

  /// Whether there is room for one more supposition, which goes through all records.
  bool may_suppose() {
    if (enough_tried()) return false;
    try {
      run_.budget().steps(records_);
    } catch (const feel::Spent& spent) {
      run_.note(spent);
    }
    return !enough_tried();
  }

  /// The finding under the assumptions; nothing where they are impossible or enough was tried.
  std::optional<Finding> under(const std::vector<Assumption>& assumptions, std::size_t i) {
    if (!may_suppose()) return std::nullopt;
    const engine::Facts supposed = suppose(assessor_.shared_program(), facts_, assumptions);
    ++tried_;
    if (supposed.data_errors().size() > known_errors_) return std::nullopt;
    return judged_again(supposed, i);
  }

  Finding judged_again(const engine::Facts& supposed, std::size_t i) {
    return assessor_.judge_at(run_, supposed, from_, judged_[i].rule, judged_[i].instance).finding;
  }

  void try_alone(Asked& asked) {
    asked.settled.assign(asked.findings.size(), false);
    asked.open = asked.findings.size();
    for (const Cell& value : values_for(asked.about, asked.findings)) {
      if (asked.open == 0 || !may_suppose()) return;
      const engine::Facts supposed = suppose(assessor_.shared_program(), facts_, {{asked.about, value}});
      ++tried_;
      if (supposed.data_errors().size() > known_errors_) continue;
      for (std::size_t n = 0; n < asked.findings.size() && !run_.spent(); ++n) {
        const std::size_t i = asked.findings[n];
        if (asked.settled[n] || (!gone(asked.about, judged_[i]) && is_open(judged_again(supposed, i)))) continue;
        asked.settled[n] = true;
        --asked.open;
      }
    }
  }

  /// Where nobody says whether there are records, that there are none settles what would be said of them.
  static bool gone(const Dependency& about, const Judged& judged) {
    return about.on == On::children && judged.instance.unrecorded;
  }

  void drop_unchangeable(Asked& asked) {
    std::size_t kept = 0;
    std::size_t settled = 0;
    for (std::size_t n = 0; n < asked.findings.size(); ++n) {
      if (!asked.settled[n] && cannot_change(asked.about, asked.findings[n])) continue;
      asked.findings[kept++] = asked.findings[n];
      settled += asked.settled[n] ? 1 : 0;
    }
    asked.findings.resize(kept);
    asked.open = kept - settled;
  }

  /// Whether it is shown that no value of this fact makes a difference, whatever the other missing facts are. Those have to be
  /// booleans and enumerations, of which all combinations are tried: what is decided without the fact is decided by none of its
  /// values. Days, numbers and texts have too many values to try them all, and a case without them is no proof.
  bool cannot_change(const Dependency& about, std::size_t i) {
    const Judged& judged = judged_[i];
    if (enough_tried() || judged.lacking < judged.causes.size()) return false;
    std::vector<Dependency> others;
    std::vector<std::vector<Cell>> values;
    std::size_t combinations = 1;
    for (const Dependency& cause : judged.causes) {
      if (cause == about) continue;
      if (wrong(cause) || !has_few_values(cause)) return false;
      others.push_back(cause);
      values.push_back(all_values(program_, cause));
      combinations *= values.back().size();
      if (combinations > combinations_per_finding) return false;
    }
    const std::vector<Cell> own = has_few_values(about) ? all_values(program_, about) : std::vector<Cell>();
    if (combinations * std::max<std::size_t>(own.size(), 1) > combinations_per_finding) return false;
    for (std::size_t n = 0; n < combinations; ++n) {
      std::vector<Assumption> assumptions;
      std::size_t rest = n;
      for (std::size_t k = 0; k < others.size(); ++k) {
        assumptions.push_back({others[k], values[k][rest % values[k].size()]});
        rest /= values[k].size();
      }
      if (!decided_without(assumptions, i) && (own.empty() || changes_with(about, own, assumptions, i))) return false;
    }
    return !enough_tried();
  }

  /// Of a permission the bases that hold are told: those may be more with a fact than without it.
  bool decided_without(const std::vector<Assumption>& assumptions, std::size_t i) {
    if (judged_[i].finding.kind == RuleKind::permission) return false;
    const std::optional<Finding> finding = under(assumptions, i);
    return !finding || !is_open(*finding);
  }

  bool changes_with(const Dependency& about, const std::vector<Cell>& own, std::vector<Assumption> assumptions, std::size_t i) {
    std::optional<Finding> first;
    assumptions.push_back({about, {}});
    for (const Cell& value : own) {
      if (enough_tried()) return true;
      assumptions.back().value = value;
      const std::optional<Finding> finding = under(assumptions, i);
      if (!finding) continue;
      if (!first) first = finding;
      if (finding->status != first->status || finding->outcome != first->outcome) return true;
    }
    return false;
  }

  [[nodiscard]] bool has_few_values(const Dependency& about) const {
    if (about.on != On::fact) return false;
    const rulebook::AttributeKind kind = attribute(about).kind;
    return kind == rulebook::AttributeKind::boolean || kind == rulebook::AttributeKind::enumeration;
  }

  [[nodiscard]] Question question(const Asked& asked) const {
    Question question{
        findings::missing_fact(program_, facts_, asked.about), {}, asked.findings.size(), asked.findings.size() - asked.open};
    std::set<std::string_view> told;
    for (const std::size_t i : asked.findings) {
      const std::string& rule = judged_[i].finding.rule;
      if (told.insert(rule).second) question.rules.push_back(rule);
    }
    return question;
  }

  const findings::Assessor& assessor_;
  const program::Program& program_;
  Run& run_;
  const engine::Facts& facts_;
  const AssessOptions& options_;
  findings::Standpoint from_;
  std::vector<Judged> judged_;
  std::vector<Asked> asked_;
  std::size_t known_errors_ = 0;
  std::size_t records_ = 0;
  std::size_t tried_ = 0;
  std::size_t allowed_ = 0;
};

}  // namespace

std::vector<Question> ask(const findings::Assessor& assessor, Run& run, const engine::Facts& facts,
                          const AssessOptions& options) {
  return Asking(assessor, run, facts, options).questions();
}

}  // namespace dutybound::explain
