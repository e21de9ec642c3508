// Events say where a value begins and never where it ends; the builder follows the text with a cursor to know both.
// Entry: TreeBuilder.
#include "yaml/tree_builder.hpp"

#include <algorithm>
#include <utility>

#include "text/shown.hpp"
#include "yaml/decode.hpp"
#include "yaml/skip.hpp"
#include "yaml/syntax_error.hpp"

namespace dutybound::yaml {
namespace {

using text::Code;

std::string quoted(std::string_view text) { return "`" + text::cut(text) + "`"; }

}  // namespace

TreeBuilder::TreeBuilder(SourcePtr source, std::size_t shift, const Limits& limits, Diagnostics& diagnostics)
    : source_(std::move(source)),
      text_(source_->text),
      shift_(shift),
      limits_(limits),
      diagnostics_(diagnostics),
      cursor_(shift) {
  root_.source = source_;
}

std::size_t TreeBuilder::offset(const YAML::Mark& mark) const {
  return mark.pos < 0 ? text_.size() : std::min(shift_ + static_cast<std::size_t>(mark.pos), text_.size());
}

std::size_t TreeBuilder::open_bracket() const {
  const auto open = std::find_if(frames_.rbegin(), frames_.rend(), [](const Frame& frame) { return frame.closing != '\0'; });
  return open == frames_.rend() ? cursor_ : open->node.span.begin;
}

void TreeBuilder::report(Code code, Span span, std::string message, std::string hint) {
  diagnostics_.push_back(text::diagnose(code, source_, span, std::move(message), std::move(hint)));
}

void TreeBuilder::OnDocumentStart(const YAML::Mark& mark) {
  if (!started_) {
    started_ = true;
    return;
  }
  const std::size_t at = offset(mark);
  const Span span{at, end_of_word(text_, at)};
  if (text_.substr(at, 3) == "---") {
    report(Code::yaml_several_documents, span, "a second document begins here", "put each document in a file of its own");
  } else {
    report(Code::yaml_syntax, span, quoted(text_.substr(at, span.end - at)) + " does not belong to what stands before it",
           "indent the lines of one list or mapping alike");
  }
  throw Stop{};
}

std::size_t TreeBuilder::skip_properties(std::size_t at) {
  while (at < text_.size() && (text_[at] == '&' || text_[at] == '!')) {
    const std::size_t end = end_of_word(text_, at);
    const bool anchor = text_[at] == '&';
    report(anchor ? Code::yaml_anchor : Code::yaml_tag, {at, end},
           (anchor ? "anchor " : "tag ") + quoted(text_.substr(at, end - at)) + " is not used in these files",
           anchor ? "write the value out wherever it is needed" : "leave the tag out; put text that begins with `!` in quotes");
    at = skip_blank(text_, end);
  }
  return at;
}

void TreeBuilder::count(std::size_t at) {
  if (++values_ <= limits_.nodes) return;
  report(Code::yaml_too_many_values, {at, end_of_word(text_, at)},
         "the file holds more than " + std::to_string(limits_.nodes) + " values", "split the file");
  throw Stop{};
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t, const std::string& value) {
  const std::size_t at = skip_properties(offset(mark));
  count(at);
  const bool quoted_scalar = at < text_.size() && (text_[at] == '"' || text_[at] == '\'');
  if (quoted_scalar && end_of_quoted(text_, at) == std::string_view::npos) {
    diagnostics_.push_back(unclosed_quote_at(source_, at));
    throw Stop{};
  }
  Decoded decoded = decode(source_, at, value);
  cursor_ = decoded.end;
  Node node;
  node.kind = NodeKind::scalar;
  node.plain = decoded.plain;
  node.fragment = std::move(decoded.fragment);
  node.span = {at, decoded.end};
  add(std::move(node));
}

Node TreeBuilder::empty_value(std::size_t at) {
  Node node;
  const std::size_t end = end_of_null(text_, at);
  if (at >= cursor_ && end > at) {
    node.span = {at, end};
    cursor_ = end;
  } else if (!frames_.empty() && frames_.back().node.kind == NodeKind::sequence) {
    const std::size_t dash = skip_blank(text_, cursor_);
    cursor_ = dash < text_.size() && text_[dash] == '-' ? dash + 1 : cursor_;
    node.span = {std::min(dash, cursor_), cursor_};
  } else {
    node.span = {cursor_, cursor_};
  }
  return node;
}

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  std::size_t at = offset(mark);
  // The mark of an empty value is that of the next token, whose anchor is not ours.
  if (anchor != 0 || (at < text_.size() && text_[at] == '!')) at = skip_properties(at);
  count(at);
  add(empty_value(at));
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t) {
  const std::size_t at = offset(mark);
  count(at);
  cursor_ = end_of_word(text_, at);
  report(Code::yaml_alias, {at, cursor_}, "alias " + quoted(text_.substr(at, cursor_ - at)) + " is not used in these files",
         "write the value out; put text that begins with `*` in quotes");
  Node node;
  node.span = {at, cursor_};
  add(std::move(node));
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value style) {
  open(NodeKind::sequence, skip_properties(offset(mark)), style);
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value style) {
  open(NodeKind::mapping, skip_properties(offset(mark)), style);
}

void TreeBuilder::open(NodeKind kind, std::size_t at, YAML::EmitterStyle::value style) {
  count(at);
  if (frames_.size() >= limits_.nesting) {
    report(Code::yaml_too_deep, {at, end_of_word(text_, at)},
           "values are nested more than " + std::to_string(limits_.nesting) + " deep", "make the nesting flatter");
    throw Stop{};
  }
  Frame frame;
  frame.node.kind = kind;
  frame.node.source = source_;
  frame.node.span = {at, at};
  // A mapping of one pair in a list, `[a: 1]`, is of flow style and has no brackets of its own.
  const char bracket = kind == NodeKind::sequence ? '[' : '{';
  const bool flow = style == YAML::EmitterStyle::Flow && at < text_.size() && text_[at] == bracket;
  if (flow) frame.closing = kind == NodeKind::sequence ? ']' : '}';
  cursor_ = flow ? at + 1 : at;
  frames_.push_back(std::move(frame));
}

void TreeBuilder::close() {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  if (frame.closing != '\0') {
    std::size_t at = skip_blank(text_, cursor_);
    while (at < text_.size() && std::string_view(",:?").find(text_[at]) != std::string_view::npos) at = skip_blank(text_, at + 1);
    if (at < text_.size() && text_[at] == frame.closing) cursor_ = at + 1;
  }
  frame.node.span.end = cursor_;
  add(std::move(frame.node));
}

void TreeBuilder::add(Node node) {
  node.source = source_;
  if (frames_.empty()) {
    root_ = std::move(node);
    return;
  }
  Frame& frame = frames_.back();
  if (frame.node.kind == NodeKind::sequence) {
    frame.node.items.push_back(std::move(node));
    return;
  }
  if (frame.key_next) {
    add_key(frame, node);
  } else if (frame.keep) {
    if (node.kind == NodeKind::null) node.span = frame.pending.key_span;
    frame.pending.value = std::move(node);
    frame.node.entries.push_back(std::move(frame.pending));
  }
  frame.key_next = !frame.key_next;
}

void TreeBuilder::add_key(Frame& frame, const Node& node) {
  const std::size_t after = skip_blank(text_, cursor_);
  const bool colon = after < text_.size() && text_[after] == ':';
  if (colon) cursor_ = after + 1;
  frame.keep = false;
  frame.pending = {};
  if (node.kind != NodeKind::scalar) {
    const Span span = node.span.begin < node.span.end ? node.span : Span{after, colon ? after + 1 : after};
    report(Code::yaml_key_not_text, span,
           node.kind == NodeKind::null ? "a key is empty" : "a list or mapping stands where a key is expected",
           "a key is a name; put text that begins with `[`, `{`, `:` or `?` in quotes");
    return;
  }
  const std::string& key = node.fragment.text;
  const bool unfinished =
      after == text_.size() && std::any_of(frames_.begin(), frames_.end(), [](const Frame& f) { return f.closing != '\0'; });
  if (unfinished) return;  // the missing bracket is the mistake, and yaml-cpp is about to say so
  if (!colon) {
    report(Code::yaml_key_without_colon, node.span, quoted(key) + " is no key, because no `:` follows it",
           "write a `:` and a space after a key");
  } else if (key == "<<" && node.plain) {
    report(Code::yaml_merge_key, node.span, "merge key `<<` is not used in these files", "write the keys out");
  } else if (const auto [first, added] = frame.keys.emplace(key, node.span); !added) {
    Diagnostic where;
    where.source = source_;
    where.span = first->second;
    report(Code::yaml_duplicate_key, node.span, "key " + quoted(key) + " is given twice",
           "it was first given on line " + std::to_string(where.line()) + "; keep one of them");
  } else {
    frame.keep = true;
    frame.pending.key = key;
    frame.pending.key_span = node.span;
  }
}

}  // namespace dutybound::yaml
