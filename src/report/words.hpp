// Plain English for dates, spans and findings, shared by the text reports.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/finding.hpp>

namespace dutybound::report {

/// `Mon 22 Apr 2024`.
[[nodiscard]] std::string day(Date date);
/// `Mon 22 Apr 2024 09:30`.
[[nodiscard]] std::string moment(DateTime at);
/// A wire date, or date and time, with its weekday; anything else as it is.
[[nodiscard]] std::string when(const std::string& wire);
/// `1 rule`, `3 rules`.
[[nodiscard]] std::string count(std::size_t number, std::string_view noun);
/// `6 working days`; the number without its sign.
[[nodiscard]] std::string span(std::int64_t number, DayUnit unit);
/// `must_not` as `must not`.
[[nodiscard]] std::string words(std::string_view wire);
/// `s1 (episodes[0].section_47_enquiries[1])`; empty for the subject itself.
[[nodiscard]] std::string record_words(const Finding& finding);
/// `conference-clock = last`, several with the separator between them.
[[nodiscard]] std::string choices(const std::map<std::string, std::string>& readings, std::string_view separator);
/// What a finding would be under other readings, and which: `overdue, due Mon 22 Apr 2024, with conference-clock = last`.
[[nodiscard]] std::string other_reading(const ReadingOutcome& other, const Finding& finding);
/// `Not recorded of episodes[0].referral: source, received_at. No local policy set: policy.NAME`.
[[nodiscard]] std::string missing_words(const std::vector<MissingFact>& missing);
/// How far it rests on an edition that was not in force; empty if it does not.
[[nodiscard]] std::string edition_note(const Finding& finding);
/// `3 days left`. Needs days and day_unit.
[[nodiscard]] std::string lateness(const Finding& finding);
/// When it began, when it ends, and how it stands.
[[nodiscard]] std::string clock_words(const Finding& finding);
/// What it takes for what is not recorded, the caller's and the rule's own.
[[nodiscard]] std::string assumed_words(const Finding& finding);
/// Counts in the alphabet's order of their words.
[[nodiscard]] std::map<std::string_view, std::size_t> by_word(const std::map<Status, std::size_t>& counts);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);

}  // namespace dutybound::report
