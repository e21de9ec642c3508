// A stream's batches, checked once when they come in so that reading a cell needs no check.
#include "arrow/table.hpp"

#include <algorithm>

#include <nanoarrow/nanoarrow.h>

#include "arrow/type.hpp"

namespace dutybound::arrow {

struct Table::Batch {
  ArrowArray array{};
  std::vector<ArrowArrayView> views;  ///< by column
  std::vector<bool> readable;         ///< views that were made

  ~Batch() {
    for (std::size_t i = 0; i < views.size(); ++i) {
      if (readable[i]) ArrowArrayViewReset(&views[i]);
    }
    if (array.release) array.release(&array);
  }
};

namespace {

/// Texts of a view array lie where they say: nanoarrow leaves that to its users.
bool texts_lie_inside(const ArrowArrayView& view) {
  if (view.storage_type == NANOARROW_TYPE_STRING_VIEW || view.storage_type == NANOARROW_TYPE_BINARY_VIEW) {
    for (std::int64_t i = 0; i < view.length; ++i) {
      if (ArrowArrayViewIsNull(&view, i)) continue;
      const ArrowBinaryView& text = view.buffer_views[1].data.as_binary_view[i + view.offset];
      if (text.inlined.size < 0) return false;
      if (text.inlined.size <= NANOARROW_BINARY_VIEW_INLINE_SIZE) continue;
      if (text.ref.buffer_index < 0 || text.ref.buffer_index >= view.n_variadic_buffers || text.ref.offset < 0) return false;
      const std::int64_t end = static_cast<std::int64_t>(text.ref.offset) + text.inlined.size;
      if (end > view.variadic_buffer_sizes[text.ref.buffer_index]) return false;
    }
  }
  for (std::int64_t i = 0; i < view.n_children; ++i) {
    if (!texts_lie_inside(*view.children[i])) return false;
  }
  return !view.dictionary || texts_lie_inside(*view.dictionary);
}

/// Buffers that a length above zero needs are there: a null pointer in their place is found by nobody else.
bool has_buffers(const ArrowArrayView& view) {
  if (view.length + view.offset > 0) {
    for (int b = 0; b < NANOARROW_MAX_FIXED_BUFFERS; ++b) {
      const ArrowBufferType type = view.layout.buffer_type[b];
      if (type == NANOARROW_BUFFER_TYPE_NONE || type == NANOARROW_BUFFER_TYPE_VALIDITY) continue;
      if (view.buffer_views[b].size_bytes > 0 && !view.buffer_views[b].data.data) return false;
    }
  }
  for (std::int64_t i = 0; i < view.n_children; ++i) {
    if (!has_buffers(*view.children[i])) return false;
  }
  return !view.dictionary || has_buffers(*view.dictionary);
}

/// A column of nulls has no buffer, but some who make them give one.
void drop_buffers_of_nulls(const ArrowSchema& schema, ArrowArray& array) {
  if (schema.format && std::string_view(schema.format) == "n") array.n_buffers = 0;
  for (std::int64_t i = 0; i < std::min(schema.n_children, array.n_children); ++i)
    drop_buffers_of_nulls(*schema.children[i], *array.children[i]);
}

std::string error_of(ArrowArrayStream& stream, int code) {
  const char* said = stream.get_last_error ? stream.get_last_error(&stream) : nullptr;
  return said && *said ? std::string(said) : "its stream fails with code " + std::to_string(code);
}

}  // namespace

Table::Table(std::string name) : name_(std::move(name)) {}

Table::~Table() = default;

bool Table::take(ArrowArray&& array, const ArrowSchema& schema, std::string& wrong) {
  auto batch = std::make_unique<Batch>();
  ArrowArrayMove(&array, &batch->array);
  const ArrowArray& root = batch->array;
  const std::size_t columns = columns_.size();
  if (root.length < 0 || root.offset < 0 || root.n_children != static_cast<std::int64_t>(columns)) {
    wrong = "a batch does not have the columns of its table";
    return false;
  }
  drop_buffers_of_nulls(schema, batch->array);
  batch->views.resize(columns);
  batch->readable.resize(columns, false);
  for (std::size_t c = 0; c < columns; ++c) {
    if (columns_[c].kind == Kind::unreadable) continue;
    ArrowError error;
    ArrowErrorInit(&error);
    ArrowArrayView& view = batch->views[c];
    if (ArrowArrayViewInitFromSchema(&view, schema.children[c], &error) != NANOARROW_OK) {
      wrong = "column `" + columns_[c].name + "`: " + error.message;
      return false;
    }
    batch->readable[c] = true;
    if (ArrowArrayViewSetArray(&view, root.children[c], &error) != NANOARROW_OK ||
        ArrowArrayViewValidate(&view, NANOARROW_VALIDATION_LEVEL_DEFAULT, &error) != NANOARROW_OK || !has_buffers(view) ||
        ArrowArrayViewValidate(&view, NANOARROW_VALIDATION_LEVEL_FULL, &error) != NANOARROW_OK || !texts_lie_inside(view)) {
      wrong = "column `" + columns_[c].name + "` contradicts itself" + (*error.message ? std::string(": ") + error.message : "");
      return false;
    }
    if (view.length < root.offset + root.length) {
      wrong = "column `" + columns_[c].name + "` has fewer rows than its table";
      return false;
    }
  }
  starts_.push_back(rows_);
  rows_ += static_cast<std::uint64_t>(root.length);
  batches_.push_back(std::move(batch));
  return true;
}

std::shared_ptr<const Table> Table::read(std::string name, ArrowArrayStream* stream, std::string& wrong) {
  if (!stream || !stream->release) {
    wrong = "its stream was used before";
    return nullptr;
  }
  struct Taken {  // gives back what it was given, in whatever way this ends
    ArrowArrayStream stream{};
    ArrowSchema schema{};
    ~Taken() {
      if (schema.release) schema.release(&schema);
      if (stream.release) stream.release(&stream);
    }
  } taken;
  ArrowArrayStreamMove(stream, &taken.stream);
  if (const int code = taken.stream.get_schema(&taken.stream, &taken.schema); code != 0) {
    wrong = error_of(taken.stream, code);
    return nullptr;
  }
  const Type root = read_type(taken.schema);
  if (root.kind != Kind::record || root.dictionary) {
    wrong = "it is no table with columns but of type " + root.written;
    return nullptr;
  }
  std::shared_ptr<Table> table(new Table(std::move(name)));
  table->columns_ = root.children;
  while (true) {
    ArrowArray array{};
    if (const int code = taken.stream.get_next(&taken.stream, &array); code != 0) {
      wrong = error_of(taken.stream, code);
      return nullptr;
    }
    if (!array.release) return table;
    if (!table->take(std::move(array), taken.schema, wrong)) return nullptr;
  }
}

Cell Table::cell(std::size_t column, std::uint64_t row) const {
  const auto batch = static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), row) - starts_.begin()) - 1;
  const ArrowArray& root = batches_[batch]->array;
  const std::int64_t at = static_cast<std::int64_t>(row - starts_[batch]) + root.offset;
  const auto* validity = root.n_buffers > 0 ? static_cast<const std::uint8_t*>(root.buffers[0]) : nullptr;
  if (validity && !ArrowBitGet(validity, at)) return {};
  if (!batches_[batch]->readable[column]) return {};
  return {&batches_[batch]->views[column], &columns_[column], at};
}

}  // namespace dutybound::arrow
