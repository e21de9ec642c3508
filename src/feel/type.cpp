// The table of declared types.
#include "feel/type.hpp"

#include <algorithm>

namespace dutybound::feel {

int RecordType::find(std::string_view field) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == field; });
  return found == fields.end() ? -1 : static_cast<int>(found - fields.begin());
}

int EnumerationType::find(std::string_view value) const {
  const auto found = std::find(values.begin(), values.end(), value);
  return found == values.end() ? -1 : static_cast<int>(found - values.begin());
}

Type TypeTable::list_of(Type element) {
  auto found = std::find(elements_.begin(), elements_.end(), element);
  if (found == elements_.end()) found = elements_.insert(elements_.end(), element);
  return {Kind::list, static_cast<std::uint32_t>(found - elements_.begin())};
}

Type TypeTable::element_of(Type list) const {
  return list.kind == Kind::list && list.detail < elements_.size() ? elements_[list.detail] : Type{};
}

std::string TypeTable::describe(Type type) const {
  switch (type.kind) {
    case Kind::none:
      return "nothing";
    case Kind::boolean:
      return "boolean";
    case Kind::number:
      return "number";
    case Kind::text:
      return "text";
    case Kind::enumeration:
      return "enumeration " + enumerations[type.detail].name;
    case Kind::date:
      return "date";
    case Kind::date_time:
      return "date_time";
    case Kind::days_duration:
      return "days and time duration";
    case Kind::months_duration:
      return "years and months duration";
    case Kind::record:
      return records[type.detail].name;
    case Kind::list: {
      const Type element = element_of(type);
      return element.kind == Kind::none ? "empty list" : "list of " + describe(element);
    }
  }
  return {};
}

}  // namespace dutybound::feel
