// One XML element to one document, as a mapping says. Knows no element's name: names are data of rules/mappings/. Used by
// read_xml only.
#pragma once

#include <pugixml.hpp>

#include "input/document.hpp"
#include "input/mapping.hpp"

namespace dutybound::input {

/// The element's name without a namespace's prefix.
[[nodiscard]] std::string_view local_name(pugi::xml_node element);
/// Its own text without surrounding space; text of elements inside it does not count.
[[nodiscard]] std::string own_text(pugi::xml_node element);
/// The elements at a path below (or at) an element, in the document's order.
[[nodiscard]] std::vector<pugi::xml_node> at_path(pugi::xml_node element, const ElementPath& path);

/// Every name that a mapping reads or says that it does not use, sorted.
[[nodiscard]] std::vector<std::string_view> known_names(const Mapping& mapping);

/// The elements that records are made from, in the mapping's order. `in_record`: whether an element that holds a text only is
/// part of the record around it, as it is where there can be one alone.
struct RecordElement {
  std::string name;
  bool in_record = false;
};
[[nodiscard]] std::vector<RecordElement> record_elements(const Mapping& mapping);

/// What the mapping needs to know of the return around an element.
struct Return {
  const Mapping& mapping;
  std::vector<std::string_view> known;  ///< known_names, sorted
  std::optional<Date> reference_date;
};

/// The document of one element. Elements that the mapping does not know are members by their own names, so that they are
/// reported.
[[nodiscard]] Value map_document(pugi::xml_node element, const Return& around);

}  // namespace dutybound::input
