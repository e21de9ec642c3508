// Batches of findings read back, column by column, with nanoarrow's own checks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nanoarrow/nanoarrow.h>

#include "support/catch.hpp"

#include <dutybound/caseload_assessment.hpp>

namespace dutybound::testing {

/// A struct array and its schema, owned.
class Batch {
 public:
  Batch(const ArrowSchema& schema, ArrowArray* array) : array_(*array) {
    array->release = nullptr;
    ArrowError error{};
    INFO(error.message);
    REQUIRE(ArrowArrayViewInitFromSchema(&view_, &schema, &error) == NANOARROW_OK);
    REQUIRE(ArrowArrayViewSetArray(&view_, &array_, &error) == NANOARROW_OK);
    REQUIRE(ArrowArrayViewValidate(&view_, NANOARROW_VALIDATION_LEVEL_FULL, &error) == NANOARROW_OK);
    for (std::int64_t i = 0; i < schema.n_children; ++i) {
      names_.emplace_back(schema.children[i]->name);
      CHECK(ArrowArrayViewComputeNullCount(view_.children[i]) == array_.children[i]->null_count);
    }
  }
  ~Batch() {
    ArrowArrayViewReset(&view_);
    array_.release(&array_);
  }
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  [[nodiscard]] std::int64_t rows() const { return array_.length; }
  [[nodiscard]] const ArrowArrayView& column(const std::string& name) const {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i] == name) return *view_.children[i];
    }
    throw std::out_of_range(name);
  }

 private:
  ArrowArray array_;
  ArrowArrayView view_{};
  std::vector<std::string> names_;
};

inline std::optional<std::int64_t> integer_at(const ArrowArrayView& column, std::int64_t row) {
  if (ArrowArrayViewIsNull(&column, row)) return std::nullopt;
  return ArrowArrayViewGetIntUnsafe(&column, row);
}

inline std::optional<std::string> text_at(const ArrowArrayView& column, std::int64_t row) {
  if (ArrowArrayViewIsNull(&column, row)) return std::nullopt;
  if (column.dictionary) return text_at(*column.dictionary, ArrowArrayViewGetIntUnsafe(&column, row));
  const ArrowStringView text = ArrowArrayViewGetStringUnsafe(&column, row);
  return std::string(text.data, static_cast<std::size_t>(text.size_bytes));
}

inline std::optional<Date> day_at(const ArrowArrayView& column, std::int64_t row) {
  const auto number = integer_at(column, row);
  return number ? std::optional(Date::from_number(static_cast<std::int32_t>(*number))) : std::nullopt;
}

template <class Item>
void each_item(const ArrowArrayView& list, std::int64_t row, Item item) {
  for (std::int64_t i = ArrowArrayViewListChildOffset(&list, row); i < ArrowArrayViewListChildOffset(&list, row + 1); ++i)
    item(*list.children[0], i);
}

inline std::map<std::string, std::string> readings_at(const ArrowArrayView& list, std::int64_t row) {
  std::map<std::string, std::string> readings;
  each_item(list, row, [&](const ArrowArrayView& item, std::int64_t i) {
    readings[text_at(*item.children[0], i).value()] = text_at(*item.children[1], i).value();
  });
  return readings;
}

template <class Enumeration>
Enumeration word_at(const ArrowArrayView& column, std::int64_t row) {
  const auto value = static_cast<Enumeration>(integer_at(column, row).value());
  if (text_at(column, row) != std::string(to_string(value))) FAIL("another word stands in the dictionary");
  return value;
}

/// A row as the finding that it was made of; of what is missing the paths alone.
inline Finding finding_at(const Batch& batch, std::int64_t row) {
  const auto text = [&](const char* name) { return text_at(batch.column(name), row); };
  const auto day = [&](const char* name) { return day_at(batch.column(name), row); };
  Finding finding;
  finding.rule = text("rule").value();
  finding.rulebook = text("rulebook").value();
  finding.kind = word_at<RuleKind>(batch.column("kind"), row);
  finding.modality = word_at<Modality>(batch.column("modality"), row);
  finding.actor = text("actor").value();
  finding.instance = text("record").value();
  finding.record = text("record_id");
  finding.status = word_at<Status>(batch.column("status"), row);
  finding.outcome = text("outcome").value_or("");
  finding.trigger = day("trigger");
  finding.due = day("due");
  finding.done = day("done");
  if (const auto seconds = integer_at(batch.column("due_at"), row)) finding.due_at = DateTime::from_seconds(*seconds);
  finding.days = integer_at(batch.column("days"), row);
  if (text("day_unit")) finding.day_unit = word_at<DayUnit>(batch.column("day_unit"), row);
  finding.valid_until = day("valid_until");
  finding.valid_until_at_least = integer_at(batch.column("valid_until_at_least"), row).value() != 0;
  each_item(batch.column("missing"), row, [&](const ArrowArrayView& item, std::int64_t i) {
    finding.missing.push_back({text_at(item, i).value(), ""});
  });
  each_item(batch.column("data_errors"), row, [&](const ArrowArrayView& item, std::int64_t i) {
    const auto part = [&](int n) { return text_at(*item.children[n], i).value(); };
    finding.data_errors.push_back({part(0), part(1), part(2), part(3)});
  });
  if (text("provisional")) finding.provisional = word_at<Status>(batch.column("provisional"), row);
  each_item(batch.column("unless"), row,
            [&](const ArrowArrayView& item, std::int64_t i) { finding.unless.push_back(text_at(item, i).value()); });
  each_item(batch.column("assumed"), row, [&](const ArrowArrayView& item, std::int64_t i) {
    finding.assumed.push_back({text_at(*item.children[0], i).value(), text_at(*item.children[1], i).value(),
                               integer_at(*item.children[2], i).value() != 0});
  });
  finding.source_table = text("source_table");
  if (const auto at = integer_at(batch.column("source_row"), row)) finding.source_row = static_cast<std::uint64_t>(*at);
  finding.edition_policy = word_at<EditionPolicy>(batch.column("edition_policy"), row);
  finding.readings = readings_at(batch.column("readings"), row);
  if (const auto same = integer_at(batch.column("same_under_all_readings"), row)) finding.same_under_all_readings = *same != 0;
  each_item(batch.column("other_readings"), row, [&](const ArrowArrayView& item, std::int64_t i) {
    finding.other_readings.push_back({readings_at(*item.children[0], i),
                                      parse_status(text_at(*item.children[1], i).value()).value(),
                                      text_at(*item.children[2], i).value_or(""), day_at(*item.children[3], i),
                                      parse_status(text_at(*item.children[4], i).value_or(""))});
  });
  return finding;
}

}  // namespace dutybound::testing
