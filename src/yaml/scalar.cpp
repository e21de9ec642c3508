// Booleans, numbers and dates out of scalars. Entries: the functions of scalar.hpp.
#include "yaml/scalar.hpp"

#include <charconv>
#include <string_view>

namespace dutybound::yaml {
namespace {

bool is_plain(const Node& node) { return node.kind == NodeKind::scalar && node.plain; }

std::size_t count_digits(std::string_view text) {
  const std::size_t end = text.find_first_not_of("0123456789");
  return end == std::string_view::npos ? text.size() : end;
}

}  // namespace

std::optional<bool> as_boolean(const Node& node) {
  if (!is_plain(node)) return std::nullopt;
  if (node.fragment.text == "true") return true;
  if (node.fragment.text == "false") return false;
  return std::nullopt;
}

std::optional<std::int64_t> as_integer(const Node& node) {
  if (!is_plain(node)) return std::nullopt;
  const std::string& text = node.fragment.text;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::string> as_number_text(const Node& node) {
  if (!is_plain(node)) return std::nullopt;
  std::string_view rest = node.fragment.text;
  if (rest.starts_with('-')) rest.remove_prefix(1);
  const std::size_t whole = count_digits(rest);
  rest.remove_prefix(whole);
  if (whole == 0) return std::nullopt;
  if (rest.empty()) return node.fragment.text;
  if (rest.front() != '.' || rest.size() == 1 || count_digits(rest.substr(1)) != rest.size() - 1) return std::nullopt;
  return node.fragment.text;
}

std::optional<Date> as_date(const Node& node) {
  if (node.kind != NodeKind::scalar) return std::nullopt;
  return Date::parse(node.fragment.text);
}

}  // namespace dutybound::yaml
