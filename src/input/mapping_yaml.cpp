// Texts, words and names of a mapping's tree, checked against the vocabulary.
#include "input/mapping_yaml.hpp"

#include <algorithm>

#include "yaml/scalar.hpp"

namespace dutybound::input {

using rulebook::AttributeKind;
using text::Code;
using yaml::Node;
using yaml::NodeKind;

void MappingYaml::say(Code code, const Node& node, std::string message, std::string hint) {
  say(code, node, node.span, std::move(message), std::move(hint));
}

void MappingYaml::say(Code code, const Node& around, Span span, std::string message, std::string hint) {
  diagnostics_.push_back(text::diagnose(code, around.source, span, std::move(message), std::move(hint)));
}

void MappingYaml::keys(const Node& node, const std::vector<std::string_view>& known) {
  for (const yaml::Entry& entry : node.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    say(Code::input_mapping_key, node, entry.key_span, "unknown key `" + entry.key + "`", text::did_you_mean(entry.key, known));
  }
}

const Node* MappingYaml::require(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  if (!found) say(Code::input_mapping_key, node, "`" + std::string(key) + "` is missing");
  return found;
}

std::string MappingYaml::scalar(const Node& node) {
  if (node.kind == NodeKind::scalar) return node.fragment.text;
  say(Code::input_mapping_key, node, "expected a text");
  return {};
}

std::string MappingYaml::word(const Node& node, std::string_view key) {
  const Node* found = require(node, key);
  return found ? scalar(*found) : std::string();
}

std::vector<std::string> MappingYaml::words(const Node* node) {
  std::vector<std::string> list;
  if (!node) return list;
  if (node->kind != NodeKind::sequence) return {scalar(*node)};
  for (const Node& item : node->items) list.push_back(scalar(item));
  return list;
}

bool MappingYaml::truth(const Node& node, std::string_view key, bool otherwise) {
  const Node* found = node.find(key);
  if (!found) return otherwise;
  const auto truth = yaml::as_boolean(*found);
  if (!truth) say(Code::input_mapping_key, *found, "expected true or false");
  return truth.value_or(otherwise);
}

const std::vector<yaml::Entry>& MappingYaml::entries(const Node& node, std::string_view key) {
  static const std::vector<yaml::Entry> none;
  const Node* found = require(node, key);
  if (!found) return none;
  if (found->kind == NodeKind::mapping) return found->entries;
  say(Code::input_mapping_key, *found, "expected " + std::string(key) + " by name");
  return none;
}

const rulebook::Attribute* MappingYaml::attribute(const rulebook::Entity& entity, const Node& around, const yaml::Entry& entry) {
  for (const rulebook::Attribute& attribute : entity.attributes) {
    if (attribute.name == entry.key) return &attribute;
  }
  std::vector<std::string_view> names;
  for (const rulebook::Attribute& attribute : entity.attributes) names.push_back(attribute.name);
  say(Code::input_mapping_attribute, around, entry.key_span, "`" + entity.name + "` has no attribute `" + entry.key + "`",
      text::did_you_mean(entry.key, names));
  return nullptr;
}

feel::Type MappingYaml::type_of_values(const rulebook::Attribute& attribute) const {
  return attribute.kind == AttributeKind::list_of_values ? vocabulary_.types->element_of(attribute.type) : attribute.type;
}

void MappingYaml::check_word(const Node& node, const std::string& text, feel::Type value) {
  if (value.kind != feel::Kind::enumeration) return;
  const feel::EnumerationType& known = vocabulary_.types->enumerations[value.detail];
  if (known.find(text) >= 0) return;
  say(Code::input_mapping_word, node, "`" + text + "` is none of the vocabulary's words for this attribute",
      text::did_you_mean(text, {known.values.begin(), known.values.end()}));
}

std::optional<std::string> MappingYaml::literal(const Node& node, feel::Type value) {
  const Node* found = node.find("value");
  if (!found) return std::nullopt;
  std::string text = scalar(*found);
  check_word(*found, text, value);
  return text;
}

std::map<std::string, std::string> MappingYaml::values(const Node& node, feel::Type value) {
  std::map<std::string, std::string> words;
  const Node* found = node.find("values");
  if (!found) return words;
  for (const yaml::Entry& entry : found->entries) {
    words[entry.key] = scalar(entry.value);
    check_word(entry.value, entry.value.fragment.text, value);
  }
  return words;
}

FieldSource::Absent MappingYaml::meaning_of_absence(const Node& node, const rulebook::Attribute& attribute) {
  const std::string text = scalar(node);
  const bool list = attribute.kind == AttributeKind::list_of_entity || attribute.kind == AttributeKind::list_of_values;
  if (text == "empty" && list) return FieldSource::Absent::empty;
  if (text == "not_happened" && (attribute.event || attribute.kind == AttributeKind::entity))
    return FieldSource::Absent::not_happened;
  if (text != "unknown") {
    say(Code::input_mapping_word, node, "`" + text + "` is nothing that an absent `" + attribute.name + "` can mean",
        "write `unknown`, for an event `not_happened`, for a list `empty`");
  }
  return FieldSource::Absent::unknown;
}

}  // namespace dutybound::input
