// Where a run takes its cases from. Entry: Source.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <dutybound/caseload.hpp>

#include "engine/facts.hpp"

namespace dutybound::caseload {

/// Cases by index. Every member may be called from several threads at once.
class Source {
 public:
  Source() = default;
  virtual ~Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  [[nodiscard]] virtual std::size_t size() const = 0;
  [[nodiscard]] virtual CaseDocument at(std::size_t i) const = 0;
  /// Without typing the case.
  [[nodiscard]] virtual std::optional<std::string> case_id(std::size_t i) const = 0;
  /// The document's data errors, and where they stand.
  [[nodiscard]] virtual std::vector<PlacedError> place(std::size_t i, const CaseDocument& document) const = 0;
  [[nodiscard]] virtual bool integer_ids() const = 0;
  /// Names for engine::Origin::table.
  [[nodiscard]] virtual const std::vector<std::string>& source_tables() const = 0;
  /// Caseload::Body::reading.
  [[nodiscard]] virtual const std::string& reading() const = 0;
  /// What its facts assume; null if nothing.
  [[nodiscard]] virtual const engine::Assumptions* assumptions() const = 0;
};

}  // namespace dutybound::caseload
