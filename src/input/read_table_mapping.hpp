// A mapping file of `format: tables` to a TableMapping. Used by read_mappings, and for a mapping of the caller's own.
#pragma once

#include "input/table_mapping.hpp"
#include "yaml/node.hpp"

namespace dutybound::input {

[[nodiscard]] TableMapping read_table_mapping(const yaml::Node& root, const rulebook::Vocabulary& vocabulary,
                                              Diagnostics& diagnostics);

/// Adds a way of saying a day by its word; false if there is no such word.
[[nodiscard]] bool add_date_form(std::string_view word, DateForms& forms);
inline constexpr std::string_view date_form_words = "write `dd/mm/yyyy`, `excel` or `excel_1904`";

}  // namespace dutybound::input
