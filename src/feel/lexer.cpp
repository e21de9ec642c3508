// Cutting a FEEL text into tokens.
#include "feel/lexer.hpp"

#include <algorithm>
#include <optional>

#include "text/utf8.hpp"

namespace dutybound::feel {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// What word processors and other languages write, and what FEEL writes for it ("" where nothing can stand for it).
struct Foreign {
  std::string_view written;
  std::string_view meant;
  std::string_view hint;
};
constexpr Foreign foreign_signs[] = {
    {"==", "=", "write `=`"},
    {"<>", "!=", "write `!=`"},
    {"&&", "and", "write `and`"},
    {"||", "or", "write `or`"},
    {"\xE2\x89\xA4", "<=", "write `<=`"},
    {"\xE2\x89\xA5", ">=", "write `>=`"},
    {"\xE2\x89\xA0", "!=", "write `!=`"},
    {"\xE2\x88\x92", "-", "write the plain minus `-`"},
    {"\xE2\x80\x93", "-", "write the plain minus `-`"},
    {"\xE2\x80\x94", "-", "write the plain minus `-`"},
    {"\xC3\x97", "*", "write `*`"},
    {"\xC3\xB7", "/", "write `/`"},
    {"\xC2\xA0", "", "write a plain space"},
    {"!", "", "write `not(...)`"},
    {"%", "/", "write `modulo(a, b)`, or divide by 100"},
    {"&", "and", "write `and`"},
    {"|", "or", "write `or`"},
    {"^", "**", "write `**`"},
};
constexpr std::string_view foreign_quotes[] = {"'",           "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xE2\x80\x98",
                                               "\xE2\x80\x99"};
constexpr std::string_view signs[] = {"**", "!=", "<=", ">=", "..", "->", "+", "-", "*", "/", "=", "<",
                                      ">",  "(",  ")",  "[",  "]",  "{",  "}", ",", ":", ".", "?", "@"};

class Lexer {
 public:
  Lexer(std::string_view text, Reporter& reporter) : text_(text), reporter_(reporter) {}

  std::vector<Lexeme> run() {
    while (skip_blank()) read();
    push(Token::end, text_.size(), {});
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] char peek(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void push(Token token, std::size_t begin, std::string text) { tokens_.push_back({token, {begin, at_}, std::move(text)}); }

  /// Skips white space and comments; false at the end.
  bool skip_blank() {
    while (at_ < text_.size()) {
      if (is_blank(text_[at_])) {
        ++at_;
      } else if (rest().starts_with("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (rest().starts_with("/*")) {
        const std::size_t close = text_.find("*/", at_ + 2);
        if (close == std::string_view::npos) {
          reporter_.report(text::Code::feel_unterminated, {at_, text_.size()}, "this comment has no end", "close it with `*/`");
        }
        at_ = close == std::string_view::npos ? text_.size() : close + 2;
      } else {
        return true;
      }
    }
    return false;
  }

  void read() {
    const char c = text_[at_];
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return read_number();
    if (c == '"') return read_text();
    if (read_foreign()) return;
    if (starts_name(c)) return read_name();
    for (const std::string_view sign : signs) {
      if (!rest().starts_with(sign)) continue;
      at_ += sign.size();
      return push(Token::sign, at_ - sign.size(), std::string(sign));
    }
    ++at_;
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    reporter_.report(text::Code::feel_character, {at_ - 1, at_},
                     (control ? "a control character" : "`" + std::string(1, c) + "`") + " has no meaning in FEEL");
  }

  /// 2024-03-28 without quotes would quietly be 1993.
  bool read_bare_date() {
    constexpr std::string_view shape = "0000-00-00";
    for (std::size_t i = 0; i < shape.size(); ++i) {
      if (shape[i] == '0' ? !is_digit(peek(i)) : peek(i) != shape[i]) return false;
    }
    const std::string date(text_.substr(at_, shape.size()));
    at_ += shape.size();
    reporter_.report(text::Code::feel_number, {at_ - shape.size(), at_}, "`" + date + "` is a subtraction, not a date",
                     "write `@\"" + date + "\"`");
    push(Token::text, at_ - shape.size(), date);
    return true;
  }

  void read_number() {
    if (read_bare_date()) return;
    const std::size_t begin = at_;
    const auto digits = [&] {
      while (is_digit(peek(0))) ++at_;
    };
    digits();
    if (peek(0) == '.' && is_digit(peek(1))) {
      ++at_;
      digits();
    }
    const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
    if ((peek(0) == 'e' || peek(0) == 'E') && is_digit(peek(sign))) {
      at_ += sign;
      digits();
    }
    const std::size_t end = at_;
    while (starts_name(peek(0)) || is_digit(peek(0)) || (peek(0) == '.' && is_digit(peek(1)))) ++at_;
    if (at_ > end) {
      reporter_.report(text::Code::feel_number, {begin, at_},
                       "`" + std::string(text_.substr(begin, at_ - begin)) + "` is not a number");
    }
    push(Token::number, begin, std::string(text_.substr(begin, end - begin)));
  }

  /// The code point of `digits` hexadecimal digits from `from`, or nothing.
  [[nodiscard]] std::optional<unsigned> hexadecimal(std::size_t from, std::size_t digits) const {
    unsigned value = 0;
    for (std::size_t i = from; i < from + digits; ++i) {
      const char c = i < text_.size() ? text_[i] : '\0';
      if (is_digit(c)) {
        value = value * 16 + static_cast<unsigned>(c - '0');
      } else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
        value = value * 16 + static_cast<unsigned>((c | 0x20) - 'a' + 10);
      } else {
        return std::nullopt;
      }
    }
    return value;
  }

  /// A backslash at the cursor: appends what it stands for and moves on. One that stands for nothing stays as it is.
  void read_escape(std::string& value) {
    const char c = peek(1);
    constexpr std::string_view letters = "nrt\"\\'";
    constexpr std::string_view meanings = "\n\r\t\"\\'";
    if (const std::size_t simple = letters.find(c); simple != std::string_view::npos && at_ + 1 < text_.size()) {
      value += meanings[simple];
      at_ += 2;
      return;
    }
    const std::size_t digits = c == 'u' ? 4 : c == 'U' ? 6 : 0;
    auto point = digits > 0 ? hexadecimal(at_ + 2, digits) : std::nullopt;
    std::size_t length = 2 + digits;
    if (point && *point >= 0xD800 && *point < 0xDC00 && peek(6) == '\\' && peek(7) == 'u') {
      const auto low = hexadecimal(at_ + 8, 4);
      if (low && *low >= 0xDC00 && *low < 0xE000) {
        point = 0x10000 + ((*point - 0xD800) << 10U) + (*low - 0xDC00);
        length = 12;
      }
    }
    if (!point || *point > 0x10FFFF || (*point >= 0xD800 && *point < 0xE000)) {
      value += '\\';
      ++at_;
      return;
    }
    text::append_utf8(value, *point);
    at_ += length;
  }

  void read_text() {
    const std::size_t begin = at_++;
    std::string value;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\') {
        read_escape(value);
      } else {
        value += text_[at_++];
      }
    }
    if (at_ == text_.size()) {
      reporter_.report(text::Code::feel_unterminated, {begin, at_}, "this text has no end", "close it with `\"`");
    } else {
      ++at_;
    }
    push(Token::text, begin, std::move(value));
  }

  /// Signs of other languages and of word processors: says what to write, and goes on as if it had been written.
  bool read_foreign() {
    const std::size_t begin = at_;
    for (const std::string_view quote : foreign_quotes) {
      if (!rest().starts_with(quote)) continue;
      std::size_t end = text_.size();
      std::size_t closing = 0;
      for (const std::string_view other : foreign_quotes) {
        const std::size_t found = text_.find(other, begin + quote.size());
        if (found < end) {
          end = found;
          closing = other.size();
        }
      }
      std::string value(text_.substr(begin + quote.size(), end - begin - quote.size()));
      at_ = end + closing;
      reporter_.report(text::Code::feel_character, {begin, at_}, "texts stand in straight double quotes",
                       "write `\"" + value + "\"`");
      push(Token::text, begin, std::move(value));
      return true;
    }
    for (const Foreign& sign : foreign_signs) {
      if (!rest().starts_with(sign.written) || (sign.written == "!" && peek(1) == '=')) continue;
      at_ += sign.written.size();
      reporter_.report(text::Code::feel_character, {begin, at_}, "`" + std::string(sign.written) + "` has no meaning in FEEL",
                       std::string(sign.hint));
      if (!sign.meant.empty()) {
        push(sign.meant == "and" || sign.meant == "or" ? Token::name : Token::sign, begin, std::string(sign.meant));
      }
      return true;
    }
    return false;
  }

  void read_name() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && (starts_name(text_[at_]) || is_digit(text_[at_]))) {
      const auto is_foreign = [&](std::string_view sign) {
        return static_cast<unsigned char>(sign[0]) >= 0x80 && rest().starts_with(sign);
      };
      const bool stops = std::any_of(std::begin(foreign_quotes), std::end(foreign_quotes), is_foreign) ||
                         std::any_of(std::begin(foreign_signs), std::end(foreign_signs),
                                     [&](const Foreign& f) { return is_foreign(f.written); });
      if (stops) break;
      ++at_;
    }
    push(Token::name, begin, std::string(text_.substr(begin, at_ - begin)));
  }

  std::string_view text_;
  Reporter& reporter_;
  std::size_t at_ = 0;
  std::vector<Lexeme> tokens_;
};

}  // namespace

std::vector<Lexeme> lex(std::string_view text, Reporter& reporter) { return Lexer(text, reporter).run(); }

}  // namespace dutybound::feel
