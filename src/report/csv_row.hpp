// One line of CSV by RFC 4180. Used by the CSV reports.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <dutybound/date.hpp>
#include <dutybound/report.hpp>

namespace dutybound::report {

/// Cells are what csv_text makes of them, and quoted where they have to be.
class Row {
 public:
  void cell(std::string_view recorded) {
    const std::string text = csv_text(recorded);
    if (!first_) line_ += ',';
    first_ = false;
    if (text.find_first_of("\",\r\n") == std::string_view::npos) {
      line_ += text;
      return;
    }
    line_ += '"';
    for (const char c : text) {
      if (c == '"') line_ += '"';
      line_ += c;
    }
    line_ += '"';
  }
  void cell(const std::optional<Date>& date) { cell(date ? date->to_string() : std::string()); }
  [[nodiscard]] std::string end() { return std::move(line_) + "\r\n"; }

 private:
  std::string line_;
  bool first_ = true;
};

}  // namespace dutybound::report
