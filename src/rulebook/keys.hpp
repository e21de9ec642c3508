// The keys of rule files as one declarative table for each element. The reader checks files against them (shape.hpp), and
// the JSON Schema of rule files is made from them. What a key means is the builders' (parts.hpp).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace dutybound::rulebook {

/// How a value has to be written.
enum class Form : std::uint8_t {
  text,  ///< any scalar that is not empty
  name,  ///< a name that FEEL can say: lower case, digits, underscores
  id,    ///< lower case, digits, `-`, `_`, `.`
  word,  ///< one of Key::words
  boolean,
  whole,  ///< a whole number
  date,
  amount,      ///< a whole number or the id of a parameter
  feel,        ///< quoted or in a block, unless it is a plain path
  condition,   ///< FEEL, or `{all | any | none: [...]}`, or `{that: FEEL, because: text}`
  conditions,  ///< a list of conditions
  texts,
  ids,
  paths,           ///< list of names or paths (`icpc.held_at`)
  element,         ///< a mapping as Key::element says
  elements,        ///< a list of such
  named_elements,  ///< a mapping from names to such
  choices,         ///< a mapping from ids to ids
  open,            ///< any value: another reader's
};

struct Element;

/// One key of an element. `needed` and `allowed` have a bit for each word of the element's discriminator (`kind` of a rule,
/// `type` of an attribute); elements without one use `always` and `never`.
struct Key {
  std::string_view name;
  Form form{};
  std::uint32_t needed = 0;
  std::uint32_t allowed = 0;
  std::string_view description;
  const Element* element = nullptr;
  std::span<const std::string_view> words{};
  char group = '\0';  ///< keys of one group exclude each other
};

inline constexpr std::uint32_t always = 0xFFFFFFFFU;
inline constexpr std::uint32_t never = 0;

/// A mapping: its keys, and how they depend on each other.
struct Element {
  std::string_view name;  ///< with its article: `a rule`
  std::string_view description;
  std::span<const Key> keys;
  std::string_view discriminator{};  ///< a key of form `word` on which other keys depend
  char one_of = '\0';                ///< exactly one key of this group is needed
  bool elsewhere = false;  ///< a file of another stage's, which checks it: told apart here, and described for the schema
  bool aside = false;      ///< a file that no assessment needs: left unread unless every file is asked for
  /// A mapping that has this key is that element instead.
  std::string_view other_key{};
  const Element* other = nullptr;
  std::span<const std::string_view> together{};  ///< keys that stand all or not at all
};

/// What a file is, by its first key: the element of the whole file. Null for an unknown key.
[[nodiscard]] const Element* file_element(std::string_view first_key);
/// Every kind of file, in the order of docs/rule-format.md.
[[nodiscard]] std::span<const Element* const> file_elements();

/// A file of a vocabulary.
extern const Element vocabulary_element;
/// A condition that is written as a mapping.
extern const Element condition_element;
/// A rule, for those who put one together out of several places.
extern const Element rule_element;

}  // namespace dutybound::rulebook
