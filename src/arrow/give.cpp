// Columns to the structs of the Arrow C data interface.
#include <cerrno>
#include <new>
#include <stdexcept>

#include <nanoarrow/nanoarrow.h>

#include "arrow/build.hpp"

namespace dutybound::arrow {
namespace {

void check(ArrowErrorCode code) {
  if (code == ENOMEM) throw std::bad_alloc();
  if (code != NANOARROW_OK) throw std::logic_error("an Arrow column that does not fit together");
}

ArrowType type_of(Layout layout) {
  switch (layout) {
    case Layout::text:
      return NANOARROW_TYPE_STRING;
    case Layout::word:
      return NANOARROW_TYPE_INT32;
    case Layout::integer:
      return NANOARROW_TYPE_INT64;
    case Layout::day:
      return NANOARROW_TYPE_DATE32;
    case Layout::instant:
      return NANOARROW_TYPE_TIMESTAMP;
    case Layout::truth:
      return NANOARROW_TYPE_BOOL;
    case Layout::list:
      return NANOARROW_TYPE_LIST;
    case Layout::record:
      break;
  }
  return NANOARROW_TYPE_STRUCT;
}

void describe_field(const Field& field, ArrowSchema* into) {
  // A list's type brings its item along, a struct's its members: their number is set with the type.
  if (field.layout == Layout::record) {
    ArrowSchemaInit(into);
    check(ArrowSchemaSetTypeStruct(into, static_cast<std::int64_t>(field.parts.size())));
  } else if (field.layout == Layout::instant) {
    ArrowSchemaInit(into);
    check(ArrowSchemaSetTypeDateTime(into, NANOARROW_TYPE_TIMESTAMP, NANOARROW_TIME_UNIT_SECOND, "Europe/London"));
  } else {
    check(ArrowSchemaInitFromType(into, type_of(field.layout)));
  }
  check(ArrowSchemaSetName(into, field.name.c_str()));
  for (std::size_t i = 0; i < field.parts.size(); ++i) {
    ArrowSchema* part = into->children[i];
    if (part->release != nullptr) part->release(part);
    describe_field(field.parts[i], part);
  }
  if (field.layout != Layout::word) return;
  check(ArrowSchemaAllocateDictionary(into));
  check(ArrowSchemaInitFromType(into->dictionary, NANOARROW_TYPE_STRING));
}

template <class Owner>
void free_owner(ArrowBufferAllocator* allocator, std::uint8_t* /*data*/, std::int64_t /*size*/) {
  delete static_cast<Owner*>(allocator->private_data);
}

/// `owner` is whatever keeps the values alive; it goes with the buffer.
template <class Owner, class T>
void set_buffer(ArrowArray* array, int i, const std::vector<T>& values, std::unique_ptr<Owner> owner) {
  if (values.empty()) return;
  ArrowBuffer buffer;
  ArrowBufferInit(&buffer);
  buffer.data = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(values.data()));
  buffer.size_bytes = buffer.capacity_bytes = static_cast<std::int64_t>(values.size() * sizeof(T));
  buffer.allocator = ArrowBufferDeallocator(&free_owner<Owner>, owner.release());
  check(ArrowArraySetBuffer(array, i, &buffer));
}

template <class T>
void move_buffer(ArrowArray* array, int i, std::vector<T>&& values) {
  auto owner = std::make_unique<std::vector<T>>(std::move(values));
  const std::vector<T>& kept = *owner;
  set_buffer(array, i, kept, std::move(owner));
}

void give_words(const std::shared_ptr<const Words>& words, ArrowArray* array) {
  check(ArrowArrayAllocateDictionary(array));
  check(ArrowArrayInitFromType(array->dictionary, NANOARROW_TYPE_STRING));
  using Share = std::shared_ptr<const Words>;
  set_buffer(array->dictionary, 1, words->offsets(), std::make_unique<Share>(words));
  set_buffer(array->dictionary, 2, words->bytes(), std::make_unique<Share>(words));
  array->dictionary->length = static_cast<std::int64_t>(words->offsets().size()) - 1;
}

/// What `into` holds goes back unless it was kept.
template <class Struct>
class Undo {
 public:
  explicit Undo(Struct* of) : of_(of) { of_->release = nullptr; }
  ~Undo() {
    if (of_ && of_->release) of_->release(of_);
  }
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;
  void keep() { of_ = nullptr; }

 private:
  Struct* of_;
};

}  // namespace

/// Sees into columns.
class Giver {
 public:
  static void column(const Field& field, Column&& from, ArrowArray* into) {
    check(ArrowArrayInitFromType(into, type_of(field.layout)));
    move_buffer(into, 0, from.validity_.packed());
    switch (field.layout) {
      case Layout::text:
        move_buffer(into, 1, std::move(from.small_));
        move_buffer(into, 2, std::move(from.bytes_));
        break;
      case Layout::word:
        give_words(field.words, into);
        [[fallthrough]];
      case Layout::day:
      case Layout::list:
        move_buffer(into, 1, std::move(from.small_));
        break;
      case Layout::integer:
      case Layout::instant:
        move_buffer(into, 1, std::move(from.wide_));
        break;
      case Layout::truth:
        move_buffer(into, 1, from.truths_.packed());
        break;
      case Layout::record:
        break;
    }
    columns(field.parts, from.parts_, into);
    into->length = static_cast<std::int64_t>(from.length_);
    into->null_count = static_cast<std::int64_t>(from.nulls_);
  }

  static void table(const std::vector<Field>& fields, Batch&& from, ArrowArray* into) {
    check(ArrowArrayInitFromType(into, NANOARROW_TYPE_STRUCT));
    columns(fields, from.columns_, into);
    into->length = static_cast<std::int64_t>(from.rows_);
    check(ArrowArrayFinishBuildingDefault(into, nullptr));
  }

 private:
  static void columns(const std::vector<Field>& fields, std::vector<Column>& from, ArrowArray* into) {
    if (fields.empty()) return;
    check(ArrowArrayAllocateChildren(into, static_cast<std::int64_t>(fields.size())));
    for (std::size_t i = 0; i < fields.size(); ++i) column(fields[i], std::move(from[i]), into->children[i]);
  }
};

void describe(const std::vector<Field>& fields, ArrowSchema* into) {
  Undo<ArrowSchema> undo(into);
  ArrowSchemaInit(into);
  check(ArrowSchemaSetTypeStruct(into, static_cast<std::int64_t>(fields.size())));
  for (std::size_t i = 0; i < fields.size(); ++i) describe_field(fields[i], into->children[i]);
  check(ArrowSchemaSetName(into, ""));
  into->flags = 0;  // the batch as a whole is never null
  undo.keep();
}

void give(const std::vector<Field>& fields, Batch&& batch, ArrowArray* into) {
  Undo<ArrowArray> undo(into);
  Giver::table(fields, std::move(batch), into);
  undo.keep();
}

}  // namespace dutybound::arrow
