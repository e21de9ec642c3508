// Line starts, and marks between which code points are counted. Entries: TextLines, LineIndex.
#include "text/lines.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace dutybound {
namespace {

/// Bytes between marks: few enough to count again, many enough to weigh little beside the text.
constexpr std::size_t apart = 1024;

}  // namespace

TextLines::TextLines(std::string_view text) : text_(text), looked_at_(text.size()) {
  const std::size_t begin = text.starts_with(text::byte_order_mark) ? text::byte_order_mark.size() : 0;
  starts_.push_back(begin);
  marks_.push_back({begin, 0});
  std::size_t count = 0;
  for (std::size_t at = begin; at < text.size(); ++count) {
    if (at - marks_.back().offset >= apart) marks_.push_back({at, count});
    const char c = text[at];
    const std::size_t size = static_cast<unsigned char>(c) < 0x80 ? 1 : text::first_character_size(text.substr(at));
    at += std::max<std::size_t>(size, 1);
    if (c == '\n' || (c == '\r' && (at == text.size() || text[at] != '\n'))) starts_.push_back(at);
  }
}

TextLines::Line TextLines::at(std::size_t offset) const {
  const auto next = std::upper_bound(starts_.begin() + 1, starts_.end(), offset);
  Line line;
  line.number = static_cast<std::size_t>(next - starts_.begin());
  line.span = {*(next - 1), text_.size()};
  if (next != starts_.end()) {
    line.span.end = *next - 1;
    if (text_[line.span.end] == '\n' && line.span.end > line.span.begin && text_[line.span.end - 1] == '\r') --line.span.end;
  }
  return line;
}

std::size_t TextLines::column(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const std::size_t begin = at(offset).span.begin;
  return offset <= begin ? 1 : code_points_before(offset) - code_points_before(begin) + 1;
}

std::size_t TextLines::code_points_before(std::size_t offset) const {
  const auto after = std::upper_bound(marks_.begin() + 1, marks_.end(), offset,
                                      [](std::size_t at, const Mark& mark) { return at < mark.offset; });
  const Mark& mark = *(after - 1);
  looked_at_ += offset - mark.offset;
  return mark.code_points + text::code_points(text_.substr(mark.offset, offset - mark.offset));
}

LineIndex::LineIndex(const LineIndex& /*other*/) {}

LineIndex& LineIndex::operator=(const LineIndex& other) {
  if (this != &other) {
    const std::lock_guard lock(mutex_);
    lines_.reset();
  }
  return *this;
}

const TextLines& LineIndex::of(std::string_view text) const {
  const std::lock_guard lock(mutex_);
  if (!lines_) lines_ = std::make_shared<const TextLines>(text);
  return *lines_;
}

}  // namespace dutybound
