// Mapping files to Mappings, checked against the vocabulary: an attribute that does not exist is a mistake here, not a gap in
// every case.
#include <algorithm>

#include "input/mapping_yaml.hpp"
#include "input/read_table_mapping.hpp"

namespace dutybound::input {
namespace {

using rulebook::AttributeKind;
using rulebook::Entity;
using rulebook::EntityId;
using text::Code;
using yaml::Node;
using yaml::NodeKind;

class MappingReader : public MappingYaml {
 public:
  using MappingYaml::MappingYaml;

  Mapping read(const Node& root) {
    Mapping mapping;
    keys(root, {"mapping", "title", "format", "root", "reference_date", "each", "called", "subject", "id", "true_words",
                "false_words", "unused", "unused_around", "repeats", "interpretation", "attributes"});
    mapping.id = word(root, "mapping");
    mapping.title = word(root, "title");
    mapping.root = word(root, "root");
    mapping.called = word(root, "called");
    mapping.subject = word(root, "subject");
    if (const Node* reference = root.find("reference_date")) mapping.reference_date = path(*reference);
    if (const Node* each = require(root, "each")) mapping.each = path(*each);
    mapping.true_words = words(root.find("true_words"));
    mapping.false_words = words(root.find("false_words"));
    mapping.unused = paths(root.find("unused"));
    mapping.unused_around = paths(root.find("unused_around"));
    mapping.repeats = paths(root.find("repeats"));
    mapping.interpretation = words(root.find("interpretation"));
    mapping.format = CaseFormat::cin_census;
    if (const std::string format = word(root, "format"); !format.empty() && format != "cin_census") {
      say(Code::input_mapping_word, *root.find("format"), "no format `" + format + "` can be mapped",
          "write `cin_census`, or `tables`");
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

  /// A path or a list of paths; none without a node.
  std::vector<ElementPath> paths(const Node* node) {
    std::vector<ElementPath> list;
    if (!node) return list;
    if (node->kind != NodeKind::sequence) return {path(*node)};
    for (const Node& item : node->items) list.push_back(path(item));
    return list;
  }

  /// `id` and `attributes` of a node.
  RecordMapping record(const Node& node, EntityId entity) {
    RecordMapping mapping;
    if (const Node* id = node.find("id")) mapping.id = path(*id);
    for (const yaml::Entry& entry : entries(node, "attributes")) {
      if (const rulebook::Attribute* found = attribute(vocabulary_.entities[entity], node, entry))
        mapping.fields.push_back(field(entry.value, *found));
    }
    return mapping;
  }

  FieldMapping field(const Node& node, const rulebook::Attribute& attribute) {
    FieldMapping mapping;
    mapping.attribute = attribute.name;
    mapping.kind = attribute.kind;
    const feel::Type value = type_of_values(attribute);
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
    from.value = literal(node, value);
    from.values = values(node, value);
    if (!from.from && !from.value && !record_wanted) say(Code::input_mapping_key, node, "`from` or `value` is missing");
    if (const Node* absent = node.find("absent")) from.absent = meaning_of_absence(*absent, attribute);
    if (const Node* absent_if = node.find("absent_if")) from.absent_if = requirements(*absent_if);
    if (record_wanted) from.record = record(node, attribute.entity);
    return from;
  }

  /// `{present: PATH}`, `{absent: PATH}`, `{in_collection_year: PATH}`, `{element: PATH, is: [...]}`, `{any: [...]}` over
  /// these, or a list of these: all have to hold.
  std::vector<Requirement> requirements(const Node& node) {
    std::vector<Requirement> list;
    if (node.kind == NodeKind::sequence) {
      for (const Node& item : node.items) {
        for (Requirement& requirement : requirements(item)) list.push_back(std::move(requirement));
      }
      return list;
    }
    keys(node, {"present", "absent", "in_collection_year", "element", "is", "others", "any"});
    if (const Node* present = node.find("present")) list.push_back({Requirement::Test::present, path(*present), {}});
    if (const Node* absent = node.find("absent")) list.push_back({Requirement::Test::absent, path(*absent), {}});
    if (const Node* year = node.find("in_collection_year"))
      list.push_back({Requirement::Test::in_collection_year, path(*year), {}});
    if (const Node* element = node.find("element")) {
      list.push_back({Requirement::Test::is, path(*element), words(require(node, "is"))});
      if (const Node* others = node.find("others")) list.back().others = words(others);
    }
    if (const Node* any = node.find("any")) list.push_back({Requirement::Test::any, {}, {}, requirements(*any)});
    if (list.empty())
      say(Code::input_mapping_key, node, "expected `present`, `absent`, `in_collection_year`, `any`, or `element` with `is`");
    return list;
  }
};

}  // namespace

const Mapping* Mappings::find(CaseFormat format) const {
  for (const Mapping& mapping : list) {
    if (mapping.format == format) return &mapping;
  }
  return nullptr;
}

const TableMapping* Mappings::find_tables(std::string_view id) const {
  for (const TableMapping& mapping : tables) {
    if (mapping.id == id) return &mapping;
  }
  return nullptr;
}

Result<Mappings> read_mappings(const std::vector<Node>& trees, const rulebook::Vocabulary& vocabulary) {
  Mappings mappings;
  Diagnostics diagnostics;
  for (const Node& tree : trees) {
    if (tree.kind != NodeKind::mapping || tree.entries.empty() || tree.entries.front().key != "mapping") continue;
    if (const Node* format = tree.find("format"); format && format->fragment.text == "tables") {
      mappings.tables.push_back(read_table_mapping(tree, vocabulary, diagnostics));
    } else {
      mappings.list.push_back(MappingReader(vocabulary, diagnostics).read(tree));
    }
  }
  if (has_errors(diagnostics)) return diagnostics;
  return Result<Mappings>(std::move(mappings), std::move(diagnostics));
}

}  // namespace dutybound::input
