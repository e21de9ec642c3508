// One expression as the value of a definition: compiled and run the way every rule is.
#include <dutybound/feel.hpp>

#include "api/inferred_facts.hpp"
#include "api/rulebook_body.hpp"
#include "findings/causes.hpp"
#include "findings/value_text.hpp"
#include "program/compile.hpp"
#include "text/inside.hpp"

namespace dutybound {
namespace {

/// The members of the facts, the parameters of the rulebook, and the day if one is given.
feel::Environment environment_of(const rulebook::RuleSet& rules, bool with_day) {
  feel::Environment environment;
  environment.types = rules.vocabulary.types.get();
  const auto& attributes = rules.vocabulary.entities.front().attributes;
  for (rulebook::AttributeId number = 0; number < attributes.size(); ++number) {
    const rulebook::Attribute& attribute = attributes[number];
    environment.variables.push_back({attribute.name, attribute.type, rulebook::encode({rulebook::Name::Of::attribute, 0, number}),
                                     attribute.event || attribute.kind == rulebook::AttributeKind::entity});
  }
  if (with_day) environment.variables.push_back({"as_at", {feel::Kind::date, 0}, rulebook::encode({}), false});
  for (const rulebook::Parameter& parameter : rules.rulebooks.front().parameters) environment.parameters.push_back(parameter.id);
  return environment;
}

}  // namespace

Result<FeelAnswer> evaluate_feel(const Rulebook& rulebook, std::string_view expression, std::string_view facts_json,
                                 std::optional<Date> as_at) {
  const Rulebook::Body& body = body_of(rulebook);
  Diagnostics diagnostics;
  InferredFacts inferred(facts_json, body.limits, diagnostics);
  Result<feel::Expression> parsed = feel::parse(text::whole("<expression>", std::string(expression)), body.limits);
  diagnostics.insert(diagnostics.end(), parsed.diagnostics().begin(), parsed.diagnostics().end());
  if (has_errors(diagnostics) || !parsed.ok()) return diagnostics;

  rulebook::RuleSet rules;
  rules.vocabulary = inferred.take_vocabulary();
  rules.calendar = body.program->calendar;
  rulebook::RulebookModel& book = rules.rulebooks.emplace_back();
  book.id = "expression";
  book.parameters = body.program->parameters;
  rulebook::Rule& rule = book.rules.emplace_back();
  rule.id = "answer";
  rule.kind = RuleKind::definition;
  rule.defines = "answer";
  rule.value = std::move(parsed.value());
  if (!feel::check(rule.value, environment_of(rules, as_at.has_value()), diagnostics)) return diagnostics;
  const feel::Type type = rule.value.type();

  const std::shared_ptr<const program::Program> program = program::compile(rules);
  const engine::Facts facts = inferred.facts(program);
  engine::Run run(program, body.limits);
  // Without a day everything recorded has happened.
  const engine::AsAt moment{as_at.value_or(rules.vocabulary.latest), std::nullopt};
  FeelAnswer answer;
  answer.type = program->vocabulary.types->describe(type);
  if (!run.at(facts, moment, engine::Instance{})) {
    answer.value = "unknown";
    answer.missing.push_back(findings::limit_path(run.spent()));
    return {std::move(answer), std::move(diagnostics)};
  }
  const program::Register value = program->rules.front().value;
  answer.value = findings::literal_text(run[value], type, *program->vocabulary.types, facts);
  findings::Causes causes;
  try {
    if (run[value].is_unknown()) run.unknowns(value, causes);
  } catch (const feel::Spent& spent) {  // not all that it lacks was found
    answer.missing.push_back(findings::limit_path(spent.limit));
  }
  for (const auto& cause : causes) answer.missing.push_back(findings::missing_fact(*program, facts, cause).path);
  return {std::move(answer), std::move(diagnostics)};
}

}  // namespace dutybound
