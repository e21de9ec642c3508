// Which elements of a return a mapping reads, by their place, and what a document holds besides. Entries: known_in_document,
// known_around, Unread. That an absence means something is only true where nothing was left unread: map_xml asks Unread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "input/mapping.hpp"
#include "input/xml_tree.hpp"

namespace dutybound::input {

/// What a mapping makes of the element at one place.
struct KnownElement {
  std::map<std::string, KnownElement, std::less<>> below;
  bool record = false;     ///< a record is made of it
  bool text_read = false;  ///< its own text is a value, or compared with one
  bool many = false;       ///< what several of them mean is the mapper's to say
  bool unused = false;     ///< nothing is made of it and of all that is in it

  [[nodiscard]] const KnownElement* find(std::string_view name) const;
};

/// Of the element that becomes one document.
[[nodiscard]] KnownElement known_in_document(const Mapping& mapping);
/// Of the outermost element; the elements that become documents count as unused there.
[[nodiscard]] KnownElement known_around(const Mapping& mapping);

/// The elements at a path below (or at) an element, in the document's order.
[[nodiscard]] std::vector<const XmlElement*> at_path(const XmlElement& element, const ElementPath& path);

/// Everything in an element that its mapping neither reads nor leaves aside.
class Unread {
 public:
  /// record_text: text in a record's own element, which may be anything of the record
  enum class Kind : std::uint8_t { element, attribute, text, record_text, repeated };
  struct Place {
    Kind kind{};
    const XmlElement* element = nullptr;
    std::string way;       ///< `Child/CINdetails/CPPreviews`, `Child/@note`, `Child/text()`
    std::string recorded;  ///< what it says
  };

  Unread(const XmlElement& element, const KnownElement& known);

  [[nodiscard]] const std::vector<Place>& places() const { return places_; }
  /// Elements in it, itself left out.
  [[nodiscard]] std::size_t elements() const { return elements_; }

  /// The way to an element inside of that one, whose text is a value: with it the text is not the whole of what was recorded.
  [[nodiscard]] std::optional<std::string> inside(const XmlElement& element) const;
  /// What may be the element at `path` below that record's element, though nothing stands there: anything unread in the record,
  /// an element of one of the path's names that stands elsewhere in the document, and, of lists, text in the path's groups. The
  /// way to it.
  [[nodiscard]] std::optional<std::string> instead_of(const XmlElement& record, const ElementPath& path, bool list) const;
  /// What may belong to the elements that do stand there: all of these but what is unread elsewhere in the record.
  [[nodiscard]] std::optional<std::string> besides(const XmlElement& record, const ElementPath& path) const;

 private:
  void walk(const XmlElement& at, const KnownElement& known, const XmlElement& record);
  void add(Kind kind, const XmlElement& element, const XmlElement& record, std::string_view attribute = {});
  void name(std::string_view name, std::size_t place);
  void name_all(const XmlElement& element, std::size_t place);

  const XmlElement& document_;
  std::vector<Place> places_;
  std::size_t elements_ = 0;
  // All by the number of a place.
  std::unordered_map<const XmlElement*, std::size_t> of_record_;
  std::unordered_map<const XmlElement*, std::size_t> of_group_;  ///< that is inside a record's element
  std::unordered_map<const XmlElement*, std::size_t> inside_;    ///< that is inside a value's element
  std::unordered_map<std::string, std::size_t> names_;           ///< folded
};

}  // namespace dutybound::input
