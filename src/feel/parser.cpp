// Tokens to tree, by recursive descent. Entry: parse. Types and names are the checker's.
#include <algorithm>
#include <utility>

#include "feel/builtins.hpp"
#include "feel/check.hpp"
#include "feel/dialect.hpp"
#include "feel/lexer.hpp"

namespace dutybound::feel {
namespace {

using text::Code;
using NodePtr = std::unique_ptr<Node>;

constexpr std::string_view keywords[] = {"and",  "or",   "in",   "between", "if",        "then", "else",  "for",
                                         "return", "some", "every", "satisfies", "instance", "true", "false", "null"};

struct Operator {
  std::string_view sign;
  NodeKind kind;
};
constexpr Operator comparisons[] = {{"=", NodeKind::equal},          {"!=", NodeKind::not_equal}, {"<", NodeKind::less},
                                    {"<=", NodeKind::less_or_equal}, {">", NodeKind::greater},    {">=", NodeKind::greater_or_equal}};
constexpr Operator sums[] = {{"+", NodeKind::add}, {"-", NodeKind::subtract}};
constexpr Operator products[] = {{"*", NodeKind::multiply}, {"/", NodeKind::divide}};
constexpr Operator powers[] = {{"**", NodeKind::power}};

class Parser {
 public:
  Parser(std::vector<Lexeme> tokens, Reporter& reporter, const Limits& limits)
      : tokens_(std::move(tokens)), reporter_(reporter), limits_(limits) {}

  NodePtr run() {
    NodePtr root = expression();
    while (!at_end()) {
      unexpected("the expression ends before it");
      next();
      if (!at_end()) expression();
    }
    return root;
  }

 private:
  // Tokens.
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

  // Mistakes. One report for a place; then on to where an expression may continue.
  void complain(Code code, Span span, std::string message, std::string hint = {}) {
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
    complain(Code::feel_syntax, span, "unexpected " + found + ": " + wanted, hint);
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
      const bool continues = is_sign(",") ? open_ > 0 : is_word("and") || is_word("or") || is_word("then") || is_word("else") ||
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

  NodePtr unsupported(Code code, Span span, std::string message, std::string hint = {}) {
    complain(code, span, std::move(message), std::move(hint));
    return leaf(NodeKind::boolean_literal, span, "true");
  }

  // Nodes.
  NodePtr leaf(NodeKind kind, Span span, std::string text) {
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->span = span;
    node->text = std::move(text);
    return node;
  }

  NodePtr make(NodeKind kind, Span span, std::vector<NodePtr> children, std::string text = {}) {
    NodePtr node = leaf(kind, span, std::move(text));
    for (const NodePtr& child : children) node->height = std::max(node->height, child->height + 1);
    node->children = std::move(children);
    if (node->height > limits_.nesting) too_deep(node->span);
    return node;
  }

  template <class... Children>
  NodePtr make_of(NodeKind kind, Span span, std::string text, Children... children) {
    std::vector<NodePtr> list;
    (list.push_back(std::move(children)), ...);
    return make(kind, span, std::move(list), std::move(text));
  }

  /// Reported once; the rest of the text is given up, since nothing in it can be trusted to be shallow.
  void too_deep(Span span) {
    if (!gave_up_) {
      reporter_.report(Code::feel_too_deep, {span.begin, std::min(span.end, span.begin + 1)},
                       "the expression is nested deeper than " + std::to_string(limits_.nesting) + " levels",
                       "split it, or define a part of it as a definition of its own");
    }
    gave_up_ = true;
    at_ = tokens_.size() - 1;
    reported_ = token().span.begin;
  }

  // Grammar, loosest first.
  NodePtr expression() {
    if (++depth_ > limits_.nesting) too_deep(token().span);
    NodePtr node = chain("or", NodeKind::disjunction, [&] { return chain("and", NodeKind::conjunction, [&] { return comparison(); }); });
    --depth_;
    return node;
  }

  template <class Operand>
  NodePtr chain(std::string_view word, NodeKind kind, Operand operand) {
    NodePtr first = operand();
    if (!is_word(word)) return first;
    std::vector<NodePtr> operands;
    operands.push_back(std::move(first));
    while (take(word)) operands.push_back(operand());
    const Span span{operands.front()->span.begin, last_end_};
    return make(kind, span, std::move(operands));
  }

  template <std::size_t N>
  [[nodiscard]] const Operator* find_operator(const Operator (&table)[N]) const {
    const auto found = std::find_if(std::begin(table), std::end(table), [&](const Operator& o) { return is_sign(o.sign); });
    return found == std::end(table) ? nullptr : found;
  }

  NodePtr comparison() {
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

  NodePtr comparison_by(const Operator& sign, NodePtr left) {
    next();
    const std::size_t begin = left->span.begin;
    NodePtr right = sum();
    return make_of(sign.kind, {begin, last_end_}, {}, std::move(left), std::move(right));
  }

  NodePtr comparison_by_word(NodePtr left) {
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

  /// What may stand on the right of `in`.
  NodePtr test() {
    if (const Operator* sign = find_operator(comparisons)) return comparison_test(*sign);
    return is_sign("(") ? group(true) : sum();
  }

  NodePtr comparison_test(const Operator& sign) {
    const std::size_t begin = token().span.begin;
    next();
    NodePtr operand = sum();
    return make_of(NodeKind::comparison_test, {begin, last_end_}, std::string(sign.sign), std::move(operand));
  }

  template <std::size_t N, class Operand>
  NodePtr left_to_right(const Operator (&table)[N], Operand operand) {
    NodePtr left = operand();
    while (const Operator* sign = find_operator(table)) left = continue_with(*sign, std::move(left), operand);
    return left;
  }

  template <class Operand>
  NodePtr continue_with(const Operator& sign, NodePtr left, Operand operand) {
    next();
    const std::size_t begin = left->span.begin;
    NodePtr right = operand();
    return make_of(sign.kind, {begin, last_end_}, {}, std::move(left), std::move(right));
  }

  NodePtr sum() { return left_to_right(sums, [&] { return product(); }); }
  NodePtr product() { return left_to_right(products, [&] { return raised(); }); }
  NodePtr raised() { return left_to_right(powers, [&] { return unary(); }); }

  NodePtr unary() {
    if (!is_sign("-")) return postfix();
    const std::size_t begin = token().span.begin;
    next();
    if (++depth_ > limits_.nesting) too_deep(token().span);
    NodePtr operand = unary();
    --depth_;
    return make_of(NodeKind::negate, {begin, last_end_}, {}, std::move(operand));
  }

  NodePtr postfix() {
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

  /// Whether the `[` here closes `]a..b[`, since nothing that could stand in a filter follows.
  [[nodiscard]] bool closes_range() const {
    const Lexeme& after = token(1);
    const bool closing = after.is_sign(")") || after.is_sign("]") || after.is_sign(",");
    const bool starts = after.is_word("if") || after.is_word("some") || after.is_word("every") || after.is_word("for") ||
                        after.is_word("true") || after.is_word("false") || after.is_word("null");
    return in_range_end_ && (closing || after.token == Token::end || (is_keyword(after) && !starts));
  }

  NodePtr primary() {
    const Lexeme& here = token();
    switch (here.token) {
      case Token::number: next(); return leaf(NodeKind::number_literal, here.span, here.text);
      case Token::text: next(); return leaf(NodeKind::text_literal, here.span, here.text);
      case Token::name: return word();
      case Token::sign: return signed_primary();
      case Token::end: break;
    }
    unexpected("a value is missing");
    return leaf(NodeKind::boolean_literal, here.span, "true");
  }

  NodePtr signed_primary() {
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

  void skip_to_close(std::string_view close) {
    for (int depth = 0; !at_end(); next()) {
      if (is_sign("{") || is_sign("(") || is_sign("[")) ++depth;
      if (depth == 0 && take(close)) return;
      if (is_sign("}") || is_sign(")") || is_sign("]")) --depth;
    }
  }

  /// `(expression)`, `(a..b)`, `(< x)`; on the right of `in` also `(test, test)`.
  NodePtr group(bool of_tests) {
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

  NodePtr list_or_range() {
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

  /// At `..`.
  NodePtr range_from(std::size_t begin, NodePtr start, bool open_start) {
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

  NodePtr word() {
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

  /// How many words from here on name a function that is called: the longest built-in, else plain names up to a `(`, else words with a
  /// keyword among them that are nearly a built-in (`working day between(`).
  [[nodiscard]] std::size_t words_of_function() const {
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

  NodePtr call(std::size_t words) {
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

  void skip_parenthesis() {
    next();
    skip_to_close(")");
  }

  /// At `(`; ends after `)`.
  void read_arguments(std::vector<NodePtr>& arguments, std::vector<ArgumentName>& names) {
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

  void mixed_arguments(Span span) {
    complain(Code::feel_syntax, span, "arguments are given all by position or all by name");
  }

  NodePtr conditional() {
    const std::size_t begin = token().span.begin;
    next();
    NodePtr condition = expression();
    expect("then", "`if` needs `then`");
    NodePtr yes = expression();
    expect("else", "`if` needs `else`");
    NodePtr no = expression();
    return make_of(NodeKind::conditional, {begin, last_end_}, {}, std::move(condition), std::move(yes), std::move(no));
  }

  /// A name to bind, after `some`, `every`, `for` or a comma between several.
  std::string variable() {
    if (is_plain_name()) {
      std::string name = token().text;
      next();
      return name;
    }
    unexpected("the name of a variable is missing");
    return "?";
  }

  NodePtr quantifier() {
    const Lexeme& here = token();
    next();
    return quantified(here.is_word("some") ? NodeKind::some : NodeKind::every, here.span.begin);
  }

  /// Several variables are one quantifier inside the other.
  NodePtr quantified(NodeKind kind, std::size_t begin) {
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

  NodePtr iteration() {
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

  std::vector<Lexeme> tokens_;
  Reporter& reporter_;
  const Limits& limits_;
  std::size_t at_ = 0;
  std::size_t last_end_ = 0;
  std::size_t depth_ = 0;
  int open_ = 0;  ///< brackets that are open here
  bool in_range_end_ = false;
  bool gave_up_ = false;
  std::optional<std::size_t> reported_;
};

}  // namespace

Result<Expression> parse(text::Fragment fragment, const Limits& limits) {
  Diagnostics diagnostics;
  Reporter reporter(fragment, diagnostics);
  if (fragment.text.size() > limits.expression_bytes) {
    reporter.report(Code::feel_too_long, {0, 1}, "the expression is longer than " + std::to_string(limits.expression_bytes) + " bytes",
                    "define a part of it as a definition of its own");
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
