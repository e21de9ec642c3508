// A table's cell to a value of a document: the one place that says what a cell may look like. Entry: CellReading.
// Whether the value fits its attribute is still typed_value's to say.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <dutybound/limits.hpp>

#include "arrow/table.hpp"
#include "input/document.hpp"
#include "input/table_mapping.hpp"
#include "input/typed_value.hpp"

namespace dutybound::input {

class CellReading {
 public:
  /// Both have to outlive it.
  CellReading(const rulebook::Vocabulary& vocabulary, const TableMapping& mapping, const Limits& limits)
      : vocabulary_(vocabulary), mapping_(mapping), limits_(limits) {}

  /// What a cell says of an attribute; nothing if it says that nobody knows. `how`: a mapping's words for it, or null.
  [[nodiscard]] std::optional<Value> read(const arrow::Cell& cell, const rulebook::Attribute& attribute, const CellSource* how,
                                          Span place) const;
  /// A mapping's word in place of a cell.
  [[nodiscard]] std::optional<Value> word(const std::string& text, const rulebook::Attribute& attribute, Span place) const;

  /// What a cell holds, written as an id is; nothing if it is null. Lies in the cell or in `buffer`.
  [[nodiscard]] std::optional<std::string_view> something(const arrow::Cell& cell, std::string& buffer) const;
  /// The id that a cell holds; nothing if it is null, or an error of a spreadsheet: rows with the same error share nothing.
  [[nodiscard]] std::optional<std::string_view> id(const arrow::Cell& cell, std::string& buffer) const;
  /// The refused value of a cell of which nobody can read what it holds, an error of a spreadsheet among them: as an id it is
  /// none, and of a test of it nobody knows whether it holds.
  [[nodiscard]] std::optional<Value> unreadable(const arrow::Cell& cell, Span place) const;
  /// It is null, or holds one of the words or the day that stand for nothing.
  [[nodiscard]] bool says_nothing(const arrow::Cell& cell) const;
  /// A cell's words, for the tests of a mapping; empty if it says nothing.
  [[nodiscard]] std::string_view words(const arrow::Cell& cell, std::string& buffer) const;
  /// The day that a cell says, if it is one.
  [[nodiscard]] std::optional<Date> day(const arrow::Cell& cell) const;
  /// The same, or why what it says is no day; nothing if it says nothing.
  [[nodiscard]] std::optional<std::variant<Date, Refusal>> said_day(const arrow::Cell& cell) const;
  [[nodiscard]] std::optional<Date> day(const Value& value) const;

 private:
  [[nodiscard]] Value raw(const arrow::Cell& cell, Span place) const;
  [[nodiscard]] Value json(std::string_view text, Span place) const;
  [[nodiscard]] std::optional<Value> settle(Value value, const rulebook::Attribute& attribute, const CellSource* how,
                                            bool said = true) const;
  [[nodiscard]] std::optional<Value> settle_values(Value value, feel::Type type, const CellSource* how) const;
  [[nodiscard]] std::optional<Value> settle_value(Value value, rulebook::AttributeKind kind, const CellSource* how) const;
  /// `said`: whether a null of it was written there, as in JSON; columns within columns are null where nothing was.
  void settle_record(Value& object, rulebook::EntityId entity, bool said) const;
  [[nodiscard]] Value settle_day(Value value) const;
  [[nodiscard]] bool is_error(std::string_view words) const;
  [[nodiscard]] bool is_missing(std::string_view words, bool of_text) const;
  [[nodiscard]] std::optional<bool> truth(std::string_view words) const;

  const rulebook::Vocabulary& vocabulary_;
  const TableMapping& mapping_;
  const Limits& limits_;
};

}  // namespace dutybound::input
