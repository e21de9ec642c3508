// Building Arrow record batches: columns that grow row by row, can be put after each other, and are given away without a copy.
// Entries: Field, Batch, describe, give. Reading Arrow is table.hpp's.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/arrow_abi.hpp>

namespace dutybound::arrow {

/// Texts that a column names by number: the dictionary of every batch, kept once.
class Words {
 public:
  /// Throws std::length_error where they are too long for Arrow's offsets.
  explicit Words(const std::vector<std::string>& texts);

  [[nodiscard]] const std::vector<std::int32_t>& offsets() const { return offsets_; }
  [[nodiscard]] const std::vector<std::uint8_t>& bytes() const { return bytes_; }

 private:
  std::vector<std::int32_t> offsets_{0};
  std::vector<std::uint8_t> bytes_;
};

/// How a column's values lie: utf8; dictionary of utf8 by int32; int64; date32; timestamp in seconds of Europe/London; bool;
/// list; struct.
enum class Layout : std::uint8_t { text, word, integer, day, instant, truth, list, record };

struct Field {
  std::string name;
  Layout layout = Layout::text;
  std::vector<Field> parts = {};                 ///< list: its item; record: its members
  std::shared_ptr<const Words> words = nullptr;  ///< word: the dictionary
};

/// Truths, a byte each until they are given away.
class Bits {
 public:
  void push(bool bit) { bits_.push_back(bit ? 1 : 0); }
  void push(bool bit, std::size_t count) { bits_.insert(bits_.end(), count, bit ? 1 : 0); }
  void append(const Bits& other) { bits_.insert(bits_.end(), other.bits_.begin(), other.bits_.end()); }
  /// Eight to a byte, the least first.
  [[nodiscard]] std::vector<std::uint8_t> packed() const;

 private:
  std::vector<std::uint8_t> bits_;
};

/// One column. Every method but the last adds one row, and is for the layouts that it names.
class Column {
 public:
  explicit Column(const Field& field);

  void null();
  /// Throws std::length_error where a batch's texts are more than Arrow's offsets can reach.
  void text(std::string_view value);
  void word(std::size_t index) { small(static_cast<std::int32_t>(index)); }
  void day(std::int32_t number) { small(number); }
  void integer(std::int64_t value) { wide(value); }
  void instant(std::int64_t seconds) { wide(seconds); }
  void truth(bool value);
  /// list: its items are what part(0) has got since the last row. record: each part has got one row more.
  void finish();
  [[nodiscard]] Column& part(std::size_t i) { return parts_[i]; }

  /// The rows of another column of the same field, after those that are there.
  void append(Column&& other);

 private:
  friend class Giver;
  void small(std::int32_t value) {
    small_.push_back(value);
    valid();
  }
  void wide(std::int64_t value) {
    wide_.push_back(value);
    valid();
  }
  void valid() {
    ++length_;
    if (nulls_ > 0) validity_.push(true);
  }
  void mark_null();
  void end_list();

  Layout layout_;
  std::size_t length_ = 0;
  std::size_t nulls_ = 0;
  Bits validity_;  ///< empty without nulls
  Bits truths_;
  std::vector<std::int32_t> small_;  ///< words, days, offsets
  std::vector<std::int64_t> wide_;
  std::vector<std::uint8_t> bytes_;
  std::vector<Column> parts_;
};

/// The columns of a batch.
class Batch {
 public:
  explicit Batch(const std::vector<Field>& fields);

  [[nodiscard]] Column& operator[](std::size_t column) { return columns_[column]; }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  /// Every column has got one row more.
  void finish_row() { ++rows_; }
  void append(Batch&& other);

 private:
  friend class Giver;
  std::vector<Column> columns_;
  std::size_t rows_ = 0;
};

/// The schema of such batches: a struct, every column of which can be null. Throws std::bad_alloc; `into` then holds nothing.
void describe(const std::vector<Field>& fields, ArrowSchema* into);

/// A batch that needs nothing of ours any more; it can be released from any thread. Throws std::bad_alloc, or std::logic_error
/// where the columns do not fit together; `into` then holds nothing.
void give(const std::vector<Field>& fields, Batch&& batch, ArrowArray* into);

}  // namespace dutybound::arrow
