// The words of rules for a reader who has never seen a rule file. Entry: each function by itself.
#pragma once

#include <string>
#include <string_view>

#include <dutybound/rulebook.hpp>

namespace dutybound::report::site {

/// With a capital first letter.
[[nodiscard]] std::string sentence(std::string_view text);
/// An entity's name as a heading: `Section 47 enquiry`, `ICPC`.
[[nodiscard]] std::string entity_words(const std::string& entity);
/// `must not`; of `is`: `statement`.
[[nodiscard]] std::string modality_words(Modality modality);
/// `Duty`, `Threshold`, ...: what the rule answers.
[[nodiscard]] std::string kind_words(RuleKind kind);
/// The heading of a part of a rule.
[[nodiscard]] std::string role_words(const RulePart& part, std::optional<ClockKind> clock);
/// How sure a citation is.
[[nodiscard]] std::string source_words(const std::string& status);
/// `from Fri 15 Dec 2023 to Tue 17 Mar 2026`; `at all times`.
[[nodiscard]] std::string span_words(const std::optional<Date>& from, const std::optional<Date>& to);
/// `15 working days`; `1 month`.
[[nodiscard]] std::string amount_words(std::int64_t number, const std::string& unit);
/// `CIN census`, `Annex A`.
[[nodiscard]] std::string data_set_words(const std::string& name);
/// A type for readers: `date of an event`, `yes or no`, `one of a list of values`.
[[nodiscard]] std::string type_words(const FactInfo& fact);

}  // namespace dutybound::report::site
