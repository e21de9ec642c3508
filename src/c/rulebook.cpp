// Loading, reading and asking for C.
#include "c/objects.hpp"

using dutybound::c::ended;

dutybound_outcome dutybound_load(const dutybound_load_options* options, dutybound_diagnostics** why,
                                 dutybound_rulebook** rulebook) noexcept {
  dutybound::c::clear(why, rulebook);
  if (!rulebook) return DUTYBOUND_MISUSED;
  return ended([&] {
    dutybound::LoadOptions load;
    if (options) {
      load = options->options;
      if (options->rules.paths.empty()) {
        load.rules = dutybound::EmbeddedRules{options->rules.rulebooks};
      } else {
        load.rules = options->rules;
      }
    }
    return dutybound::c::give(dutybound::Rulebook::load(load), why, rulebook, [](dutybound::Rulebook loaded) { return loaded; });
  });
}

void dutybound_rulebook_free(dutybound_rulebook* rulebook) noexcept { delete rulebook; }

const char* dutybound_rulebook_digest(const dutybound_rulebook* rulebook) noexcept {
  return rulebook ? rulebook->rulebook.digest().c_str() : nullptr;
}

dutybound_outcome dutybound_read_cases(const dutybound_rulebook* rulebook, const char* name, const char* text, size_t length,
                                       uint32_t format,
                                       bool (*take)(void* context, const char* where, const dutybound_case* facts,
                                                    const dutybound_diagnostics* why),
                                       void* context) noexcept {
  if (!rulebook || !name || (!text && length != 0) || !take || format > DUTYBOUND_CIN_CENSUS) return DUTYBOUND_MISUSED;
  return ended([&] {
    const std::string_view document = length == 0 ? std::string_view() : std::string_view(text, length);
    rulebook->rulebook.read_cases(
        name, document, static_cast<dutybound::CaseFormat>(format), [&](const dutybound::CaseDocument& read) {
          const auto why = read.diagnostics.empty() ? nullptr : dutybound::c::told(read.diagnostics);
          const auto facts = read.facts ? std::make_unique<dutybound_case>(dutybound_case{*read.facts}) : nullptr;
          return take(context, read.where.c_str(), facts.get(), why.get());
        });
    return DUTYBOUND_DONE;
  });
}

dutybound_outcome dutybound_case_copy(const dutybound_case* facts, dutybound_case** copy) noexcept {
  if (!facts || !copy) return DUTYBOUND_MISUSED;
  *copy = nullptr;
  return ended([&] {
    *copy = new dutybound_case(*facts);
    return DUTYBOUND_DONE;
  });
}

void dutybound_case_free(dutybound_case* facts) noexcept { delete facts; }

const char* dutybound_case_id(const dutybound_case* facts) noexcept {
  return facts && facts->facts.id() ? facts->facts.id()->c_str() : nullptr;
}

size_t dutybound_case_data_errors(const dutybound_case* facts) noexcept { return facts ? facts->facts.data_errors().size() : 0; }

size_t dutybound_case_unread_names(const dutybound_case* facts) noexcept { return facts ? facts->facts.unread_names().count : 0; }

dutybound_outcome dutybound_assess(const dutybound_rulebook* rulebook, const dutybound_case* facts,
                                   const dutybound_assess_options* options, dutybound_diagnostics** why,
                                   dutybound_text** json) noexcept {
  dutybound::c::clear(why, json);
  if (!rulebook || !facts || !options || !json) return DUTYBOUND_MISUSED;
  return ended([&] {
    return dutybound::c::give(rulebook->rulebook.assess(facts->facts, options->options), why, json,
                              [](const dutybound::Assessment& made) { return dutybound::report::to_json(made); });
  });
}

dutybound_outcome dutybound_explain(const dutybound_rulebook* rulebook, const dutybound_case* facts,
                                    const dutybound_assess_options* options, const char* rule, const char* record,
                                    dutybound_diagnostics** why, dutybound_text** json) noexcept {
  dutybound::c::clear(why, json);
  if (!rulebook || !facts || !options || !rule || !json) return DUTYBOUND_MISUSED;
  return ended([&] {
    const auto instance = record ? std::optional<std::string_view>(record) : std::nullopt;
    return dutybound::c::give(rulebook->rulebook.explain(facts->facts, options->options, rule, instance), why, json,
                              [](const std::vector<dutybound::Explanation>& made) {
                                std::string array;
                                for (const dutybound::Explanation& each : made)
                                  array += (array.empty() ? "[" : ",") + dutybound::report::to_json(each);
                                return made.empty() ? std::string("[]") : array + "]";
                              });
  });
}

dutybound_outcome dutybound_ask(const dutybound_rulebook* rulebook, const dutybound_case* facts,
                                const dutybound_assess_options* options, dutybound_diagnostics** why,
                                dutybound_text** json) noexcept {
  dutybound::c::clear(why, json);
  if (!rulebook || !facts || !options || !json) return DUTYBOUND_MISUSED;
  return ended([&] {
    return dutybound::c::give(rulebook->rulebook.ask(facts->facts, options->options), why, json,
                              [](const std::vector<dutybound::Question>& made) { return dutybound::report::to_json(made); });
  });
}
