// Rows into columns, and columns after columns.
#include <limits>
#include <stdexcept>

#include "arrow/build.hpp"

namespace dutybound::arrow {
namespace {

std::int32_t offset(std::size_t size) {
  if (size > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
    throw std::length_error("more text in one batch than Arrow's offsets reach");
  return static_cast<std::int32_t>(size);
}

template <class T>
void put_after(std::vector<T>& values, std::vector<T>&& more) {
  if (values.empty()) {
    values = std::move(more);
  } else {
    values.insert(values.end(), more.begin(), more.end());
  }
}

}  // namespace

Words::Words(const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    bytes_.insert(bytes_.end(), text.begin(), text.end());
    offsets_.push_back(offset(bytes_.size()));
  }
}

std::vector<std::uint8_t> Bits::packed() const {
  std::vector<std::uint8_t> bytes((bits_.size() + 7) / 8);
  for (std::size_t i = 0; i < bits_.size(); ++i) bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] | bits_[i] << (i % 8));
  return bytes;
}

Column::Column(const Field& field) : layout_(field.layout) {
  if (layout_ == Layout::text || layout_ == Layout::list) small_.push_back(0);
  for (const Field& part : field.parts) parts_.emplace_back(part);
}

void Column::mark_null() {
  if (nulls_ == 0) validity_.push(true, length_);
  validity_.push(false);
  ++nulls_;
  ++length_;
}

void Column::null() {
  switch (layout_) {
    case Layout::text:
    case Layout::list:
      small_.push_back(small_.back());
      break;
    case Layout::word:
    case Layout::day:
      small_.push_back(0);
      break;
    case Layout::integer:
    case Layout::instant:
      wide_.push_back(0);
      break;
    case Layout::truth:
      truths_.push(false);
      break;
    case Layout::record:
      for (Column& part : parts_) part.null();
      break;
  }
  mark_null();
}

void Column::text(std::string_view value) {
  const auto* first = reinterpret_cast<const std::uint8_t*>(value.data());
  bytes_.insert(bytes_.end(), first, first + value.size());
  small(offset(bytes_.size()));
}

void Column::truth(bool value) {
  truths_.push(value);
  valid();
}

void Column::finish() {
  if (layout_ == Layout::list) {
    small(offset(parts_[0].length_));
  } else {
    valid();
  }
}

void Column::append(Column&& other) {
  if (nulls_ > 0 || other.nulls_ > 0) {
    if (nulls_ == 0) validity_.push(true, length_);
    if (other.nulls_ > 0) {
      validity_.append(other.validity_);
    } else {
      validity_.push(true, other.length_);
    }
  }
  if (layout_ == Layout::text || layout_ == Layout::list) {
    const std::size_t base = layout_ == Layout::text ? bytes_.size() : parts_[0].length_;
    small_.reserve(small_.size() + other.length_);
    for (std::size_t i = 1; i < other.small_.size(); ++i)
      small_.push_back(offset(base + static_cast<std::size_t>(other.small_[i])));
  } else {
    put_after(small_, std::move(other.small_));
  }
  put_after(wide_, std::move(other.wide_));
  put_after(bytes_, std::move(other.bytes_));
  truths_.append(other.truths_);
  for (std::size_t i = 0; i < parts_.size(); ++i) parts_[i].append(std::move(other.parts_[i]));
  length_ += other.length_;
  nulls_ += other.nulls_;
}

Batch::Batch(const std::vector<Field>& fields) {
  for (const Field& field : fields) columns_.emplace_back(field);
}

void Batch::append(Batch&& other) {
  if (rows_ == 0) {
    *this = std::move(other);
    return;
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].append(std::move(other.columns_[i]));
  rows_ += other.rows_;
}

}  // namespace dutybound::arrow
