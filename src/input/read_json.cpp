// JSON and JSON Lines to documents, by nlohmann's SAX interface: exact number texts, no duplicate keys, every place known.
// An array at the top is a batch: each element is handed over as soon as it is complete, a bad one by its diagnostics.
#include <algorithm>
#include <string>

#include <nlohmann/json.hpp>

#include "input/document.hpp"
#include "input/open_text.hpp"
#include "text/diagnose.hpp"
#include "text/shown.hpp"
#include "text/utf8.hpp"

namespace dutybound::input {
namespace {

using text::Code;

/// Builds documents from SAX events. The parser has checked the syntax, so the places of tokens are found by walking the text
/// along.
class JsonDocuments {
 public:
  JsonDocuments(const InputText& text, std::size_t begin, std::size_t end, std::string where, bool batch, const Limits& limits,
                const TakeDocument& take)
      : text_(text),
        begin_(begin),
        end_(end),
        cursor_(begin),
        where_(std::move(where)),
        batch_(batch),
        limits_(limits),
        take_(take) {}

  bool run() {
    const std::string_view piece = text_.text().substr(begin_, end_ - begin_);
    // The parser would take a zero byte for the end.
    if (const std::size_t zero = piece.find('\0'); zero != std::string_view::npos) {
      say(Code::input_json_syntax, {begin_ + zero, begin_ + zero + 1}, "not JSON: a zero byte");
      hand_over();
      return !stopped_;
    }
    nlohmann::json::sax_parse(piece.begin(), piece.end(), this);
    if (whole_) stopped_ = !take_(*std::move(whole_));
    return !stopped_;
  }

  // SAX events -----------------------------------------------------------------------------------------------
  bool null() {
    Value value;
    value.span = literal(4);
    return add(std::move(value));
  }
  bool boolean(bool truth) {
    Value value;
    value.kind = ValueKind::boolean;
    value.truth = truth;
    value.span = literal(truth ? 4 : 5);
    return add(std::move(value));
  }
  bool number_integer(std::int64_t /*value*/) { return number(); }
  bool number_unsigned(std::uint64_t /*value*/) { return number(); }
  bool number_float(double /*value*/, const std::string& /*digits*/) { return number(); }
  bool string(std::string& decoded) {
    Value value;
    value.kind = ValueKind::text;
    value.text = std::move(decoded);
    value.span = quoted();
    return add(std::move(value));
  }
  bool binary(nlohmann::json::binary_t& /*value*/) { return false; }

  bool start_object(std::size_t /*size*/) { return open(ValueKind::object); }
  bool start_array(std::size_t /*size*/) {
    if (batch_ && depth_ == 0 && !in_list_) {
      in_list_ = true;
      literal(1);
      return true;
    }
    return open(ValueKind::list);
  }
  bool key(std::string& decoded) {
    const Span span = quoted();
    if (diagnostics_.empty()) open_.back()->members.push_back({std::move(decoded), span, {}});
    return true;
  }
  bool end_object() {
    if (diagnostics_.empty()) check_keys(*open_.back());
    return close();
  }
  bool end_array() {
    if (depth_ > 0) return close();
    list_ended_ = true;
    return true;
  }
  bool parse_error(std::size_t position, const std::string& /*token*/, const nlohmann::json::exception& error) {
    if (!diagnostics_.empty()) {  // the document was lost before its text ended
      hand_over();
      return false;
    }
    const std::size_t length = end_ - begin_;
    std::size_t at = begin_ + std::min(position > 0 ? position - 1 : 0, length);
    if (at >= end_ && end_ > begin_) at = end_ - 1;
    const bool ended = whole_ || list_ended_;
    whole_.reset();  // a document that something follows is none
    say(Code::input_json_syntax, {at, std::min(at + 1, end_)},
        ended             ? "not JSON: something follows the end of the document"
        : error.id == 406 ? std::string("a number that is too large")  // nlohmann's number of its exception for that
                          : plain_words(error.what()),
        ended ? "for several cases write a list, or one case a line (JSON Lines)" : "");
    hand_over();
    return false;
  }

 private:
  // "[json.exception...] parse error at line 1, column 2: syntax error while parsing value - invalid literal; last read: '...'"
  static std::string plain_words(std::string_view what) {
    if (const std::size_t dash = what.find(" - "); dash != std::string_view::npos)
      what.remove_prefix(dash + 3);
    else if (const std::size_t bracket = what.find("] "); bracket != std::string_view::npos)
      what.remove_prefix(bracket + 2);
    std::string words = "not JSON: ";
    // What was last read may be a person's data, and may hold what breaks a line.
    const std::size_t read = what.find("; last read: ");
    if (read == std::string_view::npos) return words.append(what);
    words.append(what.substr(0, read));
    const std::size_t expected = what.rfind("; expected ");
    if (expected != std::string_view::npos && expected > read) words.append(what.substr(expected));
    return words;
  }

  Span token() {
    const std::string_view all = text_.text();
    while (cursor_ < end_ && std::string_view(" \t\r\n,:").find(all[cursor_]) != std::string_view::npos) ++cursor_;
    return {cursor_, cursor_};
  }
  Span literal(std::size_t size) {
    Span span = token();
    span.end = cursor_ = std::min(cursor_ + size, end_);
    return span;
  }
  Span quoted() {
    Span span = token();
    const std::string_view all = text_.text();
    std::size_t at = span.begin + 1;
    while (at < end_ && all[at] != '"') at += all[at] == '\\' ? 2 : 1;
    span.end = cursor_ = std::min(at + 1, end_);
    return span;
  }
  bool number() {
    Span span = token();
    const std::string_view all = text_.text();
    const std::size_t stop = all.find_first_not_of("+-.0123456789eE", span.begin);
    span.end = cursor_ = std::min(stop, end_);
    Value value;
    value.kind = ValueKind::number;
    value.text = std::string(all.substr(span.begin, span.end - span.begin));
    value.span = span;
    return add(std::move(value));
  }

  void say(Code code, Span span, std::string message, std::string hint = {}) {
    diagnostics_.push_back(text::diagnose(code, text_.source(), span, std::move(message), std::move(hint)));
  }

  /// Where the next value goes; null if the document is lost already.
  Value* place(Value&& value) {
    if (!diagnostics_.empty()) return nullptr;
    if (++nodes_ > limits_.nodes) {
      say(Code::input_too_many_values, value.span, "more than " + std::to_string(limits_.nodes) + " values in one document");
      return nullptr;
    }
    if (open_.empty()) return &(document_ = std::move(value));
    Value& around = *open_.back();
    if (around.kind == ValueKind::object) return &(around.members.back().value = std::move(value));
    around.items.push_back(std::move(value));
    return &around.items.back();
  }
  bool add(Value&& value) {
    place(std::move(value));
    return depth_ > 0 || hand_over();
  }
  bool open(ValueKind kind) {
    Value value;
    value.kind = kind;
    value.span = literal(1);
    const Span span = value.span;
    Value* placed = place(std::move(value));
    ++depth_;
    if (!placed) return true;
    if (depth_ > limits_.nesting) {
      say(Code::input_too_deep, span, "nested deeper than " + std::to_string(limits_.nesting) + " levels");
    } else {
      open_.push_back(placed);
    }
    return true;
  }
  bool close() {
    const Span span = literal(1);
    --depth_;
    if (diagnostics_.empty()) {
      open_.back()->span.end = span.end;
      open_.pop_back();
    }
    return depth_ > 0 || hand_over();
  }
  void check_keys(const Value& object) {
    std::vector<const Member*> sorted;
    sorted.reserve(object.members.size());
    for (const Member& member : object.members) sorted.push_back(&member);
    std::stable_sort(sorted.begin(), sorted.end(), [](const Member* a, const Member* b) { return a->key < b->key; });
    for (std::size_t i = 1; i < sorted.size(); ++i) {
      if (sorted[i]->key == sorted[i - 1]->key) {
        say(Code::input_duplicate_key, sorted[i]->key_span, "`" + text::cut(sorted[i]->key) + "` stands twice in this record",
            "keep one of them");
      }
    }
  }
  /// Gives the finished (or lost) document away and gets ready for the next.
  bool hand_over() {
    ReadDocument read;
    read.where = in_list_ && !list_ended_ ? where_ + "[" + std::to_string(count_++) + "]" : where_;
    read.diagnostics = std::move(diagnostics_);
    text::tell_the_first(read.diagnostics);
    if (read.diagnostics.empty()) read.value = std::move(document_);
    diagnostics_.clear();
    document_ = {};
    open_.clear();
    nodes_ = 0;
    if (!in_list_ && read.value) {
      whole_ = std::move(read);
      return true;
    }
    stopped_ = !take_(std::move(read));
    return !stopped_;
  }

  const InputText& text_;
  std::size_t begin_, end_, cursor_;
  std::string where_;
  bool batch_;
  const Limits& limits_;
  const TakeDocument& take_;
  bool in_list_ = false, list_ended_ = false, stopped_ = false;
  std::size_t depth_ = 0, nodes_ = 0, count_ = 0;
  Value document_;
  std::vector<Value*> open_;  // each stays where it is while it is open: only the innermost grows
  Diagnostics diagnostics_;
  std::optional<ReadDocument> whole_;  ///< outside a list: given away once nothing more follows
};

}  // namespace

void read_json(const InputText& text, const Limits& limits, const TakeDocument& take) {
  JsonDocuments(text, 0, text.text().size(), text.name(), true, limits, take).run();
}

void read_json_text(const InputText& text, const Limits& limits, const TakeDocument& take) {
  read_json_piece(text, {0, text.text().size()}, text.name(), limits, take);
}

void read_json_piece(const InputText& text, Span piece, std::string where, const Limits& limits, const TakeDocument& take) {
  JsonDocuments(text, piece.begin, piece.end, std::move(where), false, limits, take).run();
}

void read_json_lines(const InputText& text, const Limits& limits, const TakeDocument& take) {
  const std::string_view all = text.text();
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < all.size();) {
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    ++number;
    if (all.substr(begin, end - begin).find_first_not_of(" \t\r") != std::string_view::npos) {
      const std::string where = text.name() + ":" + std::to_string(number);
      const auto refuse = [&](Code code, std::size_t at, const std::string& message, std::string_view hint) {
        ReadDocument read{where, std::nullopt, {}};
        read.diagnostics.push_back(text::diagnose(code, text.source(), {at, at + 1}, message, hint));
        return take(std::move(read));
      };
      if (end - begin > limits.file_bytes) {
        if (!refuse(Code::input_too_large, begin, "more than " + std::to_string(limits.file_bytes) + " bytes in one line", {}))
          return;
      } else if (const auto bad = text::first_invalid_utf8(all.substr(begin, end - begin))) {
        if (!refuse(Code::input_not_utf8, begin + *bad, std::string(said_of_encoding), save_as_utf8)) return;
      } else if (!JsonDocuments(text, begin, end, where, false, limits, take).run()) {
        return;
      }
    }
    begin = end + 1;
  }
}

}  // namespace dutybound::input
