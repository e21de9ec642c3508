// The one input form: a tree of values with the places where they stand, whatever they were read from.
// Made by read_json, read_json_lines, read_yaml and read_xml; consumed by facts_from_document. Entry of the stage:
// read_document.hpp.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/case.hpp>
#include <dutybound/diagnostic.hpp>
#include <dutybound/limits.hpp>

#include "engine/facts.hpp"
#include "program/program.hpp"

namespace dutybound::yaml {
struct Node;
}

namespace dutybound::input {

struct Mapping;

/// day, moment: of a table's cell that is one. refused: what cannot be read whatever it was meant for.
enum class ValueKind : std::uint8_t { null, boolean, number, text, list, object, day, moment, refused };

struct Member;

/// Why a value is refused.
struct Fault {
  std::string_view code;
  std::string_view reason;
  bool unread = false;  ///< it stands under a name that nobody reads
};

/// One value. Numbers keep the digits that were written.
struct Value {
  ValueKind kind = ValueKind::null;
  bool truth = false;
  std::string text;              ///< number, text; refused: as recorded
  std::int64_t count = 0;        ///< day: since 1970-01-01; moment: seconds since 1970-01-01T00:00Z
  const Fault* fault = nullptr;  ///< refused
  Span span;                     ///< of a text; of a table's cell: see cell_place
  std::vector<Value> items;
  std::vector<Member> members;  ///< in the document's order
};

struct Member {
  std::string key;
  Span key_span;
  Value value;
};

/// A value that nobody can take for what it says: `text` is what was recorded, `place` where.
[[nodiscard]] inline Value refused(const Fault& fault, std::string text, Span place) {
  Value value;
  value.kind = ValueKind::refused;
  value.text = std::move(text);
  value.fault = &fault;
  value.span = place;
  return value;
}

inline constexpr Fault unknown_word{"unknown_value", "It is none of the words that the mapping knows here."};

/// A text with its name; becomes a shared Source only when a diagnostic has to quote it.
class InputText {
 public:
  InputText(std::string name, std::string_view text) : name_(std::move(name)), text_(text) {}
  explicit InputText(SourcePtr source) : name_(source->name), text_(source->text), source_(std::move(source)) {}

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const SourcePtr& source() const {
    if (!source_) source_ = std::make_shared<const Source>(Source{name_, std::string(text_)});
    return source_;
  }

 private:
  std::string name_;
  std::string_view text_;
  mutable SourcePtr source_;
};

/// Where the records of a document stand in what was read.
struct Origins {
  std::shared_ptr<const std::vector<std::string>> tables;      ///< null: there are no tables
  std::function<engine::Origin(const Value& record)> of = {};  ///< empty: nothing is known
};
/// Of a text of documents: each record stands in the document of that number, from 0.
[[nodiscard]] Origins document_number(std::size_t number);

/// One document as read, or why it could not be. `origins` may look into what the document was read from.
struct ReadDocument {
  std::string where;
  std::optional<Value> value;
  Diagnostics diagnostics;
  Origins origins = {};
};
/// Returns whether to go on.
using TakeDocument = std::function<bool(ReadDocument&&)>;

void read_json(const InputText& text, const Limits& limits, const TakeDocument& take);
/// One document and no batch: a list at the top is the document.
void read_json_text(const InputText& text, const Limits& limits, const TakeDocument& take);
/// The same of a piece of a text, which `where` names.
void read_json_piece(const InputText& text, Span piece, std::string where, const Limits& limits, const TakeDocument& take);
void read_json_lines(const InputText& text, const Limits& limits, const TakeDocument& take);
void read_yaml(const InputText& text, const Limits& limits, const TakeDocument& take);
void read_xml(const InputText& text, const Mapping& mapping, const Limits& limits, const TakeDocument& take);

[[nodiscard]] Value from_yaml(const yaml::Node& node);

/// Types a document by the vocabulary. What is wrong with single values stays in the facts as data errors; nothing, and
/// diagnostics, only where there is no record to type. `subject`: unless the document names its own.
[[nodiscard]] std::optional<Case> facts_from_document(const std::shared_ptr<const program::Program>& program,
                                                      const Value& document, const InputText& text, std::string_view subject,
                                                      const Origins& origins, const Limits& limits, Diagnostics& diagnostics);

}  // namespace dutybound::input
