// Which facts of the vocabulary an expression reads, by itself or by the definitions that it uses. Entry: FactsRead.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "feel/check.hpp"
#include "rulebook/model.hpp"

namespace dutybound {

using FactId = std::pair<rulebook::EntityId, rulebook::AttributeId>;

class FactsRead {
 public:
  explicit FactsRead(const rulebook::RuleSet& rules) : rules_(rules) {}

  void add(const feel::Expression& expression);
  /// With its members.
  void add(const rulebook::Condition& condition);
  /// Everything that a rule's answer is made of.
  void add(const rulebook::Rule& rule);

  [[nodiscard]] const std::set<FactId>& facts() const { return facts_; }

 private:
  /// By binder: what kind of record it stands for.
  using Elements = std::map<std::uint32_t, feel::Type>;

  void visit(const feel::Node& node, Elements& elements);
  void field(feel::Type record, std::uint32_t field);

  const rulebook::RuleSet& rules_;
  std::set<FactId> facts_;
  std::set<FactId> definitions_;  ///< entity and field, so that each is entered once
};

}  // namespace dutybound
