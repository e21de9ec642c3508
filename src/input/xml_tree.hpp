// An XML text as a tree of elements with their places. Entry: XmlTree::read. What XML 1.0 forbids, and a document type, is
// refused; what the elements mean is map_xml's. The only file that includes expat is xml_tree.cpp.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "input/document.hpp"

namespace dutybound::input {

struct XmlElement {
  std::string_view name;  ///< without a namespace's prefix; part of the text that was read
  std::string text;       ///< its own, without white space around it; text of elements inside it is theirs
  const XmlElement* parent = nullptr;
  std::uint32_t number = 1;  ///< among its siblings of that name, from 1
  std::vector<const XmlElement*> children;
  std::vector<std::string_view> attributes;  ///< names of those that may say something: not of namespaces, languages, schemas

  [[nodiscard]] bool says_something() const { return !text.empty() || !children.empty() || !attributes.empty(); }
  /// `A/B[2]`: the way from `above` (not itself) to this element.
  [[nodiscard]] std::string way(const XmlElement* above) const;
};

/// Elements point into the tree and into the text, which has to outlive it. Immutable once read.
class XmlTree {
 public:
  XmlTree() = default;
  XmlTree(const XmlTree&) = delete;
  XmlTree& operator=(const XmlTree&) = delete;

  /// False, and why, where the text is not well-formed, declares a document type or is nested too deep. The text is UTF-8,
  /// whatever its declaration says.
  bool read(const InputText& text, const Limits& limits, Diagnostics& diagnostics);
  [[nodiscard]] const XmlElement& root() const { return elements_.front(); }
  /// Where an element's name stands.
  [[nodiscard]] Span span(const XmlElement& element) const;

 private:
  class Builder;
  std::string_view text_;
  std::deque<XmlElement> elements_;
};

}  // namespace dutybound::input
