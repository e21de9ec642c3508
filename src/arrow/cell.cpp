// Values out of validated arrays.
#include <nanoarrow/nanoarrow.h>

#include "arrow/table.hpp"

namespace dutybound::arrow {
namespace {

/// Towards the past: the day of a moment before 1970 is not the next one's.
std::int64_t floor_of(std::int64_t value, std::int64_t unit) {
  const std::int64_t whole = value / unit;
  return value % unit < 0 ? whole - 1 : whole;
}

}  // namespace

Cell Cell::resolved() const {
  if (!type_->dictionary || !view_->dictionary) return *this;
  return {view_->dictionary, type_, ArrowArrayViewGetIntUnsafe(view_, index_)};
}

bool Cell::is_null() const {
  if (!view_ || ArrowArrayViewIsNull(view_, index_)) return true;
  return type_->dictionary && view_->dictionary &&
         ArrowArrayViewIsNull(view_->dictionary, ArrowArrayViewGetIntUnsafe(view_, index_));
}

bool Cell::boolean() const {
  const Cell at = resolved();
  return ArrowArrayViewGetIntUnsafe(at.view_, at.index_) != 0;
}

std::int64_t Cell::integer() const {
  const Cell at = resolved();
  return ArrowArrayViewGetIntUnsafe(at.view_, at.index_);
}

std::string Cell::digits() const {
  const Cell at = resolved();
  if (type_->bits == 0) return std::to_string(ArrowArrayViewGetUIntUnsafe(at.view_, at.index_));
  ArrowDecimal decimal;
  ArrowDecimalInit(&decimal, type_->bits, type_->precision, type_->scale);
  ArrowArrayViewGetDecimalUnsafe(at.view_, at.index_, &decimal);
  ArrowBuffer buffer;
  ArrowBufferInit(&buffer);
  std::string text;
  if (ArrowDecimalAppendStringToBuffer(&decimal, &buffer) == NANOARROW_OK)
    text.assign(reinterpret_cast<const char*>(buffer.data), static_cast<std::size_t>(buffer.size_bytes));
  ArrowBufferReset(&buffer);
  return text;
}

double Cell::real() const {
  const Cell at = resolved();
  return ArrowArrayViewGetDoubleUnsafe(at.view_, at.index_);
}

std::string_view Cell::text() const {
  const Cell at = resolved();
  const ArrowStringView text = ArrowArrayViewGetStringUnsafe(at.view_, at.index_);
  return text.size_bytes > 0 ? std::string_view(text.data, static_cast<std::size_t>(text.size_bytes)) : std::string_view();
}

std::int64_t Cell::day() const {
  const Cell at = resolved();
  return floor_of(ArrowArrayViewGetIntUnsafe(at.view_, at.index_), type_->per_second);
}

std::int64_t Cell::seconds() const {
  const Cell at = resolved();
  return floor_of(ArrowArrayViewGetIntUnsafe(at.view_, at.index_), type_->per_second);
}

std::int64_t Cell::size() const {
  const Cell at = resolved();
  const std::int64_t i = at.index_ + at.view_->offset;
  switch (at.view_->storage_type) {
    case NANOARROW_TYPE_FIXED_SIZE_LIST:
      return at.view_->layout.child_size_elements;
    case NANOARROW_TYPE_LIST_VIEW:
      return at.view_->buffer_views[2].data.as_int32[i];
    case NANOARROW_TYPE_LARGE_LIST_VIEW:
      return at.view_->buffer_views[2].data.as_int64[i];
    default:
      return ArrowArrayViewListChildOffset(at.view_, i + 1) - ArrowArrayViewListChildOffset(at.view_, i);
  }
}

Cell Cell::item(std::int64_t n) const {
  const Cell at = resolved();
  const std::int64_t i = at.index_ + at.view_->offset;
  const bool fixed = at.view_->storage_type == NANOARROW_TYPE_FIXED_SIZE_LIST;
  const std::int64_t first = fixed ? i * at.view_->layout.child_size_elements : ArrowArrayViewListChildOffset(at.view_, i);
  return {at.view_->children[0], &type_->children[0], first + n};
}

Cell Cell::member(std::size_t i) const {
  const Cell at = resolved();
  return {at.view_->children[i], &type_->children[i], at.index_ + at.view_->offset};
}

}  // namespace dutybound::arrow
