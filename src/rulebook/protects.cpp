// Whom rules protect: the vocabulary's words, and the word of a rule. Entries: read_protects, read_protected.
#include "rulebook/parts.hpp"

namespace dutybound::rulebook {

using text::Code;
using yaml::Node;

namespace {

bool is_at_or_below(const Vocabulary& vocabulary, EntityId entity, EntityId top) {
  while (entity != no_entity && entity != top) entity = vocabulary.entities[entity].parent;
  return entity == top;
}

}  // namespace

void read_protects(const Node& node, Vocabulary& vocabulary, Context& context) {
  if (vocabulary.subjects.empty()) return;
  for (const yaml::Entry& entry : get_entries(node, "protects")) {
    Protects& protects = vocabulary.protects.emplace_back();
    protects.word = entry.key;
    protects.title = get_text(entry.value, "title");
    protects.because = get_text(entry.value, "because");
    protects.interpretation = get_texts(entry.value, "interpretation");
    protects.of = vocabulary.subjects.front();
    if (const Node* of = get(entry.value, "of")) {
      protects.of = find_entity(vocabulary, of->fragment.text);
      if (protects.of == no_entity) {
        if (context.names_known) report_unknown_entity(vocabulary, *of, context);
        protects.of = vocabulary.subjects.front();
        continue;
      }
    }
    feel::Environment environment;
    environment.types = vocabulary.types.get();
    environment.variables = names_of_rule(vocabulary, protects.of);
    environment.variables.push_back({"deciding_day", {feel::Kind::date, 0}, encode({Name::Of::deciding_day, 0, 0}), false});
    protects.that = read_feel(get(entry.value, "that"), context);
    check_feel(protects.that, environment, context, feel::Type{feel::Kind::boolean, 0});
  }
}

void read_protected(const Node& node, Rule& rule, const Vocabulary& vocabulary, Context& context) {
  rule.protects = get_text(node, "protects");
  if (rule.protects.empty() || rule.for_each == no_entity) return;
  const Node& at = get_element(node, "protects");
  const Protects* protects = find_protects(vocabulary, rule.protects);
  if (!protects) {
    std::vector<std::string_view> words;
    for (const Protects& each : vocabulary.protects) words.push_back(each.word);
    report(context.diagnostics, Code::rulebook_unknown_protects, at,
           "the vocabulary has no `" + rule.protects + "` under `protects`", text::did_you_mean(rule.protects, words));
    return;
  }
  if (!asked_by(rule, vocabulary)) return;
  if (!is_at_or_below(vocabulary, rule.for_each, protects->of)) {
    report(context.diagnostics, Code::rulebook_protects_other, at,
           "`" + rule.protects + "` is said of each `" + vocabulary.entities[protects->of].name +
               "`, and the rule is about each `" + vocabulary.entities[rule.for_each].name + "`",
           "choose a word that says something of it");
    return;
  }
  rule.interpretation.insert(rule.interpretation.end(), protects->interpretation.begin(), protects->interpretation.end());
}

}  // namespace dutybound::rulebook
