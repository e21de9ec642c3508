// Requirements, sources and absences of a mapping, over one element at a time.
#include "input/map_xml.hpp"

#include <algorithm>

#include "feel/decimal.hpp"

namespace dutybound::input {
namespace {

using pugi::xml_node;
using rulebook::AttributeKind;

bool is_element(xml_node node) { return node.type() == pugi::node_element; }

Span place(xml_node element) {
  const auto offset = element.offset_debug();
  if (offset < 0) return {};
  const auto begin = static_cast<std::size_t>(offset);
  return {begin, begin + std::string_view(element.name()).size()};
}

/// There is such an element and it says something.
bool says_something(xml_node element) {
  if (!own_text(element).empty()) return true;
  return std::any_of(element.begin(), element.end(), is_element);
}

/// An element that says nothing is taken as one that is not there.
std::vector<xml_node> saying_something(xml_node element, const ElementPath& path) {
  std::vector<xml_node> found = at_path(element, path);
  found.erase(std::remove_if(found.begin(), found.end(), [](xml_node node) { return !says_something(node); }), found.end());
  return found;
}

Value text_value(std::string text, Span span) {
  Value value;
  value.kind = ValueKind::text;
  value.text = std::move(text);
  value.span = span;
  return value;
}

class Mapper {
 public:
  explicit Mapper(const Return& around) : around_(around) {}

  Value record(xml_node element, const RecordMapping& how) const {
    Value object;
    object.kind = ValueKind::object;
    object.span = place(element);
    if (how.id) {
      const auto found = at_path(element, *how.id);
      if (!found.empty())
        object.members.push_back({"id", place(found.front()), text_value(own_text(found.front()), place(found.front()))});
    }
    for (const FieldMapping& field : how.fields) {
      std::optional<Value> value;
      switch (field.kind) {
        case AttributeKind::entity:
          value = child(element, field);
          break;
        case AttributeKind::list_of_entity:
          value = children(element, field);
          break;
        default:
          value = of_text(element, field);
          break;
      }
      if (value) object.members.push_back({field.attribute, value->span, std::move(*value)});
    }
    return object;
  }

 private:
  bool holds(xml_node element, const std::vector<Requirement>& all) const {
    return std::all_of(all.begin(), all.end(), [&](const Requirement& requirement) { return holds(element, requirement); });
  }
  bool holds(xml_node element, const Requirement& requirement) const {
    if (requirement.test == Requirement::Test::any) {
      return std::any_of(requirement.any.begin(), requirement.any.end(),
                         [&](const Requirement& each) { return holds(element, each); });
    }
    const auto found = saying_something(element, requirement.path);
    switch (requirement.test) {
      case Requirement::Test::present:
        return !found.empty();
      case Requirement::Test::absent:
        return found.empty();
      case Requirement::Test::in_collection_year:
        return found.size() == 1 && in_collection_year(own_text(found.front()));
      case Requirement::Test::is:
      case Requirement::Test::any:
        break;
    }
    return !found.empty() && std::all_of(found.begin(), found.end(), [&](xml_node one) {
      return std::find(requirement.values.begin(), requirement.values.end(), own_text(one)) != requirement.values.end();
    });
  }
  bool in_collection_year(const std::string& text) const {
    const auto day = Date::parse(text);
    if (!day || !around_.reference_date) return false;
    const auto before = add_months(*around_.reference_date, -12);
    return before && *day > *before && *day <= *around_.reference_date;
  }

  static Value list_of(std::vector<Value> items, Span span) {
    Value list;
    list.kind = ValueKind::list;
    list.items = std::move(items);
    list.span = span;
    return list;
  }

  /// What the absence of every element that a source looks for means; nothing if it means nothing.
  std::optional<Value> absence(const FieldSource& source, xml_node element) const {
    if (!holds(element, source.when) || !holds(element, source.absent_if)) return std::nullopt;
    switch (source.absent) {
      case FieldSource::Absent::not_happened: {
        Value null;
        null.span = place(element);
        return null;
      }
      case FieldSource::Absent::empty:
        return list_of({}, place(element));
      case FieldSource::Absent::unknown:
        break;
    }
    return std::nullopt;
  }

  /// Several where one is expected stay a list, which the vocabulary's type then refuses.
  static std::optional<Value> one_or_list(std::vector<Value> values, bool list, xml_node element) {
    if (values.empty()) return std::nullopt;
    if (!list && values.size() == 1) return std::move(values.front());
    return list_of(std::move(values), place(element));
  }

  std::optional<Value> of_text(xml_node element, const FieldMapping& field) const {
    for (const FieldSource& source : field.sources) {
      if (!holds(element, source.when)) continue;
      if (source.value) return converted(*source.value, place(element), field, source);
      std::vector<Value> values;
      for (const xml_node found : at_path(element, *source.from)) {
        if (std::string text = own_text(found); !text.empty())
          values.push_back(converted(std::move(text), place(found), field, source));
      }
      if (auto value = one_or_list(std::move(values), field.kind == AttributeKind::list_of_values, element)) return value;
      if (auto value = absence(source, element)) return value;
    }
    return std::nullopt;
  }

  Value converted(std::string text, Span span, const FieldMapping& field, const FieldSource& source) const {
    if (const auto word = source.values.find(text); word != source.values.end()) text = word->second;
    Value value = text_value(std::move(text), span);
    if (field.number && feel::Decimal::parse(value.text)) value.kind = ValueKind::number;
    if (field.boolean) {
      const auto is_one_of = [&](const std::vector<std::string>& words) {
        return std::find(words.begin(), words.end(), value.text) != words.end();
      };
      value.truth = is_one_of(around_.mapping.true_words);
      if (value.truth || is_one_of(around_.mapping.false_words)) value.kind = ValueKind::boolean;
    }
    return value;
  }

  std::vector<Value> records(xml_node element, const FieldSource& source) const {
    std::vector<Value> values;
    if (!holds(element, source.when)) return values;
    for (const xml_node found : saying_something(element, source.from.value_or(ElementPath{})))
      values.push_back(record(found, source.record));
    return values;
  }

  std::optional<Value> child(xml_node element, const FieldMapping& field) const {
    for (const FieldSource& source : field.sources) {
      if (auto value = one_or_list(records(element, source), false, element)) return value;
      if (auto value = absence(source, element)) return value;
    }
    return std::nullopt;
  }

  std::optional<Value> children(xml_node element, const FieldMapping& field) const {
    std::vector<Value> all;
    for (const FieldSource& source : field.sources) {
      for (Value& value : records(element, source)) all.push_back(std::move(value));
    }
    if (!all.empty()) return list_of(std::move(all), place(element));
    for (const FieldSource& source : field.sources) {
      if (auto value = absence(source, element)) return value;
    }
    return std::nullopt;
  }

  const Return& around_;
};

void collect(const ElementPath& path, std::vector<std::string_view>& names) {
  names.insert(names.end(), path.begin(), path.end());
}

void collect(const RecordMapping& record, std::vector<std::string_view>& names) {
  if (record.id) collect(*record.id, names);
  for (const FieldMapping& field : record.fields) {
    for (const FieldSource& source : field.sources) {
      if (source.from) collect(*source.from, names);
      for (const Requirement& requirement : source.when) collect(requirement.path, names);
      collect(source.record, names);
    }
  }
}

/// `A/B[2]`: the way from the document's element to one inside it.
std::string way(xml_node element, xml_node from) {
  std::string text;
  for (xml_node at = element; at && at != from; at = at.parent()) {
    std::size_t number = 1;
    for (xml_node s = at.previous_sibling(at.name()); s; s = s.previous_sibling(at.name())) ++number;
    std::string step(local_name(at));
    if (number > 1 || at.next_sibling(at.name())) step += "[" + std::to_string(number) + "]";
    text = text.empty() ? step : step + "/" + text;
  }
  return text;
}

}  // namespace

std::string_view local_name(xml_node element) {
  const std::string_view name = element.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string own_text(xml_node element) {
  std::string text;
  for (const xml_node part : element) {
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
  }
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::vector<xml_node> at_path(xml_node element, const ElementPath& path) {
  std::vector<xml_node> level{element};
  for (const std::string& step : path) {
    std::vector<xml_node> next;
    for (const xml_node parent : level) {
      for (const xml_node node : parent) {
        if (is_element(node) && local_name(node) == step) next.push_back(node);
      }
    }
    level = std::move(next);
  }
  return level;
}

std::vector<std::string_view> known_names(const Mapping& mapping) {
  std::vector<std::string_view> names(mapping.unused.begin(), mapping.unused.end());
  collect(mapping.record, names);
  std::sort(names.begin(), names.end());
  return names;
}

Value map_document(xml_node element, const Return& around) {
  Value document = Mapper(around).record(element, around.mapping.record);
  constexpr std::size_t most = 100;  // enough to see what is wrong with a return
  std::size_t reported = 0;
  // By hand, because an element that is not known is reported once, not with everything in it.
  for (xml_node at = element.first_child(); at && reported < most;) {
    bool down = is_element(at);
    if (down && !std::binary_search(around.known.begin(), around.known.end(), local_name(at))) {
      document.members.push_back({way(at, element), place(at), text_value(own_text(at), place(at))});
      ++reported;
      down = false;
    }
    if (down && at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at != element && !at.next_sibling()) at = at.parent();
    if (at == element) break;
    at = at.next_sibling();
  }
  return document;
}

}  // namespace dutybound::input
