// FEEL's grammar, by recursive descent. Inner form of parse(): parser.cpp does the operators, parser_primary.cpp what they stand
// between.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "feel/check.hpp"
#include "feel/cursor.hpp"

namespace dutybound::feel {

using NodePtr = std::unique_ptr<Node>;

struct Operator {
  std::string_view sign;
  NodeKind kind;
};
inline constexpr Operator comparisons[] = {{"=", NodeKind::equal},   {"!=", NodeKind::not_equal},
                                           {"<", NodeKind::less},    {"<=", NodeKind::less_or_equal},
                                           {">", NodeKind::greater}, {">=", NodeKind::greater_or_equal}};
inline constexpr Operator sums[] = {{"+", NodeKind::add}, {"-", NodeKind::subtract}};
inline constexpr Operator products[] = {{"*", NodeKind::multiply}, {"/", NodeKind::divide}};
inline constexpr Operator powers[] = {{"**", NodeKind::power}};

class Parser : private Cursor {
 public:
  Parser(std::vector<Lexeme> tokens, Reporter& reporter, const Limits& limits)
      : Cursor(std::move(tokens), reporter), limits_(limits) {}

  /// The whole text; goes on after mistakes.
  NodePtr run();

 private:
  // Nodes.
  NodePtr unsupported(text::Code code, Span span, std::string message, std::string hint = {});
  NodePtr leaf(NodeKind kind, Span span, std::string text);
  NodePtr make(NodeKind kind, Span span, std::vector<NodePtr> children, std::string text = {});

  template <class... Children>
  NodePtr make_of(NodeKind kind, Span span, std::string text, Children... children) {
    std::vector<NodePtr> list;
    (list.push_back(std::move(children)), ...);
    return make(kind, span, std::move(list), std::move(text));
  }

  /// Reported once; the rest of the text is given up, since nothing in it can be trusted to be shallow.
  void too_deep(Span span);

  // parser.cpp: loosest first.
  NodePtr expression();
  NodePtr comparison();
  NodePtr comparison_by(const Operator& sign, NodePtr left);
  NodePtr comparison_by_word(NodePtr left);
  /// What may stand on the right of `in`.
  NodePtr test();
  NodePtr comparison_test(const Operator& sign);
  NodePtr sum();
  NodePtr product();
  NodePtr raised();
  NodePtr unary();
  NodePtr postfix();
  /// Whether the `[` here closes `]a..b[`, since nothing that could stand in a filter follows.
  [[nodiscard]] bool closes_range() const;

  template <std::size_t N>
  [[nodiscard]] const Operator* find_operator(const Operator (&table)[N]) const {
    const auto found = std::find_if(std::begin(table), std::end(table), [&](const Operator& o) { return is_sign(o.sign); });
    return found == std::end(table) ? nullptr : found;
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

  // parser_primary.cpp
  NodePtr primary();
  NodePtr signed_primary();
  void skip_to_close(std::string_view close);
  /// `(expression)`, `(a..b)`, `(< x)`; on the right of `in` also `(test, test)`.
  NodePtr group(bool of_tests);
  NodePtr list_or_range();
  /// At `..`.
  NodePtr range_from(std::size_t begin, NodePtr start, bool open_start);
  NodePtr word();
  /// How many words from here on name a function that is called: the longest built-in, else plain names up to a `(`, else words
  /// with a keyword among them that are nearly a built-in (`working day between(`).
  [[nodiscard]] std::size_t words_of_function() const;
  NodePtr call(std::size_t words);
  void skip_parenthesis();
  /// At `(`; ends after `)`.
  void read_arguments(std::vector<NodePtr>& arguments, std::vector<ArgumentName>& names);
  void mixed_arguments(Span span);
  NodePtr conditional();
  /// A name to bind, after `some`, `every`, `for` or a comma between several.
  std::string variable();
  NodePtr quantifier();
  /// Several variables are one quantifier inside the other.
  NodePtr quantified(NodeKind kind, std::size_t begin);
  NodePtr iteration();

  const Limits& limits_;
  std::size_t depth_ = 0;
  bool in_range_end_ = false;
  bool gave_up_ = false;
};

}  // namespace dutybound::feel
