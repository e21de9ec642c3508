// Tokens to tree: the operators, and what a tree is made of. Entry: parse. Types and names are the checker's.
#include "feel/parser.hpp"

#include <algorithm>

#include "text/utf8.hpp"

namespace dutybound::feel {

using text::Code;

NodePtr Parser::run() {
  NodePtr root = expression();
  while (!at_end()) {
    unexpected("the expression ends before it");
    next();
    if (!at_end()) expression();
  }
  return root;
}

NodePtr Parser::unsupported(Code code, Span span, std::string message, std::string hint) {
  complain(code, span, std::move(message), std::move(hint));
  return leaf(NodeKind::boolean_literal, span, "true");
}

NodePtr Parser::leaf(NodeKind kind, Span span, std::string text) {
  auto node = std::make_unique<Node>();
  node->kind = kind;
  node->span = span;
  node->text = std::move(text);
  return node;
}

NodePtr Parser::make(NodeKind kind, Span span, std::vector<NodePtr> children, std::string text) {
  NodePtr node = leaf(kind, span, std::move(text));
  for (const NodePtr& child : children) node->height = std::max(node->height, child->height + 1);
  node->children = std::move(children);
  if (node->height > limits_.nesting) too_deep(node->span);
  return node;
}

void Parser::too_deep(Span span) {
  if (!gave_up_) {
    reporter_.report(Code::feel_too_deep, {span.begin, std::min(span.end, span.begin + 1)},
                     "the expression is nested deeper than " + std::to_string(limits_.nesting) + " levels",
                     "split it, or define a part of it as a definition of its own");
  }
  gave_up_ = true;
  give_up();
}

NodePtr Parser::expression() {
  if (++depth_ > limits_.nesting) too_deep(token().span);
  NodePtr node =
      chain("or", NodeKind::disjunction, [&] { return chain("and", NodeKind::conjunction, [&] { return comparison(); }); });
  --depth_;
  return node;
}

NodePtr Parser::comparison() {
  NodePtr left = sum();
  for (bool first = true; !at_end(); first = false) {
    const Operator* sign = find_operator(comparisons);
    if (!sign && !is_word("between") && !is_word("in") && !is_word("instance")) break;
    if (!first) {
      complain(Code::feel_chained_comparison, {left->span.begin, token().span.end}, "a comparison cannot be compared again",
               "join two comparisons by `and`, or write `x between a and b`");
    }
    left = sign ? comparison_by(*sign, std::move(left)) : comparison_by_word(std::move(left));
  }
  return left;
}

NodePtr Parser::comparison_by(const Operator& sign, NodePtr left) {
  next();
  const std::size_t begin = left->span.begin;
  NodePtr right = sum();
  return make_of(sign.kind, {begin, last_end_}, {}, std::move(left), std::move(right));
}

NodePtr Parser::comparison_by_word(NodePtr left) {
  const std::size_t begin = left->span.begin;
  if (take("between")) {
    NodePtr low = sum();
    expect("and", "`between` needs `and` and an upper end");
    NodePtr high = sum();
    return make_of(NodeKind::between, {begin, last_end_}, {}, std::move(left), std::move(low), std::move(high));
  }
  if (take("in")) {
    NodePtr right = test();
    return make_of(NodeKind::in, {begin, last_end_}, {}, std::move(left), std::move(right));
  }
  const Span span = token().span;
  next();
  take("of");
  sum();
  return unsupported(Code::feel_unsupported, {begin, span.end}, "`instance of` is not part of the statutory profile",
                     "types are known when the rule is loaded");
}

NodePtr Parser::test() {
  if (const Operator* sign = find_operator(comparisons)) return comparison_test(*sign);
  return is_sign("(") ? group(true) : sum();
}

NodePtr Parser::comparison_test(const Operator& sign) {
  const std::size_t begin = token().span.begin;
  next();
  NodePtr operand = sum();
  return make_of(NodeKind::comparison_test, {begin, last_end_}, std::string(sign.sign), std::move(operand));
}

NodePtr Parser::sum() {
  return left_to_right(sums, [&] { return product(); });
}
NodePtr Parser::product() {
  return left_to_right(products, [&] { return raised(); });
}
NodePtr Parser::raised() {
  return left_to_right(powers, [&] { return unary(); });
}

NodePtr Parser::unary() {
  if (!is_sign("-")) return postfix();
  const std::size_t begin = token().span.begin;
  next();
  if (++depth_ > limits_.nesting) too_deep(token().span);
  NodePtr operand = unary();
  --depth_;
  return make_of(NodeKind::negate, {begin, last_end_}, {}, std::move(operand));
}

NodePtr Parser::postfix() {
  NodePtr node = primary();
  for (;;) {
    const std::size_t begin = node->span.begin;
    if (take(".")) {
      if (token().token != Token::name) {
        unexpected("a field's name follows the dot");
        return node;
      }
      std::string field = token().text;
      next();
      node = make_of(NodeKind::path, {begin, last_end_}, std::move(field), std::move(node));
    } else if (is_sign("[") && !closes_range()) {
      next();
      ++open_;
      NodePtr inside = expression();
      --open_;
      expect("]", "a filter or position is closed by `]`");
      node = make_of(NodeKind::filter, {begin, last_end_}, {}, std::move(node), std::move(inside));
    } else if (is_sign("(")) {
      const Span span = node->span;
      std::vector<NodePtr> arguments;
      std::vector<ArgumentName> names;
      read_arguments(arguments, names);
      node = unsupported(Code::feel_unsupported, span, "only a built-in function can be called");
    } else {
      return node;
    }
  }
}

bool Parser::closes_range() const {
  const Lexeme& after = token(1);
  const bool closing = after.is_sign(")") || after.is_sign("]") || after.is_sign(",");
  const bool starts = after.is_word("if") || after.is_word("some") || after.is_word("every") || after.is_word("for") ||
                      after.is_word("true") || after.is_word("false") || after.is_word("null");
  return in_range_end_ && (closing || after.token == Token::end || (is_keyword(after) && !starts));
}

Result<Expression> parse(text::Fragment fragment, const Limits& limits) {
  Diagnostics diagnostics;
  Reporter reporter(fragment, diagnostics);
  if (fragment.text.size() > limits.expression_bytes) {
    reporter.report(Code::feel_too_long, {0, 1},
                    "the expression is longer than " + std::to_string(limits.expression_bytes) + " bytes",
                    "define a part of it as a definition of its own");
    return diagnostics;
  }
  if (const auto invalid = text::first_invalid_utf8(fragment.text)) {
    reporter.report(Code::feel_character, {*invalid, *invalid + 1}, "this is not UTF-8 text");
    return diagnostics;
  }
  std::vector<Lexeme> tokens = lex(fragment.text, reporter);
  if (tokens.size() == 1 && diagnostics.empty()) {
    reporter.report(Code::feel_empty, {0, fragment.text.size()}, "there is no expression");
    return diagnostics;
  }
  std::unique_ptr<Node> root = Parser(std::move(tokens), reporter, limits).run();
  if (has_errors(diagnostics)) {
    text::arrange(diagnostics);
    return diagnostics;
  }
  return Expression{std::move(fragment), std::move(root)};
}

}  // namespace dutybound::feel
