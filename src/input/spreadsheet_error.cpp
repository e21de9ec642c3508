// The errors of Excel, LibreOffice and Google Sheets.
#include <algorithm>
#include <array>

#include <dutybound/csv.hpp>

#include "input/names.hpp"
#include "text/white_space.hpp"

namespace dutybound {
namespace {

/// `#N/A N/A` is what add-ins for market data write, and what tools take for missing with it.
constexpr std::array<std::string_view, 21> errors{"#N/A",      "#N/A N/A",      "#REF!",   "#VALUE!",  "#NAME?",     "#DIV/0!",
                                                  "#NUM!",     "#NULL!",        "#SPILL!", "#CALC!",   "#FIELD!",    "#BLOCKED!",
                                                  "#CONNECT!", "#UNKNOWN!",     "#BUSY!",  "#PYTHON!", "#EXTERNAL!", "#TIMEOUT!",
                                                  "#ERROR!",   "#GETTING_DATA", "#CIRC!"};
constexpr std::size_t fewest_marks = 3;

}  // namespace

bool is_spreadsheet_error(std::string_view text) {
  text = text::trimmed(text);
  if (text.empty() || text.front() != '#') return false;
  if (text.size() >= fewest_marks && text.find_first_not_of('#') == std::string_view::npos) return true;
  return std::any_of(errors.begin(), errors.end(), [&](std::string_view error) { return input::same_word(error, text); });
}

}  // namespace dutybound
