// Where a parser stands in its tokens, and how it complains: one report for a place, then on to where an expression may continue.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "feel/lexer.hpp"

namespace dutybound::feel {

inline constexpr std::string_view keywords[] = {"and",    "or",   "in",    "between",   "if",       "then", "else",  "for",
                                                "return", "some", "every", "satisfies", "instance", "true", "false", "null"};

class Cursor {
 protected:
  Cursor(std::vector<Lexeme> tokens, Reporter& reporter) : tokens_(std::move(tokens)), reporter_(reporter) {}

  [[nodiscard]] const Lexeme& token(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  [[nodiscard]] bool at_end() const { return token().token == Token::end; }
  [[nodiscard]] bool is_sign(std::string_view sign) const { return token().is_sign(sign); }
  [[nodiscard]] bool is_word(std::string_view word) const { return token().is_word(word); }
  [[nodiscard]] static bool is_keyword(const Lexeme& lexeme) {
    return lexeme.token == Token::name && std::find(std::begin(keywords), std::end(keywords), lexeme.text) != std::end(keywords);
  }
  [[nodiscard]] bool is_plain_name(std::size_t ahead = 0) const {
    return token(ahead).token == Token::name && !is_keyword(token(ahead));
  }
  void next() {
    last_end_ = token().span.end;
    if (!at_end()) ++at_;
  }
  bool take(std::string_view sign_or_word) {
    if (!is_sign(sign_or_word) && !is_word(sign_or_word)) return false;
    next();
    return true;
  }

  void complain(text::Code code, Span span, std::string message, std::string hint = {}) {
    if (reported_ && span.begin <= *reported_) return;
    reported_ = span.begin;
    reporter_.report(code, span, std::move(message), std::move(hint));
  }

  void unexpected(const std::string& wanted) {
    Span span = token().span;
    std::string hint;
    if (is_word("not")) hint = "write `not(...)` around the comparison";
    if (is_sign("..")) hint = "a range stands in brackets: `[1..5]`";
    if (is_word("is")) hint = "compare with `=`; presence is asked by `happened(x)` or `known(x)`";
    const std::string found = at_end() ? "the end" : "`" + std::string(reporter_.text(span)) + "`";
    complain(text::Code::feel_syntax, span, "unexpected " + found + ": " + wanted, hint);
    recover();
  }

  void skip_to_continuation() {
    for (int depth = 0; !at_end(); next()) {
      if (is_sign("(") || is_sign("[") || is_sign("{")) ++depth;
      if (is_sign(")") || is_sign("]") || is_sign("}")) {
        if (depth == 0) {
          if (open_ > 0) return;
        } else {
          --depth;
        }
      }
      const bool continues = is_sign(",") ? open_ > 0
                                          : is_word("and") || is_word("or") || is_word("then") || is_word("else") ||
                                                is_word("return") || is_word("satisfies");
      if (depth == 0 && continues) return;
    }
  }

  /// What stands here was skipped to, so a complaint about it would only repeat the last one.
  void recover() {
    skip_to_continuation();
    reported_ = std::max(reported_.value_or(0), token().span.begin);
  }

  void expect(std::string_view sign_or_word, const char* wanted) {
    if (take(sign_or_word)) return;
    unexpected(wanted);
    take(sign_or_word);
  }

  /// Gives the rest of the text up, in silence.
  void give_up() {
    at_ = tokens_.size() - 1;
    reported_ = token().span.begin;
  }

  std::vector<Lexeme> tokens_;
  Reporter& reporter_;
  std::size_t at_ = 0;
  std::size_t last_end_ = 0;  ///< where the last token taken ended
  int open_ = 0;              ///< brackets that are open here

 private:
  std::optional<std::size_t> reported_;
};

}  // namespace dutybound::feel
