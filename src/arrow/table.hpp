// Tables as they come in: Arrow arrays, kept where they are and read cell by cell. Entry: Table::read.
// What a cell means for a case is src/input's to say.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/arrow_abi.hpp>

struct ArrowArrayView;

namespace dutybound::arrow {

/// What the cells of a column are, whatever type carries them.
enum class Kind : std::uint8_t {
  null,     ///< every cell is null
  boolean,
  integer,
  digits,   ///< a number as decimal digits: decimals, unsigned integers of 64 bits
  real,
  text,
  day,
  moment,
  list,
  record,
  unreadable
};

/// The type of a column, or of what is nested in one.
struct Type {
  std::string name;
  Kind kind = Kind::unreadable;
  std::string written;         ///< the type in Arrow's words, for messages
  bool json = false;           ///< text that the table says is JSON
  bool zoned = false;          ///< moment: an instant; else clock time somewhere
  bool dictionary = false;     ///< the values stand in a dictionary
  std::int64_t per_second = 1; ///< moment: units in a second; day: units in a day (1, or milliseconds)
  std::int32_t bits = 0, precision = 0, scale = 0;  ///< decimals
  std::vector<Type> children;  ///< list: its items; record: its members
};

/// A value in a table. Points into it: the Table has to outlive it.
class Cell {
 public:
  Cell() = default;  ///< a null
  Cell(const ArrowArrayView* view, const Type* type, std::int64_t index) : view_(view), type_(type), index_(index) {}

  [[nodiscard]] bool is_null() const;
  /// Of a cell that is not null. What follows is for cells of the kind that it names.
  [[nodiscard]] Kind kind() const { return type_->kind; }
  [[nodiscard]] const Type& type() const { return *type_; }
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::int64_t integer() const;
  [[nodiscard]] std::string digits() const;
  [[nodiscard]] double real() const;
  [[nodiscard]] std::string_view text() const;  ///< any bytes
  [[nodiscard]] std::int64_t day() const;       ///< since 1970-01-01
  [[nodiscard]] std::int64_t seconds() const;   ///< moment: since 1970-01-01T00:00; parts of a second are left out
  [[nodiscard]] std::int64_t size() const;      ///< list
  [[nodiscard]] Cell item(std::int64_t i) const;
  [[nodiscard]] Cell member(std::size_t i) const;  ///< record: as type().children

 private:
  /// Where the value itself stands: the dictionary's, if there is one.
  [[nodiscard]] Cell resolved() const;

  const ArrowArrayView* view_ = nullptr;
  const Type* type_ = nullptr;
  std::int64_t index_ = 0;
};

/// Immutable; may be read by several threads at once. Gives the arrays back to where they came from when it goes.
class Table {
 public:
  /// Takes everything out of a stream, and the stream too (its release is null afterwards). Null, and what is wrong, where the
  /// stream fails, is no table, or hands over arrays that contradict themselves.
  static std::shared_ptr<const Table> read(std::string name, ArrowArrayStream* stream, std::string& wrong);
  ~Table();
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::uint64_t rows() const { return rows_; }
  [[nodiscard]] const std::vector<Type>& columns() const { return columns_; }
  [[nodiscard]] Cell cell(std::size_t column, std::uint64_t row) const;

 private:
  struct Batch;
  explicit Table(std::string name);
  [[nodiscard]] bool take(ArrowArray&& array, const ArrowSchema& schema, std::string& wrong);

  std::string name_;
  std::uint64_t rows_ = 0;
  std::vector<Type> columns_;
  std::vector<std::uint64_t> starts_;  ///< first row of each batch
  std::vector<std::unique_ptr<Batch>> batches_;
};

}  // namespace dutybound::arrow
