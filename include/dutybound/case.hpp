// The recorded facts of one subject (a case, a partnership, an agency), read and typed. Entry: Rulebook::read_cases.
#pragma once

#include <cassert>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/diagnostic.hpp>
#include <dutybound/finding.hpp>

namespace dutybound {

class Rulebook;

/// Facts typed by the vocabulary of the Rulebook that read them. Immutable; cheap to copy; safe to share between threads.
/// Holds no rule, and no day: one Case is assessed as at many days. One that was moved from may be destroyed and assigned to;
/// else it asserts.
class DUTYBOUND_API Case {
 public:
  [[nodiscard]] const std::string& subject() const noexcept;  ///< `case`, `partnership`, ...
  [[nodiscard]] const std::optional<std::string>& id() const noexcept;
  [[nodiscard]] const UnreadNames& unread_names() const noexcept;
  [[nodiscard]] const std::vector<DataError>& data_errors() const noexcept;  ///< impossible values, wherever they stand

  struct DUTYBOUND_INNER Body;

 private:
  friend struct Inside;
  explicit Case(std::shared_ptr<const Body> body) noexcept : body_(std::move(body)) {}
  [[nodiscard]] const Body& body() const noexcept {
    assert(body_ != nullptr);
    return *body_;
  }
  std::shared_ptr<const Body> body_;
};

/// What a case goes by among others.
struct CaseName {
  std::string subject;
  std::string id;
};
/// Warnings of ids that several of them have, and of ids that differ only in capitals, leading zeros or white space: they may be
/// one child's.
[[nodiscard]] DUTYBOUND_API Diagnostics check_ids(const std::vector<CaseName>& names);

/// How a text of facts is written.
enum class CaseFormat : std::uint8_t { json = 0, yaml = 1, json_lines = 2, cin_census = 3 };

/// One document of a file: its case, or why it could not be read. `where` names it (`cases.jsonl:3`, `return.xml: child
/// DfEX0000001`).
struct CaseDocument {
  std::string where;
  std::optional<Case> facts;
  Diagnostics diagnostics;
};

}  // namespace dutybound
