// YAML to documents: one record, or a list of them. The YAML reader has refused what is not plain and bounded.
#include "input/document.hpp"
#include "yaml/read.hpp"
#include "yaml/scalar.hpp"

namespace dutybound::input {

Value from_yaml(const yaml::Node& node) {
  Value value;
  value.span = node.span;
  switch (node.kind) {
    case yaml::NodeKind::null:
      break;
    case yaml::NodeKind::scalar:
      if (const auto truth = yaml::as_boolean(node)) {
        value.kind = ValueKind::boolean;
        value.truth = *truth;
      } else if (auto digits = yaml::as_number_text(node)) {
        value.kind = ValueKind::number;
        value.text = std::move(*digits);
      } else {
        value.kind = ValueKind::text;
        value.text = node.fragment.text;
      }
      break;
    case yaml::NodeKind::sequence:
      value.kind = ValueKind::list;
      value.items.reserve(node.items.size());
      for (const yaml::Node& item : node.items) value.items.push_back(from_yaml(item));
      break;
    case yaml::NodeKind::mapping:
      value.kind = ValueKind::object;
      value.members.reserve(node.entries.size());
      for (const yaml::Entry& entry : node.entries) value.members.push_back({entry.key, entry.key_span, from_yaml(entry.value)});
      break;
  }
  return value;
}

void read_yaml(const InputText& text, const Limits& limits, const TakeDocument& take) {
  Limits of_cases = limits;
  of_cases.rule_file_bytes = limits.file_bytes;  // this is no file of rules
  const auto root = yaml::read(text.source(), of_cases);
  if (!root.ok()) {
    take({text.name(), std::nullopt, root.diagnostics()});
    return;
  }
  if (root.value().kind != yaml::NodeKind::sequence) {
    take({text.name(), from_yaml(root.value()), {}});
    return;
  }
  std::size_t number = 0;
  for (const yaml::Node& item : root.value().items) {
    if (!take({text.name() + "[" + std::to_string(number++) + "]", from_yaml(item), {}})) return;
  }
}

}  // namespace dutybound::input
