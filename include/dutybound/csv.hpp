// CSV as spreadsheets and databases write it: a text to rows of cells. Entry: read_csv. What rows mean, which of them has the
// headings, and whether all are of one width, is for those who read a table out of them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/result.hpp>

namespace dutybound {

struct CsvRows {
  char separator = ',';
  /// Every row as it stands, the blank ones too: they have one empty cell.
  std::vector<std::vector<std::string>> cells;
  std::vector<std::size_t> lines;  ///< on which each row begins, from 1
};

/// Reads RFC 4180, strictly: a quote stands around a whole cell or twice inside of one that is quoted. A row ends with LF, CR LF
/// or CR outside quotes and with nothing else, so that a cell may hold any other character that breaks lines. The separator is
/// what the first line says (`sep=;`, as Excel writes it), or else that one of comma, semicolon and tab which makes most of the
/// first rows equally wide. `text` is UTF-8, a byte order mark may stand before it. Errors: text that is no UTF-8, a zero byte, a
/// quote that is never closed, a quote where none may be, a `sep=` that is none of the three. May be called from several threads.
[[nodiscard]] DUTYBOUND_API Result<CsvRows> read_csv(std::string name, std::string_view text);

/// `#N/A`, `#REF!` and their like, which a spreadsheet saves in the place of a result, and the `####` of a day in too narrow a
/// column. White space around it does not matter.
[[nodiscard]] DUTYBOUND_API bool is_spreadsheet_error(std::string_view text);

}  // namespace dutybound
