// What could not be read, in every form of output. Entries: unread_to_text, unread_to_json, unread_to_csv.
#include <fmt/format.h>

#include <dutybound/report.hpp>

#include "report/csv_row.hpp"
#include "report/formats.hpp"
#include "report/json_value.hpp"
#include "report/words.hpp"
#include "text/shown.hpp"

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

std::string whole_documents(const std::vector<CaseDocument>& unread, std::size_t read, bool redact) {
  if (unread.empty()) return {};
  const std::string rest = read == 0 ? std::string("nothing was assessed") : count(read, "case was read", "cases were read");
  if (redact || unread.size() > 1)
    return fmt::format("{} could not be read; {}.\n", count(unread.size(), "document", "documents"), rest);
  const CaseDocument& only = unread.front();
  const std::string why = only.diagnostics.empty() ? std::string() : " (" + only.diagnostics.front().message + ")";
  return fmt::format("1 document could not be read: {}{}; {}.\n", text::shown(only.where), text::shown(why), rest);
}

std::string parts_of_documents(const std::vector<ReadInPart>& in_part, bool redact) {
  if (in_part.empty()) return {};
  if (redact || in_part.size() > 1)
    return fmt::format("{} read in part: some of what {} was not read.\n", count(in_part.size(), "case was", "cases were"),
                       in_part.size() == 1 ? "it holds" : "they hold");
  const auto& [where, names] = in_part.front();
  const std::string more = names.count > 1 ? fmt::format(" (and {} more)", names.count - 1) : std::string();
  return fmt::format("1 case was read in part: {}: `{}`{}: {}\n", text::shown(where), text::shown(names.first->path), more,
                     text::shown(names.first->reason));
}

}  // namespace

std::string shown(std::string_view text) { return text::shown(text); }
std::string shown_lines(std::string_view text) { return text::shown_lines(text); }

std::string unread_to_text(const std::vector<CaseDocument>& unread, std::size_t read, const std::vector<ReadInPart>& in_part,
                           bool redact) {
  return whole_documents(unread, read, redact) + parts_of_documents(in_part, redact);
}

std::string unread_to_json(const std::vector<CaseDocument>& unread, const std::vector<ReadInPart>& in_part) {
  Json json = versions(formats::unread);
  json["unread"] = unread.size();
  json["documents"] = list(unread, [](const CaseDocument& document) {
    Json one;
    one["where"] = document.where;
    one["errors"] = list(document.diagnostics, error_json);
    return one;
  });
  json["read_in_part"] = list(in_part, [](const ReadInPart& part) {
    Json one{{"where", part.where}};
    one.update(unread_names_json(part.names));
    return one;
  });
  return dump(json, -1);
}

std::string unread_to_csv(const std::vector<CaseDocument>& unread, const std::vector<ReadInPart>& in_part) {
  const std::string header = csv_header();
  std::string lines;
  const auto add = [&](std::string_view status, const std::string& errors) {
    Row row;
    for (std::size_t begin = 0; begin < header.size();) {
      const std::size_t end = header.find_first_of(",\r", begin);
      const std::string_view column = std::string_view(header).substr(begin, end - begin);
      row.cell(column == "status" ? std::string(status) : column == "data_errors" ? errors : std::string());
      begin = header[end] == ',' ? end + 1 : header.size();
    }
    lines += row.end();
  };
  for (const CaseDocument& document : unread) {
    std::vector<std::string> errors;
    for (const Diagnostic& diagnostic : document.diagnostics) errors.push_back(document.where + ": " + diagnostic.code);
    add("unread", join(errors, "; "));
  }
  for (const auto& [where, names] : in_part) add("read_in_part", where + ": " + names.first->path + ": " + names.first->code);
  return lines;
}

}  // namespace dutybound::report
