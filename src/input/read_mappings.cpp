// Mapping files to Mappings, checked against the vocabulary: an attribute that does not exist is a mistake here, not a gap in
// every case.
#include <algorithm>

#include "input/mapping.hpp"
#include "text/diagnose.hpp"

namespace dutybound::input {
namespace {

using rulebook::AttributeKind;
using rulebook::Entity;
using rulebook::EntityId;
using text::Code;
using yaml::Node;
using yaml::NodeKind;

class MappingReader {
 public:
  MappingReader(const rulebook::Vocabulary& vocabulary, Diagnostics& diagnostics)
      : vocabulary_(vocabulary), diagnostics_(diagnostics) {}

  Mapping read(const Node& root) {
    Mapping mapping;
    keys(root, {"mapping", "title", "format", "root", "reference_date", "each", "called", "subject", "id", "true_words",
                "false_words", "unused", "interpretation", "attributes"});
    mapping.id = word(root, "mapping");
    mapping.title = word(root, "title");
    mapping.root = word(root, "root");
    mapping.called = word(root, "called");
    mapping.subject = word(root, "subject");
    if (const Node* reference = root.find("reference_date")) mapping.reference_date = path(*reference);
    if (const Node* each = require(root, "each")) mapping.each = path(*each);
    mapping.true_words = words(root.find("true_words"));
    mapping.false_words = words(root.find("false_words"));
    mapping.unused = words(root.find("unused"));
    mapping.interpretation = words(root.find("interpretation"));
    mapping.format = CaseFormat::cin_census;
    if (const std::string format = word(root, "format"); !format.empty() && format != "cin_census") {
      say(Code::input_mapping_word, *root.find("format"), "no format `" + format + "` can be mapped", "write `cin_census`");
    }
    for (const EntityId subject : vocabulary_.subjects) {
      if (vocabulary_.entities[subject].name == mapping.subject) {
        mapping.record = record(root, subject);
        return mapping;
      }
    }
    if (const Node* subject = root.find("subject")) {
      say(Code::input_mapping_attribute, *subject, "the vocabulary has no subject `" + mapping.subject + "`");
    }
    return mapping;
  }

 private:
  void say(Code code, const Node& node, std::string message, std::string hint = {}) {
    diagnostics_.push_back(text::diagnose(code, node.source, node.span, std::move(message), std::move(hint)));
  }

  void keys(const Node& node, const std::vector<std::string_view>& known) {
    for (const yaml::Entry& entry : node.entries) {
      if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
      diagnostics_.push_back(text::diagnose(Code::input_mapping_key, node.source, entry.key_span,
                                            "unknown key `" + entry.key + "`", text::did_you_mean(entry.key, known)));
    }
  }

  const Node* require(const Node& node, std::string_view key) {
    const Node* found = node.find(key);
    if (!found) say(Code::input_mapping_key, node, "`" + std::string(key) + "` is missing");
    return found;
  }

  std::string scalar(const Node& node) {
    if (node.kind == NodeKind::scalar) return node.fragment.text;
    say(Code::input_mapping_key, node, "expected a text");
    return {};
  }

  std::string word(const Node& node, std::string_view key) {
    const Node* found = require(node, key);
    return found ? scalar(*found) : std::string();
  }

  /// A text or a list of texts.
  std::vector<std::string> words(const Node* node) {
    std::vector<std::string> list;
    if (!node) return list;
    if (node->kind != NodeKind::sequence) return {scalar(*node)};
    for (const Node& item : node->items) list.push_back(scalar(item));
    return list;
  }

  ElementPath path(const Node& node) {
    ElementPath steps;
    const std::string text = scalar(node);
    if (text == ".") return steps;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('/', begin), text.size());
      if (end == begin) {
        say(Code::input_mapping_word, node, "`" + text + "` is no path of element names",
            "write `A/B`, or `.` for the element itself");
        return {};
      }
      steps.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    return steps;
  }

  /// `id` and `attributes` of a node.
  RecordMapping record(const Node& node, EntityId entity) {
    RecordMapping mapping;
    if (const Node* id = node.find("id")) mapping.id = path(*id);
    const Node* attributes = require(node, "attributes");
    if (!attributes) return mapping;
    if (attributes->kind != NodeKind::mapping) {
      say(Code::input_mapping_key, *attributes, "expected attributes with their sources");
      return mapping;
    }
    const Entity& declared = vocabulary_.entities[entity];
    for (const yaml::Entry& entry : attributes->entries) {
      const auto found = std::find_if(declared.attributes.begin(), declared.attributes.end(),
                                      [&](const rulebook::Attribute& attribute) { return attribute.name == entry.key; });
      if (found == declared.attributes.end()) {
        std::vector<std::string_view> names;
        for (const rulebook::Attribute& attribute : declared.attributes) names.push_back(attribute.name);
        diagnostics_.push_back(text::diagnose(Code::input_mapping_attribute, node.source, entry.key_span,
                                              "`" + declared.name + "` has no attribute `" + entry.key + "`",
                                              text::did_you_mean(entry.key, names)));
        continue;
      }
      mapping.fields.push_back(field(entry.value, *found));
    }
    return mapping;
  }

  FieldMapping field(const Node& node, const rulebook::Attribute& attribute) {
    FieldMapping mapping;
    mapping.attribute = attribute.name;
    mapping.kind = attribute.kind;
    const feel::Type value =
        attribute.kind == AttributeKind::list_of_values ? vocabulary_.types->element_of(attribute.type) : attribute.type;
    mapping.boolean = value.kind == feel::Kind::boolean;
    mapping.number = value.kind == feel::Kind::number;
    if (node.kind == NodeKind::sequence) {
      for (const Node& item : node.items) mapping.sources.push_back(source(item, attribute, value));
    } else {
      mapping.sources.push_back(source(node, attribute, value));
    }
    return mapping;
  }

  /// `value`: the type of the attribute's values (a list's: of its elements).
  FieldSource source(const Node& node, const rulebook::Attribute& attribute, feel::Type value) {
    FieldSource from;
    if (node.kind == NodeKind::scalar) {  // the short form: the element's path
      from.from = path(node);
      return from;
    }
    const bool record_wanted = attribute.kind == AttributeKind::entity || attribute.kind == AttributeKind::list_of_entity;
    if (record_wanted) {
      keys(node, {"when", "from", "absent", "absent_if", "id", "attributes"});
    } else {
      keys(node, {"when", "from", "absent", "absent_if", "values", "value"});
    }
    if (const Node* when = node.find("when")) from.when = requirements(*when);
    if (const Node* path_node = node.find("from")) from.from = path(*path_node);
    if (const Node* literal = node.find("value")) {
      from.value = scalar(*literal);
      check_word(*literal, *from.value, value);
    }
    if (const Node* values = node.find("values")) {
      for (const yaml::Entry& entry : values->entries) {
        from.values[entry.key] = scalar(entry.value);
        check_word(entry.value, entry.value.fragment.text, value);
      }
    }
    if (!from.from && !from.value && !record_wanted) say(Code::input_mapping_key, node, "`from` or `value` is missing");
    if (const Node* absent = node.find("absent")) from.absent = meaning_of_absence(*absent, attribute);
    if (const Node* absent_if = node.find("absent_if")) from.absent_if = requirements(*absent_if);
    if (record_wanted) from.record = record(node, attribute.entity);
    return from;
  }

  FieldSource::Absent meaning_of_absence(const Node& node, const rulebook::Attribute& attribute) {
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

  void check_word(const Node& node, const std::string& text, feel::Type value) {
    if (value.kind != feel::Kind::enumeration) return;
    const feel::EnumerationType& words = vocabulary_.types->enumerations[value.detail];
    if (words.find(text) >= 0) return;
    say(Code::input_mapping_word, node, "`" + text + "` is none of the vocabulary's words for this attribute",
        text::did_you_mean(text, {words.values.begin(), words.values.end()}));
  }

  /// `{present: PATH}`, `{absent: PATH}`, `{in_collection_year: PATH}`, `{element: PATH, is: [...]}`, or a list of these: all
  /// have to hold.
  std::vector<Requirement> requirements(const Node& node) {
    std::vector<Requirement> list;
    if (node.kind == NodeKind::sequence) {
      for (const Node& item : node.items) {
        for (Requirement& requirement : requirements(item)) list.push_back(std::move(requirement));
      }
      return list;
    }
    keys(node, {"present", "absent", "in_collection_year", "element", "is"});
    if (const Node* present = node.find("present")) list.push_back({Requirement::Test::present, path(*present), {}});
    if (const Node* absent = node.find("absent")) list.push_back({Requirement::Test::absent, path(*absent), {}});
    if (const Node* year = node.find("in_collection_year"))
      list.push_back({Requirement::Test::in_collection_year, path(*year), {}});
    if (const Node* element = node.find("element")) {
      list.push_back({Requirement::Test::is, path(*element), words(require(node, "is"))});
    }
    if (list.empty())
      say(Code::input_mapping_key, node, "expected `present`, `absent`, `in_collection_year`, or `element` with `is`");
    return list;
  }

  const rulebook::Vocabulary& vocabulary_;
  Diagnostics& diagnostics_;
};

}  // namespace

const Mapping* Mappings::find(CaseFormat format) const {
  for (const Mapping& mapping : list) {
    if (mapping.format == format) return &mapping;
  }
  return nullptr;
}

Result<Mappings> read_mappings(const std::vector<Node>& trees, const rulebook::Vocabulary& vocabulary) {
  Mappings mappings;
  Diagnostics diagnostics;
  for (const Node& tree : trees) {
    if (tree.kind != NodeKind::mapping || tree.entries.empty() || tree.entries.front().key != "mapping") continue;
    mappings.list.push_back(MappingReader(vocabulary, diagnostics).read(tree));
  }
  if (has_errors(diagnostics)) return diagnostics;
  return Result<Mappings>(std::move(mappings), std::move(diagnostics));
}

}  // namespace dutybound::input
