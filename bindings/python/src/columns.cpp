// Columns of Python values, or of buffers, as Arrow arrays. Entry: stream_of_columns.
#include "arrow.hpp"

#include <datetime.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "case_text.hpp"

namespace dutybound::python {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// An array that owns its buffers.
struct Column {
  std::string name, format, metadata;
  std::int64_t length = 0, nulls = 0;
  Bytes valid, first, second;  ///< validity bits; values, or offsets and characters
  bool with_second = false;
  std::vector<const void*> buffers;
  std::vector<Column> children;
  std::vector<ArrowSchema> schemas;
  std::vector<ArrowArray> arrays;
  std::vector<ArrowSchema*> schema_pointers;
  std::vector<ArrowArray*> array_pointers;

  template <class T>
  static void put(Bytes& into, T value) {
    const std::size_t at = into.size();
    into.resize(at + sizeof value);
    std::memcpy(into.data() + at, &value, sizeof value);
  }
  static void put_bit(Bytes& into, std::int64_t at, bool bit) {
    const auto byte = static_cast<std::size_t>(at / 8);
    if (byte >= into.size()) into.push_back(0);
    if (bit) into[byte] = static_cast<std::uint8_t>(into[byte] | (1U << (at % 8)));
  }
  /// Counts one more entry.
  void entry(bool present) {
    put_bit(valid, length, present);
    if (!present) ++nulls;
    ++length;
  }
};

/// Kept by every struct until all are released.
using Kept = std::shared_ptr<Column>;

template <class S>
void release(S* released) {
  for (std::int64_t i = 0; i < released->n_children; ++i) {
    S* const child = released->children[i];
    if (child->release) child->release(child);
  }
  released->release = nullptr;
  delete static_cast<Kept*>(released->private_data);
}

void describe(Column& column, const Kept& kept, ArrowSchema* into) {
  *into = {};
  column.schemas.resize(column.children.size());
  for (std::size_t i = 0; i < column.children.size(); ++i) {
    describe(column.children[i], kept, &column.schemas[i]);
    column.schema_pointers.push_back(&column.schemas[i]);
  }
  into->format = column.format.c_str();
  into->name = column.name.c_str();
  into->metadata = column.metadata.empty() ? nullptr : column.metadata.data();
  into->flags = ARROW_FLAG_NULLABLE;
  into->n_children = static_cast<std::int64_t>(column.children.size());
  into->children = column.schema_pointers.data();
  into->release = &release<ArrowSchema>;
  into->private_data = new Kept(kept);
}

void give(Column& column, const Kept& kept, ArrowArray* into) {
  *into = {};
  column.arrays.resize(column.children.size());
  for (std::size_t i = 0; i < column.children.size(); ++i) {
    give(column.children[i], kept, &column.arrays[i]);
    column.array_pointers.push_back(&column.arrays[i]);
  }
  column.buffers = {column.nulls == 0 ? nullptr : column.valid.data()};
  if (column.format != "+s") column.buffers.push_back(column.first.data());
  if (column.with_second) column.buffers.push_back(column.second.data());
  into->length = column.length;
  into->null_count = column.nulls;
  into->n_buffers = static_cast<std::int64_t>(column.buffers.size());
  into->n_children = static_cast<std::int64_t>(column.children.size());
  into->buffers = column.buffers.data();
  into->children = column.array_pointers.data();
  into->release = &release<ArrowArray>;
  into->private_data = new Kept(kept);
}

// Buffers -----------------------------------------------------------------------------------------------------

py::buffer_info values_buffer(const py::object& values, std::size_t itemsize, const std::string& name) {
  py::buffer_info info = py::reinterpret_borrow<py::buffer>(values).request();
  const bool packed = info.ndim == 1 && static_cast<std::size_t>(info.itemsize) == itemsize && info.strides[0] == info.itemsize;
  if (!packed) raise("TableError", "column `" + name + "`: its values do not lie side by side");
  return info;
}

Column from_buffer(const std::string& name, const py::tuple& given) {
  Column column;
  column.name = name;
  column.format = given[0].cast<std::string>();
  const bool bits = column.format == "b";
  const py::buffer_info values = values_buffer(given[1], bits ? 1 : 8, name);
  std::optional<py::buffer_info> missing;
  if (!py::object(given[2]).is_none()) missing = values_buffer(given[2], 1, name);
  if (missing && missing->size != values.size) raise("TableError", "column `" + name + "`: marks of missing values do not fit");
  const auto* const marks = missing ? static_cast<const bool*>(missing->ptr) : nullptr;
  const bool days = column.format == "tdD";
  for (std::int64_t i = 0; i < values.size; ++i) {
    bool present = !(marks && marks[i]);
    if (bits) {
      Column::put_bit(column.first, i, static_cast<const bool*>(values.ptr)[i]);
    } else if (column.format == "g") {
      const double value = static_cast<const double*>(values.ptr)[i];
      present = present && !std::isnan(value);
      Column::put(column.first, value);
    } else {
      const std::int64_t value = static_cast<const std::int64_t*>(values.ptr)[i];
      if (column.format != "l") present = present && value != std::numeric_limits<std::int64_t>::min();  // NaT
      if (days) {
        const auto number = static_cast<std::int32_t>(value);
        if (present && number != value) raise("TableError", "column `" + name + "`: a day beyond all calendars");
        Column::put(column.first, number);
      } else {
        Column::put(column.first, value);
      }
    }
    column.entry(present);
  }
  return column;
}

// Python values -----------------------------------------------------------------------------------------------

enum class Kind : std::uint8_t { none, boolean, integer, real, text, day, moment, mixed };

bool is_missing(py::handle value) {
  if (value.is_none()) return true;
  if (PyFloat_Check(value.ptr()) != 0) return std::isnan(PyFloat_AS_DOUBLE(value.ptr()));
  const std::string_view type = Py_TYPE(value.ptr())->tp_name;
  if (type.ends_with("NaTType") || type.ends_with("NAType")) return true;
  return type == "numpy.datetime64" && py::str(value).cast<std::string>() == "NaT";
}

Kind kind_of(py::handle value) {
  PyObject* const object = value.ptr();
  if (is_missing(value)) return Kind::none;
  if (PyBool_Check(object)) return Kind::boolean;
  if (PyUnicode_CheckExact(object)) return Kind::text;
  if (PyLong_CheckExact(object)) {
    int overflow = 0;
    PyLong_AsLongLongAndOverflow(object, &overflow);
    return overflow == 0 ? Kind::integer : Kind::mixed;
  }
  if (PyFloat_CheckExact(object)) return std::isinf(PyFloat_AS_DOUBLE(object)) ? Kind::mixed : Kind::real;
  if (PyDateTime_Check(object)) return value.attr("tzinfo").is_none() ? Kind::moment : Kind::mixed;
  if (PyDate_Check(object)) return Kind::day;
  return Kind::mixed;
}

Kind kind_of_all(const py::list& values) {
  Kind all = Kind::none;
  for (const py::handle value : values) {
    const Kind kind = kind_of(value);
    if (kind == Kind::none || kind == all) continue;
    if (all != Kind::none || kind == Kind::mixed) return Kind::mixed;
    all = kind;
  }
  return all;
}

std::int64_t microseconds(py::handle value) {
  PyObject* const moment = value.ptr();
  const auto day = Date::from_ymd(PyDateTime_GET_YEAR(moment), static_cast<unsigned>(PyDateTime_GET_MONTH(moment)),
                                  static_cast<unsigned>(PyDateTime_GET_DAY(moment)));
  const std::int64_t seconds = std::int64_t{day.value().number()} * 86'400 + PyDateTime_DATE_GET_HOUR(moment) * 3'600 +
                               PyDateTime_DATE_GET_MINUTE(moment) * 60 + PyDateTime_DATE_GET_SECOND(moment);
  return seconds * 1'000'000 + PyDateTime_DATE_GET_MICROSECOND(moment);
}

/// That a column is of an extension type: `arrow.json`, whose storage is text, or one that is nothing but a name.
std::string extension(std::string_view type) {
  std::string metadata;
  const auto number = [&](std::int32_t value) { metadata.append(reinterpret_cast<const char*>(&value), sizeof value); };
  number(2);
  for (const std::string_view text :
       {std::string_view("ARROW:extension:name"), type, std::string_view("ARROW:extension:metadata"), std::string_view()}) {
    number(static_cast<std::int32_t>(text.size()));
    metadata += text;
  }
  return metadata;
}

void add_text(Column& column, std::string_view text) { column.second.insert(column.second.end(), text.begin(), text.end()); }

void add_cell(Column& column, Kind kind, py::handle value, std::int64_t row) {
  switch (kind) {
    case Kind::boolean:
      Column::put_bit(column.first, row, value.ptr() == Py_True);
      break;
    case Kind::integer:
      Column::put(column.first, static_cast<std::int64_t>(value.is_none() ? 0 : PyLong_AsLongLong(value.ptr())));
      break;
    case Kind::real:
      Column::put(column.first, value.is_none() ? 0.0 : PyFloat_AsDouble(value.ptr()));
      break;
    case Kind::day:
      Column::put(column.first, value.is_none() ? 0 : from_date(value).value().number());
      break;
    case Kind::moment:
      Column::put(column.first, value.is_none() ? std::int64_t{0} : microseconds(value));
      break;
    case Kind::none:
    case Kind::text:
    case Kind::mixed:
      if (!value.is_none()) {
        add_text(column, kind == Kind::mixed ? case_text(value) : read_text(value, "text"));
      }
      Column::put(column.first, static_cast<std::int64_t>(column.second.size()));
      break;
  }
}

/// A column of bytes, which the library refuses where a fact is to come from it, and leaves alone elsewhere. It goes by the type
/// of the value that is no fact.
Column unreadable(const std::string& name, std::size_t length, py::handle value) {
  Column column;
  column.name = name;
  column.format = "Z";
  column.metadata = extension("Python's " + py::str(py::type::of(value).attr("__name__")).cast<std::string>());
  column.with_second = true;
  Column::put(column.first, std::int64_t{0});
  for (std::size_t i = 0; i < length; ++i) {
    Column::put(column.first, std::int64_t{0});
    column.entry(true);
  }
  return column;
}

Column from_list(const std::string& name, const py::list& values) {
  static constexpr const char* formats[] = {"U", "b", "l", "g", "U", "tdD", "tsu:", "U"};
  Column column;
  column.name = name;
  const Kind kind = kind_of_all(values);
  column.format = formats[static_cast<std::size_t>(kind)];
  column.with_second = column.format == "U";
  if (kind == Kind::mixed) column.metadata = extension("arrow.json");
  if (column.with_second) Column::put(column.first, std::int64_t{0});
  const py::none none;
  for (const py::handle value : values) {
    const bool missing = is_missing(value);
    try {
      add_cell(column, kind, missing ? py::handle(none) : value, column.length);
    } catch (py::error_already_set& error) {
      if (!error.matches(PyExc_Exception)) throw;
      return unreadable(name, values.size(), value);  // a value that is no fact
    }
    column.entry(!missing);
  }
  return column;
}

}  // namespace

ArrowArrayStream stream_of_columns(const std::vector<std::pair<std::string, py::object>>& columns) {
  if (!PyDateTimeAPI) {
    PyDateTime_IMPORT;
  }
  const auto table = std::make_shared<Column>();
  table->format = "+s";
  for (const auto& [name, values] : columns) {
    table->children.push_back(py::isinstance<py::list>(values) ? from_list(name, py::reinterpret_borrow<py::list>(values))
                                                               : from_buffer(name, py::reinterpret_borrow<py::tuple>(values)));
    const Column& last = table->children.back();
    if (table->children.size() == 1) table->length = last.length;
    if (last.length != table->length) {
      raise("TableError", "column `" + name + "` has " + std::to_string(last.length) + " rows, column `" +
                              table->children.front().name + "` " + std::to_string(table->length));
    }
  }
  ArrowSchema schema{};
  ArrowArray array{};
  describe(*table, table, &schema);
  give(*table, table, &array);
  return stream_of_array(schema, array);
}

}  // namespace dutybound::python
