// Facts by their names, values by the same types as a case's.
#include "input/assumptions.hpp"

#include <algorithm>

#include "engine/value_text.hpp"
#include "input/document.hpp"
#include "input/typed_value.hpp"
#include "text/diagnose.hpp"
#include "text/shown.hpp"
#include "yaml/read.hpp"

namespace dutybound::input {
namespace {

using engine::Assumptions;
using rulebook::Attribute;
using rulebook::AttributeKind;
using rulebook::EntityId;

class AssumptionReading {
 public:
  AssumptionReading(const program::Program& program, Diagnostics& diagnostics)
      : vocabulary_(program.vocabulary), diagnostics_(diagnostics) {
    for (const rulebook::Entity& entity : vocabulary_.entities) {
      for (const Attribute& attribute : entity.attributes) names_.push_back(entity.name + "." + attribute.name);
    }
  }

  void add(const std::string& fact, const std::string& text, Assumptions& into) {
    const std::size_t dot = fact.find('.');
    for (EntityId entity = 0; entity < vocabulary_.entities.size(); ++entity) {
      const auto& attributes = vocabulary_.entities[entity].attributes;
      if (vocabulary_.entities[entity].name != fact.substr(0, dot) || dot == std::string::npos) continue;
      for (rulebook::AttributeId attribute = 0; attribute < attributes.size(); ++attribute) {
        if (attributes[attribute].name == fact.substr(dot + 1)) return add(fact, text, entity, attribute, into);
      }
    }
    const std::vector<std::string_view> names(names_.begin(), names_.end());
    say("the vocabulary has no fact `" + fact + "`", text::did_you_mean(fact, names));
  }

 private:
  void say(std::string message, std::string hint = {}) {
    diagnostics_.push_back(text::diagnose(text::Code::options_assumption, nullptr, {}, std::move(message), std::move(hint)));
  }

  void refuse(const std::string& fact, const std::string& text, const std::string& reason) {
    say("`" + fact + "` cannot be assumed to be `" + text::cut(text) + "`", reason);
  }

  void add(const std::string& fact, const std::string& text, EntityId entity, rulebook::AttributeId id, Assumptions& into) {
    if (text == "null") return add(fact, text, Value(), entity, id, into);  // no document of YAML is that
    const auto read = yaml::read(std::make_shared<const Source>(Source{fact, text}), {});
    if (!read.ok()) return refuse(fact, text, "write a single value as it would stand in a case");
    add(fact, text, from_yaml(read.value()), entity, id, into);
  }

  void add(const std::string& fact, const std::string& text, const Value& value, EntityId entity, rulebook::AttributeId id,
           Assumptions& into) {
    const Attribute& attribute = vocabulary_.entities[entity].attributes[id];
    Assumptions::One one{entity, id, {}};
    if (attribute.kind == AttributeKind::list_of_entity) {
      if (value.kind != ValueKind::list || !value.items.empty())
        return refuse(fact, text, "that there are none, `[]`, is all that can be assumed of a list of records");
      one.value = feel::Cell::null();
    } else if (attribute.kind == AttributeKind::entity) {
      if (value.kind != ValueKind::null)
        return refuse(fact, text, "that there is none, `null`, is all that can be assumed of a record");
      one.value = feel::Cell::null();
    } else if (value.kind == ValueKind::null) {
      if (!attribute.event) return refuse(fact, text, "only an event can be assumed not to have happened");
      one.value = feel::Cell::null(cell_kind(attribute.kind));
    } else if (attribute.kind == AttributeKind::list_of_values) {
      if (value.kind != ValueKind::list) return refuse(fact, text, "It has to be a list.");
      std::vector<feel::Cell> items;
      const feel::Type type = vocabulary_.types->element_of(attribute.type);
      for (const Value& item : value.items) {
        const auto cell = typed(fact, text, item, kind_of_items(type), type, into);
        if (!cell) return;
        items.push_back(*cell);
      }
      const std::vector<feel::Cell>& kept = into.lists.emplace_back(std::move(items));
      one.value = feel::Cell::list(kept.data(), kept.size());
    } else {
      const auto cell = typed(fact, text, value, attribute.kind, attribute.type, into);
      if (!cell) return;
      one.value = *cell;
    }
    into.all.push_back(one);
    into.words[fact] = engine::assumed_text(one.value, attribute, vocabulary_);
  }

  std::optional<feel::Cell> typed(const std::string& fact, const std::string& text, const Value& value, AttributeKind kind,
                                  feel::Type type, Assumptions& into) {
    Typed typed = value.kind == ValueKind::null ? Typed(Refusal{{}, "A list has no such item."})
                                                : typed_value(value, kind, type, vocabulary_);
    if (const auto* refusal = std::get_if<Refusal>(&typed)) {
      std::vector<std::string_view> words;
      if (kind == AttributeKind::enumeration) {
        for (const std::string& word : vocabulary_.types->enumerations[type.detail].values) words.push_back(word);
      }
      const std::string nearest = words.empty() ? std::string() : text::did_you_mean(as_recorded(value), words);
      refuse(fact, text, nearest.empty() ? refusal->reason : refusal->reason + " " + nearest);
      return std::nullopt;
    }
    if (kind == AttributeKind::text) return feel::Cell::text(into.texts.emplace_back(value.text));
    return std::get<feel::Cell>(typed);
  }

  const rulebook::Vocabulary& vocabulary_;
  Diagnostics& diagnostics_;
  std::vector<std::string> names_;
};

}  // namespace

std::shared_ptr<const Assumptions> read_assumptions(const program::Program& program,
                                                    const std::map<std::string, std::string>& assume, Diagnostics& diagnostics) {
  if (assume.empty()) return nullptr;
  auto read = std::make_shared<Assumptions>();
  AssumptionReading reading(program, diagnostics);
  for (const auto& [fact, text] : assume) reading.add(fact, text, *read);
  if (read->all.empty()) return nullptr;
  return read;
}

}  // namespace dutybound::input
