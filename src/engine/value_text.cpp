// Recorded values in words.
#include "engine/value_text.hpp"

#include "feel/kernels.hpp"

namespace dutybound::engine {

using feel::Kind;

std::string value_text(const Cell& cell, feel::Type type, const feel::TypeTable& types) {
  if (!cell.is_known()) return {};
  switch (cell.kind) {
    case Kind::boolean:
      return cell.payload.truth ? "true" : "false";
    case Kind::number:
      return cell.payload.number.to_string();
    case Kind::text:
      return std::string(cell.text());
    case Kind::enumeration: {
      const auto index = static_cast<std::size_t>(cell.payload.integer);
      const bool named = type.kind == Kind::enumeration && type.detail < types.enumerations.size() &&
                         index < types.enumerations[type.detail].values.size();
      return named ? types.enumerations[type.detail].values[index] : std::to_string(index);
    }
    case Kind::date:
      return cell.date().to_string();
    case Kind::date_time: {
      const DateTime earliest = DateTime::from_seconds(cell.payload.instant.earliest);
      return cell.payload.instant.earliest == cell.payload.instant.latest ? earliest.to_string() : earliest.date().to_string();
    }
    case Kind::list: {
      std::string text;
      for (const Cell& item : feel::elements(cell)) {
        if (!text.empty()) text += ", ";
        text += value_text(item, types.element_of(type), types);
      }
      return text;
    }
    default:
      return {};
  }
}

std::string value_text(const Facts& facts, const rulebook::Vocabulary& vocabulary, EntityId entity, AttributeId attribute,
                       std::uint32_t row) {
  const rulebook::Attribute& declared = vocabulary.entities[entity].attributes[attribute];
  if (declared.entity == rulebook::no_entity)
    return value_text(facts.value(entity, attribute, row), declared.type, *vocabulary.types);
  const std::uint32_t count = facts.children(declared.entity, row).count;
  return count == 0 ? "" : std::to_string(count) + (count == 1 ? " record" : " records");
}

std::string assumed_text(const Cell& cell, const rulebook::Attribute& attribute, const rulebook::Vocabulary& vocabulary) {
  if (attribute.entity != rulebook::no_entity) return vocabulary.entities[attribute.entity].many ? "[]" : "null";
  return cell.is_null() ? "null" : value_text(cell, attribute.type, *vocabulary.types);
}

}  // namespace dutybound::engine
