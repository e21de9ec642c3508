// The vocabulary: entities into a tree in preorder, attributes into types. Constraints are constraints.cpp's.
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "rulebook/parts.hpp"
#include "yaml/scalar.hpp"

namespace dutybound::rulebook {

namespace {

using text::Code;
using yaml::Node;

constexpr std::string_view data_set_keys[] = {"cin_census", "annex_a", "ssd", "csc_api"};

/// An entity as written, before it has its place.
struct Draft {
  const yaml::Entry* entry = nullptr;
  std::size_t parent = no_place;
  std::vector<std::size_t> children = {};  ///< in order of the attributes that lead to them
  AttributeId parent_attribute = 0;
  bool many = false;
  EntityId id = no_entity;
  static constexpr std::size_t no_place = static_cast<std::size_t>(-1);
};

class VocabularyReader {
 public:
  VocabularyReader(const Node& node, Context& context) : node_(node), context_(context) {
    for (const yaml::Entry& entry : get_entries(node, "entities")) {
      check_name(entry);
      numbers_.emplace(entry.key, drafts_.size());
      drafts_.push_back({.entry = &entry});
    }
  }

  Vocabulary read() {
    vocabulary_.id = get_text(node_, "vocabulary");
    vocabulary_.title = get_text(node_, "title");
    vocabulary_.source = node_.source;
    const Node& possible = get_element(node_, "impossible_dates");
    vocabulary_.earliest = get_date(possible, "before").value_or(Date());
    vocabulary_.latest = get_date(possible, "after").value_or(Date());
    if (vocabulary_.latest < vocabulary_.earliest) {
      report(context_.diagnostics, Code::rulebook_empty_period, possible,
             "no date is possible: `after` is earlier than `before`");
    }
    vocabulary_.types = std::make_shared<feel::TypeTable>();
    if (!fits()) return std::move(vocabulary_);
    hang();
    place();
    for (const Draft* draft : order_) read_entity(*draft);
    for (const Draft* draft : order_) read_order_of_lists(*draft);
    return std::move(vocabulary_);
  }

 private:
  void check_name(const yaml::Entry& entry) {
    if (!is_reserved(entry.key)) return;
    context_.diagnostics.push_back(text::diagnose(Code::rulebook_reserved_name, node_.source, entry.key_span,
                                                  "`" + entry.key + "` is a word that FEEL or every document keeps for itself",
                                                  "choose another name"));
  }

  std::size_t find(std::string_view name) const {
    const auto found = numbers_.find(name);
    return found == numbers_.end() ? Draft::no_place : found->second;
  }

  /// Establishes INVARIANT(names-fit).
  bool fits() {
    if (drafts_.size() > most_entities) {
      report(context_.diagnostics, Code::rulebook_wrong_form, node_,
             "a vocabulary has at most " + std::to_string(most_entities) + " entities");
      return false;
    }
    for (const Draft& draft : drafts_) {
      if (get_entries(draft.entry->value, "attributes").size() <= most_attributes) continue;
      report(context_.diagnostics, Code::rulebook_wrong_form, draft.entry->value,
             "an entity has at most " + std::to_string(most_attributes) + " attributes");
      return false;
    }
    return true;
  }

  /// Gives every entity the place where it hangs.
  void hang() {
    for (std::size_t parent = 0; parent < drafts_.size(); ++parent) {
      AttributeId number = 0;
      for (const yaml::Entry& attribute : get_entries(drafts_[parent].entry->value, "attributes")) {
        hang(parent, number++, attribute);
      }
    }
  }

  void hang(std::size_t parent, AttributeId number, const yaml::Entry& attribute) {
    const std::string type = get_text(attribute.value, "type");
    const Node* of = get(attribute.value, "of");
    if (!of || (type != "entity" && type != "list") || (type == "list" && is_value(of->fragment.text))) return;
    const std::size_t child = find(of->fragment.text);
    if (child == Draft::no_place) {
      std::vector<std::string_view> names;
      for (const Draft& draft : drafts_) names.push_back(draft.entry->key);
      report(context_.diagnostics, Code::rulebook_unknown_entity, *of, "there is no entity `" + of->fragment.text + "`",
             text::did_you_mean(of->fragment.text, names));
    } else if (drafts_[child].parent != Draft::no_place) {
      report(context_.diagnostics, Code::rulebook_entity_twice, *of,
             "`" + of->fragment.text + "` hangs below `" + drafts_[drafts_[child].parent].entry->key + "` already",
             "every entity hangs in exactly one place: declare another entity");
    } else {
      drafts_[child].parent = parent;
      drafts_[child].parent_attribute = number;
      drafts_[child].many = type == "list";
      drafts_[parent].children.push_back(child);
    }
  }

  static bool is_value(std::string_view of) {
    return of == "boolean" || of == "number" || of == "text" || of == "date" || of == "enumeration";
  }

  /// Numbers the entities in preorder: the subjects' trees, then whatever hangs nowhere, so that each has a number.
  void place() {
    for (const Node& subject : get_items(node_, "subjects")) {
      const std::size_t root = find(subject.fragment.text);
      if (root == Draft::no_place) {
        std::vector<std::string_view> names;
        for (const Draft& draft : drafts_) names.push_back(draft.entry->key);
        report(context_.diagnostics, Code::rulebook_unknown_entity, subject, "there is no entity `" + subject.fragment.text + "`",
               text::did_you_mean(subject.fragment.text, names));
      } else if (drafts_[root].parent != Draft::no_place) {
        report(context_.diagnostics, Code::rulebook_entity_twice, subject,
               "the subject `" + subject.fragment.text + "` hangs below `" + drafts_[drafts_[root].parent].entry->key + "`",
               "a subject hangs nowhere");
      } else if (drafts_[root].id != no_entity) {
        report(context_.diagnostics, Code::rulebook_duplicate_name, subject,
               "`" + subject.fragment.text + "` is a subject already");
      } else {
        vocabulary_.subjects.push_back(static_cast<EntityId>(order_.size()));
        number(root);
      }
    }
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
      if (drafts_[i].id == no_entity && drafts_[i].parent == Draft::no_place) {
        lost(i, Code::rulebook_entity_loose, "no subject leads to `" + drafts_[i].entry->key + "`",
             "let an attribute be `of` it, or list it under `subjects`");
        number(i);
      }
    }
    // What is left has a parent and no root above it.
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
      if (drafts_[i].id != no_entity) continue;
      // Far enough up one is on the cycle itself.
      std::size_t top = i;
      for (std::size_t steps = 0; steps < drafts_.size(); ++steps) top = drafts_[top].parent;
      std::string way = "`" + drafts_[top].entry->key + "` hangs below ";
      for (std::size_t at = drafts_[top].parent; at != top && way.size() < 400; at = drafts_[at].parent) {
        way += "`" + drafts_[at].entry->key + "`, that below ";
      }
      lost(top, Code::rulebook_entity_cycle, way + "`" + drafts_[top].entry->key + "`", "an entity hangs below a subject");
      drafts_[top].parent = Draft::no_place;
      number(top);
    }
  }

  void lost(std::size_t draft, Code code, std::string message, std::string hint) {
    context_.diagnostics.push_back(
        text::diagnose(code, node_.source, drafts_[draft].entry->key_span, std::move(message), std::move(hint)));
  }

  /// Depth first without recursion: a chain of entities may be long.
  void number(std::size_t root) {
    std::vector<std::size_t> stack{root};
    while (!stack.empty()) {
      const std::size_t at = stack.back();
      stack.pop_back();
      if (drafts_[at].id != no_entity) continue;
      drafts_[at].id = static_cast<EntityId>(order_.size());
      order_.push_back(&drafts_[at]);
      stack.insert(stack.end(), drafts_[at].children.rbegin(), drafts_[at].children.rend());
    }
  }

  void read_entity(const Draft& draft) {
    const Node& node = draft.entry->value;
    Entity entity;
    entity.name = draft.entry->key;
    entity.description = get_text(node, "description");
    if (draft.parent != Draft::no_place) entity.parent = drafts_[draft.parent].id;
    entity.parent_attribute = draft.parent_attribute;
    entity.many = draft.many;
    feel::RecordType record{.name = entity.name, .fields = {}};
    for (const yaml::Entry& entry : get_entries(node, "attributes")) {
      check_name(entry);
      Attribute attribute = read_attribute(entry);
      record.fields.push_back({attribute.name, attribute.type, may_be_null(attribute)});
      entity.attributes.push_back(std::move(attribute));
    }
    vocabulary_.entities.push_back(std::move(entity));
    vocabulary_.types->records.push_back(std::move(record));
  }

  Attribute read_attribute(const yaml::Entry& entry) {
    const Node& node = entry.value;
    Attribute attribute;
    attribute.name = entry.key;
    attribute.span = entry.key_span;
    attribute.description = get_text(node, "description");
    attribute.unit = get_text(node, "unit");
    for (const std::string_view key : data_set_keys) {
      if (std::string name = get_text(node, key); !name.empty()) attribute.data_sets.emplace(key, std::move(name));
    }
    const std::string type = get_text(node, "type");
    const std::string of = get_text(node, "of");
    if (type == "entity" || (type == "list" && !is_value(of))) {
      attribute.kind = type == "entity" ? AttributeKind::entity : AttributeKind::list_of_entity;
      if (const std::size_t child = find(of); child != Draft::no_place) {
        attribute.entity = drafts_[child].id;
        attribute.type = {feel::Kind::record, attribute.entity};
        if (type == "list") attribute.type = vocabulary_.types->list_of(attribute.type);
      }
    } else if (type == "list") {
      attribute.kind = AttributeKind::list_of_values;
      attribute.type = vocabulary_.types->list_of(value_type(of, entry).second);
    } else {
      std::tie(attribute.kind, attribute.type) = value_type(type, entry);
    }
    if (attribute.kind == AttributeKind::date || attribute.kind == AttributeKind::date_time) {
      attribute.event = attribute.name.size() > 3 && attribute.name.ends_with("_at");
      if (const Node* event = get(node, "event")) attribute.event = yaml::as_boolean(*event).value_or(attribute.event);
    }
    if (const Node* begins = get(node, "begins")) {
      attribute.begins = attribute.event && yaml::as_boolean(*begins).value_or(false);
      if (!attribute.event)
        report(context_.diagnostics, Code::rulebook_begins_no_event, *begins,
               "`" + entry.key + "` is no event, so no record begins with it", "remove `begins`, or say `event: true`");
    }
    if (const Node* every = get(node, "always")) attribute.always = yaml::as_boolean(*every).value_or(false);
    if (const Node* values = get(node, "values"); values && type == "list" && of != "enumeration") {
      report(context_.diagnostics, Code::rulebook_misplaced_key, *values, "`values` has no place in a list of `" + of + "`",
             "write `of: enumeration`, or remove it");
    }
    return attribute;
  }

  /// `in_order_of` and `complete_from`, once every attribute is there to be found.
  void read_order_of_lists(const Draft& draft) {
    Entity& entity = vocabulary_.entities[draft.id];
    std::size_t number = 0;
    for (const yaml::Entry& entry : get_entries(draft.entry->value, "attributes")) {
      Attribute& attribute = entity.attributes[number++];
      const Node* order = get(entry.value, "in_order_of");
      const Node* from = get(entry.value, "complete_from");
      if (!order || !from) continue;
      if (attribute.entity == no_entity) {
        report(context_.diagnostics, Code::rulebook_misplaced_key, *order, "`in_order_of` has no place in a list of values",
               "only records have an order");
        continue;
      }
      attribute.in_order_of = find_date(vocabulary_.entities[attribute.entity], *order, true);
      attribute.complete_from = find_date(entity, *from, false);
      if (attribute.in_order_of == no_attribute || attribute.complete_from == no_attribute)
        attribute.in_order_of = attribute.complete_from = no_attribute;
    }
  }

  AttributeId find_date(const Entity& entity, const Node& name, bool event) {
    std::vector<std::string_view> names;
    for (AttributeId number = 0; number < entity.attributes.size(); ++number) {
      const Attribute& attribute = entity.attributes[number];
      if (attribute.kind != AttributeKind::date || attribute.event != event) continue;
      if (attribute.name == name.fragment.text) return number;
      names.push_back(attribute.name);
    }
    report(context_.diagnostics, Code::rulebook_unknown_attribute, name,
           "`" + entity.name + "` has no date `" + name.fragment.text + "` that is " + (event ? "an event" : "no event"),
           text::did_you_mean(name.fragment.text, names));
    return no_attribute;
  }

  std::pair<AttributeKind, feel::Type> value_type(std::string_view type, const yaml::Entry& entry) {
    using K = feel::Kind;
    if (type == "boolean") return {AttributeKind::boolean, {K::boolean, 0}};
    if (type == "number") return {AttributeKind::number, {K::number, 0}};
    if (type == "date") return {AttributeKind::date, {K::date, 0}};
    if (type == "date_time") return {AttributeKind::date_time, {K::date_time, 0}};
    if (type == "enumeration") return {AttributeKind::enumeration, enumeration(entry)};
    return {AttributeKind::text, {K::text, 0}};
  }

  /// Attributes of one name with the same values share an enumeration, so that they can be compared with each other.
  feel::Type enumeration(const yaml::Entry& entry) {
    const Node* values = get(entry.value, "values");
    if (!values) {
      if (get_text(entry.value, "type") == "list") {
        report(context_.diagnostics, Code::rulebook_missing_key, entry.value, "a list of enumeration needs `values`");
      }
    } else {
      for (auto item = values->items.begin(); item != values->items.end(); ++item) {
        if (std::any_of(values->items.begin(), item,
                        [&](const Node& earlier) { return earlier.fragment.text == item->fragment.text; })) {
          report(context_.diagnostics, Code::rulebook_duplicate_name, *item,
                 "the value `" + item->fragment.text + "` stands here twice");
        }
      }
    }
    feel::EnumerationType wanted{.name = entry.key, .values = get_texts(entry.value, "values")};
    auto& all = vocabulary_.types->enumerations;
    const auto same = std::find_if(all.begin(), all.end(), [&](const feel::EnumerationType& e) {
      return e.name == wanted.name && e.values == wanted.values;
    });
    const auto index = static_cast<std::uint32_t>(same - all.begin());
    if (same == all.end()) all.push_back(std::move(wanted));
    return {feel::Kind::enumeration, index};
  }

  static bool may_be_null(const Attribute& attribute) { return attribute.event || attribute.kind == AttributeKind::entity; }

  const Node& node_;
  Context& context_;
  std::vector<Draft> drafts_;
  std::unordered_map<std::string_view, std::size_t> numbers_;
  std::vector<const Draft*> order_;
  Vocabulary vocabulary_;
};

}  // namespace

Vocabulary read_vocabulary(const Node& node, Context& context) { return VocabularyReader(node, context).read(); }

bool is_reserved(std::string_view name) {
  constexpr std::string_view words[] = {"and",   "or",    "not",       "in",    "if",     "then",    "else",
                                        "some",  "every", "satisfies", "for",   "return", "between", "true",
                                        "false", "null",  "item",      "as_at", "id",     "subject", "deciding_day"};
  return std::find(std::begin(words), std::end(words), name) != std::end(words);
}

EntityId find_entity(const Vocabulary& vocabulary, std::string_view name) {
  for (EntityId id = 0; id < vocabulary.entities.size(); ++id) {
    if (vocabulary.entities[id].name == name) return id;
  }
  return no_entity;
}

void report_unknown_entity(const Vocabulary& vocabulary, const Node& at, Context& context) {
  std::vector<std::string_view> names;
  for (const Entity& entity : vocabulary.entities) names.push_back(entity.name);
  report(context.diagnostics, Code::rulebook_unknown_entity, at, "there is no entity `" + at.fragment.text + "`",
         text::did_you_mean(at.fragment.text, names));
}

}  // namespace dutybound::rulebook
