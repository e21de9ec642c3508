// Expat's events to elements.
#include "input/xml_tree.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <type_traits>
#include <unordered_map>

#include <expat.h>

#include "text/diagnose.hpp"
#include "text/shown.hpp"
#include "text/white_space.hpp"

namespace dutybound::input {
namespace {

using text::Code;

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_about_xml(std::string_view attribute) {
  return attribute == "xmlns" || attribute.starts_with("xmlns:") || attribute.starts_with("xml:") ||
         attribute.starts_with("xsi:");
}

std::string plain_words(XML_Error error) {
  switch (error) {
    case XML_ERROR_NO_ELEMENTS:
    case XML_ERROR_UNCLOSED_TOKEN:
    case XML_ERROR_UNCLOSED_CDATA_SECTION:
    case XML_ERROR_PARTIAL_CHAR:
      return "it ends before its outermost element does";
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
      return "something follows the end of its outermost element";
    case XML_ERROR_BAD_CHAR_REF:
      return "a reference to a character that XML does not allow";
    case XML_ERROR_TAG_MISMATCH:
      return "an end tag that does not belong to the element that is open";
    case XML_ERROR_INVALID_TOKEN:
      return "a character that XML does not allow here";
    default:
      return XML_ErrorString(error);
  }
}

std::string hint_for(XML_Error error) {
  switch (error) {
    case XML_ERROR_NO_ELEMENTS:
    case XML_ERROR_UNCLOSED_TOKEN:
    case XML_ERROR_UNCLOSED_CDATA_SECTION:
    case XML_ERROR_PARTIAL_CHAR:
      return "the file may have been cut off: export or download it again";
    case XML_ERROR_UNDEFINED_ENTITY:
    case XML_ERROR_INVALID_TOKEN:
      return "write `&` as `&amp;` and `<` as `&lt;`; XML has no control characters";
    default:
      return {};
  }
}

}  // namespace

std::string XmlElement::way(const XmlElement* above) const {
  std::string steps;
  for (const XmlElement* at = this; at && at != above; at = at->parent) {
    std::string step = text::cut(at->name, 100);
    if (at->number > 1) step += "[" + std::to_string(at->number) + "]";
    steps = steps.empty() ? step : step + "/" + steps;
  }
  return steps;
}

/// No exception may pass through expat: each is kept until it has returned.
class XmlTree::Builder {
 public:
  Builder(XmlTree& tree, const InputText& text, const Limits& limits, Diagnostics& diagnostics)
      : tree_(tree), text_(text), limits_(limits), diagnostics_(diagnostics), parser_(XML_ParserCreate("UTF-8")) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), start, end);
    XML_SetCharacterDataHandler(parser_.get(), characters);
    XML_SetStartDoctypeDeclHandler(parser_.get(), doctype);
  }

  bool run() {
    constexpr std::size_t piece = 1U << 20U;
    std::string_view rest = text_.text();
    XML_Status status = XML_STATUS_OK;
    do {
      const std::string_view now = rest.substr(0, piece);
      rest.remove_prefix(now.size());
      status = XML_Parse(parser_.get(), now.data(), static_cast<int>(now.size()), rest.empty() ? 1 : 0);
    } while (status == XML_STATUS_OK && !rest.empty());
    if (failure_) std::rethrow_exception(failure_);
    if (status == XML_STATUS_OK) return true;
    if (diagnostics_.empty()) {
      const XML_Error error = XML_GetErrorCode(parser_.get());
      if (error == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
      const std::size_t last = text_.text().empty() ? 0 : text_.text().size() - 1;
      const std::size_t at = std::min(here(), last);
      say(Code::input_xml_syntax, {at, std::min(at + 1, text_.text().size())}, "not well-formed XML: " + plain_words(error),
          hint_for(error));
    }
    return false;
  }

 private:
  struct Freed {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };
  struct Open {
    XmlElement* element;
    std::unordered_map<std::string_view, std::uint32_t> numbers;  ///< of its children's names
  };

  [[nodiscard]] std::size_t here() const {
    const auto at = XML_GetCurrentByteIndex(parser_.get());
    return at < 0 ? 0 : static_cast<std::size_t>(at);
  }

  void say(Code code, Span span, std::string message, std::string hint) {
    diagnostics_.push_back(text::diagnose(code, text_.source(), span, std::move(message), std::move(hint)));
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  template <typename Do>
  static void guarded(void* self, Do&& what) noexcept {
    auto& builder = *static_cast<Builder*>(self);
    if (builder.failure_ || !builder.diagnostics_.empty()) return;  // on its way to a stop
    try {
      what(builder);
    } catch (...) {
      builder.failure_ = std::current_exception();
      XML_StopParser(builder.parser_.get(), XML_FALSE);
    }
  }

  static void XMLCALL start(void* self, const XML_Char* name, const XML_Char** attributes) {
    guarded(self, [&](Builder& builder) { builder.open(name, attributes); });
  }
  static void XMLCALL end(void* self, const XML_Char* /*name*/) {
    guarded(self, [](Builder& builder) {
      std::string& text = builder.open_.back().element->text;
      text = std::string(text::trimmed(text));
      builder.open_.pop_back();
    });
  }
  static void XMLCALL characters(void* self, const XML_Char* piece, int size) {
    guarded(self, [&](Builder& builder) { builder.open_.back().element->text.append(piece, static_cast<std::size_t>(size)); });
  }
  static void XMLCALL doctype(void* self, const XML_Char* /*name*/, const XML_Char* /*system*/, const XML_Char* /*open*/,
                              int /*subset*/) {
    guarded(self, [](Builder& builder) {
      // The event comes where the declaration's name ends, or later.
      const std::size_t at = std::min(builder.text_.text().find("<!DOCTYPE"), builder.text_.text().size());
      builder.say(Code::input_xml_doctype, {at, std::min(at + 9, builder.text_.text().size())},
                  "a document type declaration is not accepted",
                  "take it out: returns need none, and it can make a small text grow without bound");
    });
  }

  void open(std::string_view name, const XML_Char** attributes) {
    const Span span{here() + 1, here() + 1 + name.size()};
    if (open_.size() == limits_.nesting) {
      say(Code::input_too_deep, span, "nested deeper than " + std::to_string(limits_.nesting) + " levels", {});
      return;
    }
    XmlElement& element = tree_.elements_.emplace_back();
    element.name = without_prefix(text_.text().substr(span.begin, name.size()));
    std::size_t from = span.end;
    for (; *attributes != nullptr; attributes += 2) {
      const std::string_view found = attribute_in(from, *attributes);
      if (!is_about_xml(*attributes)) element.attributes.push_back(found);
    }
    if (!open_.empty()) {
      Open& around = open_.back();
      element.parent = around.element;
      element.number = ++around.numbers[element.name];
      around.element->children.push_back(&element);
    }
    open_.push_back({&element, {}});
  }

  /// The name as it stands in the text: expat's own copy does not last.
  /// `from` moves behind it: they come in the text's order.
  [[nodiscard]] std::string_view attribute_in(std::size_t& from, std::string_view name) const {
    const std::size_t at = text_.text().find(name, from);
    if (at == std::string_view::npos) return "?";
    from = at + name.size();
    return text_.text().substr(at, name.size());
  }

  XmlTree& tree_;
  const InputText& text_;
  const Limits& limits_;
  Diagnostics& diagnostics_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, Freed> parser_;
  std::vector<Open> open_;
  std::exception_ptr failure_;
};

bool XmlTree::read(const InputText& text, const Limits& limits, Diagnostics& diagnostics) {
  text_ = text.text();
  return Builder(*this, text, limits, diagnostics).run();
}

Span XmlTree::span(const XmlElement& element) const {
  const auto begin = static_cast<std::size_t>(element.name.data() - text_.data());
  return {begin, begin + element.name.size()};
}

}  // namespace dutybound::input
