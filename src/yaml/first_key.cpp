// A look at a file's first line of content.
#include "yaml/first_key.hpp"

#include "text/utf8.hpp"
#include "yaml/skip.hpp"

namespace dutybound::yaml {

std::string_view first_key(std::string_view text) {
  if (text.starts_with(text::byte_order_mark)) text.remove_prefix(text::byte_order_mark.size());
  std::size_t begin = skip_blank(text, 0);
  if (text.substr(begin).starts_with("---")) begin = skip_blank(text, begin + 3);
  std::size_t end = begin;
  while (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
  const bool line_begins = begin == 0 || text[begin - 1] == '\n';
  const bool key =
      end + 1 < text.size() && text[end] == ':' && std::string_view(" \t\r\n").find(text[end + 1]) != std::string_view::npos;
  return line_begins && key ? text.substr(begin, end - begin) : std::string_view();
}

}  // namespace dutybound::yaml
