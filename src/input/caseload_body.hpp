// What a Caseload holds, however its cases were recorded: tables (table_caseload.cpp) or a text (text_caseload.cpp).
#pragma once

#include <dutybound/caseload.hpp>

#include "program/program.hpp"

namespace dutybound {

class Caseload::Body {
 public:
  explicit Body(std::shared_ptr<const program::Program> program) : program_(std::move(program)) {}
  virtual ~Body() = default;
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  [[nodiscard]] virtual std::size_t size() const = 0;
  [[nodiscard]] virtual CaseDocument at(std::size_t i) const = 0;
  [[nodiscard]] virtual std::optional<std::string> case_id(std::size_t i) const = 0;
  [[nodiscard]] virtual std::optional<std::size_t> find(std::string_view case_id) const = 0;
  [[nodiscard]] virtual std::vector<PlacedError> place(std::size_t i, const CaseDocument& document) const = 0;

  /// By whose vocabulary its cases are typed.
  [[nodiscard]] const std::shared_ptr<const program::Program>& program() const { return program_; }

  std::vector<PlacedError> errors;
  std::vector<TableCount> tables;
  Diagnostics warnings;
  std::shared_ptr<const std::vector<std::string>> source_tables = std::make_shared<const std::vector<std::string>>();
  std::string reading;  ///< SHA-256 over how tables were read; empty of a text
  bool integer_ids = false;
  bool may_be_unread = true;
  std::optional<Date> reference_date;

 protected:
  std::shared_ptr<const program::Program> program_;
};

}  // namespace dutybound
