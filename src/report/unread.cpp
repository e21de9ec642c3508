// What could not be read, in every form of output. Entries: unread_to_text, unread_to_json, unread_to_csv.
#include <fmt/format.h>

#include <dutybound/report.hpp>

#include "report/csv_row.hpp"
#include "report/json_value.hpp"
#include "report/words.hpp"

namespace dutybound::report {
namespace {

std::string count(std::size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

Json error_json(const Diagnostic& diagnostic) {
  Json error;
  error["code"] = diagnostic.code;
  error["message"] = diagnostic.message;
  error["hint"] = text_or_null(diagnostic.hint);
  error["line"] = diagnostic.source ? Json(diagnostic.line()) : Json(nullptr);
  error["column"] = diagnostic.source ? Json(diagnostic.column()) : Json(nullptr);
  return error;
}

}  // namespace

std::string unread_to_text(const std::vector<CaseDocument>& unread, std::size_t read) {
  if (unread.empty()) return {};
  const std::string rest = read == 0 ? std::string("nothing was assessed") : count(read, "case was read", "cases were read");
  if (unread.size() > 1) return fmt::format("{} could not be read; {}.\n", count(unread.size(), "document", "documents"), rest);
  const CaseDocument& only = unread.front();
  const std::string why = only.diagnostics.empty() ? std::string() : " (" + only.diagnostics.front().message + ")";
  return fmt::format("1 document could not be read: {}{}; {}.\n", only.where, why, rest);
}

std::string unread_to_json(const std::vector<CaseDocument>& unread) {
  Json json;
  json["unread"] = unread.size();
  json["documents"] = list(unread, [](const CaseDocument& document) {
    Json one;
    one["where"] = document.where;
    one["errors"] = list(document.diagnostics, error_json);
    return one;
  });
  return dump(json, -1);
}

std::string unread_to_csv(const std::vector<CaseDocument>& unread) {
  const std::string header = csv_header();
  std::string lines;
  for (const CaseDocument& document : unread) {
    std::vector<std::string> errors;
    for (const Diagnostic& diagnostic : document.diagnostics) errors.push_back(document.where + ": " + diagnostic.code);
    Row row;
    for (std::size_t begin = 0; begin < header.size();) {
      const std::size_t end = header.find_first_of(",\r", begin);
      const std::string_view column = std::string_view(header).substr(begin, end - begin);
      row.cell(column == "status" ? "unread" : column == "data_errors" ? join(errors, "; ") : std::string());
      begin = header[end] == ',' ? end + 1 : header.size();
    }
    lines += row.end();
  }
  return lines;
}

}  // namespace dutybound::report
