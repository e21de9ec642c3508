// Tables, records, links and cells of a mapping file. Which columns a table really has is seen later, by bind_tables.cpp.
#include "input/read_table_mapping.hpp"

#include <algorithm>

#include "input/mapping_yaml.hpp"

namespace dutybound::input {
namespace {

using rulebook::Attribute;
using rulebook::AttributeId;
using rulebook::AttributeKind;
using rulebook::Entity;
using rulebook::EntityId;
using text::Code;
using yaml::Node;
using yaml::NodeKind;

class TableMappingReader : public MappingYaml {
 public:
  using MappingYaml::MappingYaml;

  TableMapping read(const Node& root) {
    keys(root, {"mapping", "title", "format", "subject", "dates", "true_words", "false_words", "missing_words", "unknown_words",
                "unused", "empty_tables", "source", "interpretation", "reference_date", "tables"});
    mapping_.id = word(root, "mapping");
    mapping_.title = word(root, "title");
    mapping_.true_words = words(root.find("true_words"));
    mapping_.false_words = words(root.find("false_words"));
    mapping_.missing_words = words(root.find("missing_words"));
    mapping_.unknown_words = words(root.find("unknown_words"));
    mapping_.unused = words(root.find("unused"));
    mapping_.interpretation = words(root.find("interpretation"));
    if (const Node* empty = root.find("empty_tables")) {
      mapping_.empty_not_given = scalar(*empty) == "not_given";
      if (!mapping_.empty_not_given) say(Code::input_mapping_word, *empty, "empty tables can only be `not_given`");
    }
    if (const Node* dates = root.find("dates")) {
      for (const std::string& form : words(dates)) {
        if (!add_date_form(form, mapping_.dates))
          say(Code::input_mapping_word, *dates, "`" + form + "` is no way of saying a day", std::string(date_form_words));
      }
    }
    if (const Node* reference = root.find("reference_date")) {
      keys(*reference, {"table", "column"});
      mapping_.reference_table = word(*reference, "table");
      if (const Node* named = require(*reference, "column")) mapping_.reference_date = column(*named);
    }
    if (!read_subject(root)) return std::move(mapping_);
    for (const yaml::Entry& table : entries(root, "tables")) mapping_.tables.push_back(read_table(table));
    return std::move(mapping_);
  }

 private:
  bool read_subject(const Node& root) {
    const Node* subject = root.find("subject");
    const std::string name = subject ? scalar(*subject) : "case";
    std::vector<std::string_view> names;
    for (const EntityId entity : vocabulary_.subjects) {
      names.push_back(vocabulary_.entities[entity].name);
      if (names.back() != name) continue;
      mapping_.subject = entity;
      return true;
    }
    say(Code::input_mapping_attribute, subject ? *subject : root, "the vocabulary has no subject `" + name + "`",
        text::did_you_mean(name, names));
    return false;
  }

  MappedTable read_table(const yaml::Entry& entry) {
    MappedTable table;
    table.name = entry.key;
    if (entry.value.kind == NodeKind::sequence) {
      for (const Node& item : entry.value.items) read_entry(item, table);
    } else {
      read_entry(entry.value, table);
    }
    return table;
  }

  void read_entry(const Node& node, MappedTable& table) {
    keys(node, {"names", "unused", "records", "id", "parent", "joins", "absent", "absent_if", "when", "repeats", "attributes"});
    for (std::string& name : words(node.find("names"))) table.names.push_back(std::move(name));
    for (std::string& name : words(node.find("unused"))) table.unused.push_back(std::move(name));
    const std::string name = word(node, "records");
    const auto entity = entity_below_subject(name);
    if (!entity) {
      if (const Node* records = node.find("records"); records && !name.empty()) unknown_entity(*records, name);
      return;
    }
    TableEntry entry;
    entry.records = *entity;
    joins_.clear();
    if (node.find("joins")) read_joins(node);
    if (const Node* id = node.find("id")) entry.id = key(*id);
    const Entity& declared = vocabulary_.entities[entry.records];
    if (entry.records == mapping_.subject) {
      require(node, "id");
      for (const char* key : {"parent", "absent", "absent_if"}) {
        if (const Node* found = node.find(key))
          say(Code::input_mapping_key, *found, "`" + declared.name + "` belongs to no other record: it has no `" + key + "`");
      }
    } else {
      if (const Node* parent = require(node, "parent")) entry.parent = link(*parent, declared.parent);
      const Attribute& attribute = vocabulary_.entities[declared.parent].attributes[declared.parent_attribute];
      entry.absent = declared.many ? Absence::empty : Absence::not_happened;
      if (const Node* absent = node.find("absent")) entry.absent = meaning_of_absence(*absent, attribute);
      if (const Node* absent_if = node.find("absent_if")) entry.absent_if = tests(*absent_if);
    }
    if (const Node* when = node.find("when")) entry.when = tests(*when);
    entry.repeats = truth(node, "repeats", false);
    entry.fields = node.find("attributes") ? fields(node, entry.records) : std::vector<CellField>{};
    entry.joins = std::move(joins_);
    table.entries.push_back(std::move(entry));
  }

  [[nodiscard]] bool below_subject(EntityId entity) const {
    while (vocabulary_.entities[entity].parent != rulebook::no_entity) entity = vocabulary_.entities[entity].parent;
    return entity == mapping_.subject;
  }
  [[nodiscard]] std::optional<EntityId> entity_below_subject(std::string_view name) const {
    for (EntityId entity = 0; entity < vocabulary_.entities.size(); ++entity) {
      if (vocabulary_.entities[entity].name == name && below_subject(entity)) return entity;
    }
    return std::nullopt;
  }
  void unknown_entity(const Node& node, const std::string& name) {
    std::vector<std::string_view> names;
    for (EntityId entity = 0; entity < vocabulary_.entities.size(); ++entity) {
      if (below_subject(entity)) names.push_back(vocabulary_.entities[entity].name);
    }
    say(Code::input_mapping_attribute, node,
        "`" + vocabulary_.entities[mapping_.subject].name + "` has no records `" + name + "` in the vocabulary",
        text::did_you_mean(name, names));
  }

  void read_joins(const Node& node) {
    std::vector<Join> joins;
    for (const yaml::Entry& entry : entries(node, "joins")) {
      keys(entry.value, {"table", "on"});
      Join join{entry.key, word(entry.value, "table"), {}};
      if (entry.value.find("on")) {
        for (const yaml::Entry& pair : entries(entry.value, "on"))
          join.on.push_back({{{pair.key}, entry.value.source, pair.key_span, 0, {}}, column(pair.value)});
      }
      if (join.on.empty()) say(Code::input_mapping_key, entry.value, "`on` is missing", "write `on: {THEIR COLUMN: COLUMN}`");
      joins.push_back(std::move(join));
    }
    joins_ = std::move(joins);
  }

  /// A column's name, or names of which the first is taken that the table has; `JOIN/COLUMN` is a column of a joined table.
  ColumnRef column(const Node& node) {
    ColumnRef ref{words(&node), node.source, node.span, 0, {}};
    if (ref.names.empty()) say(Code::input_mapping_key, node, "expected a column");
    for (std::string& name : ref.names) {
      std::size_t join = 0;
      for (std::size_t i = 0; i < joins_.size() && join == 0; ++i) {
        if (name.compare(0, joins_[i].name.size() + 1, joins_[i].name + "/") == 0) join = i + 1;
      }
      if (&name != &ref.names.front() && join != ref.join)
        say(Code::input_mapping_key, node, "the names of one column are in different tables");
      ref.join = join;
      if (join != 0) name.erase(0, joins_[join - 1].name.size() + 1);
    }
    return ref;
  }

  /// What tells records apart: a column, or `{columns: [...]}`, which have to be the same together.
  ColumnRef key(const Node& node) {
    if (node.kind != NodeKind::mapping) return own_column(node);
    keys(node, {"columns"});
    ColumnRef ref{{}, node.source, node.span, 0, {}};
    if (const Node* columns = require(node, "columns")) {
      if (columns->kind != NodeKind::sequence || columns->items.empty()) {
        say(Code::input_mapping_key, *columns, "expected a list of columns");
      } else {
        for (const Node& part : columns->items) ref.parts.push_back(own_column(part));
      }
    }
    return ref;
  }
  ColumnRef own_column(const Node& node) {
    ColumnRef ref = column(node);
    if (ref.join != 0) say(Code::input_mapping_key, node, "a key has to stand in the row itself");
    return ref;
  }

  ParentLink link(const Node& node, EntityId parent) {
    ParentLink link;
    if (node.kind != NodeKind::mapping || node.find("columns")) {
      (parent == mapping_.subject ? link.of_case : link.id) = key(node);
      return link;
    }
    std::vector<std::string_view> allowed{"id", "case", "latest", "on_or_before"};
    for (EntityId above = parent; above != mapping_.subject;) {
      above = vocabulary_.entities[above].parent;
      const std::string& name = vocabulary_.entities[above].name;
      if (above == mapping_.subject) break;
      allowed.push_back(name);
      if (const Node* found = node.find(name)) link.above.emplace_back(above, key(*found));
    }
    keys(node, allowed);
    if (const Node* id = node.find("id")) (parent == mapping_.subject ? link.of_case : link.id) = key(*id);
    if (const Node* of_case = node.find("case")) link.of_case = own_column(*of_case);
    if (!link.id && !link.of_case) say(Code::input_mapping_key, node, "`id` or `case` is missing");
    const Node* latest = node.find("latest");
    const Node* before = node.find("on_or_before");
    if (latest && !before) require(node, "on_or_before");
    if (before && !latest) require(node, "latest");
    if (latest) link.latest = day_below(*latest, parent);
    if (before) link.on_or_before = column(*before);
    return link;
  }

  /// `referral.received_at`: through records of which there is one each, to a day.
  std::vector<AttributeId> day_below(const Node& node, EntityId entity) {
    std::vector<AttributeId> way;
    const std::string path = scalar(node);
    for (std::size_t begin = 0; begin <= path.size();) {
      const std::size_t end = std::min(path.find('.', begin), path.size());
      const Entity& declared = vocabulary_.entities[entity];
      const std::string name = path.substr(begin, end - begin);
      AttributeId attribute = 0;
      while (attribute < declared.attributes.size() && declared.attributes[attribute].name != name) ++attribute;
      if (attribute == declared.attributes.size()) {
        std::vector<std::string_view> names;
        for (const Attribute& each : declared.attributes) names.push_back(each.name);
        say(Code::input_mapping_attribute, node, "`" + declared.name + "` has no attribute `" + name + "`",
            text::did_you_mean(name, names));
        return {};
      }
      const AttributeKind kind = declared.attributes[attribute].kind;
      const bool last = end == path.size();
      if (last ? kind != AttributeKind::date && kind != AttributeKind::date_time : kind != AttributeKind::entity) {
        say(Code::input_mapping_attribute, node, "`" + path + "` leads to no day of one record",
            "write a path to a date, over attributes that are one record each");
        return {};
      }
      way.push_back(attribute);
      entity = declared.attributes[attribute].entity;
      begin = end + 1;
    }
    return way;
  }

  std::vector<CellField> fields(const Node& node, EntityId entity) {
    std::vector<CellField> list;
    const Entity& declared = vocabulary_.entities[entity];
    for (const yaml::Entry& entry : entries(node, "attributes")) {
      const Attribute* found = attribute(declared, node, entry);
      if (!found) continue;
      CellField field;
      field.attribute = static_cast<AttributeId>(found - declared.attributes.data());
      if (entry.value.kind == NodeKind::sequence) {
        for (const Node& item : entry.value.items) field.sources.push_back(source(item, *found));
      } else {
        field.sources.push_back(source(entry.value, *found));
      }
      list.push_back(std::move(field));
    }
    return list;
  }

  CellSource source(const Node& node, const Attribute& attribute) {
    CellSource source;
    if (node.kind != NodeKind::mapping) {
      source.from = column(node);
      return source;
    }
    const bool record = attribute.kind == AttributeKind::entity || attribute.kind == AttributeKind::list_of_entity;
    const feel::Type type = type_of_values(attribute);
    if (record) {
      keys(node, {"when", "from", "json", "absent", "always", "id", "attributes"});
    } else {
      keys(node, {"when", "from", "json", "split", "absent", "values", "other", "value"});
      source.value = literal(node, type);
      source.values = values(node, type);
      if (const Node* other = node.find("other")) {
        source.other_unknown = scalar(*other) == "unknown";
        if (!source.other_unknown) say(Code::input_mapping_word, *other, "other words can only be `unknown`");
      }
      if (const Node* split = node.find("split")) source.split = scalar(*split);
    }
    if (const Node* when = node.find("when")) source.when = tests(*when);
    if (const Node* from = node.find("from")) source.from = column(*from);
    if (const Node* json = node.find("json")) source.json = keys_down(*json);
    if (const Node* absent = node.find("absent")) source.absent = meaning_of_absence(*absent, attribute);
    if (node.find("attributes")) {
      source.spread = true;
      source.fields = fields(node, attribute.entity);
      if (node.find("always")) source.always = truth(node, "always", false);
      if (const Node* id = node.find("id")) source.id = column(*id);
      if (source.from)
        say(Code::input_mapping_key, node, "`from` and `attributes` exclude each other",
            "columns of `attributes` are those of the row; `from` alone is a column with whole records");
    } else if (!source.from && !source.value) {
      say(Code::input_mapping_key, node, record ? "`from` or `attributes` is missing" : "`from` or `value` is missing");
    }
    return source;
  }

  std::vector<std::string> keys_down(const Node& node) {
    std::vector<std::string> steps;
    const std::string path = scalar(node);
    if (path == ".") return steps;
    for (std::size_t begin = 0; begin <= path.size();) {
      const std::size_t end = std::min(path.find('.', begin), path.size());
      steps.push_back(path.substr(begin, end - begin));
      begin = end + 1;
    }
    return steps;
  }

  /// `{present: COLUMN}`, `{absent: COLUMN}`, `{in_collection_year: COLUMN}`, `{column: COLUMN, is: [...], others: [...]}`,
  /// `{any: [...]}` over these, or a list of these.
  std::vector<RowTest> tests(const Node& node) {
    std::vector<RowTest> list;
    if (node.kind == NodeKind::sequence) {
      for (const Node& item : node.items) {
        for (RowTest& test : tests(item)) list.push_back(std::move(test));
      }
      return list;
    }
    keys(node, {"present", "absent", "in_collection_year", "column", "is", "is_not", "others", "any"});
    if (const Node* present = node.find("present")) list.push_back({RowTest::Test::present, column(*present), {}});
    if (const Node* absent = node.find("absent")) list.push_back({RowTest::Test::absent, column(*absent), {}});
    if (const Node* year = node.find("in_collection_year")) {
      list.push_back({RowTest::Test::in_collection_year, column(*year), {}});
      if (!mapping_.reference_date)
        say(Code::input_mapping_key, *year, "a collection year needs a `reference_date` of the mapping");
    }
    if (const Node* cell = node.find("column")) {
      const Node* is_not = node.find("is_not");
      list.push_back({RowTest::Test::is, column(*cell), words(is_not ? is_not : require(node, "is")), is_not != nullptr});
      if (const Node* others = node.find("others")) list.back().others = words(others);
    }
    if (const Node* any = node.find("any")) list.push_back({RowTest::Test::any, {}, {}, false, tests(*any)});
    if (list.empty())
      say(Code::input_mapping_key, node,
          "expected `present`, `absent`, `in_collection_year`, `any`, or `column` with `is` or `is_not`");
    return list;
  }

  TableMapping mapping_;
  std::vector<Join> joins_;  ///< of the entry that is being read
};

}  // namespace

TableMapping read_table_mapping(const Node& root, const rulebook::Vocabulary& vocabulary, Diagnostics& diagnostics) {
  return TableMappingReader(vocabulary, diagnostics).read(root);
}

}  // namespace dutybound::input
