// Which entity a table's name is, and which attribute a column's.
#include "input/vocabulary_tables.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "input/names.hpp"
#include "text/diagnose.hpp"

namespace dutybound::input {
namespace {

using rulebook::Attribute;
using rulebook::AttributeId;
using rulebook::AttributeKind;
using rulebook::Entity;
using rulebook::EntityId;
using text::Code;

std::vector<std::string> folded_parts(const std::string& name) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    parts.push_back(folded(std::string_view(name).substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

class VocabularyNames {
 public:
  VocabularyNames(const rulebook::Vocabulary& vocabulary, EntityId subject) : vocabulary_(vocabulary), subject_(subject) {
    descend(subject, {});
  }

  /// The entities that a table of that name may hold.
  [[nodiscard]] std::set<EntityId> of(const std::string& table) const {
    const auto found = entities_.find(folded(table));
    return found != entities_.end() ? found->second : std::set<EntityId>{};
  }
  [[nodiscard]] const std::vector<std::string>& written() const { return written_; }
  [[nodiscard]] const std::string& path(EntityId entity) const { return paths_.at(entity); }

 private:
  void name(std::string text, EntityId entity) {
    entities_[folded(text)].insert(entity);
    written_.push_back(std::move(text));
  }
  void descend(EntityId entity, const std::vector<std::string>& way) {
    const Entity& declared = vocabulary_.entities[entity];
    name(declared.name, entity);
    name(declared.name + "s", entity);
    std::string path;
    for (std::size_t i = way.size(); i-- > 0;) {
      path = path.empty() ? way[i] : way[i] + "." + path;
      name(path, entity);
    }
    paths_[entity] = path;
    if (declared.parent != rulebook::no_entity && !way.empty())
      name(vocabulary_.entities[declared.parent].name + "." + way.back(), entity);
    for (const Attribute& attribute : declared.attributes) {
      if (attribute.entity == rulebook::no_entity) continue;
      std::vector<std::string> below = way;
      below.push_back(attribute.name);
      descend(attribute.entity, below);
    }
  }

  const rulebook::Vocabulary& vocabulary_;
  EntityId subject_;
  std::map<std::string, std::set<EntityId>> entities_;
  std::map<EntityId, std::string> paths_;
  std::vector<std::string> written_;
};

class Mapper {
 public:
  Mapper(const rulebook::Vocabulary& vocabulary, EntityId subject, Diagnostics& diagnostics)
      : vocabulary_(vocabulary), subject_(subject), diagnostics_(diagnostics), names_(vocabulary, subject) {}

  void add(const arrow::Table& table, bool only, TableMapping& mapping) {
    const std::set<EntityId> entities = names_.of(table.name());
    if (entities.size() == 1) {
      mapping.tables.push_back({table.name(), {}, {}, columns(*entities.begin()), {entry(table, *entities.begin())}});
    } else if (entities.size() > 1) {
      std::string ways;
      for (const EntityId entity : entities)
        ways += (ways.empty() ? "`" : ", `") + vocabulary_.entities[entity].name + "` (" + names_.path(entity) + ")";
      say(Code::input_table_unknown, "table `" + table.name() + "` could hold several kinds of record", "call it " + ways);
    } else if (TableEntry whole = entry(table, subject_); only && !whole.fields.empty()) {
      mapping.tables.push_back({table.name(), {}, {}, columns(subject_), {std::move(whole)}});
    } else {
      const std::string_view near = text::nearest(table.name(), {names_.written().begin(), names_.written().end()});
      say(Code::input_table_unknown,
          "table `" + table.name() + "` has no name of the vocabulary" +
              (near.empty() ? "" : "; nearest: `" + std::string(near) + "`"),
          near.empty() ? "call it by an entity, or by the attribute that holds its records" : "");
    }
  }

 private:
  void say(Code code, std::string message, std::string hint) {
    diagnostics_.push_back(text::diagnose(code, nullptr, {}, std::move(message), std::move(hint)));
  }

  static ColumnRef named(std::string column) { return {{std::move(column)}, nullptr, {}, 0, {}}; }

  /// Names of columns that a table of that entity may have.
  std::vector<std::string> columns(EntityId entity) const {
    const Entity& declared = vocabulary_.entities[entity];
    std::vector<std::string> names{"id"};
    if (entity != subject_) {
      names.push_back(vocabulary_.entities[declared.parent].name + "_id");
      names.push_back(vocabulary_.entities[subject_].name + "_id");
    }
    for (const Attribute& attribute : declared.attributes) {
      names.push_back(attribute.name);
      if (attribute.kind != AttributeKind::entity) continue;
      for (const Attribute& below : vocabulary_.entities[attribute.entity].attributes)
        names.push_back(attribute.name + "." + below.name);
    }
    return names;
  }

  TableEntry entry(const arrow::Table& table, EntityId entity) {
    const Entity& declared = vocabulary_.entities[entity];
    TableEntry made;
    made.records = entity;
    const std::string own = folded(declared.name + "_id");
    const std::string of_case = folded(vocabulary_.entities[subject_].name + "_id");
    if (entity != subject_) {
      const std::string parent = vocabulary_.entities[declared.parent].name + "_id";
      (declared.parent == subject_ ? made.parent.of_case : made.parent.id) = named(parent);
      const bool always = vocabulary_.entities[declared.parent].attributes[declared.parent_attribute].always;
      made.absent = declared.many ? Absence::empty : always ? Absence::unknown : Absence::not_happened;
    }
    std::optional<ColumnRef> own_id;
    for (const arrow::Type& column : table.columns()) {
      const std::string plain = folded(column.name);
      if (plain == "id") {
        made.id = named(column.name);
      } else if (plain == own) {
        own_id = named(column.name);
      } else if (plain == of_case && entity != subject_) {
        if (!made.parent.of_case) made.parent.of_case = named(column.name);
      } else {
        place(table, column.name, folded_parts(column.name), entity, made.fields);
      }
    }
    if (!made.id) made.id = own_id;
    return made;
  }

  /// Makes a column a source of the attribute that its path leads to; leaves it aside if it leads to none.
  void place(const arrow::Table& table, const std::string& column, const std::vector<std::string>& parts, EntityId entity,
             std::vector<CellField>& fields) {
    std::vector<std::pair<EntityId, AttributeId>> way;
    bool id = false;
    for (std::size_t p = 0; p < parts.size(); ++p) {
      const Entity& declared = vocabulary_.entities[entity];
      const auto found = std::find_if(declared.attributes.begin(), declared.attributes.end(),
                                      [&](const Attribute& attribute) { return folded(attribute.name) == parts[p]; });
      if (found == declared.attributes.end()) {
        id = p > 0 && p + 1 == parts.size() && parts[p] == "id";
        if (!id) return;
        break;
      }
      if (p + 1 < parts.size() && found->kind != AttributeKind::entity) return;
      way.emplace_back(entity, static_cast<AttributeId>(found - declared.attributes.begin()));
      entity = found->entity;
    }
    std::vector<CellField>* at = &fields;
    const std::size_t spread = id ? way.size() : way.size() - 1;
    CellSource* record = nullptr;
    for (std::size_t w = 0; w < spread; ++w) {
      CellField& field = field_of(*at, way[w].second);
      const auto open = std::find_if(field.sources.begin(), field.sources.end(), [](const CellSource& s) { return s.spread; });
      record = open != field.sources.end() ? &*open : &field.sources.emplace_back();
      record->spread = true;
      at = &record->fields;
    }
    if (id) {
      record->id = named(column);
    } else {
      std::vector<CellSource>& sources = field_of(*at, way.back().second).sources;
      for (const CellSource& other : sources) {
        if (other.from && other.from->names.front() != column)  // columns of the very same name are told of when they are bound
          say(Code::input_column_ambiguous,
              "columns `" + other.from->names.front() + "` and `" + column + "` of table `" + table.name() +
                  "` are the same attribute",
              "rename all but one");
      }
      sources.emplace_back().from = named(column);
    }
  }

  static CellField& field_of(std::vector<CellField>& fields, AttributeId attribute) {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const CellField& f) { return f.attribute == attribute; });
    if (found != fields.end()) return *found;
    fields.push_back({attribute, {}});
    return fields.back();
  }

  const rulebook::Vocabulary& vocabulary_;
  EntityId subject_;
  Diagnostics& diagnostics_;
  VocabularyNames names_;
};

}  // namespace

TableMapping mapping_by_vocabulary(const std::vector<std::shared_ptr<const arrow::Table>>& tables, EntityId subject,
                                   const rulebook::Vocabulary& vocabulary, Diagnostics& diagnostics) {
  TableMapping mapping;
  mapping.id = vocabulary.id;
  mapping.subject = subject;
  mapping.day_for_none = false;  // no data set has said what it means
  Mapper mapper(vocabulary, subject, diagnostics);
  for (const auto& table : tables) mapper.add(*table, tables.size() == 1, mapping);
  return mapping;
}

}  // namespace dutybound::input
