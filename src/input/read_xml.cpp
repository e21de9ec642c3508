// XML returns to documents: what is not safe or not the expected form is refused before a mapping looks at it.
#include <algorithm>
#include <functional>

#include <pugixml.hpp>

#include "input/map_xml.hpp"
#include "input/read_xml.hpp"
#include "input/written_day.hpp"
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

class ParsedReturn : public XmlReturn {
 public:
  ParsedReturn(const Mapping& mapping, const Limits& limits)
      : around_{mapping, known_names(mapping), std::nullopt}, limits_(limits) {}

  bool open(const InputText& text, Diagnostics& diagnostics) {
    const std::string_view all = text.text();
    const pugi::xml_parse_result parsed =
        document_.load_buffer(all.data(), all.size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
    if (const std::size_t nul = all.find('\0'); nul != std::string_view::npos || !parsed) {
      const std::size_t at = std::min(parsed ? nul : static_cast<std::size_t>(parsed.offset), all.empty() ? 0 : all.size() - 1);
      diagnostics.push_back(text::diagnose(Code::input_xml_syntax, text.source(), {at, std::min(at + 1, all.size())},
                                           parsed ? "a zero byte" : std::string("not well-formed XML: ") + parsed.description()));
      return false;
    }
    const xml_node root = root_of(document_, text, around_.mapping, limits_, diagnostics);
    if (!root) return false;
    if (around_.mapping.reference_date) {
      const auto dates = at_path(root, *around_.mapping.reference_date);
      if (dates.size() == 1) around_.reference_date = day_in(own_text(dates.front()));
    }
    elements_ = at_path(root, around_.mapping.each);
    number_elements(root);
    return true;
  }

  [[nodiscard]] std::size_t size() const override { return elements_.size(); }
  [[nodiscard]] std::optional<Date> reference_date() const override { return around_.reference_date; }
  [[nodiscard]] std::shared_ptr<const std::vector<std::string>> tables() const override { return tables_; }
  [[nodiscard]] std::string id(std::size_t i) const override {
    if (!around_.mapping.record.id) return {};
    const auto ids = at_path(elements_[i], *around_.mapping.record.id);
    return ids.empty() ? std::string() : own_text(ids.front());
  }
  [[nodiscard]] ReadDocument read(std::size_t i, const InputText& text) const override {
    const xml_node element = elements_[i];
    const std::string name = id(i).substr(0, 80);
    ReadDocument read{
        text.name() + ": " + around_.mapping.called + " " + (name.empty() ? std::to_string(i + 1) : name), std::nullopt, {}};
    Count count;
    xml_node(element).traverse(count);
    if (count.nodes > limits_.nodes) {
      read.diagnostics.push_back(text::diagnose(Code::input_too_many_values, text.source(), name_span(element),
                                                "more than " + std::to_string(limits_.nodes) + " values in one document"));
    } else {
      read.value = map_document(element, around_);
      read.origins = {tables_, [this](const Value& record) { return origin_at(record.span.begin); }};
    }
    return read;
  }

 private:
  struct Place {
    std::size_t offset;
    engine::Origin origin;
  };

  /// Where each element stands that a record may be made from.
  void number_elements(xml_node root) {
    const std::vector<RecordElement> all = record_elements(around_.mapping);
    std::vector<std::string> names;
    for (const RecordElement& each : all) names.push_back(each.name);
    std::vector<std::uint64_t> next(all.size(), 0);
    std::vector<std::pair<int, engine::Origin>> around;  // by depth
    struct Walk : pugi::xml_tree_walker {
      std::function<void(xml_node, int)> visit;
      bool for_each(xml_node& node) override {
        if (node.type() == pugi::node_element) visit(node, depth());
        return true;
      }
    } walk;
    walk.visit = [&](xml_node node, int depth) {
      while (!around.empty() && around.back().first >= depth) around.pop_back();
      const auto found = std::find(names.begin(), names.end(), local_name(node));
      if (found == names.end()) return;
      const auto table = static_cast<std::size_t>(found - names.begin());
      engine::Origin origin{static_cast<std::uint32_t>(table), next[table]++};
      const bool only_text = node.find_child([](xml_node part) { return part.type() == pugi::node_element; }).empty();
      if (all[table].in_record && only_text && !around.empty()) origin = around.back().second;
      places_.push_back({offset(node), origin});
      around.emplace_back(depth, origin);
    };
    root.traverse(walk);
    tables_ = std::make_shared<const std::vector<std::string>>(std::move(names));
  }

  [[nodiscard]] engine::Origin origin_at(std::size_t offset) const {
    const auto found = std::lower_bound(places_.begin(), places_.end(), offset,
                                        [](const Place& place, std::size_t wanted) { return place.offset < wanted; });
    return found != places_.end() && found->offset == offset ? found->origin : engine::Origin{};
  }

  pugi::xml_document document_;
  Return around_;
  Limits limits_;
  std::vector<xml_node> elements_;
  std::vector<Place> places_;  ///< by offset
  std::shared_ptr<const std::vector<std::string>> tables_;
};

}  // namespace

std::unique_ptr<XmlReturn> open_return(const InputText& text, const Mapping& mapping, const Limits& limits,
                                       Diagnostics& diagnostics) {
  auto opened = std::make_unique<ParsedReturn>(mapping, limits);
  if (!opened->open(text, diagnostics)) return nullptr;
  return opened;
}

void read_xml(const InputText& text, const Mapping& mapping, const Limits& limits, const TakeDocument& take) {
  ReadDocument refused{text.name(), std::nullopt, {}};
  const auto opened = open_return(text, mapping, limits, refused.diagnostics);
  if (!opened) {
    take(std::move(refused));
    return;
  }
  for (std::size_t i = 0; i < opened->size(); ++i) {
    if (!take(opened->read(i, text))) return;
  }
}

}  // namespace dutybound::input
