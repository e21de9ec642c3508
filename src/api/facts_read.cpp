// Names and paths of a checked expression to attributes. Entry: facts_read.hpp.
#include "api/facts_read.hpp"

namespace dutybound {

using feel::Kind;
using feel::NodeKind;

void FactsRead::add(const feel::Expression& expression) {
  Elements elements;
  if (expression) visit(*expression.root, elements);
}

void FactsRead::add(const rulebook::Condition& condition) {
  add(condition.that);
  for (const rulebook::Condition& member : condition.members) add(member);
}

void FactsRead::add(const rulebook::Rule& rule) {
  for (const auto* expression : {&rule.arises_at, &rule.done_at, &rule.ends_at, &rule.value}) add(*expression);
  if (rule.clock) add(rule.clock->anchor);
  if (const auto* protects = asked_by(rule, rules_.vocabulary)) add(protects->that);
  for (const auto* condition : {&rule.applies_when, &rule.exempt_when, &rule.excused_when, &rule.done_when, &rule.condition}) {
    if (*condition) add(**condition);
  }
  for (const rulebook::Row& row : rule.rows) add(row.when);
}

void FactsRead::visit(const feel::Node& node, Elements& elements) {
  for (std::size_t n = 0; n < node.children.size(); ++n) {
    if (!node.children[n]) continue;
    visit(*node.children[n], elements);
    const bool binds = node.kind == NodeKind::filter || node.kind == NodeKind::some || node.kind == NodeKind::every ||
                       node.kind == NodeKind::for_each;
    if (n == 0 && binds) elements[node.binder] = rules_.vocabulary.types->element_of(node.children[0]->type);
  }
  if (node.kind == NodeKind::path) {
    const feel::Type of = node.children[0]->type;
    field(of.kind == Kind::list ? rules_.vocabulary.types->element_of(of) : of, node.field);
  } else if (node.kind == NodeKind::name && node.reference.of == feel::Reference::Of::field_of_item) {
    field(elements[node.reference.id], node.reference.field);
  } else if (node.kind == NodeKind::name && node.reference.of == feel::Reference::Of::variable) {
    const rulebook::Name name = rulebook::decode(node.reference.id);
    if (name.of == rulebook::Name::Of::attribute) facts_.insert({name.entity, name.attribute});
  }
}

void FactsRead::field(feel::Type record, std::uint32_t field) {
  if (record.kind != Kind::record || record.detail >= rules_.vocabulary.entities.size()) return;
  const std::size_t attributes = rules_.vocabulary.entities[record.detail].attributes.size();
  if (field < attributes) {
    facts_.insert({record.detail, field});
    return;
  }
  if (!definitions_.insert({record.detail, field}).second) return;
  std::size_t position = attributes;
  for (const rulebook::Definition& definition : rules_.definitions) {
    if (definition.entity != record.detail || position++ != field) continue;
    const rulebook::RulebookModel& book = rules_.rulebooks[definition.rulebook];
    add(book.rules[definition.rule]);
    return;
  }
}

}  // namespace dutybound
