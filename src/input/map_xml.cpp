// Requirements, sources and absences of a mapping, over one element at a time.
#include "input/map_xml.hpp"

#include <algorithm>
#include <functional>

#include "feel/decimal.hpp"
#include "input/written_day.hpp"

namespace dutybound::input {
namespace {

using rulebook::AttributeKind;

constexpr Fault unread_element{"unread_element", "The mapping does not know this element here, so what it says was not read.",
                               true};
constexpr Fault unread_attribute{"unread_attribute", "What a return says stands in elements; this attribute of one was not read.",
                                 true};
constexpr Fault unread_text{"unread_text", "This text is in a group of elements and in none of them, so it was not read."};
constexpr Fault unread_record_text{
    "unread_text", "This text is in the element of a record and in none of its elements, so it was not read.", true};
constexpr Fault several{"several_values", "This stands more than once where one is expected, so it is not known which is meant."};
constexpr Fault in_doubt{"unread_element",
                         "What is named here was not read and may belong here, so it is not known whether there is anything."};

constexpr Fault nested{"unread_element", "There are elements inside this one, which has to be a value, so it was not read."};

/// An element that says nothing is taken as one that is not there.
std::vector<const XmlElement*> saying_something(const XmlElement& element, const ElementPath& path) {
  std::vector<const XmlElement*> found = at_path(element, path);
  std::erase_if(found, [](const XmlElement* one) { return !one->says_something(); });
  return found;
}

Value text_value(std::string text, Span span) {
  Value value;
  value.kind = ValueKind::text;
  value.text = std::move(text);
  value.span = span;
  return value;
}

const Fault& fault_of(Unread::Kind kind) {
  switch (kind) {
    case Unread::Kind::attribute:
      return unread_attribute;
    case Unread::Kind::text:
      return unread_text;
    case Unread::Kind::record_text:
      return unread_record_text;
    case Unread::Kind::repeated:
      return several;
    case Unread::Kind::element:
      break;
  }
  return unread_element;
}

class Mapper {
 public:
  Mapper(const Return& around, const Unread& unread) : around_(around), unread_(unread) {}

  Value record(const XmlElement& element, const RecordMapping& how) const {
    Value object;
    object.kind = ValueKind::object;
    object.span = place(element);
    if (how.id) {
      const auto found = at_path(element, *how.id);
      if (!found.empty()) object.members.push_back({"id", place(*found.front()), written(*found.front())});
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

  [[nodiscard]] Span place(const XmlElement& element) const { return around_.tree.span(element); }

 private:
  /// The text of an element, unless something stands inside of it that is no text.
  [[nodiscard]] Value written(const XmlElement& element) const {
    const auto way = unread_.inside(element);
    return way ? refused(nested, *way, place(element)) : text_value(element.text, place(element));
  }

  bool holds(const XmlElement& element, const std::vector<Requirement>& all) const {
    return std::all_of(all.begin(), all.end(), [&](const Requirement& requirement) { return holds(element, requirement); });
  }
  bool holds(const XmlElement& element, const Requirement& requirement) const {
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
        return found.size() == 1 && in_collection_year(*found.front());
      case Requirement::Test::is:
      case Requirement::Test::any:
        break;
    }
    return !found.empty() && std::all_of(found.begin(), found.end(), [&](const XmlElement* one) {
      return std::find(requirement.values.begin(), requirement.values.end(), one->text) != requirement.values.end();
    });
  }
  /// What follows from requirements, or from their failing, is in doubt where an element that nobody read may be the one they ask
  /// for.
  std::optional<Value> doubt(const XmlElement& element, const std::vector<Requirement>& all) const {
    for (const Requirement& requirement : all) {
      if (requirement.test == Requirement::Test::any) {
        const bool certain = std::any_of(requirement.any.begin(), requirement.any.end(), [&](const Requirement& each) {
          return holds(element, each) && !doubt(element, {each});
        });
        if (certain) continue;
        if (auto doubtful = doubt(element, requirement.any)) return doubtful;
        continue;
      }
      if (auto value = unreadable(element, {requirement})) return value;
      if (!saying_something(element, requirement.path).empty()) continue;
      if (const auto way = unread_.instead_of(element, requirement.path, false)) return refused(in_doubt, *way, place(element));
    }
    return std::nullopt;
  }
  /// Nothing is known of whether requirements hold where the text that they ask for could not be read, or is no word that is
  /// known.
  std::optional<Value> unreadable(const XmlElement& element, const std::vector<Requirement>& all) const {
    for (const Requirement& requirement : all) {
      if (requirement.test == Requirement::Test::any) {
        if (auto value = unreadable(element, requirement.any)) return value;
      } else if (requirement.test == Requirement::Test::is || requirement.test == Requirement::Test::in_collection_year) {
        for (const XmlElement* found : at_path(element, requirement.path)) {
          if (unread_.inside(*found)) return written(*found);
          if (is_unknown_word(requirement, found->text)) return refused(unknown_word, found->text, place(*found));
        }
      }
    }
    return std::nullopt;
  }
  static bool is_unknown_word(const Requirement& requirement, const std::string& text) {
    const auto is_among = [&](const std::vector<std::string>& words) {
      return std::find(words.begin(), words.end(), text) != words.end();
    };
    return !requirement.others.empty() && !text.empty() && !is_among(requirement.values) && !is_among(requirement.others);
  }
  /// What is left to say of a field that no source gave.
  std::optional<Value> unreadable(const XmlElement& element, const FieldMapping& field) const {
    for (const FieldSource& source : field.sources) {
      if (auto value = unreadable(element, source.when)) return value;
    }
    return std::nullopt;
  }
  bool in_collection_year(const XmlElement& element) const {
    const auto day = day_of_element(element);
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
  std::optional<Value> absence(const FieldSource& source, const XmlElement& element, bool list) const {
    if (source.absent == FieldSource::Absent::unknown) return std::nullopt;
    if (!holds(element, source.when)) return std::nullopt;
    if (auto value = unreadable(element, source.absent_if)) return value;
    if (!holds(element, source.absent_if)) return std::nullopt;
    if (auto doubtful = doubt(element, source.absent_if)) return doubtful;
    if (const auto way = unread_.instead_of(element, source.from.value_or(ElementPath{}), list))
      return refused(in_doubt, *way, place(element));
    if (source.absent == FieldSource::Absent::empty) return list_of({}, place(element));
    Value null;
    null.span = place(element);
    return null;
  }

  /// A list that something unread may belong to is as long as nobody knows.
  std::optional<Value> incomplete(const FieldSource& source, const XmlElement& element) const {
    const auto way = unread_.besides(element, source.from.value_or(ElementPath{}));
    return way ? std::optional(refused(in_doubt, *way, place(element))) : std::nullopt;
  }

  static Value one(std::vector<Value> values, const XmlElement& element, Span span) {
    if (values.size() == 1) return std::move(values.front());
    return refused(several, std::to_string(values.size()) + " in " + std::string(element.name), span);
  }

  std::optional<Value> of_text(const XmlElement& element, const FieldMapping& field) const {
    const bool list = field.kind == AttributeKind::list_of_values;
    std::optional<Value> doubtful;
    for (const FieldSource& source : field.sources) {
      if (!doubtful) doubtful = doubt(element, source.when);
      if (!holds(element, source.when)) continue;
      if (doubtful && source.value) return doubtful;
      if (source.value) return converted(*source.value, place(element), field, source);
      std::vector<Value> values;
      for (const XmlElement* found : at_path(element, *source.from)) {
        if (found->text.empty() && !unread_.inside(*found)) continue;
        Value value = written(*found);
        if (value.kind == ValueKind::refused) return value;
        values.push_back(converted(std::move(value.text), value.span, field, source));
      }
      if (!values.empty()) {
        if (doubtful) return doubtful;
        if (!list) return one(std::move(values), element, place(element));
        if (auto value = incomplete(source, element)) return value;
        return list_of(std::move(values), place(element));
      }
      if (auto value = absence(source, element, list)) return doubtful ? doubtful : value;
    }
    return unreadable(element, field);
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

  std::vector<Value> records(const XmlElement& element, const FieldSource& source) const {
    std::vector<Value> values;
    if (!holds(element, source.when)) return values;
    for (const XmlElement* found : saying_something(element, source.from.value_or(ElementPath{})))
      values.push_back(record(*found, source.record));
    return values;
  }

  std::optional<Value> child(const XmlElement& element, const FieldMapping& field) const {
    std::optional<Value> doubtful;
    for (const FieldSource& source : field.sources) {
      if (!doubtful) doubtful = doubt(element, source.when);
      auto values = records(element, source);
      auto value = values.empty() ? absence(source, element, false) : one(std::move(values), element, place(element));
      if (value) return doubtful ? doubtful : value;
    }
    return unreadable(element, field);
  }

  std::optional<Value> children(const XmlElement& element, const FieldMapping& field) const {
    std::vector<Value> all;
    std::optional<Value> doubtful;
    for (const FieldSource& source : field.sources) {
      if (!doubtful) doubtful = doubt(element, source.when);
      for (Value& value : records(element, source)) all.push_back(std::move(value));
    }
    if (doubtful && !all.empty()) return doubtful;
    for (const FieldSource& source : field.sources) {
      if (all.empty()) {
        if (auto value = absence(source, element, true)) return doubtful ? doubtful : value;
      } else if (auto value = incomplete(source, element)) {
        return value;
      }
    }
    if (all.empty()) return unreadable(element, field);
    return list_of(std::move(all), place(element));
  }

  const Return& around_;
  const Unread& unread_;
};

}  // namespace

std::optional<Date> day_of_element(const XmlElement& element) { return day_in(element.text); }

std::vector<RecordElement> record_elements(const Mapping& mapping) {
  std::vector<RecordElement> all;
  const auto add = [&](const ElementPath& path, bool in_record) {
    if (path.empty()) return;
    const auto known = std::find_if(all.begin(), all.end(), [&](const RecordElement& one) { return one.name == path.back(); });
    if (known == all.end()) {
      all.push_back({path.back(), in_record});
    } else {
      known->in_record = known->in_record && in_record;
    }
  };
  add(mapping.each, false);
  const std::function<void(const RecordMapping&)> collect = [&](const RecordMapping& record) {
    for (const FieldMapping& field : record.fields) {
      if (field.kind != AttributeKind::entity && field.kind != AttributeKind::list_of_entity) continue;
      for (const FieldSource& source : field.sources) {
        if (source.from) add(*source.from, field.kind == AttributeKind::entity);
        collect(source.record);
      }
    }
  };
  collect(mapping.record);
  return all;
}

Value map_document(const XmlElement& element, const Unread& unread, const Return& around) {
  const Mapper mapper(around, unread);
  Value document = mapper.record(element, around.mapping.record);
  for (const Unread::Place& place : unread.places()) {
    const Span span = mapper.place(*place.element);
    document.members.push_back({place.way, span, refused(fault_of(place.kind), place.recorded, span)});
  }
  return document;
}

}  // namespace dutybound::input
