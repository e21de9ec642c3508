// Rulebook's members: each hands on to the stage that does the work.
#include <algorithm>
#include <set>
#include <utility>

#include "api/judged_case.hpp"
#include "api/rulebook_body.hpp"
#include "explain/ask.hpp"
#include "explain/explain.hpp"
#include "input/assumptions.hpp"
#include "input/table_caseload.hpp"
#include "input/text_caseload.hpp"
#include "program/apply.hpp"
#include "text/diagnose.hpp"
#include "text/inside.hpp"

namespace dutybound {

std::unique_ptr<engine::Run> RunPool::take() const {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<engine::Run> run = std::move(idle_.back());
      idle_.pop_back();
      return run;
    }
    idle_.reserve(idle_.capacity() + 1);  // so that giving back never allocates
  }
  return std::make_unique<engine::Run>(program_, limits_);
}

void RunPool::give_back(std::unique_ptr<engine::Run> run) const noexcept {
  run->rest();
  const std::lock_guard lock(mutex_);
  if (idle_.size() < idle_.capacity()) idle_.push_back(std::move(run));
}

Diagnostic of_another_rulebook(const std::string& what) {
  return text::diagnose(text::Code::options_other_rulebook, nullptr, {}, what + " was read by another Rulebook",
                        "read it again by the Rulebook that judges it: what facts mean is for its vocabulary to say");
}

namespace {

/// What the options assume, or null; and all that is wrong with them.
std::shared_ptr<const engine::Assumptions> checked(const Rulebook::Body& body, const AssessOptions& options,
                                                   Diagnostics& diagnostics) {
  const auto wrong = [&](text::Code code, std::string message, std::string hint) {
    diagnostics.push_back(text::diagnose(code, nullptr, {}, std::move(message), std::move(hint)));
  };
  if (const Date day = options.as_at.day(); day < *Date::from_ymd(1, 1, 1) || day > *Date::from_ymd(9999, 12, 31))
    wrong(text::Code::options_as_at, "the day of the assessment is outside years 1 to 9999", "give a day of those years");
  std::vector<std::string_view> names;
  for (const program::RulebookInfo& info : body.program->rulebooks) names.push_back(info.id);
  if (options.edition && std::find(names.begin(), names.end(), *options.edition) == names.end()) {
    wrong(text::Code::options_unknown_edition, "no rulebook `" + *options.edition + "` is loaded",
          text::did_you_mean(*options.edition, names));
  }
  names.clear();
  for (const ReadingInfo& reading : body.readings) names.push_back(reading.id);
  for (const auto& [id, value] : options.readings) {
    const auto reading =
        std::find_if(body.readings.begin(), body.readings.end(), [&](const ReadingInfo& r) { return r.id == id; });
    if (reading == body.readings.end()) {
      wrong(text::Code::options_unknown_reading, "no reading `" + id + "` is loaded", text::did_you_mean(id, names));
      continue;
    }
    std::vector<std::string_view> values;
    for (const ReadingValue& each : reading->values) values.push_back(each.value);
    if (std::find(values.begin(), values.end(), value) == values.end()) {
      wrong(text::Code::options_unknown_reading, "the reading `" + id + "` has no value `" + value + "`",
            text::did_you_mean(value, values));
    }
  }
  names.clear();
  for (const program::RuleGroup& group : body.program->groups) names.push_back(group.id);
  for (const std::string& rule : std::set<std::string>(options.rules.begin(), options.rules.end())) {
    if (std::find(names.begin(), names.end(), rule) == names.end())
      wrong(text::Code::options_unknown_rule, "no rule `" + rule + "` is loaded", text::did_you_mean(rule, names));
  }
  return input::read_assumptions(*body.program, options.assume, diagnostics);
}

/// The run asks the caller for as long as this lives.
class AskWhileWorking {
 public:
  AskWhileWorking(engine::Run& run, const std::function<bool()>& proceed) : run_(run) {
    run_.budget().ask(proceed ? &proceed : nullptr);
  }
  ~AskWhileWorking() { run_.budget().ask(nullptr); }
  AskWhileWorking(const AskWhileWorking&) = delete;
  AskWhileWorking& operator=(const AskWhileWorking&) = delete;

 private:
  engine::Run& run_;
};

/// Calls `use` with a case's facts, and with what the options assume besides; or tells why these cannot be judged so.
template <class Use>
auto with_facts(const Rulebook& rulebook, const Case& facts, const AssessOptions& options, Use use)
    -> Result<decltype(use(std::declval<engine::Run&>(), std::declval<const std::shared_ptr<const engine::Facts>&>()))> {
  const Rulebook::Body& body = body_of(rulebook);
  const auto kept = std::make_shared<const Case>(facts);
  const std::shared_ptr<const engine::Facts> known(kept, &body_of(*kept).facts);
  if (&known->program() != body.program.get()) return Diagnostics{of_another_rulebook("the case")};
  Diagnostics mistakes;
  const auto assumptions = checked(body, options, mistakes);
  if (!mistakes.empty()) return mistakes;
  try {
    return body.runs.with([&](engine::Run& run) {
      const AskWhileWorking asking(run, options.proceed);
      run.renew();
      if (!assumptions) return use(run, known);
      return use(run, std::shared_ptr<const engine::Facts>(std::make_shared<engine::Facts>(known->assuming(assumptions))));
    });
  } catch (const feel::Spent& spent) {
    return Diagnostics{text::limit_met(spent.limit, body.limits)};
  } catch (const feel::Stopped&) {
    return Diagnostics{text::diagnose(text::Code::limit_stopped, nullptr, {}, "the caller stopped the assessment of the case")};
  }
}

}  // namespace

Result<Assessment> Rulebook::assess(const Case& facts, const AssessOptions& options) const {
  return with_facts(*this, facts, options, [&](engine::Run& run, const std::shared_ptr<const engine::Facts>& known) {
    Assessment assessment = body().assessor.assess(run, *known, options);
    assessment.unread_names = facts.unread_names();
    return assessment;
  });
}

Result<JudgedCase> judge(const Rulebook& rulebook, const Case& facts, const AssessOptions& options,
                         const std::vector<Status>& statuses) {
  return with_facts(rulebook, facts, options, [&](engine::Run& run, const std::shared_ptr<const engine::Facts>& known) {
    auto answered = body_of(rulebook).assessor.answer(run, *known, options);
    answered->frame.unread_names = facts.unread_names();
    if (!statuses.empty()) {
      std::erase_if(answered->answers.list, [&](const findings::Answer& answer) {
        return std::find(statuses.begin(), statuses.end(), answer.status) == statuses.end();
      });
    }
    return handle_of<JudgedCase>(
        std::make_shared<const JudgedCase::Body>(JudgedCase::Body{rulebook, known, std::move(answered)}));
  });
}

Result<std::vector<Explanation>> Rulebook::explain(const Case& facts, const AssessOptions& options, std::string_view rule,
                                                   std::optional<std::string_view> instance) const {
  return with_facts(*this, facts, options, [&](engine::Run& run, const std::shared_ptr<const engine::Facts>& known) {
    return explain::explain(body().assessor, run, *known, options, rule, instance);
  });
}

Result<std::vector<Question>> Rulebook::ask(const Case& facts, const AssessOptions& options) const {
  return with_facts(*this, facts, options, [&](engine::Run& run, const std::shared_ptr<const engine::Facts>& known) {
    return explain::ask(body().assessor, run, *known, options);
  });
}

void Rulebook::read_cases(const std::string& name, std::string_view text, CaseFormat format,
                          const std::function<bool(CaseDocument)>& take) const {
  input::read_documents(body().program, body().mappings, name, text, format, body().limits, take);
}

Result<Caseload> Rulebook::read_tables(std::vector<NamedTable> tables, const TableOptions& options) const {
  return input::read_tables(body().program, body().mappings, std::move(tables), options, body().limits);
}

Caseload Rulebook::read_caseload(std::string name, std::string text, CaseFormat format) const {
  const std::shared_ptr<const input::Mappings> mappings(body_, &body().mappings);
  return input::caseload_of_text(body().program, mappings, std::move(name), std::move(text), format, body().limits);
}

CaseFormat Rulebook::guess_format(std::string_view name, std::string_view text) { return input::guess_format(name, text); }

const std::vector<RuleInfo>& Rulebook::rules() const& noexcept { return body().rules; }

const RuleInfo* Rulebook::rule(std::string_view id) const& noexcept {
  const RuleInfo* latest = nullptr;
  for (const RuleInfo& info : rules()) {
    if (info.id == id && (!latest || latest->from < info.from)) latest = &info;
  }
  return latest;
}

const std::vector<ReadingInfo>& Rulebook::readings() const& noexcept { return body().readings; }

Diagnostics Rulebook::check(const AssessOptions& options) const {
  Diagnostics mistakes;
  (void)checked(body(), options, mistakes);
  return mistakes;
}

const std::vector<ParameterInfo>& Rulebook::parameters() const& noexcept { return body().parameters; }

std::optional<std::int64_t> Rulebook::parameter(std::string_view id, Date on) const {
  for (const rulebook::Parameter& parameter : body().program->parameters) {
    if (parameter.id != id) continue;
    const feel::Cell number = program::parameter_on(parameter, on);
    return number.is_known() ? number.payload.number.to_integer() : std::nullopt;
  }
  return std::nullopt;
}

const Calendar& Rulebook::calendar() const& noexcept { return *body().program->calendar; }

std::vector<RulebookRef> Rulebook::rulebooks() const {
  std::vector<RulebookRef> refs;
  for (const program::RulebookInfo& info : body().program->rulebooks)
    refs.push_back({info.id, info.edition, info.version, info.digest});
  return refs;
}

Calendar Rulebook::calendar() const&& { return *body().program->calendar; }

const std::string& Rulebook::digest() const& noexcept { return body().program->digest; }

std::string Rulebook::digest() && { return body().program->digest; }

const std::vector<EditionInfo>& Rulebook::editions() const& noexcept { return body().editions; }

const std::vector<FactInfo>& Rulebook::facts() const& noexcept { return body().facts; }

std::string Rulebook::dump() const { return program::dump(*body().program); }

}  // namespace dutybound
