// Batches of findings to capsules and to Python's values; capsules to streams. Entry: arrow.hpp.
#include <cerrno>
#include <utility>

#include "arrow.hpp"

namespace dutybound::python {
namespace {

using Owner = std::shared_ptr<const Batch::Body>;

/// Another's buffers under structs of its own, which keep the owner: consumers may move and release each by itself.
template <class S>
struct Shared {
  Owner owner;
  std::vector<S> children;
  std::vector<S*> pointers;
  S dictionary{};

  static void release(S* shared) {
    auto* const self = static_cast<Shared*>(shared->private_data);
    for (S& child : self->children) {
      if (child.release) child.release(&child);
    }
    if (self->dictionary.release) self->dictionary.release(&self->dictionary);
    shared->release = nullptr;
    delete self;
  }
};

template <class S>
void share(const S& from, const Owner& owner, S* into) {
  auto* const self = new Shared<S>{owner, {}, {}, {}};
  *into = from;
  self->children.resize(static_cast<std::size_t>(from.n_children));
  for (std::size_t i = 0; i < self->children.size(); ++i) {
    share(*from.children[i], owner, &self->children[i]);
    self->pointers.push_back(&self->children[i]);
  }
  into->children = self->pointers.data();
  if (from.dictionary) {
    share(*from.dictionary, owner, &self->dictionary);
    into->dictionary = &self->dictionary;
  }
  into->release = &Shared<S>::release;
  into->private_data = self;
}

template <class S>
void drop(PyObject* capsule, const char* name) {
  auto* const held = static_cast<S*>(PyCapsule_GetPointer(capsule, name));
  if (!held) return;
  if (held->release) held->release(held);
  delete held;
}

void drop_schema(PyObject* capsule) { drop<ArrowSchema>(capsule, "arrow_schema"); }
void drop_array(PyObject* capsule) { drop<ArrowArray>(capsule, "arrow_array"); }
void drop_stream(PyObject* capsule) { drop<ArrowArrayStream>(capsule, "arrow_array_stream"); }

template <class S>
py::capsule shared_capsule(const S& from, const Owner& owner, const char* name, PyCapsule_Destructor destructor) {
  auto held = std::make_unique<S>();
  share(from, owner, held.get());
  PyObject* const capsule = PyCapsule_New(held.get(), name, destructor);
  if (!capsule) throw py::error_already_set();
  static_cast<void>(held.release());
  return py::reinterpret_steal<py::capsule>(capsule);
}

template <class S>
S* held_by(py::handle capsule, const char* name) {
  if (PyCapsule_IsValid(capsule.ptr(), name) == 0) raise("TableError", std::string("no capsule of an ") + name);
  auto* const held = static_cast<S*>(PyCapsule_GetPointer(capsule.ptr(), name));
  if (!held->release) raise("TableError", "a table was read before, and can be read once only");
  return held;
}

/// An array as a stream of one batch.
struct OneBatch {
  ArrowSchema schema{};
  ArrowArray array{};
};

// Values ------------------------------------------------------------------------------------------------------

template <class T>
const T* buffer(const ArrowArray& array, int number) {
  return static_cast<const T*>(array.buffers[number]);
}

bool is_null(const ArrowArray& array, std::int64_t i) {
  const auto* bits = buffer<std::uint8_t>(array, 0);
  return bits && array.null_count != 0 && ((bits[i / 8] >> (i % 8)) & 1) == 0;
}

py::object values_of(const ArrowSchema& schema, const ArrowArray& array, std::int64_t begin, std::int64_t count);

/// One list of values for each entry.
py::object lists_of(const ArrowSchema& schema, const ArrowArray& array, std::int64_t begin, std::int64_t count) {
  const auto* offsets = buffer<std::int32_t>(array, 1);
  py::list lists;
  for (std::int64_t i = begin; i < begin + count; ++i) {
    if (is_null(array, i)) {
      lists.append(py::none());
    } else {
      lists.append(values_of(*schema.children[0], *array.children[0], offsets[i], offsets[i + 1] - offsets[i]));
    }
  }
  return lists;
}

py::object records_of(const ArrowSchema& schema, const ArrowArray& array, std::int64_t begin, std::int64_t count) {
  py::list records;
  std::vector<py::object> columns;
  for (std::int64_t c = 0; c < schema.n_children; ++c)
    columns.push_back(values_of(*schema.children[c], *array.children[c], begin, count));
  for (std::int64_t i = 0; i < count; ++i) {
    if (is_null(array, begin + i)) {
      records.append(py::none());
      continue;
    }
    py::dict record;
    for (std::size_t c = 0; c < columns.size(); ++c)
      record[schema.children[c]->name] = py::reinterpret_borrow<py::list>(columns[c])[static_cast<std::size_t>(i)];
    records.append(record);
  }
  return records;
}

/// `begin` counts from the array's own offset.
py::object values_of(const ArrowSchema& schema, const ArrowArray& array, std::int64_t begin, std::int64_t count) {
  const std::string_view format = schema.format;
  begin += array.offset;
  if (schema.dictionary) {
    const py::list words = values_of(*schema.dictionary, *array.dictionary, 0, array.dictionary->length);
    const auto* codes = buffer<std::int32_t>(array, 1);
    py::list values;
    for (std::int64_t i = begin; i < begin + count; ++i) {
      values.append(is_null(array, i) ? py::object(py::none()) : py::object(words[static_cast<std::size_t>(codes[i])]));
    }
    return values;
  }
  if (format == "+l") return lists_of(schema, array, begin, count);
  if (format == "+s") return records_of(schema, array, begin, count);
  py::list values;
  for (std::int64_t i = begin; i < begin + count; ++i) {
    if (is_null(array, i)) {
      values.append(py::none());
    } else if (format == "u") {
      const auto* offsets = buffer<std::int32_t>(array, 1);
      values.append(to_text({buffer<char>(array, 2) + offsets[i], static_cast<std::size_t>(offsets[i + 1] - offsets[i])}));
    } else if (format == "tdD") {
      values.append(to_date(Date::from_number(buffer<std::int32_t>(array, 1)[i])));
    } else if (format.starts_with("ts")) {
      values.append(to_date_time(DateTime::from_seconds(buffer<std::int64_t>(array, 1)[i])));
    } else if (format == "l") {
      values.append(py::int_(buffer<std::int64_t>(array, 1)[i]));
    } else if (format == "b") {
      values.append(py::bool_(((buffer<std::uint8_t>(array, 1)[i / 8] >> (i % 8)) & 1) != 0));
    } else {
      throw py::type_error("a column of findings is of an unknown type " + std::string(format));
    }
  }
  return values;
}

}  // namespace

Batch::Body::~Body() {
  if (schema.release) schema.release(&schema);
  if (array.release) array.release(&array);
}

ArrowArrayStream stream_of_array(const ArrowSchema& schema, const ArrowArray& array) {
  ArrowArrayStream stream{};
  stream.private_data = new OneBatch{schema, array};
  // Asked once, by the library that reads it.
  stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* into) {
    auto& one = *static_cast<OneBatch*>(self->private_data);
    *into = std::exchange(one.schema, {});
    return into->release ? 0 : EINVAL;
  };
  stream.get_next = [](ArrowArrayStream* self, ArrowArray* into) {
    *into = std::exchange(static_cast<OneBatch*>(self->private_data)->array, {});
    return 0;
  };
  stream.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
  stream.release = [](ArrowArrayStream* self) {
    auto* const one = static_cast<OneBatch*>(self->private_data);
    if (one->schema.release) one->schema.release(&one->schema);
    if (one->array.release) one->array.release(&one->array);
    delete one;
    self->release = nullptr;
  };
  return stream;
}

py::capsule schema_capsule(const std::shared_ptr<const Batch::Body>& body) {
  return shared_capsule(body->schema, body, "arrow_schema", &drop_schema);
}

py::capsule stream_capsule(ArrowArrayStream stream) {
  auto held = std::make_unique<ArrowArrayStream>(stream);
  PyObject* const capsule = PyCapsule_New(held.get(), "arrow_array_stream", &drop_stream);
  if (!capsule) {
    if (held->release) held->release(held.get());
    throw py::error_already_set();
  }
  static_cast<void>(held.release());
  return py::reinterpret_steal<py::capsule>(capsule);
}

ArrowArrayStream take_stream(const py::object& capsules) {
  if (PyTuple_Check(capsules.ptr()) == 0) {
    auto* const held = held_by<ArrowArrayStream>(capsules, "arrow_array_stream");
    return std::exchange(*held, {});
  }
  const auto pair = py::reinterpret_borrow<py::tuple>(capsules);
  if (pair.size() != 2) raise("TableError", "__arrow_c_array__ gives a schema and an array");
  auto* const schema = held_by<ArrowSchema>(pair[0], "arrow_schema");
  auto* const array = held_by<ArrowArray>(pair[1], "arrow_array");
  return stream_of_array(std::exchange(*schema, {}), std::exchange(*array, {}));
}

ArrowArrayStream stream_of_batches(const Batch& schema, std::vector<Batch> batches) {
  struct Batches {
    Batch schema;
    std::vector<Batch> batches;
    std::size_t next = 0;
  };
  ArrowArrayStream stream{};
  stream.private_data = new Batches{schema, std::move(batches)};
  stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* into) {
    const auto& held = *static_cast<Batches*>(self->private_data);
    share(held.schema.body->schema, held.schema.body, into);
    return 0;
  };
  stream.get_next = [](ArrowArrayStream* self, ArrowArray* into) {
    auto& held = *static_cast<Batches*>(self->private_data);
    *into = {};
    if (held.next < held.batches.size()) {
      Batch batch = std::exchange(held.batches[held.next++], {});
      share(batch.body->array, batch.body, into);
    }
    return 0;
  };
  stream.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
  stream.release = [](ArrowArrayStream* self) {
    delete static_cast<Batches*>(self->private_data);
    self->release = nullptr;
  };
  return stream;
}

ArrowArrayStream drained(ArrowArrayStream stream) {
  struct Taken {
    ArrowSchema schema{};
    std::vector<ArrowArray> arrays;
    std::size_t next = 0;
    Taken() = default;
    Taken(const Taken&) = delete;
    Taken& operator=(const Taken&) = delete;
    ~Taken() {
      if (schema.release) schema.release(&schema);
      for (ArrowArray& array : arrays) {
        if (array.release) array.release(&array);
      }
    }
  };
  const auto fail = [&stream](int code) {
    const char* const said = stream.get_last_error ? stream.get_last_error(&stream) : nullptr;
    std::string why = said && *said ? said : "its stream fails with code " + std::to_string(code);
    stream.release(&stream);
    raise("TableError", why);
  };
  auto taken = std::make_unique<Taken>();
  if (const int code = stream.get_schema(&stream, &taken->schema); code != 0) fail(code);
  while (true) {
    ArrowArray array{};
    int code = 0;
    {
      const py::gil_scoped_release release;
      code = stream.get_next(&stream, &array);
    }
    if (code != 0) fail(code);
    if (!array.release) break;
    taken->arrays.push_back(array);
    if (PyErr_CheckSignals() != 0) {
      stream.release(&stream);
      throw py::error_already_set();
    }
  }
  stream.release(&stream);
  ArrowArrayStream again{};
  again.private_data = taken.release();
  again.get_schema = [](ArrowArrayStream* self, ArrowSchema* into) {
    *into = std::exchange(static_cast<Taken*>(self->private_data)->schema, {});
    return into->release ? 0 : EINVAL;
  };
  again.get_next = [](ArrowArrayStream* self, ArrowArray* into) {
    auto& held = *static_cast<Taken*>(self->private_data);
    *into = held.next < held.arrays.size() ? std::exchange(held.arrays[held.next++], {}) : ArrowArray{};
    return 0;
  };
  again.get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; };
  again.release = [](ArrowArrayStream* self) {
    delete static_cast<Taken*>(self->private_data);
    self->release = nullptr;
  };
  return again;
}

static std::vector<std::string> names_of(const Batch& batch) {
  std::vector<std::string> names;
  for (std::int64_t c = 0; c < batch.body->schema.n_children; ++c) names.emplace_back(batch.body->schema.children[c]->name);
  return names;
}

static std::vector<std::string> formats_of(const Batch& batch) {
  std::vector<std::string> formats;
  for (std::int64_t c = 0; c < batch.body->schema.n_children; ++c) {
    const ArrowSchema& column = *batch.body->schema.children[c];
    formats.emplace_back(column.dictionary ? "words" : column.format);
  }
  return formats;
}

py::dict to_columns(const Batch& batch) {
  const ArrowSchema& schema = batch.body->schema;
  const ArrowArray& array = batch.body->array;
  py::dict columns;
  for (std::int64_t c = 0; c < schema.n_children; ++c) {
    columns[schema.children[c]->name] = values_of(*schema.children[c], *array.children[c], array.offset, array.length);
  }
  return columns;
}

void bind_arrow(py::module_& module) {
  py::class_<Batch>(module, "Batch", "Rows of a result, for the Arrow PyCapsule interface or as Python values.")
      .def("__len__", [](const Batch& self) { return self.body->array.length; })
      .def("__arrow_c_schema__", [](const Batch& self) { return schema_capsule(self.body); })
      .def(
          "__arrow_c_array__",
          [](const Batch& self, const py::object&) {
            return py::make_tuple(schema_capsule(self.body),
                                  shared_capsule(self.body->array, self.body, "arrow_array", &drop_array));
          },
          py::arg("requested_schema") = py::none())
      .def_property_readonly("names", &names_of, "Of the columns.")
      .def_property_readonly("formats", &formats_of, "Arrow's formats of the columns; `words` where they are a dictionary's.")
      .def("to_columns", &to_columns, "Column -> list of its values.")
      .def("__repr__", [](const Batch& self) { return "Batch(" + std::to_string(self.body->array.length) + " rows)"; });
  module.def(
      "drained", [](const py::object& capsules) { return stream_capsule(drained(take_stream(capsules))); }, py::arg("capsules"),
      "All batches of a stream taken now, as a capsule of a stream of them.");
  module.def(
      "batches_stream",
      [](const Batch& schema, std::vector<Batch> batches) {
        return stream_capsule(stream_of_batches(schema, std::move(batches)));
      },
      py::arg("schema"), py::arg("batches"), "A capsule of an Arrow stream of the batches.");
  module.def(
      "columns_stream",
      [](const std::vector<std::pair<std::string, py::object>>& columns) { return stream_capsule(stream_of_columns(columns)); },
      py::arg("columns"));
}

}  // namespace dutybound::python
