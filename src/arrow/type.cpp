// Which Arrow types are read, and as what.
#include "arrow/type.hpp"

#include <nanoarrow/nanoarrow.h>

namespace dutybound::arrow {
namespace {

std::int64_t units_in_a_second(ArrowTimeUnit unit) {
  switch (unit) {
    case NANOARROW_TIME_UNIT_MILLI:
      return 1'000;
    case NANOARROW_TIME_UNIT_MICRO:
      return 1'000'000;
    case NANOARROW_TIME_UNIT_NANO:
      return 1'000'000'000;
    default:
      return 1;
  }
}

Kind kind_of(ArrowType type) {
  switch (type) {
    case NANOARROW_TYPE_NA:
      return Kind::null;
    case NANOARROW_TYPE_BOOL:
      return Kind::boolean;
    case NANOARROW_TYPE_INT8:
    case NANOARROW_TYPE_UINT8:
    case NANOARROW_TYPE_INT16:
    case NANOARROW_TYPE_UINT16:
    case NANOARROW_TYPE_INT32:
    case NANOARROW_TYPE_UINT32:
    case NANOARROW_TYPE_INT64:
      return Kind::integer;
    case NANOARROW_TYPE_UINT64:
    case NANOARROW_TYPE_DECIMAL32:
    case NANOARROW_TYPE_DECIMAL64:
    case NANOARROW_TYPE_DECIMAL128:
    case NANOARROW_TYPE_DECIMAL256:
      return Kind::digits;
    case NANOARROW_TYPE_HALF_FLOAT:
    case NANOARROW_TYPE_FLOAT:
    case NANOARROW_TYPE_DOUBLE:
      return Kind::real;
    case NANOARROW_TYPE_STRING:
    case NANOARROW_TYPE_LARGE_STRING:
    case NANOARROW_TYPE_STRING_VIEW:
      return Kind::text;
    case NANOARROW_TYPE_DATE32:
    case NANOARROW_TYPE_DATE64:
      return Kind::day;
    case NANOARROW_TYPE_TIMESTAMP:
      return Kind::moment;
    case NANOARROW_TYPE_LIST:
    case NANOARROW_TYPE_LARGE_LIST:
    case NANOARROW_TYPE_FIXED_SIZE_LIST:
    case NANOARROW_TYPE_LIST_VIEW:
    case NANOARROW_TYPE_LARGE_LIST_VIEW:
      return Kind::list;
    case NANOARROW_TYPE_STRUCT:
      return Kind::record;
    default:
      return Kind::unreadable;
  }
}

/// What an extension type's name makes of its storage. Some only add a meaning that cells have anyway; of the others (a period,
/// an interval) the storage is not the value.
enum class Extension : std::uint8_t { none, storage, json, other };

Extension extension_of(const ArrowSchemaView& view) {
  const std::string_view name(view.extension_name.data ? view.extension_name.data : "",
                              static_cast<std::size_t>(view.extension_name.size_bytes));
  if (name.empty()) return Extension::none;
  if (name == "arrow.json" || name == "google:sqlType:json") return Extension::json;
  if (name == "arrow.bool8" || name == "google:sqlType:datetime") return Extension::storage;
  return Extension::other;
}

/// The type in words: an extension by its name.
std::string written(const ArrowSchemaView& view) {
  const std::string storage = ArrowTypeString(view.type);
  if (extension_of(view) != Extension::other) return storage;
  return std::string(view.extension_name.data, static_cast<std::size_t>(view.extension_name.size_bytes)) + " (stored as " + storage + ")";
}

}  // namespace

Type read_type(const ArrowSchema& schema) {
  Type type;
  if (schema.dictionary) {
    type = read_type(*schema.dictionary);
    type.dictionary = true;
    type.name = schema.name ? schema.name : "";
    ArrowSchemaView outer{};
    if (ArrowSchemaViewInit(&outer, &schema, nullptr) == NANOARROW_OK && extension_of(outer) == Extension::other) {
      type.kind = Kind::unreadable;
      type.written = written(outer);
    }
    return type;
  }
  type.name = schema.name ? schema.name : "";
  ArrowSchemaView view{};
  if (ArrowSchemaViewInit(&view, &schema, nullptr) != NANOARROW_OK) {
    type.written = schema.format ? schema.format : "no type";
    return type;
  }
  type.written = written(view);
  const Extension extension = extension_of(view);
  type.kind = extension == Extension::other ? Kind::unreadable : kind_of(view.type);
  type.json = type.kind == Kind::text && extension == Extension::json;
  if (type.kind == Kind::moment) {
    type.zoned = view.timezone && *view.timezone;
    type.per_second = units_in_a_second(view.time_unit);
  }
  if (view.type == NANOARROW_TYPE_DATE64) type.per_second = 86'400'000;
  type.bits = view.type == NANOARROW_TYPE_UINT64 ? 0 : view.decimal_bitwidth;
  type.precision = view.decimal_precision;
  type.scale = view.decimal_scale;
  if (type.kind == Kind::list || type.kind == Kind::record) {
    for (std::int64_t i = 0; i < schema.n_children; ++i) type.children.push_back(read_type(*schema.children[i]));
  }
  return type;
}

}  // namespace dutybound::arrow
