// A document to facts, level by level: all records of an entity before those below it, so that siblings stand together.
// A value that is not of its type becomes a data error of that attribute and is unknown to every rule.
#include <algorithm>
#include <set>
#include <unordered_map>

#include <dutybound/csv.hpp>

#include "engine/facts.hpp"
#include "feel/budget.hpp"
#include "input/case_body.hpp"
#include "input/document.hpp"
#include "input/names.hpp"
#include "input/typed_value.hpp"
#include "text/diagnose.hpp"
#include "text/inside.hpp"
#include "text/shown.hpp"

namespace dutybound::input {
namespace {

using feel::Cell;
using rulebook::Attribute;
using rulebook::AttributeId;
using rulebook::AttributeKind;
using rulebook::Entity;
using rulebook::EntityId;
using text::Code;

/// For so many unknown attributes of a document a name is offered: hostile ones can have a million.
constexpr std::size_t most_hints = 100;

class Typing {
 public:
  Typing(const std::shared_ptr<const program::Program>& program, EntityId subject, const Origins& origins, const Limits& limits)
      : vocabulary_(program->vocabulary),
        subject_(subject),
        origins_(origins),
        limits_(limits),
        builder_(program, subject, limits),
        records_(vocabulary_.entities.size()) {
    builder_.set_source_tables(origins_.tables);
  }

  /// False where there are more records than allowed.
  bool type(const Value& document) {
    records_[subject_].push_back({&document, 0, 0});
    for (EntityId entity = 0; entity < records_.size(); ++entity) {
      std::unordered_map<std::string_view, std::uint32_t> rows_of_ids;
      for (std::uint32_t row = 0; row < records_[entity].size(); ++row) {
        type_record(entity, row, rows_of_ids);
        if (count_ > limits_.records_per_case) return false;
      }
    }
    return true;
  }
  [[nodiscard]] engine::Facts build() && { return std::move(builder_).build(); }
  [[nodiscard]] const std::optional<std::string>& id() const { return id_; }
  [[nodiscard]] const UnreadNames& unread() const { return unread_; }

 private:
  struct Record {
    const Value* object;
    std::uint32_t parent_row;
    std::uint32_t position;
  };

  std::string path(EntityId entity, std::uint32_t row) const {
    const Entity& declared = vocabulary_.entities[entity];
    if (declared.parent == rulebook::no_entity) return {};
    const Record& record = records_[entity][row];
    std::string text = path(declared.parent, record.parent_row);
    if (!text.empty()) text += '.';
    text += vocabulary_.entities[declared.parent].attributes[declared.parent_attribute].name;
    if (declared.many) text += "[" + std::to_string(record.position) + "]";
    return text;
  }
  std::string path(EntityId entity, std::uint32_t row, std::string_view name) const {
    std::string text = path(entity, row);
    if (!text.empty()) text += '.';
    return text.append(name);
  }

  void type_record(EntityId entity, std::uint32_t row, std::unordered_map<std::string_view, std::uint32_t>& rows_of_ids) {
    // The value stays where it is; the record that points to it moves as lists of records grow.
    const Value& object = *records_[entity][row].object;
    const Entity& declared = vocabulary_.entities[entity];
    if (origins_.of) builder_.set_origin(entity, row, origins_.of(object));
    std::vector<const Member*> unknown;
    for (const Member& member : object.members) {
      AttributeId attribute = 0;
      while (attribute < declared.attributes.size() && declared.attributes[attribute].name != member.key) ++attribute;
      if (attribute < declared.attributes.size()) {
        type_attribute(entity, attribute, row, member.value);
      } else if (member.key == "id") {
        type_id(entity, row, member.value, rows_of_ids);
      } else if (member.key != "subject" || entity != subject_) {
        unknown.push_back(&member);
      }
    }
    if (unknown.empty()) return;
    Doubts doubts = open_to_doubt(object, declared);
    for (const Member* member : unknown) unknown_attribute(entity, row, *member, doubts);
  }

  /// Attributes that a name which nobody reads may mean: those that the record lacks, and those of which it says that there are
  /// none.
  struct Doubts {
    std::vector<std::string_view> missing;
    std::vector<std::string_view> missing_or_none;
    std::set<std::string_view> doubted;
  };
  static Doubts open_to_doubt(const Value& object, const Entity& declared) {
    std::unordered_map<std::string_view, const Value*> given;
    for (const Member& member : object.members) given.emplace(member.key, &member.value);
    Doubts doubts;
    for (const Attribute& attribute : declared.attributes) {
      const auto found = given.find(attribute.name);
      if (found == given.end()) doubts.missing.push_back(attribute.name);
      const bool none = found != given.end() && (found->second->kind == ValueKind::null ||
                                                 (found->second->kind == ValueKind::list && found->second->items.empty()));
      if (none || found == given.end()) doubts.missing_or_none.push_back(attribute.name);
    }
    return doubts;
  }

  void type_id(EntityId entity, std::uint32_t row, const Value& value,
               std::unordered_map<std::string_view, std::uint32_t>& rows_of_ids) {
    if (value.kind == ValueKind::null) return;
    if (value.kind == ValueKind::refused) {
      builder_.add_error(
          {path(entity, row, "id"), as_recorded(value), std::string(value.fault->reason), std::string(value.fault->code)});
      return;
    }
    if (value.kind != ValueKind::text && value.kind != ValueKind::number) {
      builder_.add_error({path(entity, row, "id"), as_recorded(value), "It has to be a text.", "wrong_type"});
      return;
    }
    if (is_spreadsheet_error(value.text)) {
      builder_.add_error(
          {path(entity, row, "id"), as_recorded(value), "It is an error of a spreadsheet and no id.", "spreadsheet_error"});
      return;
    }
    const std::string_view id = plain_id(value.text);
    if (id.empty()) return;
    const auto [known, added] = rows_of_ids.emplace(id, row);
    if (!added) {
      builder_.add_error({path(entity, row, "id"), as_recorded(value),
                          "The same id stands at `" + path(entity, known->second) + "`.", "duplicate_id"});
    }
    builder_.set_id(entity, row, std::string(id));
    if (entity == subject_) id_ = std::string(id);
  }

  void unknown_attribute(EntityId entity, std::uint32_t row, const Member& member, Doubts& doubts) {
    if (member.value.kind == ValueKind::refused) {  // whoever read it knows more
      DataError error{path(entity, row, member.key), as_recorded(member.value), std::string(member.value.fault->reason),
                      std::string(member.value.fault->code)};
      return member.value.fault->unread ? note_unread(std::move(error)) : builder_.add_error(std::move(error));
    }
    const Entity& declared = vocabulary_.entities[entity];
    std::string reason = "The vocabulary has no such attribute of `" + declared.name + "`";
    std::string hint;
    if (unknown_attributes_++ < most_hints) {
      std::vector<std::string_view> names{"id"};
      for (const Attribute& attribute : declared.attributes) names.push_back(attribute.name);
      hint = text::did_you_mean(member.key, names);
    }
    reason += hint.empty() ? "." : ": " + hint;
    note_unread({path(entity, row, text::cut(member.key)), as_recorded(member.value), std::move(reason), "unknown_attribute"});
    doubt_absence(entity, row, member, doubts);
  }
  void note_unread(DataError error) {
    if (unread_.count++ == 0) unread_.first = error;
    builder_.add_error(std::move(error));
  }
  /// A name that may be another's misspelt forbids to take that one for unrecorded, and its null or empty list at their word: a
  /// rule would go on with what it takes in its place.
  void doubt_absence(EntityId entity, std::uint32_t row, const Member& member, Doubts& doubts) {
    const Entity& declared = vocabulary_.entities[entity];
    // A null under the name says no other than the attribute's own null.
    const std::string_view meant =
        text::nearest(member.key, member.value.kind == ValueKind::null ? doubts.missing : doubts.missing_or_none);
    if (meant.empty() || !doubts.doubted.insert(meant).second) return;
    for (AttributeId attribute = 0; attribute < declared.attributes.size(); ++attribute) {
      if (declared.attributes[attribute].name != meant) continue;
      builder_.set_error(entity, attribute, row,
                         {path(entity, row, meant), text::cut(member.key),
                          "The record has the name that is given here, which may be this one misspelt.", "unknown_attribute"});
    }
  }

  void refuse(EntityId entity, AttributeId attribute, std::uint32_t row, const Value& value, Refusal refusal,
              std::string_view below = {}) {
    std::string where = path(entity, row, vocabulary_.entities[entity].attributes[attribute].name).append(below);
    builder_.set_error(entity, attribute, row,
                       {std::move(where), as_recorded(value), std::move(refusal.reason), std::move(refusal.code)});
  }

  void type_attribute(EntityId entity, AttributeId attribute, std::uint32_t row, const Value& value) {
    const Attribute& declared = vocabulary_.entities[entity].attributes[attribute];
    if (value.kind == ValueKind::refused)
      return refuse(entity, attribute, row, value, {std::string(value.fault->code), std::string(value.fault->reason)});
    switch (declared.kind) {
      case AttributeKind::entity:
        return type_child(entity, attribute, row, value);
      case AttributeKind::list_of_entity:
        return type_children(entity, attribute, row, value);
      case AttributeKind::list_of_values:
        return type_list(entity, attribute, row, value);
      default:
        break;
    }
    if (value.kind == ValueKind::null) {
      if (declared.event) builder_.set(entity, attribute, row, Cell::null(cell_kind(declared.kind)));
      return;  // unknown, as everything is that nobody sets
    }
    Typed typed = typed_value(value, declared.kind, declared.type, vocabulary_);
    if (auto* refusal = std::get_if<Refusal>(&typed)) {
      refuse(entity, attribute, row, value, std::move(*refusal));
    } else if (declared.kind == AttributeKind::text) {
      builder_.set_text(entity, attribute, row, value.text);
    } else {
      builder_.set(entity, attribute, row, std::get<Cell>(typed));
    }
  }

  void add_record(EntityId child, const Value& object, std::uint32_t parent_row, std::uint32_t position) {
    builder_.add_row(child, parent_row, position);
    records_[child].push_back({&object, parent_row, position});
    ++count_;
  }

  /// What is no record, or no list of them, is as lost as what stands under a name that nobody reads.
  void refuse_records(EntityId entity, AttributeId attribute, std::uint32_t row, const Value& value, std::string reason,
                      const std::string& below = {}) {
    Refusal refusal{"wrong_type", std::move(reason)};
    if (value.kind == ValueKind::refused) {
      refusal = {std::string(value.fault->code), std::string(value.fault->reason)};
    } else if (unread_.count++ == 0) {
      unread_.first = {path(entity, row, vocabulary_.entities[entity].attributes[attribute].name) + below, as_recorded(value),
                       refusal.reason, refusal.code};
    }
    refuse(entity, attribute, row, value, std::move(refusal), below);
  }

  void type_child(EntityId entity, AttributeId attribute, std::uint32_t row, const Value& value) {
    const EntityId child = vocabulary_.entities[entity].attributes[attribute].entity;
    if (value.kind == ValueKind::null) return builder_.set_no_children(child, row);
    if (value.kind != ValueKind::object) return refuse_records(entity, attribute, row, value, "It has to be a record.");
    add_record(child, value, row, 0);
  }

  void type_children(EntityId entity, AttributeId attribute, std::uint32_t row, const Value& value) {
    const EntityId child = vocabulary_.entities[entity].attributes[attribute].entity;
    if (value.kind == ValueKind::null) return;
    if (value.kind != ValueKind::list) return refuse_records(entity, attribute, row, value, "It has to be a list of records.");
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      if (value.items[i].kind == ValueKind::object) continue;
      // One record that cannot be read leaves unknown how many there are: no count of them can be trusted.
      return refuse_records(entity, attribute, row, value.items[i], "It has to be a record.", "[" + std::to_string(i) + "]");
    }
    if (value.items.empty()) return builder_.set_no_children(child, row);
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      if (count_ > limits_.records_per_case) return;
      add_record(child, value.items[i], row, static_cast<std::uint32_t>(i));
    }
  }

  void type_list(EntityId entity, AttributeId attribute, std::uint32_t row, const Value& value) {
    const Attribute& declared = vocabulary_.entities[entity].attributes[attribute];
    if (value.kind == ValueKind::null) return;
    if (value.kind != ValueKind::list) return refuse(entity, attribute, row, value, {"wrong_type", "It has to be a list."});
    const feel::Type type = vocabulary_.types->element_of(declared.type);
    const AttributeKind kind = kind_of_items(type);
    std::vector<Cell> items;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      const Value& item = value.items[i];
      Typed typed = typed_value(item, kind, type, vocabulary_);
      if (auto* refusal = std::get_if<Refusal>(&typed)) {
        return refuse(entity, attribute, row, item, std::move(*refusal), "[" + std::to_string(i) + "]");
      }
      items.push_back(std::get<Cell>(typed));
      if (kind == AttributeKind::text) texts.push_back(item.text);
    }
    builder_.set_list(entity, attribute, row, std::move(items), std::move(texts));
  }

  const rulebook::Vocabulary& vocabulary_;
  EntityId subject_;
  const Origins& origins_;
  const Limits& limits_;
  engine::FactsBuilder builder_;
  std::vector<std::vector<Record>> records_;  ///< by entity
  std::size_t count_ = 1;                     ///< records
  std::size_t unknown_attributes_ = 0;
  std::optional<std::string> id_;
  UnreadNames unread_;
};

const Member* find(const Value& object, std::string_view key) {
  for (const Member& member : object.members) {
    if (member.key == key) return &member;
  }
  return nullptr;
}

/// Whether a document has no name of its subject: whatever it is, nothing of it would be read.
bool nothing_known(const Value& document, const Entity& subject) {
  return !document.members.empty() && std::none_of(document.members.begin(), document.members.end(), [&](const Member& member) {
    return member.key == "id" || member.key == "subject" ||
           std::any_of(subject.attributes.begin(), subject.attributes.end(),
                       [&](const Attribute& attribute) { return attribute.name == member.key; });
  });
}

/// What to do about it: the misspelt name, the cases that stand in a list, or the names that there are.
std::string hint_for_unknown(const Value& document, const Entity& subject) {
  std::vector<std::string_view> names;
  for (const Attribute& attribute : subject.attributes) names.push_back(attribute.name);
  for (std::size_t i = 0; i < std::min(document.members.size(), most_hints); ++i) {
    const Member& member = document.members[i];
    if (member.value.kind == ValueKind::refused) return std::string(member.value.fault->reason);
    if (std::string hint = text::did_you_mean(member.key, names); !hint.empty()) return hint;
  }
  for (const Member& member : document.members) {
    const Value& value = member.value;
    if (value.kind == ValueKind::list && !value.items.empty() && value.items.front().kind == ValueKind::object)
      return "give each " + subject.name +
             " as a document of its own: in a list without a name around it, or one a line (JSON Lines)";
  }
  std::string hint = "a " + subject.name + " has";
  for (const std::string_view name : names) hint += (name == names.front() ? " `" : ", `") + std::string(name) + "`";
  return hint;
}

}  // namespace

Origins document_number(std::size_t number) {
  return {nullptr, [number](const Value&) { return engine::Origin{std::nullopt, number}; }};
}

std::optional<Case> facts_from_document(const std::shared_ptr<const program::Program>& program, const Value& document,
                                        const InputText& text, std::string_view subject, const Origins& origins,
                                        const Limits& limits, Diagnostics& diagnostics) {
  const auto say = [&](Code code, Span span, std::string message, std::string hint = {}) {
    diagnostics.push_back(text::diagnose(code, text.source(), span, std::move(message), std::move(hint)));
    return std::nullopt;
  };
  if (document.kind == ValueKind::refused)
    return say(Code::input_not_a_record, document.span, "`" + as_recorded(document) + "` is all that says whether this is a case",
               std::string(document.fault->reason));
  if (document.kind != ValueKind::object) {
    return say(Code::input_not_a_record, document.span, "expected a case: a record with names and values");
  }
  std::string named(subject);
  Span at = document.span;
  if (const Member* member = find(document, "subject")) {
    named = member->value.kind == ValueKind::text ? member->value.text : as_recorded(member->value);
    at = member->value.span;
  }
  const rulebook::Vocabulary& vocabulary = program->vocabulary;
  std::vector<std::string_view> subjects;
  for (const EntityId entity : vocabulary.subjects) subjects.push_back(vocabulary.entities[entity].name);
  std::size_t index = 0;
  while (index < subjects.size() && subjects[index] != named) ++index;
  if (index == subjects.size()) {
    return say(Code::input_unknown_subject, at, "the vocabulary has no subject `" + text::cut(named) + "`",
               text::did_you_mean(named, subjects));
  }
  const Entity& declared = vocabulary.entities[vocabulary.subjects[index]];
  if (nothing_known(document, declared)) {
    const Member& first = document.members.front();
    const std::size_t others = document.members.size() - 1;
    return say(Code::input_nothing_known, first.key_span,
               "no name of a " + declared.name + " is in it: found `" + text::cut(first.key) + "`" +
                   (others == 0 ? "" : " and " + std::to_string(others) + " more"),
               hint_for_unknown(document, declared));
  }
  Typing typing(program, vocabulary.subjects[index], origins, limits);
  if (!typing.type(document)) {
    return say(Code::input_too_many_records, document.span,
               "more than " + std::to_string(limits.records_per_case) + " records in one case");
  }
  std::optional<std::string> id = typing.id();
  UnreadNames unread = typing.unread();
  try {
    return handle_of<Case>(std::make_shared<const Case::Body>(
        Case::Body{std::move(typing).build(), std::move(named), std::move(id), std::move(unread)}));
  } catch (const feel::Spent& spent) {  // what is impossible in it was not all found: it cannot be trusted in part
    diagnostics.push_back(text::limit_met(spent.limit, limits));
    return std::nullopt;
  }
}

}  // namespace dutybound::input
