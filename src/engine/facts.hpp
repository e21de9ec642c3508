// The facts of one subject, typed by the vocabulary: a table for each entity, a column for each attribute.
// Filled by src/input through FactsBuilder; read by the engine.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <dutybound/finding.hpp>
#include <dutybound/limits.hpp>

#include "program/program.hpp"

namespace dutybound::engine {

using feel::Cell;
using rulebook::AttributeId;
using rulebook::EntityId;

/// The children of one parent row: a run of rows of the child's table, or none because nobody says or because there are none.
struct Children {
  feel::State state = feel::State::unknown;  ///< known: [first, first + count); null: to-one and explicitly null; unknown
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  bool unclear = false;  ///< unknown because what is recorded is impossible
};

/// Where a record was read: which of Facts::source_tables, and which row of it, from 0.
struct Origin {
  std::optional<std::uint32_t> table;
  std::optional<std::uint64_t> row;
};

/// What is taken to be so of every record that does not say it. Its texts and lists stay where they are: cells point to them.
struct Assumptions {
  struct One {
    EntityId entity = 0;
    AttributeId attribute = 0;
    /// Of an attribute that is an entity or a list of them: null, that there are none.
    Cell value;
  };
  std::vector<One> all;
  std::deque<std::string> texts;
  std::deque<std::vector<Cell>> lists;
  std::map<std::string, std::string> words;  ///< `entity.attribute` -> its value, as findings tell it
};

class FactsBuilder;

/// Immutable after FactsBuilder::build. Pointers in its cells lead to what it keeps; a copy with assumptions shares that.
class Facts {
 public:
  Facts(Facts&&) = default;
  Facts& operator=(Facts&&) = default;
  Facts& operator=(const Facts&) = delete;

  /// Whose vocabulary types them.
  [[nodiscard]] const program::Program& program() const { return *program_; }
  [[nodiscard]] EntityId subject() const { return subject_; }
  [[nodiscard]] std::uint32_t rows(EntityId entity) const;
  [[nodiscard]] std::uint32_t parent_row(EntityId entity, std::uint32_t row) const;
  /// An attribute that is neither entity nor list of entity, as recorded (not yet seen from any `as_at`).
  [[nodiscard]] const Cell& value(EntityId entity, AttributeId attribute, std::uint32_t row) const;
  [[nodiscard]] Children children(EntityId child, std::uint32_t parent_row) const;
  /// What stands for the records of that parent row's collection that are not listed: something where it is on record from which
  /// day on all are, so that earlier ones may exist. Where that day is impossible, nothing is known of them.
  [[nodiscard]] std::optional<Cell> unlisted(EntityId child, std::uint32_t parent_row) const;
  /// The records of an entity as cells, row by row: what lists of records point into.
  [[nodiscard]] const Cell* record_cells(EntityId entity) const;
  [[nodiscard]] std::string path(EntityId entity, std::uint32_t row) const;
  /// `episodes[0].referral.received_at`; also of an attribute that is a child or a collection.
  [[nodiscard]] std::string path_of(EntityId entity, AttributeId attribute, std::uint32_t row) const;
  /// The same, appended.
  void append_path(EntityId entity, std::uint32_t row, std::string& text) const;
  void append_path_of(EntityId entity, AttributeId attribute, std::uint32_t row, std::string& text) const;
  [[nodiscard]] const std::optional<std::string>& id(EntityId entity, std::uint32_t row) const;
  /// Index into data_errors() of what is wrong with that value (attribute by index in the entity, child collections too), or
  /// nothing.
  [[nodiscard]] std::optional<std::size_t> data_error(EntityId entity, AttributeId attribute, std::uint32_t row) const;
  [[nodiscard]] const std::vector<DataError>& data_errors() const { return data_errors_; }
  /// Where a record was read; nothing for one that no source has.
  [[nodiscard]] const Origin& origin(EntityId entity, std::uint32_t row) const { return tables_[entity].rows[row].origin; }
  /// Names for Origin::table.
  [[nodiscard]] const std::vector<std::string>& source_tables() const;

  /// The same facts, and whatever is assumed in place of what nobody recorded. What is recorded stays, impossible or not; an
  /// assumption that a constraint says cannot be true of a record is not made there. Precondition: nothing is assumed yet. Throws
  /// feel::Spent.
  [[nodiscard]] Facts assuming(std::shared_ptr<const Assumptions> assumptions) const;
  /// Whether that value was assumed.
  [[nodiscard]] bool is_assumed(EntityId entity, AttributeId attribute, std::uint32_t row) const;
  /// What was to be assumed; null if nothing.
  [[nodiscard]] const Assumptions* assumptions() const { return assumptions_.get(); }
  /// What checking the constraints may use up.
  [[nodiscard]] const Limits& limits() const { return limits_; }

 private:
  friend class FactsBuilder;
  Facts(const Facts&) = default;
  struct Row {
    std::uint32_t parent = 0;
    std::uint32_t position = 0;  ///< index among its siblings, for paths
    std::optional<std::string> id;
    Origin origin;
  };
  /// Stable addresses, for cells.
  struct Kept {
    std::deque<std::string> texts;
    std::deque<std::vector<Cell>> value_lists;  ///< list_of_values
  };
  struct Table {
    std::vector<Row> rows;
    /// Row by row, one for each attribute; of one that is an entity: its children (children_cell).
    std::vector<Cell> cells;
    std::vector<std::uint32_t> errors;  ///< like cells: data error + 1, or 0; empty if none
    std::vector<bool> assumed;          ///< like cells; empty if none
    std::vector<Cell> records;
  };
  [[nodiscard]] std::size_t place(EntityId entity, AttributeId attribute, std::uint32_t row) const {
    return std::size_t{row} * program_->vocabulary.entities[entity].attributes.size() + attribute;
  }
  [[nodiscard]] static Cell children_cell(const Children& children);
  Facts() = default;
  std::shared_ptr<const program::Program> program_;  ///< keeps the vocabulary alive
  EntityId subject_ = 0;
  Limits limits_;
  std::vector<Table> tables_;
  std::shared_ptr<Kept> kept_ = std::make_shared<Kept>();
  std::shared_ptr<const std::vector<std::string>> source_tables_;
  std::shared_ptr<const Assumptions> assumptions_;
  std::vector<DataError> data_errors_;
};

/// Builds Facts level by level. Every row of one parent's children must be added before the next parent's of the same child
/// entity (so that they are contiguous): go through parents in row order.
class FactsBuilder {
 public:
  FactsBuilder(std::shared_ptr<const program::Program> program, EntityId subject, const Limits& limits = {});

  /// The subject's own row is 0 and exists from the start. Values not set are unknown; children not set are unknown.
  /// Adds a row and returns it. `position`: its index among its siblings in the document.
  std::uint32_t add_row(EntityId entity, std::uint32_t parent_row, std::uint32_t position);
  /// Says that the collection (or to-one child) of that parent row is known and empty / explicitly null.
  void set_no_children(EntityId child, std::uint32_t parent_row);
  void set_id(EntityId entity, std::uint32_t row, std::string id);
  void set_origin(EntityId entity, std::uint32_t row, const Origin& origin);
  void set_source_tables(std::shared_ptr<const std::vector<std::string>> names);
  void set(EntityId entity, AttributeId attribute, std::uint32_t row, Cell cell);
  void set_text(EntityId entity, AttributeId attribute, std::uint32_t row, std::string text);
  /// `texts`: one for each known text among the items, in order; those items are pointed at the kept texts.
  void set_list(EntityId entity, AttributeId attribute, std::uint32_t row, std::vector<Cell> items,
                std::vector<std::string> texts);
  /// The value becomes unknown, and unclear, and carries the error. Also for entity attributes (the collection becomes unknown).
  void set_error(EntityId entity, AttributeId attribute, std::uint32_t row, DataError error);
  /// An error that belongs to no attribute (an unknown key, say): listed, touches no finding.
  void add_error(DataError error);

  /// Finishes; runs the vocabulary's constraints over every row, in entity order, and marks what they say is impossible. Throws
  /// feel::Spent where that takes more than the limits allow.
  [[nodiscard]] Facts build() &&;

 private:
  std::uint32_t append(EntityId entity, std::uint32_t parent_row, std::uint32_t position);
  void set_children(EntityId child, std::uint32_t parent_row, const Children& children);

  Facts facts_;
};

}  // namespace dutybound::engine
