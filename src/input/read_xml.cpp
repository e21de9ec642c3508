// XML returns to documents: what is not safe or not the expected form is refused before a mapping looks at it.
#include <pugixml.hpp>

#include "input/document.hpp"
#include "input/map_xml.hpp"
#include "text/diagnose.hpp"

namespace dutybound::input {
namespace {

using pugi::xml_node;
using text::Code;

/// Depth-first without recursion; says where limits are passed.
struct Measure : pugi::xml_tree_walker {
  explicit Measure(std::size_t levels) : allowed(levels) {}
  std::size_t allowed;
  xml_node too_deep;
  bool for_each(xml_node& node) override {
    if (node.type() != pugi::node_element || static_cast<std::size_t>(depth()) + 2 <= allowed) return true;
    too_deep = node;
    return false;
  }
};

struct Count : pugi::xml_tree_walker {
  std::size_t nodes = 0;
  bool for_each(xml_node& /*node*/) override {
    ++nodes;
    return true;
  }
};

std::size_t offset(xml_node node) { return node.offset_debug() < 0 ? 0 : static_cast<std::size_t>(node.offset_debug()); }

Span name_span(xml_node node) { return {offset(node), offset(node) + std::string_view(node.name()).size()}; }

/// The one outermost element, or nothing and the reason.
xml_node root_of(const pugi::xml_document& document, const InputText& text, const Mapping& mapping, const Limits& limits,
                 Diagnostics& diagnostics) {
  const auto say = [&](Code code, Span span, std::string message, std::string hint = {}) {
    diagnostics.push_back(text::diagnose(code, text.source(), span, std::move(message), std::move(hint)));
    return xml_node();
  };
  xml_node root;
  for (const xml_node node : document) {
    if (node.type() == pugi::node_doctype) {
      const std::size_t at = std::min(text.text().find("<!DOCTYPE"), text.text().size());
      return say(Code::input_xml_doctype, {at, std::min(at + 9, text.text().size())},
                 "a document type declaration is not accepted",
                 "take it out: returns need none, and it can make a small text grow without bound");
    }
    if (node.type() != pugi::node_element) continue;
    if (root) return say(Code::input_xml_root, name_span(node), "a second outermost element `" + std::string(node.name()) + "`");
    root = node;
  }
  if (!root || local_name(root) != mapping.root) {
    return say(Code::input_xml_root, root ? name_span(root) : Span{},
               "expected the outermost element `" + mapping.root + "`" +
                   (root ? ", found `" + std::string(local_name(root).substr(0, 80)) + "`" : ""));
  }
  Measure measure(limits.nesting);
  root.traverse(measure);
  if (measure.too_deep) {
    return say(Code::input_too_deep, name_span(measure.too_deep),
               "nested deeper than " + std::to_string(limits.nesting) + " levels");
  }
  return root;
}

}  // namespace

void read_xml(const InputText& text, const Mapping& mapping, const Limits& limits, const TakeDocument& take) {
  ReadDocument refused{text.name(), std::nullopt, {}};
  const std::string_view all = text.text();
  pugi::xml_document document;
  const pugi::xml_parse_result parsed =
      document.load_buffer(all.data(), all.size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
  if (const std::size_t nul = all.find('\0'); nul != std::string_view::npos || !parsed) {
    const std::size_t at = std::min(parsed ? nul : static_cast<std::size_t>(parsed.offset), all.empty() ? 0 : all.size() - 1);
    refused.diagnostics.push_back(
        text::diagnose(Code::input_xml_syntax, text.source(), {at, std::min(at + 1, all.size())},
                       parsed ? "a zero byte" : std::string("not well-formed XML: ") + parsed.description()));
    take(std::move(refused));
    return;
  }
  const xml_node root = root_of(document, text, mapping, limits, refused.diagnostics);
  if (!root) {
    take(std::move(refused));
    return;
  }
  Return around{mapping, known_names(mapping), std::nullopt};
  if (mapping.reference_date) {
    const auto dates = at_path(root, *mapping.reference_date);
    if (dates.size() == 1) around.reference_date = Date::parse(own_text(dates.front()));
  }
  std::size_t number = 0;
  for (const xml_node element : at_path(root, mapping.each)) {
    ++number;
    std::string name;
    if (mapping.record.id) {
      const auto ids = at_path(element, *mapping.record.id);
      if (!ids.empty()) name = own_text(ids.front()).substr(0, 80);
    }
    ReadDocument read{
        text.name() + ": " + mapping.called + " " + (name.empty() ? std::to_string(number) : name), std::nullopt, {}};
    Count count;
    xml_node(element).traverse(count);
    if (count.nodes > limits.nodes) {
      read.diagnostics.push_back(text::diagnose(Code::input_too_many_values, text.source(), name_span(element),
                                                "more than " + std::to_string(limits.nodes) + " values in one document"));
    } else {
      read.value = map_document(element, around);
    }
    if (!take(std::move(read))) return;
  }
}

}  // namespace dutybound::input
