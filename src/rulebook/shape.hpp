// Holds a YAML tree against the tables of keys, and reads values out of a tree that may have failed them. Entry: check_shape.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <dutybound/date.hpp>

#include "rulebook/keys.hpp"
#include "text/diagnose.hpp"
#include "yaml/node.hpp"

namespace dutybound::rulebook {

/// Reports what does not fit: unknown, missing, conflicting and misplaced keys, values of the wrong form. True if all fits.
bool check_shape(const yaml::Node& node, const Element& element, Diagnostics& diagnostics);

/// Appends a diagnostic that underlines the value.
void report(Diagnostics& diagnostics, text::Code code, const yaml::Node& at, std::string message, std::string hint = {});

/// Whether a scalar is a name that FEEL can say (`is_name`), or an id.
[[nodiscard]] bool is_name(std::string_view text);
[[nodiscard]] bool is_id(std::string_view text);

// The readers below give nothing, or something empty, where the key is absent or its value does not fit: that was reported.

/// The key's value unless it is absent or null.
[[nodiscard]] const yaml::Node* get(const yaml::Node& node, std::string_view key);
[[nodiscard]] std::string get_text(const yaml::Node& node, std::string_view key);
[[nodiscard]] std::vector<std::string> get_texts(const yaml::Node& node, std::string_view key);
[[nodiscard]] std::optional<Date> get_date(const yaml::Node& node, std::string_view key);
/// The items of a list, or none.
[[nodiscard]] const std::vector<yaml::Node>& get_items(const yaml::Node& node, std::string_view key);
/// The entries of a mapping, or none.
[[nodiscard]] const std::vector<yaml::Entry>& get_entries(const yaml::Node& node, std::string_view key);
/// A mapping under a key, or an empty one.
[[nodiscard]] const yaml::Node& get_element(const yaml::Node& node, std::string_view key);

}  // namespace dutybound::rulebook
