// What a person may be shown of a text that somebody else wrote: nothing that steers a terminal or turns what stands beside it,
// and no more of it than fits. The one place for both: every message, and every output for people, comes by here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dutybound::text {

/// On one line: control characters (of C0 and C1, DEL), marks that turn the direction of writing, separators of lines and bytes
/// that are no UTF-8 are written as escapes (`\n`, `\u001b`, `\u202e`, `\xff`).
[[nodiscard]] std::string shown(std::string_view text);
/// The same of a text of several lines, whose ends stay as they are (CR LF becomes LF).
[[nodiscard]] std::string shown_lines(std::string_view text);
/// The same of JSON, which says it in its own escapes and stays the same value. Precondition: JSON, whose strings escape C0.
[[nodiscard]] std::string shown_json(std::string json);

/// What follows a text that was cut.
inline constexpr std::string_view cut_mark = "...";
/// At most so many characters, and the mark where there are more.
[[nodiscard]] std::string cut(std::string_view text, std::size_t most = 80);

/// As many whole characters from the beginning, or up to the end, as fit into so many bytes.
[[nodiscard]] std::string_view beginning(std::string_view text, std::size_t bytes);
[[nodiscard]] std::string_view ending(std::string_view text, std::size_t bytes);

}  // namespace dutybound::text
