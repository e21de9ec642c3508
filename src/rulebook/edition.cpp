// A rulebook's own file: its dates, parameters and readings; and what rules share with it, periods and citations.
#include <algorithm>

#include "rulebook/parts.hpp"
#include "yaml/scalar.hpp"

namespace dutybound::rulebook {

using text::Code;
using yaml::Node;

namespace {

SourceStatus source_status(std::string_view word) {
  if (word == "read_in_seed") return SourceStatus::read_in_seed;
  return word == "read_elsewhere" ? SourceStatus::read_elsewhere : SourceStatus::general_knowledge;
}

Parameter read_parameter(const Node& node, Context& context) {
  Parameter parameter;
  parameter.id = get_text(node, "id");
  parameter.description = get_text(node, "description");
  parameter.unit = get_text(node, "unit");
  const Node* policy = get(node, "policy");
  parameter.policy = policy && yaml::as_boolean(*policy).value_or(true);
  for (const Node& item : get_items(node, "values")) {
    Parameter::Row row;
    row.from = get_date(item, "from");
    if (const Node* value = get(item, "value")) row.value = yaml::as_integer(*value).value_or(0);
    row.source = read_citations(item);
    if (!parameter.rows.empty() && (!row.from || (parameter.rows.back().from && *row.from <= *parameter.rows.back().from))) {
      const Node* from = get(item, "from");
      report(context.diagnostics, Code::rulebook_parameter_order, from ? *from : item,
             "a row of `" + parameter.id + "` does not begin after the one before it",
             "give the rows in order of `from`; only the first may do without");
    }
    parameter.rows.push_back(std::move(row));
  }
  if (parameter.rows.empty() && !parameter.policy && !node.find("values")) {
    report(context.diagnostics, Code::rulebook_parameter_empty, get_element(node, "id"),
           "the parameter `" + parameter.id + "` has no value", "give `values`, or `policy: true` if it is left to local policy");
  }
  return parameter;
}

Reading read_reading(const Node& node, Context& context) {
  Reading reading;
  reading.id = get_text(node, "id");
  reading.title = get_text(node, "title");
  reading.default_value = get_text(node, "default");
  bool has_default = false;
  for (const Node& item : get_items(node, "values")) {
    Reading::Value value{get_text(item, "value"), get_text(item, "title"), read_citations(item)};
    has_default = has_default || value.value == reading.default_value;
    if (std::any_of(reading.values.begin(), reading.values.end(), [&](const auto& v) { return v.value == value.value; })) {
      report(context.diagnostics, Code::rulebook_duplicate_name, get_element(item, "value"),
             "`" + value.value + "` stands here twice");
    }
    reading.values.push_back(std::move(value));
  }
  if (!has_default && get(node, "default")) {
    std::vector<std::string_view> values;
    for (const Reading::Value& value : reading.values) values.push_back(value.value);
    report(context.diagnostics, Code::rulebook_unknown_reading, get_element(node, "default"),
           "the reading `" + reading.id + "` has no value `" + reading.default_value + "`",
           text::did_you_mean(reading.default_value, values));
  }
  return reading;
}

}  // namespace

InForce read_period(const Node& node, std::string_view key, Context& context) {
  const Node& period = get_element(node, key);
  const InForce in_force{get_date(period, "from"), get_date(period, "to")};
  if (in_force.from && in_force.to && *in_force.to < *in_force.from) {
    report(context.diagnostics, Code::rulebook_empty_period, period,
           "it ends on " + in_force.to->to_string() + ", before it begins on " + in_force.from->to_string());
  }
  return in_force;
}

std::vector<Citation> read_citations(const Node& node) {
  std::vector<Citation> citations;
  for (const Node& item : get_items(node, "source")) {
    citations.push_back({get_text(item, "document"), get_text(item, "edition"), get_text(item, "section"), get_text(item, "url"),
                         source_status(get_text(item, "status"))});
  }
  return citations;
}

RulebookModel read_rulebook(const Node& node, Context& context) {
  RulebookModel rulebook;
  rulebook.id = get_text(node, "rulebook");
  rulebook.series = get_text(node, "series");
  if (rulebook.series.empty()) rulebook.series = rulebook.id;
  rulebook.edition = get_text(node, "edition");
  rulebook.title = get_text(node, "title");
  rulebook.version = get_text(node, "version");
  rulebook.jurisdiction = get_text(node, "jurisdiction");
  rulebook.in_force = read_period(node, "in_force", context);
  rulebook.extends = get_text(node, "extends");
  if (const Node* off = get(node, "off_by_default")) rulebook.off_by_default = yaml::as_boolean(*off).value_or(false);
  for (const Node& item : get_items(node, "parameters")) rulebook.parameters.push_back(read_parameter(item, context));
  for (const Node& item : get_items(node, "readings")) rulebook.readings.push_back(read_reading(item, context));
  return rulebook;
}

}  // namespace dutybound::rulebook
