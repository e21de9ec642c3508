// XML returns to documents: what is not safe or not the expected form is refused before a mapping looks at it.
#include "input/read_xml.hpp"

#include <algorithm>
#include <unordered_map>

#include "input/map_xml.hpp"
#include "text/diagnose.hpp"
#include "text/shown.hpp"

namespace dutybound::input {
namespace {

using text::Code;

class ParsedReturn : public XmlReturn {
 public:
  ParsedReturn(const Mapping& mapping, const Limits& limits)
      : mapping_(mapping), known_(known_in_document(mapping)), limits_(limits) {}

  bool open(const InputText& text, Diagnostics& diagnostics) {
    if (!tree_.read(text, limits_, diagnostics)) return false;
    const XmlElement& root = tree_.root();
    if (root.name != mapping_.root) {
      diagnostics.push_back(
          text::diagnose(Code::input_xml_root, text.source(), tree_.span(root),
                         "expected the outermost element `" + mapping_.root + "`, found `" + text::cut(root.name) + "`",
                         text::did_you_mean(root.name, {mapping_.root})));
      return false;
    }
    if (mapping_.reference_date) {
      const auto dates = at_path(root, *mapping_.reference_date);
      if (dates.size() == 1) reference_date_ = day_of_element(*dates.front());
      if (dates.size() == 1 && !reference_date_) lose(text, *dates.front(), "the last day of the return's year is not a date");
    }
    elements_ = at_path(root, mapping_.each);
    number_elements(root);
    const Unread around(root, known_around(mapping_));
    for (const Unread::Place& place : around.places()) lose(text, place);
    return true;
  }

  [[nodiscard]] std::size_t size() const override { return elements_.size(); }
  [[nodiscard]] std::shared_ptr<const std::vector<std::string>> tables() const override { return tables_; }
  [[nodiscard]] const std::vector<ReadDocument>& lost() const override { return lost_; }
  [[nodiscard]] std::optional<Date> reference_date() const override { return reference_date_; }
  [[nodiscard]] std::string id(std::size_t i) const override {
    if (!mapping_.record.id) return {};
    const auto ids = at_path(*elements_[i], *mapping_.record.id);
    return ids.empty() || !ids.front()->children.empty() ? std::string() : ids.front()->text;
  }
  [[nodiscard]] ReadDocument read(std::size_t i, const InputText& text) const override {
    const XmlElement& element = *elements_[i];
    const std::string name = text::cut(id(i));
    ReadDocument read{
        text.name() + ": " + mapping_.called + " " + (name.empty() ? std::to_string(i + 1) : name), std::nullopt, {}};
    const Unread unread(element, known_);
    if (unread.elements() > limits_.nodes) {
      read.diagnostics.push_back(text::diagnose(Code::input_too_many_values, text.source(), tree_.span(element),
                                                "more than " + std::to_string(limits_.nodes) + " values in one document"));
    } else {
      read.value = map_document(element, unread, {mapping_, tree_, reference_date_});
      read.origins = {tables_, [this](const Value& record) {
                        const auto found = origins_.find(record.span.begin);
                        return found != origins_.end() ? found->second : engine::Origin{};
                      }};
    }
    return read;
  }

 private:
  /// Where each element stands that a record may be made from.
  void number_elements(const XmlElement& root) {
    const std::vector<RecordElement> all = record_elements(mapping_);
    std::vector<std::string> names;
    for (const RecordElement& each : all) names.push_back(each.name);
    std::vector<std::uint64_t> next(all.size(), 0);
    struct Open {
      const XmlElement* element;
      engine::Origin around;
    };
    std::vector<Open> open{{&root, {}}};
    while (!open.empty()) {
      auto [element, origin] = open.back();
      open.pop_back();
      const auto found = std::find(names.begin(), names.end(), element->name);
      if (found != names.end()) {
        const auto table = static_cast<std::size_t>(found - names.begin());
        const engine::Origin own{static_cast<std::uint32_t>(table), next[table]++};
        const bool in_record = all[table].in_record && element->children.empty() && origin.row;
        if (!in_record) origin = own;
        origins_.emplace(tree_.span(*element).begin, origin);
      }
      for (auto child = element->children.rbegin(); child != element->children.rend(); ++child) open.push_back({*child, origin});
    }
    tables_ = std::make_shared<const std::vector<std::string>>(std::move(names));
  }

  /// At most a thousand, and the number of the rest.
  void lose(const InputText& text, const XmlElement& element, std::string message, std::string hint = {}) {
    constexpr std::size_t most = 1000;
    if (lost_.size() > most) {
      ++more_lost_;
      lost_.back().diagnostics.back().message = std::to_string(more_lost_) + " more places that were not read";
      return;
    }
    if (lost_.size() == most) {
      more_lost_ = 1;
      message = "1 more place that was not read";
    }
    ReadDocument lost{text.name() + ": " + element.way(nullptr), std::nullopt, {}};
    lost.diagnostics.push_back(
        text::diagnose(Code::input_xml_unread, text.source(), tree_.span(element), std::move(message), std::move(hint)));
    lost_.push_back(std::move(lost));
  }
  void lose(const InputText& text, const Unread::Place& place) {
    const std::string name = "`" + text::cut(place.way, 400) + "`";
    switch (place.kind) {
      case Unread::Kind::repeated:
        return lose(text, *place.element, name + " stands more than once", "keep one of them");
      case Unread::Kind::text:
      case Unread::Kind::record_text:
        return lose(text, *place.element, "text in " + name + " that belongs to no element of its own");
      case Unread::Kind::attribute:
        return lose(text, *place.element, "an attribute that was not read: " + name);
      case Unread::Kind::element:
        break;
    }
    lose(text, *place.element, "an element that was not read: " + name,
         "the elements of a return are known by their place and name; capitals count");
  }

  const Mapping& mapping_;
  KnownElement known_;
  Limits limits_;
  XmlTree tree_;
  std::optional<Date> reference_date_;
  std::vector<const XmlElement*> elements_;
  std::shared_ptr<const std::vector<std::string>> tables_;
  std::unordered_map<std::size_t, engine::Origin> origins_;  ///< by where the element stands
  std::vector<ReadDocument> lost_;
  std::size_t more_lost_ = 0;
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
  for (const ReadDocument& lost : opened->lost()) {
    if (!take(ReadDocument(lost))) return;
  }
}

}  // namespace dutybound::input
