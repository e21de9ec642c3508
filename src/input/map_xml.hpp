// One XML element to one document, as a mapping says. Knows no element's name: names are data of rules/mappings/. Used by
// read_xml only.
#pragma once

#include "input/document.hpp"
#include "input/known_elements.hpp"
#include "input/mapping.hpp"
#include "input/xml_tree.hpp"

namespace dutybound::input {

/// What the mapping needs to know of the return around an element.
struct Return {
  const Mapping& mapping;
  const XmlTree& tree;
  std::optional<Date> reference_date;
};

/// The document of one element. What the mapping left unread is among its members, refused, by its way; so is every attribute whose
/// absence cannot be told because of it.
[[nodiscard]] Value map_document(const XmlElement& element, const Unread& unread, const Return& around);

/// The elements that records are made from, in the mapping's order. `in_record`: whether an element that holds a text only is
/// part of the record around it, as it is where there can be one alone.
struct RecordElement {
  std::string name;
  bool in_record = false;
};
[[nodiscard]] std::vector<RecordElement> record_elements(const Mapping& mapping);

/// The day that an element's text says.
[[nodiscard]] std::optional<Date> day_of_element(const XmlElement& element);

}  // namespace dutybound::input
