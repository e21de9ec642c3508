// Findings and diagnostics as text, JSON, JSON Lines and CSV. Nothing here derives anything: it writes what it is given.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/case.hpp>
#include <dutybound/diagnostic.hpp>
#include <dutybound/difference.hpp>
#include <dutybound/explanation.hpp>
#include <dutybound/finding.hpp>

namespace dutybound::report {

struct TextOptions {
  bool colour = false;
  std::size_t width = 100;                    ///< columns to wrap at
  std::map<std::string, std::string> titles;  ///< rule id -> its title; a rule without one goes by its id
  /// Of a Diagnostic, for logs: only file, line, column, severity, code and the code's own words. Nothing that its message, its
  /// hint and the underlined line quote.
  bool redact = false;
};

/// For a practitioner: overdue first, then what falls due, late, undecidable (grouped by what is missing), met; dates with
/// weekdays.
[[nodiscard]] DUTYBOUND_API std::string to_text(const Assessment& assessment, const TextOptions& options = {});
[[nodiscard]] DUTYBOUND_API std::string to_text(const Explanation& explanation, const TextOptions& options = {});
[[nodiscard]] DUTYBOUND_API std::string to_text(const std::vector<Question>& questions, const TextOptions& options = {});
[[nodiscard]] DUTYBOUND_API std::string to_text(const Difference& difference, const TextOptions& options = {});
/// A case of which something was not read.
struct ReadInPart {
  std::string where;
  UnreadNames names;
};
/// What a reader has to know before all else: how much could not be read, and what where it is one document; and how many cases
/// were read in part. A line for each, with its end; empty where everything was read. `read`: documents that were. `redact`: how
/// many, and nothing of what they hold.
[[nodiscard]] DUTYBOUND_API std::string unread_to_text(const std::vector<CaseDocument>& unread, std::size_t read,
                                                       const std::vector<ReadInPart>& in_part = {}, bool redact = false);
/// What somebody else wrote, as a terminal may be given it: control characters, marks that turn the direction of writing and
/// bytes that are no UTF-8 are escapes. On one line, or line by line.
[[nodiscard]] DUTYBOUND_API std::string shown(std::string_view text);
[[nodiscard]] DUTYBOUND_API std::string shown_lines(std::string_view text);
/// `file:line:column: error[code]: message`, the line, carets under it, the hint; with TextOptions::redact the first line alone.
[[nodiscard]] DUTYBOUND_API std::string to_text(const Diagnostic& diagnostic, const TextOptions& options = {});

/// One object, on one line unless `indent` >= 0, with `format` and `engine`: what is promised of it, docs/json.md says.
[[nodiscard]] DUTYBOUND_API std::string to_json(const Assessment& assessment, int indent = -1);
[[nodiscard]] DUTYBOUND_API std::string to_json(const Explanation& explanation, int indent = -1);
[[nodiscard]] DUTYBOUND_API std::string to_json(const std::vector<Question>& questions, int indent = -1);
[[nodiscard]] DUTYBOUND_API std::string to_json(const Difference& difference, int indent = -1);
/// `{"format", "engine", "unread": 1, "documents": [{"where", "errors": [{"code", "message", "hint", "line", "column"}]}],
/// "read_in_part": [{"where", "names", "path", "reason"}]}`, on one line.
[[nodiscard]] DUTYBOUND_API std::string unread_to_json(const std::vector<CaseDocument>& unread,
                                                       const std::vector<ReadInPart>& in_part = {});
/// One object a line, each with `format`, `engine`, `case` and `as_at`.
[[nodiscard]] DUTYBOUND_API std::string to_json_lines(const Assessment& assessment);
/// What a spreadsheet would run as a formula, as text: a cell that begins with `=`, `+`, `-`, `@`, their full-width forms, a tab
/// or a line's end, where it is no plain number, gets an apostrophe in front. Every CSV that is written here or in Python goes
/// through it.
[[nodiscard]] DUTYBOUND_API std::string csv_text(std::string_view cell);
/// The names of the columns, with the line's end.
[[nodiscard]] DUTYBOUND_API std::string csv_header();
/// One line a finding, each text as csv_text makes it (RFC 4180: lines end in CR LF), lists joined by `; `: the paths that are
/// missing; `path: code` of data errors; `path = value` of what was assumed, with ` (by the rule)` where the rule itself takes
/// what stands in.
[[nodiscard]] DUTYBOUND_API std::string to_csv(const Assessment& assessment);
/// One line a document, with `unread` or `read_in_part` for a status and `where: code` among the data errors.
[[nodiscard]] DUTYBOUND_API std::string unread_to_csv(const std::vector<CaseDocument>& unread,
                                                      const std::vector<ReadInPart>& in_part = {});

}  // namespace dutybound::report
