// Tokens to tree: literals, groups, ranges, lists, calls, if, some, every, for.
#include <algorithm>

#include "feel/dialect.hpp"
#include "feel/parser.hpp"

namespace dutybound::feel {

using text::Code;

NodePtr Parser::primary() {
  const Lexeme& here = token();
  switch (here.token) {
    case Token::number:
      next();
      return leaf(NodeKind::number_literal, here.span, here.text);
    case Token::text:
      next();
      return leaf(NodeKind::text_literal, here.span, here.text);
    case Token::name:
      return word();
    case Token::sign:
      return signed_primary();
    case Token::end:
      break;
  }
  unexpected("a value is missing");
  return leaf(NodeKind::boolean_literal, here.span, "true");
}

NodePtr Parser::signed_primary() {
  const std::size_t begin = token().span.begin;
  if (is_sign("(")) return group(false);
  if (is_sign("[") || is_sign("]")) return list_or_range();
  if (take("@")) {
    const Lexeme& literal = token();
    if (literal.token == Token::text) {
      next();
      return leaf(NodeKind::temporal_literal, {begin, last_end_}, literal.text);
    }
    unexpected("a text such as `\"2024-03-28\"` follows `@`");
  } else if (is_sign("{")) {
    const Span span = token().span;
    next();
    skip_to_close("}");
    return unsupported(Code::feel_unsupported, {span.begin, last_end_}, "context literals are not part of the statutory profile",
                       "records come from the vocabulary");
  } else if (is_sign("?")) {
    const Span span = token().span;
    next();
    return unsupported(Code::feel_unsupported, span, "`?` is not part of the statutory profile", "name the value");
  } else {
    unexpected("a value is missing");
  }
  return leaf(NodeKind::boolean_literal, {begin, begin}, "true");
}

void Parser::skip_to_close(std::string_view close) {
  for (int depth = 0; !at_end(); next()) {
    if (is_sign("{") || is_sign("(") || is_sign("[")) ++depth;
    if (depth == 0 && take(close)) return;
    if (is_sign("}") || is_sign(")") || is_sign("]")) --depth;
  }
}

NodePtr Parser::group(bool of_tests) {
  const std::size_t begin = token().span.begin;
  next();
  ++open_;
  const Operator* sign = find_operator(comparisons);
  NodePtr node = sign ? comparison_test(*sign) : expression();
  if (!sign && is_sign("..")) {
    node = range_from(begin, std::move(node), true);
  } else {
    if (of_tests && is_sign(",")) {
      std::vector<NodePtr> tests;
      tests.push_back(std::move(node));
      while (take(",")) tests.push_back(test());
      node = make(NodeKind::list_literal, {begin, last_end_}, std::move(tests));
    }
    expect(")", "a parenthesis is not closed");
    node->span = {begin, last_end_};
  }
  --open_;
  return node;
}

NodePtr Parser::list_or_range() {
  const std::size_t begin = token().span.begin;
  const bool open_start = is_sign("]");
  const Lexeme& before = tokens_[at_ > 0 ? at_ - 1 : 0];
  const bool closes = !before.is_word("in") && !before.is_sign("(") && !before.is_sign(",");
  if (open_start && open_ > 0 && closes) {
    unexpected("a value is missing");
    return leaf(NodeKind::boolean_literal, {begin, begin}, "true");
  }
  next();
  ++open_;
  std::vector<NodePtr> elements;
  if (!is_sign("]")) {
    elements.push_back(expression());
    if (is_sign("..")) {
      NodePtr node = range_from(begin, std::move(elements.front()), open_start);
      --open_;
      return node;
    }
    while (take(",")) elements.push_back(expression());
  }
  --open_;
  expect("]", "a list is closed by `]`");
  return make(NodeKind::list_literal, {begin, last_end_}, std::move(elements));
}

NodePtr Parser::range_from(std::size_t begin, NodePtr start, bool open_start) {
  next();
  const bool outer = std::exchange(in_range_end_, true);
  NodePtr end = sum();
  in_range_end_ = outer;
  const bool open_end = is_sign(")") || is_sign("[");
  if (open_end || is_sign("]")) {
    next();
  } else {
    unexpected("a range is closed by `]` or `)`");
  }
  NodePtr node = make_of(NodeKind::range, {begin, last_end_}, {}, std::move(start), std::move(end));
  node->open_start = open_start;
  node->open_end = open_end;
  return node;
}

NodePtr Parser::word() {
  const Lexeme& here = token();
  if (const std::size_t words = words_of_function(); words > 0) return call(words);
  if (is_word("true") || is_word("false")) {
    next();
    return leaf(NodeKind::boolean_literal, here.span, here.text);
  }
  if (take("null")) {
    return unsupported(Code::feel_null, here.span, "the statutory profile has no `null`",
                       "ask `happened(x)` of an event, `known(x)` of any other fact");
  }
  if (is_word("if")) return conditional();
  if (is_word("some") || is_word("every")) return quantifier();
  if (is_word("for")) return iteration();
  if (is_word("not") && token(1).token != Token::end && !token(1).is_sign("=")) {
    complain(Code::feel_syntax, here.span, "`not` is a function", "write `not(...)`");
    next();
    return comparison();
  }
  if (is_keyword(here)) {
    unexpected("a value is missing");
    return leaf(NodeKind::boolean_literal, here.span, "true");
  }
  next();
  return leaf(NodeKind::name, here.span, here.text);
}

std::size_t Parser::words_of_function() const {
  std::size_t longest = 0;
  std::size_t plain = 0;
  std::size_t similar = 0;
  bool all_plain = true;
  std::string joined;
  for (std::size_t words = 1; words <= longest_function_name && token(words - 1).token == Token::name; ++words) {
    joined += (words > 1 ? " " : "") + token(words - 1).text;
    all_plain = all_plain && is_plain_name(words - 1) && !token(words - 1).is_word("not");
    if (!token(words).is_sign("(")) continue;
    if (is_function_of_feel(joined)) longest = words;
    if (all_plain) plain = words;
    if (words > 2 && !nearest_function(joined).empty()) similar = words;
  }
  return longest > 0 ? longest : std::max(plain, similar);
}

NodePtr Parser::call(std::size_t words) {
  const Span start = token().span;
  std::string name;
  for (std::size_t i = 0; i < words; ++i, next()) name += (i > 0 ? " " : "") + token().text;
  const Span span{start.begin, last_end_};
  std::vector<NodePtr> arguments;
  std::vector<ArgumentName> names;
  if (name == "function") {
    skip_parenthesis();
    expression();
    return unsupported(Code::feel_unsupported, span, "functions of one's own are not part of the statutory profile",
                       "use a definition");
  }
  read_arguments(arguments, names);
  if (name == "today" || name == "now") {
    return unsupported(Code::feel_clock, {span.begin, last_end_}, "`" + name + "()` is not part of the statutory profile",
                       "use `as_at`, the day that the assessment looks from");
  }
  NodePtr node = make(NodeKind::call, {span.begin, last_end_}, std::move(arguments), std::move(name));
  node->argument_names = std::move(names);
  return node;
}

void Parser::skip_parenthesis() {
  next();
  skip_to_close(")");
}

void Parser::read_arguments(std::vector<NodePtr>& arguments, std::vector<ArgumentName>& names) {
  next();
  if (take(")")) return;
  ++open_;
  do {
    std::size_t words = 0;
    while (token(words).token == Token::name) ++words;
    if (words > 0 && token(words).is_sign(":")) {
      ArgumentName name{{}, {token().span.begin, token(words - 1).span.end}};
      for (std::size_t i = 0; i < words; ++i, next()) name.text += (i > 0 ? " " : "") + token().text;
      next();
      if (names.size() < arguments.size()) mixed_arguments(name.span);
      names.push_back(std::move(name));
    } else if (!names.empty()) {
      mixed_arguments(token().span);
    }
    arguments.push_back(expression());
  } while (take(","));
  --open_;
  expect(")", "the arguments are closed by `)`");
  if (names.size() != arguments.size()) names.clear();
}

void Parser::mixed_arguments(Span span) {
  complain(Code::feel_syntax, span, "arguments are given all by position or all by name");
}

NodePtr Parser::conditional() {
  const std::size_t begin = token().span.begin;
  next();
  NodePtr condition = expression();
  expect("then", "`if` needs `then`");
  NodePtr yes = expression();
  expect("else", "`if` needs `else`");
  NodePtr no = expression();
  return make_of(NodeKind::conditional, {begin, last_end_}, {}, std::move(condition), std::move(yes), std::move(no));
}

std::string Parser::variable() {
  if (is_plain_name()) {
    std::string name = token().text;
    next();
    return name;
  }
  unexpected("the name of a variable is missing");
  return "?";
}

NodePtr Parser::quantifier() {
  const Lexeme& here = token();
  next();
  return quantified(here.is_word("some") ? NodeKind::some : NodeKind::every, here.span.begin);
}

NodePtr Parser::quantified(NodeKind kind, std::size_t begin) {
  if (++depth_ > limits_.nesting) too_deep(token().span);
  std::string name = variable();
  expect("in", "a variable stands before `in` and a list");
  NodePtr list = expression();
  NodePtr condition;
  if (take(",")) {
    condition = quantified(kind, token().span.begin);
  } else {
    expect("satisfies", "`some` and `every` need `satisfies`");
    condition = expression();
  }
  --depth_;
  return make_of(kind, {begin, last_end_}, std::move(name), std::move(list), std::move(condition));
}

NodePtr Parser::iteration() {
  const std::size_t begin = token().span.begin;
  next();
  std::string name = variable();
  expect("in", "a variable stands before `in` and a list");
  NodePtr list = expression();
  if (is_sign("..") || is_sign(",")) {
    complain(Code::feel_unsupported, token().span,
             is_sign(",") ? "`for` over several lists is not part of the statutory profile"
                          : "`for` over a range is not part of the statutory profile",
             "go through one list of the facts");
    while (!at_end() && !is_word("return")) next();
  }
  expect("return", "`for` needs `return`");
  NodePtr result = expression();
  return make_of(NodeKind::for_each, {begin, last_end_}, std::move(name), std::move(list), std::move(result));
}

}  // namespace dutybound::feel
