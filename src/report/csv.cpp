// Findings as CSV by RFC 4180, and what a spreadsheet may be given as a cell. Entries: csv_header, to_csv, csv_text.
#include <algorithm>
#include <iterator>

#include <dutybound/report.hpp>

#include "report/csv_row.hpp"
#include "report/source.hpp"
#include "report/words.hpp"

namespace dutybound::report {
namespace {

std::string finding_row(const Assessment& assessment, const Finding& f) {
  std::vector<std::string> missing;
  for (const MissingFact& fact : f.missing) missing.push_back(fact.path);
  std::vector<std::string> errors;
  for (const DataError& error : f.data_errors) errors.push_back(error.path + ": " + error.code);
  std::vector<std::string> assumed;
  for (const AssumedFact& fact : f.assumed)
    assumed.push_back(fact.path + " = " + fact.value + (fact.by_rule ? " (by the rule)" : ""));
  Row row;
  row.cell(assessment.case_id.value_or(""));
  row.cell(assessment.as_at);
  row.cell(f.rule);
  row.cell(f.rulebook);
  row.cell(to_string(f.kind));
  row.cell(f.instance);
  row.cell(f.record.value_or(""));
  row.cell(status_word(f));
  row.cell(f.outcome);
  row.cell(to_string(f.modality));
  row.cell(f.actor);
  row.cell(f.trigger);
  row.cell(f.due);
  row.cell(f.due_at ? f.due_at->to_string() : std::string());
  row.cell(f.done);
  row.cell(f.days ? std::to_string(*f.days) : std::string());
  row.cell(f.day_unit ? to_string(*f.day_unit) : std::string_view());
  row.cell(f.valid_until);
  row.cell(f.valid_until_at_least ? "true" : "false");
  row.cell(join(missing, "; "));
  row.cell(join(errors, "; "));
  row.cell(f.provisional ? to_string(*f.provisional) : std::string_view());
  row.cell(join(f.unless, "; "));
  row.cell(join(assumed, "; "));
  row.cell(f.source_table.value_or(""));
  row.cell(f.source_row ? std::to_string(*f.source_row) : std::string());
  row.cell(to_string(f.edition_policy));
  row.cell(choices(f.readings, "; "));
  row.cell(!f.same_under_all_readings ? "" : *f.same_under_all_readings ? "true" : "false");
  return row.end();
}

/// `-3`, `-0.5`: what a spreadsheet takes for the same number.
bool is_plain_number(std::string_view cell) {
  if (cell.starts_with('-')) cell.remove_prefix(1);
  const auto digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  const std::size_t point = cell.find('.');
  return point == std::string_view::npos ? digits(cell) : digits(cell.substr(0, point)) && digits(cell.substr(point + 1));
}

void write_rows(Source& source, const Sink& sink) {
  for (std::size_t i = 0; i < source.size(); ++i) sink(finding_row(source.frame(), source.finding(i)));
}

}  // namespace

std::string csv_text(std::string_view cell) {
  // The last four are the full-width forms of the first.
  constexpr std::string_view begins_formula[] = {"=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  const bool formula = std::any_of(std::begin(begins_formula), std::end(begins_formula),
                                   [&](std::string_view first) { return cell.starts_with(first); });
  return (formula && !is_plain_number(cell) ? "'" : "") + std::string(cell);
}

std::string csv_header() {
  return "case,as_at,rule,rulebook,kind,instance,record,status,outcome,modality,actor,trigger,due,due_at,done,days,day_unit,"
         "valid_until,valid_until_at_least,missing,data_errors,provisional,unless,assumed,source_table,source_row,edition_policy,"
         "readings,same_under_"
         "all_readings\r\n";
}

std::string to_csv(const Assessment& assessment) {
  std::string lines;
  Source source(assessment);
  write_rows(source, into(lines));
  return lines;
}

void write_csv(const JudgedCase& judged, const Sink& sink) {
  Source source(judged);
  write_rows(source, sink);
}

}  // namespace dutybound::report
