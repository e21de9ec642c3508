// How tables become records: what a mapping of `format: tables` says, checked against the vocabulary. Made by
// read_table_mapping.cpp, or by vocabulary_tables.cpp out of the vocabulary's own names; bind_tables.cpp finds the columns.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "input/written_day.hpp"
#include "rulebook/model.hpp"

namespace dutybound::input {

/// What it means that something is not there.
enum class Absence : std::uint8_t { unknown, not_happened, empty };

/// A column as somebody wrote it: the first of the names that the table has.
struct ColumnRef {
  std::vector<std::string> names;
  SourcePtr source = nullptr;  ///< null where the vocabulary names it
  Span span = {};
  std::size_t join = 0;          ///< in the table of the entry's join of this number, from 1; 0: in the row itself
  std::vector<ColumnRef> parts;  ///< a key over several columns, in place of names
};

/// What has to hold of a row.
struct RowTest {
  /// is: the cell is one of the values; in_collection_year: it is a day of the year up to the reference date; any: one of those
  /// in `any` holds
  enum class Test : std::uint8_t { present, absent, is, in_collection_year, any } test{};
  ColumnRef column;
  std::vector<std::string> values;
  bool negated = false;  ///< of `is`: the cell is none of them, or null
  std::vector<RowTest> any = {};
  std::vector<std::string> others = {};  ///< of `is`: what else the cell may be; empty: anything. Another word decides nothing
};

struct CellField;

/// One way to an attribute's value. The first whose tests hold and that gives something is used; for a list of records all that
/// hold are taken one after the other.
struct CellSource {
  std::vector<RowTest> when;
  std::optional<ColumnRef> from;
  std::optional<std::vector<std::string>> json;  ///< the cell is a text of JSON: the keys down to the value in it
  std::string split;                             ///< what stands between the values of a list in one text
  std::map<std::string, std::string> values;     ///< code -> word; what is not listed stays as it is
  bool other_unknown = false;                    ///< ...or nobody knows what it means
  std::optional<std::string> value;              ///< in place of `from`: this very word
  std::optional<Absence> absent;                 ///< what a cell without a value means; by default as null in a document
  // A record spread over columns of the row:
  bool spread = false;
  std::optional<bool> always;  ///< it is there though every column is null; by default as the vocabulary says
  std::optional<ColumnRef> id;
  std::vector<CellField> fields;
};

struct CellField {
  rulebook::AttributeId attribute = 0;
  std::vector<CellSource> sources;
};

/// How a row finds the record that it belongs to: by that record's id; where that record is not there, by one that stands above
/// it, or by its case.
struct ParentLink {
  std::optional<ColumnRef> id;
  std::vector<std::pair<rulebook::EntityId, ColumnRef>> above;  ///< entities between the parent and the subject
  std::optional<ColumnRef> of_case;
  /// From the parent entity down to a day: of the case's records the one where it is latest and not after `on_or_before`.
  std::vector<rulebook::AttributeId> latest;
  std::optional<ColumnRef> on_or_before;
};

/// Rows of another table that belong to a row. What they say in a column counts where all that say something agree.
struct Join {
  std::string name;   ///< by which columns call it: `name/column`
  std::string table;  ///< its name in the mapping, or any other
  struct Pair {
    ColumnRef theirs, ours;
  };
  std::vector<Pair> on;  ///< all have to be the same
};

/// The rows of a table that become records of one entity.
struct TableEntry {
  rulebook::EntityId records = 0;
  std::optional<ColumnRef> id;
  ParentLink parent;  ///< of all but the subject
  Absence absent = Absence::empty;
  std::vector<RowTest> absent_if;  ///< ...provided that these hold of the parent's row; else nobody says
  std::vector<RowTest> when;
  bool repeats = false;  ///< rows with one id (without ids: of one parent) are one record
  std::vector<Join> joins;
  std::vector<CellField> fields;
};

struct MappedTable {
  std::string name;
  std::vector<std::string> names;    ///< other names of it
  std::vector<std::string> unused;   ///< columns that are known and not used
  std::vector<std::string> columns;  ///< that it might have, without a mapping: for what is misspelt
  std::vector<TableEntry> entries;
};

struct TableMapping {
  std::string id;
  std::string title;
  rulebook::EntityId subject = 0;
  DateForms dates;
  bool day_for_none = true;  ///< 1900-01-01 is as a cell without a value; else it is as impossible as in a document
  std::vector<std::string> true_words, false_words, missing_words, unknown_words;
  std::vector<std::string> unused;  ///< tables that are known and not used
  bool empty_not_given = false;     ///< a table without rows tells nothing, rather than that there is none
  std::vector<std::string> interpretation;
  std::string reference_table;
  std::optional<ColumnRef> reference_date;  ///< in it: the last day of the year that a return covers
  std::vector<MappedTable> tables;
};

}  // namespace dutybound::input
