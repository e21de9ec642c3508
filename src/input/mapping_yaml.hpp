// What the readers of all mappings share: keys, texts and words of a mapping's tree, with a diagnostic for each that is wrong.
// Used by read_mappings.cpp (elements) and read_table_mapping.cpp (tables).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/diagnostic.hpp>

#include "input/mapping.hpp"
#include "rulebook/model.hpp"
#include "text/diagnose.hpp"
#include "yaml/node.hpp"

namespace dutybound::input {

class MappingYaml {
 public:
  MappingYaml(const rulebook::Vocabulary& vocabulary, Diagnostics& diagnostics)
      : vocabulary_(vocabulary), diagnostics_(diagnostics) {}

 protected:
  void say(text::Code code, const yaml::Node& node, std::string message, std::string hint = {});
  void say(text::Code code, const yaml::Node& around, Span span, std::string message, std::string hint = {});

  /// Says which keys of a mapping are unknown.
  void keys(const yaml::Node& node, const std::vector<std::string_view>& known);
  /// A key's value, or null and a diagnostic.
  const yaml::Node* require(const yaml::Node& node, std::string_view key);
  std::string scalar(const yaml::Node& node);
  /// The text of a key that has to be there.
  std::string word(const yaml::Node& node, std::string_view key);
  /// A text or a list of texts; none without a node.
  std::vector<std::string> words(const yaml::Node* node);
  /// `true` or `false` under a key, or what it is without it.
  bool truth(const yaml::Node& node, std::string_view key, bool otherwise);

  /// The entries of a key with a mapping, or none and a diagnostic.
  const std::vector<yaml::Entry>& entries(const yaml::Node& node, std::string_view key);
  /// An entity's attribute, or null and a diagnostic.
  const rulebook::Attribute* attribute(const rulebook::Entity& entity, const yaml::Node& around, const yaml::Entry& entry);
  /// The type of an attribute's values: of a list's, its elements.
  [[nodiscard]] feel::Type type_of_values(const rulebook::Attribute& attribute) const;
  /// Whether a word stands among an enumeration's.
  void check_word(const yaml::Node& node, const std::string& text, feel::Type value);
  /// `value`: a word in place of what is recorded.
  std::optional<std::string> literal(const yaml::Node& node, feel::Type value);
  /// `values`: code -> word.
  std::map<std::string, std::string> values(const yaml::Node& node, feel::Type value);
  /// `absent`, of an attribute.
  FieldSource::Absent meaning_of_absence(const yaml::Node& node, const rulebook::Attribute& attribute);

  const rulebook::Vocabulary& vocabulary_;

 private:
  Diagnostics& diagnostics_;
};

}  // namespace dutybound::input
