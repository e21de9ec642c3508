// A vocabulary made up from the values of a JSON object, and the facts in it: for trying out FEEL. Entry: InferredFacts.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <dutybound/limits.hpp>

#include "engine/facts.hpp"
#include "input/document.hpp"
#include "text/diagnose.hpp"

namespace dutybound {

/// Reads the text and gives every member a type by what it holds; mistakes go to `diagnostics`.
class InferredFacts {
 public:
  InferredFacts(std::string_view json, const Limits& limits, Diagnostics& diagnostics);

  /// One subject, entity 0, whose attributes are the object's members. To be taken once.
  [[nodiscard]] rulebook::Vocabulary take_vocabulary() { return std::move(vocabulary_); }
  /// The facts, for a program over that vocabulary.
  [[nodiscard]] engine::Facts facts(const std::shared_ptr<const program::Program>& program) const;

 private:
  rulebook::EntityId add_entity(const std::string& name, rulebook::EntityId parent, rulebook::AttributeId attribute, bool many,
                                const std::vector<const input::Value*>& records, std::size_t depth);
  rulebook::Attribute infer(const std::string& name, const std::vector<const input::Value*>& values, rulebook::EntityId entity,
                            rulebook::AttributeId number, std::size_t depth);
  void complain(text::Code code, std::string message);
  void complain(text::Code code, std::string message, Span place);

  const Limits& limits_;
  Diagnostics& diagnostics_;
  SourcePtr source_;
  input::Value root_;
  rulebook::Vocabulary vocabulary_;
};

}  // namespace dutybound
