// Warnings: what is allowed and probably not meant.
#include <algorithm>
#include <set>

#include "rulebook/parts.hpp"

namespace dutybound::rulebook {

using text::Code;

namespace {

bool same(const feel::Node& a, const feel::Node& b) {
  return a.kind == b.kind && a.text == b.text && a.open_start == b.open_start && a.open_end == b.open_end &&
         std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(),
                    [](const auto& x, const auto& y) { return same(*x, *y); });
}

bool same(const Condition& a, const Condition& b) {
  if (a.group != b.group) return false;
  if (a.group == Condition::Group::leaf) return a.that && b.that && same(*a.that.root, *b.that.root);
  return std::equal(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                    [](const Condition& x, const Condition& y) { return same(x, y); });
}

bool is_comparison(feel::NodeKind kind) { return kind >= feel::NodeKind::equal && kind <= feel::NodeKind::greater_or_equal; }

class Linter {
 public:
  Linter(const Vocabulary& vocabulary, Context& context) : vocabulary_(vocabulary), context_(context) {}

  void rule(const RuleDraft& draft) {
    const Rule& rule = draft.rule;
    for (const auto& [reading, value] : rule.readings) readings_.insert(reading);
    for (const yaml::Node& item : get_items(*draft.node, "readings")) {  // there still if no versions could be made
      for (const yaml::Entry& when : get_entries(item, "when")) readings_.insert(when.key);
    }
    if (rule.source.empty()) {
      context_.diagnostics.push_back(text::diagnose(Code::rulebook_no_source, rule.file, rule.span,
                                                    "`" + rule.id + "` has no source", "cite where it stands under `source`"));
    }
    if (rule.protects.empty() && says_whom(rule)) {
      context_.diagnostics.push_back(text::diagnose(Code::rulebook_no_protects, rule.file, rule.span,
                                                    "`" + rule.id + "` does not say whom it protects",
                                                    "say it under `protects`, with a word of the vocabulary"));
    }
    if (rule.clock) used_.insert(rule.clock->amount.parameter);
    for (const auto* condition : {&rule.applies_when, &rule.exempt_when, &rule.excused_when, &rule.done_when, &rule.condition}) {
      if (*condition) visit(**condition);
    }
    for (const Row& row : rule.rows) visit(row.when);
    for (const feel::Expression* each : {&rule.arises_at, &rule.done_at, &rule.ends_at, &rule.value}) visit(*each);
    if (rule.clock) visit(rule.clock->anchor);
    if (rule.kind == RuleKind::threshold) unreachable(draft);
  }

  /// Its parameters and readings that nothing uses.
  void unused(const yaml::Node& rulebook) {
    for (const yaml::Node& item : get_items(rulebook, "parameters")) {
      const std::string id = get_text(item, "id");
      if (used_.count(id) != 0) continue;
      report(context_.diagnostics, Code::rulebook_unused_parameter, get_element(item, "id"),
             "no rule uses the parameter `" + id + "`", "use it, or remove it");
    }
    for (const yaml::Node& item : get_items(rulebook, "readings")) {
      const std::string id = get_text(item, "id");
      if (readings_.count(id) != 0) continue;
      report(context_.diagnostics, Code::rulebook_unused_reading, get_element(item, "id"),
             "no rule names the reading `" + id + "`", "name it in a rule's `readings`, or remove it");
    }
  }

 private:
  /// Whether some word that asks something of a person could be said of its records.
  [[nodiscard]] bool says_whom(const Rule& rule) const {
    const auto subject = [&](EntityId entity) {
      while (entity != no_entity && vocabulary_.entities[entity].parent != no_entity)
        entity = vocabulary_.entities[entity].parent;
      return entity;
    };
    return std::any_of(vocabulary_.protects.begin(), vocabulary_.protects.end(),
                       [&](const Protects& protects) { return protects.that && subject(protects.of) == subject(rule.for_each); });
  }

  void visit(const Condition& condition) {
    visit(condition.that);
    for (const Condition& member : condition.members) visit(member);
  }

  void visit(const feel::Expression& expression) {
    if (expression) visit(*expression.root, expression.fragment);
  }

  void visit(const feel::Node& node, const text::Fragment& fragment) {
    if (node.kind == feel::NodeKind::call && node.text == "parameter" && !node.children.empty())
      used_.insert(node.children.front()->text);
    if (is_comparison(node.kind) && node.children.size() == 2 && same(*node.children[0], *node.children[1])) {
      context_.diagnostics.push_back(text::diagnose(Code::rulebook_self_comparison, fragment.source,
                                                    fragment.at(node.span.begin, node.span.end),
                                                    "both sides of the comparison are the same", "compare with a value"));
    }
    for (const auto& child : node.children) visit(*child, fragment);
  }

  void unreachable(const RuleDraft& draft) {
    const auto& rows = draft.rule.rows;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (!same(rows[i].when, rows[j].when)) continue;
        const yaml::Node& item = get_items(*draft.node, "levels")[i];
        report(context_.diagnostics, Code::rulebook_unreachable_row, get_element(item, "level"),
               "`" + rows[i].name + "` is never reached: `" + rows[j].name + "` has the same condition",
               "change one of the conditions");
        break;
      }
    }
  }

  const Vocabulary& vocabulary_;
  Context& context_;
  std::set<std::string> used_, readings_;
};

}  // namespace

void lint(const std::vector<RuleDraft>& drafts, const std::vector<const yaml::Node*>& rulebooks, const Vocabulary& vocabulary,
          Context& context) {
  Linter linter(vocabulary, context);
  for (const RuleDraft& draft : drafts) linter.rule(draft);
  for (const yaml::Node* rulebook : rulebooks) linter.unused(*rulebook);
}

}  // namespace dutybound::rulebook
