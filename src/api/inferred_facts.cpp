// Types by values, then facts by types.
#include "api/inferred_facts.hpp"

#include <algorithm>
#include <utility>

#include "text/shown.hpp"

namespace dutybound {
namespace {

using feel::Cell;
using feel::Kind;
using input::Value;
using input::ValueKind;
using rulebook::AttributeKind;

/// Of a value that is no object, list or null.
Kind kind_of(const Value& value) {
  if (value.kind == ValueKind::boolean) return Kind::boolean;
  if (value.kind == ValueKind::number) return Kind::number;
  if (Date::parse(value.text)) return Kind::date;
  return DateTime::parse(value.text) ? Kind::date_time : Kind::text;
}

/// What all of them are; none if they differ. A day among dates with time is one whose time is not recorded.
Kind common_kind(const std::vector<const Value*>& values) {
  Kind common = Kind::none;
  for (const Value* value : values) {
    const Kind kind = kind_of(*value);
    const bool days = (kind == Kind::date || kind == Kind::date_time) && (common == Kind::date || common == Kind::date_time);
    if (common == Kind::none || (days && kind == Kind::date_time))
      common = kind;
    else if (kind != common && !days)
      return Kind::none;
  }
  return common;
}

AttributeKind attribute_kind(Kind kind) {
  switch (kind) {
    case Kind::boolean:
      return AttributeKind::boolean;
    case Kind::number:
      return AttributeKind::number;
    case Kind::date:
      return AttributeKind::date;
    case Kind::date_time:
      return AttributeKind::date_time;
    default:
      return AttributeKind::text;
  }
}

/// A text has to be put into the facts by itself: its cell points nowhere yet.
Cell cell_of(const Value& value, Kind kind) {
  if (value.kind == ValueKind::null) return Cell::unknown(kind);
  switch (kind) {
    case Kind::boolean:
      return Cell::boolean(value.truth);
    case Kind::number:
      return Cell::number(feel::Decimal::parse(value.text).value());
    case Kind::date:
      return Cell::date(Date::parse(value.text).value());
    case Kind::date_time:
      if (const auto day = Date::parse(value.text)) {
        return Cell::date_time(feel::Interval{DateTime::start_of(*day).seconds(), DateTime::end_of(*day).seconds()});
      }
      return Cell::date_time(DateTime::parse(value.text).value());
    default:
      return Cell::text({});
  }
}

bool is_event(const std::string& name) { return name.size() > 3 && name.compare(name.size() - 3, 3, "_at") == 0; }

void fill(engine::FactsBuilder& builder, const rulebook::Vocabulary& vocabulary, rulebook::EntityId entity, std::uint32_t row,
          const Value& record) {
  if (record.kind != ValueKind::object) return;
  const auto& attributes = vocabulary.entities[entity].attributes;
  for (rulebook::AttributeId number = 0; number < attributes.size(); ++number) {
    const rulebook::Attribute& attribute = attributes[number];
    const auto found = std::find_if(record.members.begin(), record.members.end(),
                                    [&](const input::Member& member) { return member.key == attribute.name; });
    if (found == record.members.end()) continue;
    const Value& value = found->value;
    const bool null = value.kind == ValueKind::null;
    switch (attribute.kind) {
      case AttributeKind::entity:
        if (null)
          builder.set_no_children(attribute.entity, row);
        else
          fill(builder, vocabulary, attribute.entity, builder.add_row(attribute.entity, row, 0), value);
        break;
      case AttributeKind::list_of_entity: {
        if (null) break;
        if (value.items.empty()) builder.set_no_children(attribute.entity, row);
        std::uint32_t position = 0;
        for (const Value& item : value.items)
          fill(builder, vocabulary, attribute.entity, builder.add_row(attribute.entity, row, position++), item);
        break;
      }
      case AttributeKind::list_of_values: {
        if (null) break;
        const Kind kind = vocabulary.types->element_of(attribute.type).kind;
        std::vector<Cell> items;
        std::vector<std::string> texts;
        for (const Value& item : value.items) {
          items.push_back(cell_of(item, kind));
          if (kind == Kind::text && item.kind != ValueKind::null) texts.push_back(item.text);
        }
        builder.set_list(entity, number, row, std::move(items), std::move(texts));
        break;
      }
      case AttributeKind::text:
        if (!null) builder.set_text(entity, number, row, value.text);
        break;
      default:
        if (!null)
          builder.set(entity, number, row, cell_of(value, attribute.type.kind));
        else if (attribute.event)
          builder.set(entity, number, row, Cell::null(attribute.type.kind));
        break;
    }
  }
}

}  // namespace

InferredFacts::InferredFacts(std::string_view json, const Limits& limits, Diagnostics& diagnostics)
    : limits_(limits), diagnostics_(diagnostics), source_(std::make_shared<const Source>(Source{"<facts>", std::string(json)})) {
  vocabulary_.types = std::make_shared<feel::TypeTable>();
  vocabulary_.subjects = {0};
  vocabulary_.earliest = Date::from_ymd(1, 1, 1).value();
  vocabulary_.latest = Date::from_ymd(9999, 12, 31).value();
  input::read_json_text(input::InputText(source_), limits, [&](input::ReadDocument&& read) {
    for (const Diagnostic& wrong : read.diagnostics)
      diagnostics_.push_back(text::diagnose(text::Code::feel_facts_syntax, source_, wrong.span, wrong.message, wrong.hint));
    if (read.value) root_ = *std::move(read.value);
    return true;
  });
  if (has_errors(diagnostics_)) return;
  if (root_.kind != ValueKind::object) {
    complain(text::Code::feel_facts_not_an_object, "the facts are no JSON object with a name for each value");
  } else {
    add_entity("facts", rulebook::no_entity, 0, false, {&root_}, 1);
  }
}

void InferredFacts::complain(text::Code code, std::string message) {
  complain(code, std::move(message), {0, source_->text.size()});
}

void InferredFacts::complain(text::Code code, std::string message, Span place) {
  diagnostics_.push_back(text::diagnose(code, source_, place, std::move(message)));
}

rulebook::EntityId InferredFacts::add_entity(const std::string& name, rulebook::EntityId parent, rulebook::AttributeId attribute,
                                             bool many, const std::vector<const Value*>& records, std::size_t depth) {
  const auto id = static_cast<rulebook::EntityId>(vocabulary_.entities.size());
  rulebook::Entity& entity = vocabulary_.entities.emplace_back();
  entity.name = name;
  entity.parent = parent;
  entity.parent_attribute = attribute;
  entity.many = many;
  vocabulary_.types->records.push_back({name, {}});
  if (depth > limits_.nesting || id > 30000) {
    complain(text::Code::input_too_deep,
             "the facts are nested deeper than " + std::to_string(limits_.nesting) + " levels (nesting)");
    return id;
  }
  std::vector<std::pair<std::string, std::vector<const Value*>>> members;
  for (const Value* record : records) {
    for (const input::Member& one : record->members) {
      auto member = std::find_if(members.begin(), members.end(), [&](const auto& other) { return other.first == one.key; });
      if (member == members.end()) member = members.insert(members.end(), {one.key, {}});
      member->second.push_back(&one.value);
    }
  }
  for (const auto& [key, values] : members) {
    const auto number = static_cast<rulebook::AttributeId>(vocabulary_.entities[id].attributes.size());
    rulebook::Attribute inferred = infer(key, values, id, number, depth);
    vocabulary_.types->records[id].fields.push_back(
        {key, inferred.type, inferred.event || inferred.kind == AttributeKind::entity});
    vocabulary_.entities[id].attributes.push_back(std::move(inferred));
  }
  return id;
}

rulebook::Attribute InferredFacts::infer(const std::string& name, const std::vector<const Value*>& values,
                                         rulebook::EntityId entity, rulebook::AttributeId number, std::size_t depth) {
  rulebook::Attribute attribute;
  attribute.name = name;
  std::vector<const Value*> objects, lists, scalars, items;
  bool nulls = false;
  const auto sort = [&](const Value& value, bool inside) {
    if (value.kind == ValueKind::object)
      objects.push_back(&value);
    else if (value.kind == ValueKind::list && !inside)
      lists.push_back(&value);
    else if (value.kind == ValueKind::list)
      complain(text::Code::feel_facts_mixed, "`" + name + "` is a list of lists");
    else if (value.kind == ValueKind::null)
      nulls = nulls || !inside;
    else if (value.kind == ValueKind::number && !feel::Decimal::parse(value.text))
      complain(text::Code::feel_facts_syntax, "`" + text::cut(value.text) + "` is a number too large to compute with",
               value.span);
    else
      scalars.push_back(&value);
  };
  for (const Value* value : values) sort(*value, false);
  if (!lists.empty() && objects.empty() && scalars.empty()) {
    for (const Value* list : lists) {
      for (const Value& item : list->items) sort(item, true);
    }
  } else if (!lists.empty()) {
    objects.push_back(lists.front());  // found to be mixed below
  }

  const Kind kind = common_kind(scalars);
  if ((!objects.empty() && !scalars.empty()) || (!scalars.empty() && kind == Kind::none)) {
    complain(text::Code::feel_facts_mixed, "`" + name + "` has values of several types");
    objects.clear();
  }
  if (!objects.empty()) {
    const bool many = !lists.empty();
    attribute.kind = many ? AttributeKind::list_of_entity : AttributeKind::entity;
    attribute.entity = add_entity(name, entity, number, many, objects, depth + 1);
    const feel::Type record{Kind::record, attribute.entity};
    attribute.type = many ? vocabulary_.types->list_of(record) : record;
  } else if (!lists.empty()) {
    attribute.kind = AttributeKind::list_of_values;
    attribute.type = vocabulary_.types->list_of({kind == Kind::none ? Kind::text : kind, 0});
  } else {
    const Kind own = scalars.empty() ? Kind::date : kind;  // null alone: an event that has not happened
    attribute.kind = attribute_kind(own);
    attribute.type = {own, 0};
    attribute.event = (own == Kind::date || own == Kind::date_time) && (nulls || is_event(name));
  }
  return attribute;
}

engine::Facts InferredFacts::facts(const std::shared_ptr<const program::Program>& program) const {
  engine::FactsBuilder builder(program, 0);
  fill(builder, program->vocabulary, 0, 0, root_);
  return std::move(builder).build();
}

}  // namespace dutybound
