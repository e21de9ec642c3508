// Arrow streams made by hand: columns, batches, and streams that hand them over. What tests of tables are built of.
#pragma once

#include <cmath>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nanoarrow/nanoarrow.h>

#include <dutybound/arrow_abi.hpp>

#include "support/catch.hpp"

namespace dutybound::testing {

using Text = std::optional<std::string>;
using Whole = std::optional<std::int64_t>;
using Real = std::optional<double>;

inline void okay(int code) { REQUIRE(code == NANOARROW_OK); }

/// A column on the way: its type, and what it appends for each row.
struct Column {
  std::string name;
  std::size_t rows = 0;
  std::function<void(ArrowSchema*)> type;
  std::function<void(ArrowArray*, std::size_t)> append;
};

inline void set_type(ArrowSchema* schema, ArrowType type) { okay(ArrowSchemaSetType(schema, type)); }

inline Column texts(std::string name, std::vector<Text> values, ArrowType type = NANOARROW_TYPE_STRING) {
  const std::size_t rows = values.size();
  return {std::move(name), rows, [type](ArrowSchema* s) { set_type(s, type); },
          [values](ArrowArray* a, std::size_t i) {
            if (!values[i]) return okay(ArrowArrayAppendNull(a, 1));
            okay(ArrowArrayAppendString(a, {values[i]->data(), static_cast<std::int64_t>(values[i]->size())}));
          }};
}

inline Column wholes(std::string name, std::vector<Whole> values, ArrowType type = NANOARROW_TYPE_INT64) {
  const std::size_t rows = values.size();
  return {std::move(name), rows, [type](ArrowSchema* s) { set_type(s, type); },
          [values](ArrowArray* a, std::size_t i) {
            okay(values[i] ? ArrowArrayAppendInt(a, *values[i]) : ArrowArrayAppendNull(a, 1));
          }};
}

inline Column reals(std::string name, std::vector<Real> values, ArrowType type = NANOARROW_TYPE_DOUBLE) {
  const std::size_t rows = values.size();
  return {std::move(name), rows, [type](ArrowSchema* s) { set_type(s, type); },
          [values](ArrowArray* a, std::size_t i) {
            okay(values[i] ? ArrowArrayAppendDouble(a, *values[i]) : ArrowArrayAppendNull(a, 1));
          }};
}

inline Column moments(std::string name, std::vector<Whole> values, ArrowTimeUnit unit, const char* zone = nullptr) {
  Column column = wholes(std::move(name), std::move(values));
  column.type = [unit, zone](ArrowSchema* s) { okay(ArrowSchemaSetTypeDateTime(s, NANOARROW_TYPE_TIMESTAMP, unit, zone)); };
  return column;
}

inline Column days(std::string name, std::vector<Whole> values) { return wholes(std::move(name), std::move(values), NANOARROW_TYPE_DATE32); }

/// One struct array with these columns.
inline void make_batch(const std::vector<Column>& columns, ArrowSchema* schema, ArrowArray* array) {
  ArrowSchemaInit(schema);
  okay(ArrowSchemaSetTypeStruct(schema, static_cast<std::int64_t>(columns.size())));
  for (std::size_t c = 0; c < columns.size(); ++c) {
    columns[c].type(schema->children[c]);
    okay(ArrowSchemaSetName(schema->children[c], columns[c].name.c_str()));
  }
  okay(ArrowArrayInitFromSchema(array, schema, nullptr));
  okay(ArrowArrayStartAppending(array));
  const std::size_t rows = columns.empty() ? 0 : columns.front().rows;
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns.size(); ++c) columns[c].append(array->children[c], r);
    okay(ArrowArrayFinishElement(array));
  }
  okay(ArrowArrayFinishBuildingDefault(array, nullptr));
}

/// A stream of batches with the same columns.
inline std::unique_ptr<ArrowArrayStream> stream_of(const std::vector<std::vector<Column>>& batches) {
  auto stream = std::make_unique<ArrowArrayStream>();
  ArrowSchema schema;
  std::vector<ArrowArray> arrays(batches.size());
  for (std::size_t b = 0; b < batches.size(); ++b) {
    if (b > 0) ArrowSchemaRelease(&schema);
    make_batch(batches[b], &schema, &arrays[b]);
  }
  okay(ArrowBasicArrayStreamInit(stream.get(), &schema, static_cast<std::int64_t>(arrays.size())));
  for (std::size_t b = 0; b < arrays.size(); ++b) ArrowBasicArrayStreamSetArray(stream.get(), static_cast<std::int64_t>(b), &arrays[b]);
  return stream;
}

}  // namespace dutybound::testing
