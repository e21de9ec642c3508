// Words for readers. Entry: plain_words.hpp.
#include "report/site/plain_words.hpp"

#include <array>
#include <utility>

#include "report/words.hpp"

namespace dutybound::report::site {
namespace {

using Word = std::pair<std::string_view, std::string_view>;

template <std::size_t N>
std::string look_up(const std::array<Word, N>& table, std::string_view key) {
  for (const auto& [word, meaning] : table) {
    if (word == key) return std::string(meaning);
  }
  return sentence(words(key));
}

}  // namespace

std::string sentence(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z') out.front() = static_cast<char>(out.front() - 'a' + 'A');
  return out;
}

std::string entity_words(const std::string& entity) {
  static constexpr std::array<Word, 5> abbreviations{
      {{"icpc", "ICPC"}, {"cin", "CIN"}, {"cp", "CP"}, {"fgm", "FGM"}, {"lcspr", "LCSPR"}}};
  const std::string first = entity.substr(0, entity.find('_'));
  for (const auto& [word, meaning] : abbreviations) {
    if (word == first) return std::string(meaning) + words(entity.substr(first.size()));
  }
  return sentence(words(entity));
}

std::string modality_words(Modality modality) { return modality == Modality::is ? "statement" : words(to_string(modality)); }

std::string kind_words(RuleKind kind) {
  static constexpr std::array<Word, 7> table{{
      {"duty", "Duty: what is to be done, and whether it was done in time"},
      {"threshold", "Threshold: which level of need or response the facts meet"},
      {"eligibility", "Eligibility: who can hold a role"},
      {"permission", "Permission: whether something is allowed, and on which basis"},
      {"expectation", "Expectation: an arrangement that stands all the time"},
      {"definition", "Definition: a word that other rules use"},
      {"advisory", "Advisory: no recorded fact decides it"},
  }};
  return look_up(table, to_string(kind));
}

std::string role_words(const RulePart& part, std::optional<ClockKind> clock) {
  static constexpr std::array<Word, 12> table{{
      {"protects", "Holds for"},
      {"applies_when", "Applies when"},
      {"exempt_when", "Exempt when"},
      {"excused_when", "Lateness is excused when"},
      {"done_at", "Done on"},
      {"done_when", "Done when"},
      {"eligible_when", "Eligible when"},
      {"permitted_when", "Permitted when"},
      {"in_place_when", "In place when"},
      {"ends_at", "Lapses on, if not yet due"},
      {"arises_at", "The day that decides which edition applies"},
      {"value", "What it means"},
  }};
  const std::string_view role = part.role ? to_string(*part.role) : std::string_view();
  if (!part.name.empty()) {
    const std::string name = words(part.name);
    return sentence(role) + ": " +
           (part.title.empty()             ? name
            : sentence(name) == part.title ? part.title
                                           : part.title + " (" + name + ")");
  }
  if (part.role == PartRole::clock) {
    if (clock == ClockKind::before_target) return "Counted back from";
    return clock == ClockKind::fixed_date ? "The last day" : "The clock starts on";
  }
  return look_up(table, role);
}

std::string source_words(const std::string& status) {
  static constexpr std::array<Word, 3> table{{
      {"read_in_seed", "read, in a document that came with the project"},
      {"read_elsewhere", "read, in a public document"},
      {"general_knowledge", "not read: general knowledge"},
  }};
  return look_up(table, status);
}

std::string span_words(const std::optional<Date>& from, const std::optional<Date>& to) {
  if (!from && !to) return "at all times";
  std::string text;
  if (from) text = "from " + day(*from);
  if (to) text += (from ? " to " : "until ") + day(*to);
  return text;
}

std::string amount_words(std::int64_t number, const std::string& unit) {
  std::string text = std::to_string(number) + " " + words(unit);
  if (number == 1 && text.back() == 's') text.pop_back();
  return text;
}

std::string data_set_words(const std::string& name) {
  static constexpr std::array<Word, 4> table{{
      {"cin_census", "CIN census"},
      {"annex_a", "Annex A"},
      {"ssd", "Standard Safeguarding Dataset"},
      {"csc_api", "Children's social care API"},
  }};
  return look_up(table, name);
}

std::string type_words(const FactInfo& fact) {
  static constexpr std::array<Word, 3> table{{
      {"boolean", "yes or no"},
      {"enumeration", "one of"},
      {"date_time", "date and time"},
  }};
  std::string text = look_up(table, fact.type);
  if (!text.empty() && text.front() >= 'A' && text.front() <= 'Z') text.front() = static_cast<char>(text.front() - 'A' + 'a');
  if (fact.event) text += " of an event";
  return text;
}

}  // namespace dutybound::report::site
