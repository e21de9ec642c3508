// Tables between Python and the Arrow C interfaces: Python's columns to streams, batches to capsules and to Python's values.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <dutybound/arrow_abi.hpp>

#include "values.hpp"

namespace dutybound::python {

/// A struct array with its schema; released with the last that holds it.
struct Batch {
  struct Body {
    ArrowSchema schema{};
    ArrowArray array{};
    Body() = default;
    Body(const Body&) = delete;
    Body& operator=(const Body&) = delete;
    ~Body();
  };
  std::shared_ptr<const Body> body;
};

/// A new capsule of the schema alone.
[[nodiscard]] py::capsule schema_capsule(const std::shared_ptr<const Batch::Body>& body);
/// A capsule that owns the stream.
[[nodiscard]] py::capsule stream_capsule(ArrowArrayStream stream);

/// The stream in a capsule, or in an array's two capsules, moved out. Raises TableError.
[[nodiscard]] ArrowArrayStream take_stream(const py::object& capsules);

[[nodiscard]] ArrowArrayStream stream_of_batches(const Batch& schema, std::vector<Batch> batches);

/// A stream of one batch, which owns both.
[[nodiscard]] ArrowArrayStream stream_of_array(const ArrowSchema& schema, const ArrowArray& array);

/// Everything that a stream gives, taken from it at once: some can have only one of theirs open. Raises TableError, or on an
/// interrupt.
[[nodiscard]] ArrowArrayStream drained(ArrowArrayStream stream);

/// A table of Python's columns as a stream of one batch. A column is a list of values, or (format, values, missing) where
/// `values` is a buffer of int64, double or bool (format `l`, `g`, `b`, `tdD` or `ts*`) and `missing` one of bool or None. A list
/// of one kind of value becomes that type, any other arrow.json; one with values that are no facts cannot be read. Raises
/// TableError.
[[nodiscard]] ArrowArrayStream stream_of_columns(const std::vector<std::pair<std::string, py::object>>& columns);

/// Column -> its values, in order.
[[nodiscard]] py::dict to_columns(const Batch& batch);

void bind_arrow(py::module_& module);

}  // namespace dutybound::python
