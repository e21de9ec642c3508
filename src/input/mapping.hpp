// How a data set's elements become the vocabulary's attributes: data of rules/mappings/*.yaml, checked against the vocabulary.
// Entry: read_mappings. What is done with them, map_xml.cpp says. How tables do, table_mapping.hpp has.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <dutybound/case.hpp>
#include <dutybound/result.hpp>

#include "input/table_mapping.hpp"
#include "rulebook/model.hpp"
#include "yaml/node.hpp"

namespace dutybound::input {

/// Names of elements from an element down to one of its descendants; empty (`.`): the element itself.
using ElementPath = std::vector<std::string>;

/// What has to hold of an element for a source to be used.
struct Requirement {
  /// is: there are such elements and each is one of the values; in_collection_year: there is one, a date of the return's year;
  /// any: one of those in `any` holds
  enum class Test : std::uint8_t { present, absent, is, in_collection_year, any } test{};
  ElementPath path;
  std::vector<std::string> values;
  std::vector<Requirement> any = {};
  std::vector<std::string> others = {};  ///< of `is`: what else it may be; empty: anything. Another word decides nothing
};

struct FieldMapping;

/// How one element becomes one record.
struct RecordMapping {
  std::optional<ElementPath> id;
  std::vector<FieldMapping> fields;
};

/// One way to an attribute's value. The first whose requirements hold and that gives something is used; for a list of
/// records all that hold are taken one after the other.
struct FieldSource {
  using Absent = Absence;
  std::vector<Requirement> when;
  std::optional<ElementPath> from;            ///< value: of the element's text; records: one for each such element
  std::map<std::string, std::string> values;  ///< code -> word; what is not listed stays as it is
  std::optional<std::string> value;           ///< in place of `from`: this very word
  Absent absent = Absent::unknown;            ///< what it means that there is no such element...
  std::vector<Requirement> absent_if;         ///< ...provided that these hold; else nobody says
  RecordMapping record;                       ///< entity, list of entity
};

struct FieldMapping {
  std::string attribute;
  rulebook::AttributeKind kind{};
  bool boolean = false;  ///< values (a list's: its elements) are truths, told by the mapping's words for them
  bool number = false;   ///< values are numbers
  std::vector<FieldSource> sources;
};

struct Mapping {
  std::string id;
  std::string title;
  CaseFormat format{};
  std::string root;                           ///< the outermost element
  std::optional<ElementPath> reference_date;  ///< from it: the last day of the year that a return covers
  ElementPath each;                           ///< from it to the elements that become one document each
  std::string called;                         ///< what such an element is called in messages
  std::string subject;
  RecordMapping record;
  std::vector<std::string> true_words, false_words;
  std::vector<ElementPath> unused;         ///< elements below `each` that are known and not used, with all in them
  std::vector<ElementPath> unused_around;  ///< the same from the outermost element
  std::vector<ElementPath> repeats;        ///< elements that are only compared, and may stand several times
  std::vector<std::string> interpretation;
};

/// Every mapping that was loaded.
struct Mappings {
  std::vector<Mapping> list;
  std::vector<TableMapping> tables;
  [[nodiscard]] const Mapping* find(CaseFormat format) const;
  [[nodiscard]] const TableMapping* find_tables(std::string_view id) const;
};

/// Of the trees of files: those whose first key is `mapping`; passes over the others.
[[nodiscard]] Result<Mappings> read_mappings(const std::vector<yaml::Node>& trees, const rulebook::Vocabulary& vocabulary);

}  // namespace dutybound::input
