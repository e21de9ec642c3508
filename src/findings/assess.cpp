// Answers in words, and the manifest.
#include "findings/assess.hpp"

#include <algorithm>

#include <dutybound/version.hpp>

namespace dutybound::findings {
namespace {

using program::Program;
using program::RulePlan;

Finding finding_of(const Standpoint& from, const engine::Facts& facts, const Answers& answers, const Answer& answer) {
  const Program& program = from.program();
  const RulePlan& plan = program.rules[answer.rule];
  const engine::Instance& instance = answer.instance;
  Finding finding;
  finding.rule = plan.id;
  finding.rulebook = program.rulebooks[plan.rulebook].id;
  finding.kind = plan.kind;
  finding.modality = plan.modality;
  finding.actor = plan.actor;
  finding.status = answer.status;
  finding.readings = from.readings_of(answer.rule);
  finding.valid_until = answer.valid_until;
  finding.valid_until_at_least = answer.valid_until_at_least;
  if (answer.cut_short) {
    finding.missing.push_back(missing_limit(answers.spent));
  } else if (instance.unrecorded) {
    const rulebook::Entity& gap = program.vocabulary.entities[instance.gap];
    finding.instance = facts.path_of(gap.parent, gap.parent_attribute, instance.row);
  } else {
    const Judgement& judgement = answer.judgement;
    finding.instance = facts.path(instance.entity, instance.row);
    finding.record = facts.id(instance.entity, instance.row);
    finding.trigger = judgement.trigger;
    finding.due = judgement.due;
    finding.done = judgement.done;
    finding.due_at = judgement.due_at;
    finding.days = judgement.days;
    finding.day_unit = judgement.day_unit;
    finding.edition_policy = judgement.edition_policy;
  }
  tell(program, facts, answers.causes_of(answer), finding);
  finding.provisional = answer.judgement.provisional;
  if (finding.provisional) {
    for (const engine::Run::Dependency& cause : answers.causes_of(answer))
      append_path(program, facts, cause, finding.unless.emplace_back());
  }
  for (const Assumed& assumed : answers.assumed_of(answer)) {
    AssumedFact& told = finding.assumed.emplace_back();
    append_path(program, facts, assumed.fact, told.path);
    told.value = assumed.value;
    told.by_rule = assumed.by_rule;
  }
  if (const engine::Origin* origin = origin_of(program, facts, answer)) {
    if (origin->table) finding.source_table = facts.source_tables()[*origin->table];
    finding.source_row = origin->row;
  }
  if (from.all_readings() && !finding.readings.empty()) {
    finding.same_under_all_readings = answers.same_under_all_readings(answer);
    for (const OtherAnswer& other : answers.others_of(answer))
      finding.other_readings.push_back({*other.readings, other.status, other.outcome, other.due, other.provisional});
  }
  finding.outcome = answer.outcome;
  return finding;
}

Judged judged(const Standpoint& from, const engine::Facts& facts, const Answers& answers, const Answer& answer) {
  const auto lacking = answers.causes_of(answer);
  const auto passed_over = answers.passed_over_by(answer);
  Causes causes(lacking.begin(), lacking.end());
  causes.insert(causes.end(), passed_over.begin(), passed_over.end());
  return {finding_of(from, facts, answers, answer), answer.rule, answer.instance, std::move(causes), lacking.size()};
}

}  // namespace

Assessor::Assessor(std::shared_ptr<const Program> program)
    : program_(std::move(program)), subject_of_(program_->vocabulary.entities.size()) {
  const auto& entities = program_->vocabulary.entities;
  for (rulebook::EntityId i = 0; i < entities.size(); ++i) {
    subject_of_[i] = entities[i].parent == rulebook::no_entity ? i : subject_of_[entities[i].parent];
  }
}

std::optional<std::uint32_t> Assessor::find(std::string_view rule) const {
  for (std::uint32_t i = 0; i < program_->groups.size(); ++i) {
    if (program_->groups[i].id == rule) return i;
  }
  return std::nullopt;
}

std::vector<Judged> Assessor::judge(engine::Run& run, const engine::Facts& facts, const Standpoint& from,
                                    std::optional<std::uint32_t> only, Besides besides) const {
  Answers answers;
  walk(from, only, run, facts, besides, answers);
  std::vector<Judged> all;
  all.reserve(answers.list.size());
  for (const Answer& answer : answers.list) all.push_back(judged(from, facts, answers, answer));
  return all;
}

Judged Assessor::judge_at(engine::Run& run, const engine::Facts& facts, const Standpoint& from, std::uint32_t rule,
                          const engine::Instance& instance) const {
  Answers answers;
  answer_at(from, program_->rules[rule].group, run, facts, instance, answers);
  return judged(from, facts, answers, answers.list.front());
}

Finding Answered::finding(const engine::Facts& facts, std::size_t index) const {
  return finding_of(from, facts, answers, answers.list[index]);
}

FindingOutline Answered::outline(std::size_t index) const {
  const Answer& answer = answers.list[index];
  const RulePlan& plan = from.program().rules[answer.rule];
  const auto assumed = answers.assumed_of(answer);
  FindingOutline outline;
  outline.rule = plan.id;
  outline.rulebook = from.program().rulebooks[plan.rulebook].id;
  outline.status = answer.status;
  outline.provisional = answer.judgement.provisional;
  outline.due = answer.judgement.due;
  outline.valid_until = answer.valid_until;
  outline.valid_until_at_least = answer.valid_until_at_least;
  outline.assumed = std::any_of(assumed.begin(), assumed.end(), [](const Assumed& fact) { return !fact.by_rule; });
  outline.readings = &from.readings_of(answer.rule);
  if (from.all_readings() && !outline.readings->empty())
    outline.same_under_all_readings = answers.same_under_all_readings(answer);
  return outline;
}

Assessment Assessor::assess(engine::Run& run, const engine::Facts& facts, const AssessOptions& options) const {
  const std::unique_ptr<Answered> answered = answer(run, facts, options);
  Assessment assessment = std::move(answered->frame);
  assessment.findings.reserve(answered->answers.list.size());
  for (std::size_t i = 0; i < answered->answers.list.size(); ++i) assessment.findings.push_back(answered->finding(facts, i));
  return assessment;
}

std::unique_ptr<Answered> Assessor::answer(engine::Run& run, const engine::Facts& facts, const AssessOptions& options) const {
  auto answered = std::make_unique<Answered>(*program_, options);
  const Standpoint& from = answered->from;
  Assessment& assessment = answered->frame;
  assessment.engine = DUTYBOUND_VERSION;
  assessment.digest = digest(*program_, options, from, facts.assumptions());
  for (std::uint32_t i = 0; i < program_->rulebooks.size(); ++i) {
    const program::RulebookInfo& info = program_->rulebooks[i];
    if (!from.editions().left_out(i)) assessment.rulebooks.push_back({info.id, info.edition, info.version, info.digest});
  }
  assessment.as_at = options.as_at.to_string();
  assessment.subject = program_->vocabulary.entities[facts.subject()].name;
  assessment.case_id = facts.id(facts.subject(), 0);
  assessment.data_errors = facts.data_errors();
  assessment.readings = from.versions().chosen();
  if (facts.assumptions()) assessment.assumed = facts.assumptions()->words;

  Answers& answers = answered->answers;
  run.renew();
  walk(from, std::nullopt, run, facts, Besides::valid_until, answers);
  Manifest& manifest = assessment.manifest;
  std::vector<bool> found(program_->groups.size(), false);
  for (const Answer& answer : answers.list) {
    found[program_->rules[answer.rule].group] = true;
    ++manifest.by_status[answer.status];
    if (answer.judgement.provisional) ++manifest.provisional[*answer.judgement.provisional];
  }
  manifest.instances = manifest.findings = answers.list.size();
  for (std::uint32_t i = 0; i < program_->groups.size(); ++i) {
    const RulePlan& plan = program_->rules[program_->groups[i].plans.front()];
    if (!from.agenda().chooses(plan.id)) {
      ++manifest.not_chosen;
    } else if (from.versions().of(i).empty()) {
      ++manifest.other_edition;
    } else if (plan.kind == RuleKind::advisory) {
      ++manifest.advisory;
    } else if (subject_of_[plan.entity] != facts.subject()) {
      ++manifest.other_subject;
    } else {
      ++manifest.rules;
      if (!found[i]) ++manifest.without_instances;
    }
  }
  return answered;
}

}  // namespace dutybound::findings
