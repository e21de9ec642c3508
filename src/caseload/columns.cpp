// Answers and errors into rows.
#include "caseload/columns.hpp"

#include <algorithm>
#include <charconv>

namespace dutybound::caseload {
namespace {

using arrow::Column;
using arrow::Field;
using arrow::Layout;
using findings::Answer;
using program::Program;

/// The columns of a finding, in their order.
enum At : std::size_t {
  at_case_id,
  at_rule,
  at_rulebook,
  at_kind,
  at_modality,
  at_actor,
  at_entity,
  at_record_id,
  at_record,
  at_status,
  at_outcome,
  at_trigger,
  at_due,
  at_done,
  at_due_at,
  at_days,
  at_day_unit,
  at_valid_until,
  at_valid_until_at_least,
  at_missing,
  at_data_errors,
  at_provisional,
  at_unless,
  at_assumed,
  at_source_table,
  at_source_row,
  at_edition_policy,
  at_readings,
  at_same_under_all_readings,
  at_other_readings
};

Field field(const char* name, Layout layout) { return {name, layout}; }
Field words(const char* name, const std::vector<std::string>& texts) {
  return {name, Layout::word, {}, std::make_shared<const arrow::Words>(texts)};
}
/// The words of an enumeration whose last is that.
template <class Enumeration>
Field words(const char* name, Enumeration last) {
  std::vector<std::string> texts;
  for (unsigned i = 0; i <= static_cast<unsigned>(last); ++i) texts.emplace_back(to_string(static_cast<Enumeration>(i)));
  return words(name, texts);
}
Field list_of_records(const char* name, std::vector<Field> members) {
  return {name, Layout::list, {{"item", Layout::record, std::move(members)}}};
}
Field readings_field() { return list_of_records("readings", {field("reading", Layout::text), field("value", Layout::text)}); }

/// Each once, in the order of the rules.
std::vector<std::string> actors(const Program& program) {
  std::vector<std::string> all;
  for (const program::RulePlan& rule : program.rules) {
    if (std::find(all.begin(), all.end(), rule.actor) == all.end()) all.push_back(rule.actor);
  }
  return all;
}

template <class All>
std::vector<std::string> ids(const All& all) {
  std::vector<std::string> texts;
  for (const auto& each : all) texts.push_back(each.id);
  return texts;
}

void write_day(const std::optional<Date>& day, Column& column) {
  if (day) {
    column.day(day->number());
  } else {
    column.null();
  }
}

void write_text(std::string_view text, Column& column) {
  if (text.empty()) {
    column.null();
  } else {
    column.text(text);
  }
}

}  // namespace

std::vector<Field> finding_fields(const Program& program, bool integer_ids, const std::vector<std::string>& source_tables) {
  std::vector<std::string> entities;
  for (const rulebook::Entity& entity : program.vocabulary.entities) entities.push_back(entity.name);
  const Field error = list_of_records("data_errors", {field("path", Layout::text), field("value", Layout::text),
                                                      field("reason", Layout::text), field("code", Layout::text)});
  return {
      field("case_id", integer_ids ? Layout::integer : Layout::text),
      words("rule", ids(program.groups)),
      words("rulebook", ids(program.rulebooks)),
      words("kind", RuleKind::advisory),
      words("modality", Modality::is),
      words("actor", actors(program)),
      words("entity", entities),
      field("record_id", Layout::text),
      field("record", Layout::text),
      words("status", Status::not_in_force),
      field("outcome", Layout::text),
      field("trigger", Layout::day),
      field("due", Layout::day),
      field("done", Layout::day),
      field("due_at", Layout::instant),
      field("days", Layout::integer),
      words("day_unit", DayUnit::months),
      field("valid_until", Layout::day),
      field("valid_until_at_least", Layout::truth),
      {"missing", Layout::list, {field("item", Layout::text)}},
      error,
      words("provisional", Status::not_in_force),
      {"unless", Layout::list, {field("item", Layout::text)}},
      list_of_records("assumed", {field("path", Layout::text), field("value", Layout::text), field("by_rule", Layout::truth)}),
      words("source_table", source_tables),
      field("source_row", Layout::integer),
      words("edition_policy", EditionPolicy::chosen),
      readings_field(),
      field("same_under_all_readings", Layout::truth),
      list_of_records("other_readings", {readings_field(), field("status", Layout::text), field("outcome", Layout::text),
                                         field("due", Layout::day), field("provisional", Layout::text)})};
}

FindingWriter::FindingWriter(const findings::Standpoint& from, bool integer_ids) : from_(from), integer_ids_(integer_ids) {
  const std::vector<std::string> all = actors(from.program());
  for (const program::RulePlan& rule : from.program().rules)
    actor_of_.push_back(static_cast<std::uint32_t>(std::find(all.begin(), all.end(), rule.actor) - all.begin()));
}

void FindingWriter::begin(const engine::Facts& facts, const findings::Answers& answers,
                          const std::optional<std::string>& case_id) {
  facts_ = &facts;
  answers_ = &answers;
  has_id_ = case_id.has_value();
  case_id_ = has_id_ ? std::string_view(*case_id) : std::string_view();
  path_of_.reset();
  integer_id_.reset();
  if (!has_id_ || !integer_ids_) return;
  std::int64_t number = 0;
  const char* end = case_id_.data() + case_id_.size();
  const auto read = std::from_chars(case_id_.data(), end, number);
  if (read.ec == std::errc() && read.ptr == end) integer_id_ = number;
}

void FindingWriter::write_case(Column& column) const {
  if (integer_ids_ ? !integer_id_ : !has_id_) {
    column.null();
  } else if (integer_ids_) {
    column.integer(*integer_id_);
  } else {
    column.text(case_id_);
  }
}

void FindingWriter::write_record(const Answer& answer, Column& record_id, Column& record) {
  const engine::Instance& instance = answer.instance;
  if (answer.cut_short) {
    record_id.null();
    record.text({});
    return;
  }
  const bool same = path_of_ && path_of_->entity == instance.entity && path_of_->row == instance.row &&
                    path_of_->unrecorded == instance.unrecorded && path_of_->gap == instance.gap;
  if (!same) {
    path_.clear();
    path_of_ = instance;
    if (instance.unrecorded) {
      const rulebook::Entity& gap = from_.program().vocabulary.entities[instance.gap];
      facts_->append_path_of(gap.parent, gap.parent_attribute, instance.row, path_);
    } else {
      facts_->append_path(instance.entity, instance.row, path_);
    }
  }
  record.text(path_);
  if (const auto* id = instance.unrecorded ? nullptr : &facts_->id(instance.entity, instance.row); id && *id) {
    record_id.text(**id);
  } else {
    record_id.null();
  }
}

void FindingWriter::write_causes(const Answer& answer, Column& missing, Column& errors) {
  told_.clear();
  if (answer.cut_short) missing.part(0).text(findings::limit_path(answers_->spent));
  for (const engine::Run::Dependency& cause : answers_->causes_of(answer)) {
    const auto error = findings::data_error(*facts_, cause);
    if (!error) {
      scratch_.clear();
      findings::append_path(from_.program(), *facts_, cause, scratch_);
      missing.part(0).text(scratch_);
      continue;
    }
    const std::vector<DataError>& all = facts_->data_errors();
    if (std::any_of(told_.begin(), told_.end(), [&](std::size_t before) { return all[before] == all[*error]; })) continue;
    told_.push_back(*error);
    Column& item = errors.part(0);
    item.part(0).text(all[*error].path);
    item.part(1).text(all[*error].value);
    item.part(2).text(all[*error].reason);
    item.part(3).text(all[*error].code);
    item.finish();
  }
  missing.finish();
  errors.finish();
}

void FindingWriter::write_provisional(const Answer& answer, Column& provisional, Column& unless) {
  if (const auto& status = answer.judgement.provisional) {
    provisional.word(static_cast<std::size_t>(*status));
    for (const engine::Run::Dependency& cause : answers_->causes_of(answer)) {
      scratch_.clear();
      findings::append_path(from_.program(), *facts_, cause, scratch_);
      unless.part(0).text(scratch_);
    }
  } else {
    provisional.null();
  }
  unless.finish();
}

void FindingWriter::write_assumed(const Answer& answer, Column& assumed) {
  for (const findings::Assumed& fact : answers_->assumed_of(answer)) {
    Column& item = assumed.part(0);
    scratch_.clear();
    findings::append_path(from_.program(), *facts_, fact.fact, scratch_);
    item.part(0).text(scratch_);
    item.part(1).text(fact.value);
    item.part(2).truth(fact.by_rule);
    item.finish();
  }
  assumed.finish();
}

void FindingWriter::write_source(const Answer& answer, Column& table, Column& row) const {
  const engine::Origin* origin = findings::origin_of(from_.program(), *facts_, answer);
  if (origin && origin->table) {
    table.word(*origin->table);
  } else {
    table.null();
  }
  if (origin && origin->row) {
    row.integer(static_cast<std::int64_t>(*origin->row));
  } else {
    row.null();
  }
}

void FindingWriter::write_readings(const findings::Choices& readings, Column& column) const {
  Column& item = column.part(0);
  for (const auto& [reading, value] : readings) {
    item.part(0).text(reading);
    item.part(1).text(value);
    item.finish();
  }
  column.finish();
}

void FindingWriter::write_others(const Answer& answer, Column& same, Column& others) {
  if (from_.all_readings() && !from_.readings_of(answer.rule).empty()) {
    same.truth(answers_->same_under_all_readings(answer));
    for (const findings::OtherAnswer& other : answers_->others_of(answer)) {
      Column& item = others.part(0);
      write_readings(*other.readings, item.part(0));
      item.part(1).text(to_string(other.status));
      write_text(other.outcome, item.part(2));
      write_day(other.due, item.part(3));
      write_text(other.provisional ? to_string(*other.provisional) : std::string_view(), item.part(4));
      item.finish();
    }
  } else {
    same.null();
  }
  others.finish();
}

void FindingWriter::write(const Answer& answer, arrow::Batch& into) {
  const Program& program = from_.program();
  const program::RulePlan& plan = program.rules[answer.rule];
  const findings::Judgement& judgement = answer.judgement;
  write_case(into[at_case_id]);
  into[at_rule].word(plan.group);
  into[at_rulebook].word(plan.rulebook);
  into[at_kind].word(static_cast<std::size_t>(plan.kind));
  into[at_modality].word(static_cast<std::size_t>(plan.modality));
  into[at_actor].word(actor_of_[answer.rule]);
  into[at_entity].word(answer.instance.entity);
  write_record(answer, into[at_record_id], into[at_record]);
  into[at_status].word(static_cast<std::size_t>(answer.status));
  write_text(answer.outcome, into[at_outcome]);
  write_day(judgement.trigger, into[at_trigger]);
  write_day(judgement.due, into[at_due]);
  write_day(judgement.done, into[at_done]);
  if (judgement.due_at) {
    into[at_due_at].instant(judgement.due_at->seconds());
  } else {
    into[at_due_at].null();
  }
  if (judgement.days) {
    into[at_days].integer(*judgement.days);
  } else {
    into[at_days].null();
  }
  if (judgement.day_unit) {
    into[at_day_unit].word(static_cast<std::size_t>(*judgement.day_unit));
  } else {
    into[at_day_unit].null();
  }
  write_day(answer.valid_until, into[at_valid_until]);
  into[at_valid_until_at_least].truth(answer.valid_until_at_least);
  write_causes(answer, into[at_missing], into[at_data_errors]);
  write_provisional(answer, into[at_provisional], into[at_unless]);
  write_assumed(answer, into[at_assumed]);
  write_source(answer, into[at_source_table], into[at_source_row]);
  into[at_edition_policy].word(static_cast<std::size_t>(judgement.edition_policy));
  write_readings(from_.readings_of(answer.rule), into[at_readings]);
  write_others(answer, into[at_same_under_all_readings], into[at_other_readings]);
  into.finish_row();
}

std::vector<Field> error_fields() {
  return {field("case_id", Layout::text), field("table", Layout::text), field("row", Layout::integer),
          field("column", Layout::text),  field("path", Layout::text),  field("value", Layout::text),
          field("reason", Layout::text),  field("code", Layout::text)};
}

void write_error(const PlacedError& error, arrow::Batch& into) {
  if (error.case_id) {
    into[0].text(*error.case_id);
  } else {
    into[0].null();
  }
  write_text(error.table, into[1]);
  if (error.row) {
    into[2].integer(static_cast<std::int64_t>(*error.row));
  } else {
    into[2].null();
  }
  write_text(error.column, into[3]);
  into[4].text(error.error.path);
  into[5].text(error.error.value);
  into[6].text(error.error.reason);
  into[7].text(error.error.code);
  into.finish_row();
}

}  // namespace dutybound::caseload
