// The columns of findings and of errors. Entries: finding_fields, FindingWriter, error_fields, write_errors.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/caseload.hpp>

#include "arrow/build.hpp"
#include "findings/walk.hpp"

namespace dutybound::caseload {

/// As caseload_assessment.hpp lists them. `source_tables`: names for engine::Origin::table.
[[nodiscard]] std::vector<arrow::Field> finding_fields(const program::Program& program, bool integer_ids,
                                                       const std::vector<std::string>& source_tables);

/// One case's answers into rows, without making a Finding. For one thread; used again and again.
class FindingWriter {
 public:
  FindingWriter(const findings::Standpoint& from, bool integer_ids);

  /// Goes on with another case; all of it has to outlive the rows that are written.
  void begin(const engine::Facts& facts, const findings::Answers& answers, const std::optional<std::string>& case_id);
  void write(const findings::Answer& answer, arrow::Batch& into);

 private:
  void write_case(arrow::Column& column) const;
  void write_record(const findings::Answer& answer, arrow::Column& record_id, arrow::Column& record);
  void write_causes(const findings::Answer& answer, arrow::Column& missing, arrow::Column& errors);
  void write_provisional(const findings::Answer& answer, arrow::Column& provisional, arrow::Column& unless);
  void write_assumed(const findings::Answer& answer, arrow::Column& assumed);
  void write_source(const findings::Answer& answer, arrow::Column& table, arrow::Column& row) const;
  void write_readings(const findings::Choices& readings, arrow::Column& column) const;
  void write_others(const findings::Answer& answer, arrow::Column& same, arrow::Column& others);

  const findings::Standpoint& from_;
  bool integer_ids_;
  std::vector<std::uint32_t> actor_of_;  ///< by rule: index in the dictionary
  const engine::Facts* facts_ = nullptr;
  const findings::Answers* answers_ = nullptr;
  std::string_view case_id_;
  std::optional<std::int64_t> integer_id_;
  bool has_id_ = false;
  std::string path_;  ///< of `path_of_`
  std::optional<engine::Instance> path_of_;
  std::string scratch_;
  std::vector<std::size_t> told_;  ///< data errors of one answer
};

[[nodiscard]] std::vector<arrow::Field> error_fields();
void write_error(const PlacedError& error, arrow::Batch& into);

}  // namespace dutybound::caseload
