// The types that the checker works with. Records and enumerations are declared by whoever supplies the names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "feel/value.hpp"

namespace dutybound::feel {

/// A type: its kind, and for enumeration, record and list the index of its declaration in the TypeTable.
struct Type {
  Kind kind = Kind::none;
  std::uint32_t detail = 0;
  friend bool operator==(const Type&, const Type&) = default;
};

struct Field {
  std::string name;
  Type type;
  bool event = false;  ///< may not have happened: the checker lets happened() and null through
};

struct RecordType {
  std::string name;
  std::vector<Field> fields;
  [[nodiscard]] int find(std::string_view field) const;  ///< index, or -1
};

struct EnumerationType {
  std::string name;
  std::vector<std::string> values;
  [[nodiscard]] int find(std::string_view value) const;  ///< index, or -1
};

/// The declarations that Types point into.
class TypeTable {
 public:
  std::vector<RecordType> records;
  std::vector<EnumerationType> enumerations;

  /// The list type of an element type; the same one for equal elements.
  Type list_of(Type element);
  [[nodiscard]] Type element_of(Type list) const;
  /// For messages: `date`, `list of text`, `enumeration referral_outcome`, `section_47_enquiry`.
  [[nodiscard]] std::string describe(Type type) const;

 private:
  std::vector<Type> elements_;
};

}  // namespace dutybound::feel
