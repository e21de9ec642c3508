// FEEL text to tokens. Entry: lex. Knows every token of FEEL; which of them the profile uses is the parser's business.
#pragma once

#include <string>
#include <vector>

#include "text/diagnose.hpp"
#include "text/fragment.hpp"

namespace dutybound::feel {

enum class Token : std::uint8_t {
  end,
  name,  ///< keywords too: FEEL tells them apart by place
  number,
  text,  ///< decoded
  sign,  ///< text is the sign: + - ** <= .. ( [ { @ and so on
};

struct Lexeme {
  Token token = Token::end;
  Span span;  ///< in the fragment's text
  std::string text;

  [[nodiscard]] bool is_sign(std::string_view sign) const { return token == Token::sign && text == sign; }
  [[nodiscard]] bool is_word(std::string_view word) const { return token == Token::name && text == word; }
};

/// Collects diagnostics about a fragment.
class Reporter {
 public:
  Reporter(const text::Fragment& fragment, Diagnostics& into) : fragment_(fragment), into_(into) {}
  void report(text::Code code, Span span, std::string message, std::string hint = {}) {
    into_.push_back(
        text::diagnose(code, fragment_.source, fragment_.at(span.begin, span.end), std::move(message), std::move(hint)));
  }
  [[nodiscard]] std::string_view text(Span span) const {
    return std::string_view(fragment_.text).substr(span.begin, span.end - span.begin);
  }

 private:
  const text::Fragment& fragment_;
  Diagnostics& into_;
};

/// The tokens, with one Token::end last. Goes on after a mistake, with the token that was probably meant.
[[nodiscard]] std::vector<Lexeme> lex(std::string_view text, Reporter& reporter);

}  // namespace dutybound::feel
