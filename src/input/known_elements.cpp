// A mapping's paths as a tree, and a document held against it.
#include "input/known_elements.hpp"

#include <set>
#include <utility>

#include "input/names.hpp"

namespace dutybound::input {
namespace {

using rulebook::AttributeKind;

KnownElement& down(KnownElement& from, const ElementPath& path) {
  KnownElement* at = &from;
  for (const std::string& step : path) at = &at->below[step];
  return *at;
}

void know(KnownElement& at, const std::vector<Requirement>& requirements) {
  for (const Requirement& requirement : requirements) {
    if (requirement.test == Requirement::Test::any) {
      know(at, requirement.any);
      continue;
    }
    KnownElement& tested = down(at, requirement.path);
    if (requirement.test == Requirement::Test::is || requirement.test == Requirement::Test::in_collection_year)
      tested.text_read = true;
  }
}

void know(KnownElement& at, const RecordMapping& record) {
  at.record = true;
  if (record.id) down(at, *record.id).text_read = true;
  for (const FieldMapping& field : record.fields) {
    const bool records = field.kind == AttributeKind::entity || field.kind == AttributeKind::list_of_entity;
    for (const FieldSource& source : field.sources) {
      know(at, source.when);
      know(at, source.absent_if);
      if (!source.from && !records) continue;
      KnownElement& found = down(at, source.from.value_or(ElementPath{}));
      if (&found != &at) found.many = true;
      if (records) {
        know(found, source.record);
      } else {
        found.text_read = true;
      }
    }
  }
}

}  // namespace

const KnownElement* KnownElement::find(std::string_view name) const {
  const auto found = below.find(name);
  return found == below.end() ? nullptr : &found->second;
}

KnownElement known_in_document(const Mapping& mapping) {
  KnownElement known;
  know(known, mapping.record);
  for (const ElementPath& path : mapping.unused) down(known, path).unused = true;
  for (const ElementPath& path : mapping.repeats) down(known, path).many = true;
  return known;
}

KnownElement known_around(const Mapping& mapping) {
  KnownElement known;
  known.record = true;
  down(known, mapping.each).unused = true;
  if (mapping.reference_date) down(known, *mapping.reference_date).text_read = true;
  for (const ElementPath& path : mapping.unused_around) down(known, path).unused = true;
  return known;
}

std::vector<const XmlElement*> at_path(const XmlElement& element, const ElementPath& path) {
  std::vector<const XmlElement*> level{&element};
  for (const std::string& step : path) {
    std::vector<const XmlElement*> next;
    for (const XmlElement* parent : level) {
      for (const XmlElement* child : parent->children) {
        if (child->name == step) next.push_back(child);
      }
    }
    level = std::move(next);
  }
  return level;
}

Unread::Unread(const XmlElement& element, const KnownElement& known) : document_(element) { walk(element, known, element); }

void Unread::walk(const XmlElement& at, const KnownElement& known, const XmlElement& record) {
  const bool group = !known.below.empty();
  if (group && !known.text_read && !at.text.empty()) add(&at == &record ? Kind::record_text : Kind::text, at, record);
  for (const std::string_view attribute : at.attributes) add(Kind::attribute, at, record, attribute);
  for (const XmlElement* child : at.children) {
    elements_ += 1 + child->attributes.size();
    const KnownElement* found = known.find(child->name);
    if (!found) {
      if (known.text_read) inside_.emplace(&at, places_.size());
      add(Kind::element, *child, record);
    } else if (!found->unused) {
      walk(*child, *found, found->record ? *child : record);
    }
  }
  if (&at != &record) return;
  // What may stand in a record once only, wherever its groups put it.
  const auto once = [&](const auto& self, const XmlElement& in, const KnownElement& of,
                        std::set<const KnownElement*>& seen) -> void {
    for (const XmlElement* child : in.children) {
      const KnownElement* found = of.find(child->name);
      if (!found || found->unused || found->many || found->record) continue;
      if (found->below.empty()) {
        if (!seen.insert(found).second) add(Kind::repeated, *child, record);
      } else {
        self(self, *child, *found, seen);
      }
    }
  };
  std::set<const KnownElement*> seen;
  once(once, at, known, seen);
}

void Unread::add(Kind kind, const XmlElement& element, const XmlElement& record, std::string_view attribute) {
  const std::size_t number = places_.size();
  // Always with its document's element in front, so that no way is ever an attribute's name.
  Place place{kind, &element, std::string(document_.name), element.text};
  if (&element != &document_) place.way += "/" + element.way(&document_);
  if (kind == Kind::attribute) {
    place.way.append("/@").append(attribute);
    place.recorded.clear();
  } else if (kind == Kind::text || kind == Kind::record_text) {
    place.way += "/text()";
  } else if (place.recorded.empty() && !element.children.empty()) {
    place.recorded = "a group of elements";
  }
  places_.push_back(std::move(place));
  switch (kind) {
    case Kind::text:
      of_group_.emplace(&element, number);
      return;
    case Kind::record_text:
      of_group_.emplace(&element, number);
      break;
    case Kind::attribute:
      name(attribute, number);
      break;
    case Kind::element:
      if (!element.says_something()) return;
      name_all(element, number);
      if (element.parent != &record) of_group_.emplace(element.parent, number);
      break;
    case Kind::repeated:
      return;
  }
  of_record_.emplace(&record, number);
}

void Unread::name(std::string_view name, std::size_t place) { names_.emplace(folded(name), place); }

void Unread::name_all(const XmlElement& element, std::size_t place) {
  name(element.name, place);
  elements_ += element.children.size() + element.attributes.size();
  for (const XmlElement* child : element.children) name_all(*child, place);
}

std::optional<std::string> Unread::inside(const XmlElement& element) const {
  const auto found = inside_.find(&element);
  return found == inside_.end() ? std::nullopt : std::optional(places_[found->second].way);
}

std::optional<std::string> Unread::instead_of(const XmlElement& record, const ElementPath& path, bool list) const {
  if (places_.empty()) return std::nullopt;
  if (const auto found = of_record_.find(&record); found != of_record_.end()) return places_[found->second].way;
  if (list) return besides(record, path);
  for (const std::string& step : path) {
    if (const auto found = names_.find(folded(step)); found != names_.end()) return places_[found->second].way;
  }
  return std::nullopt;
}

std::optional<std::string> Unread::besides(const XmlElement& record, const ElementPath& path) const {
  if (places_.empty()) return std::nullopt;
  for (const std::string& step : path) {
    if (const auto found = names_.find(folded(step)); found != names_.end()) return places_[found->second].way;
  }
  for (ElementPath group = path; !group.empty(); group.pop_back()) {
    if (group.size() == path.size()) continue;
    for (const XmlElement* element : at_path(record, group)) {
      if (const auto found = of_group_.find(element); found != of_group_.end()) return places_[found->second].way;
    }
  }
  return std::nullopt;
}

}  // namespace dutybound::input
