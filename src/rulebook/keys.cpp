// The tables themselves. A row: name, form, needed, allowed, description, element, words, group.
#include "rulebook/keys.hpp"

#include "rulebook/keys_catalogue.hpp"

#include <string_view>

namespace dutybound::rulebook {

namespace {

using W = std::string_view;

// Bits of a rule's `kind`, in the order of kind_words.
enum : std::uint32_t {
  threshold = 1,
  eligibility = 2,
  permission = 4,
  duty = 8,
  expectation = 16,
  definition = 32,
  advisory = 64
};
constexpr W kind_words[] = {"threshold", "eligibility", "permission", "duty", "expectation", "definition", "advisory"};
constexpr W modality_words[] = {"must", "should", "may", "must_not", "is"};
constexpr W status_words[] = {"read_in_seed", "read_elsewhere", "general_knowledge"};
constexpr W counting_words[] = {"exclusive", "inclusive"};
constexpr W roll_words[] = {"ordinary_day", "up_to_working_day"};

constexpr Key period_keys[] = {
    {"from", Form::date, never, always, "First day; open if left out."},
    {"to", Form::date, never, always, "Last day, included; open if left out."},
};
constexpr Element period{"a period", "Days from one to another, both included.", period_keys};

constexpr Key span_keys[] = {
    {"from", Form::date, always, always, "First day."},
    {"to", Form::date, always, always, "Last day, included."},
};
constexpr Element span{"a span of days", "Days from one to another, both included.", span_keys};

constexpr Key citation_keys[] = {
    {"document", Form::text, always, always, "Title of the document."},
    {"edition", Form::text, never, always, "Its edition or year."},
    {"section", Form::text, never, always, "Chapter, section or paragraph."},
    {"url", Form::text, never, always, "Where it can be read."},
    {"status", Form::word, always, always, "How sure the citation is.", nullptr, status_words},
};
constexpr Element citation{"a citation", "A place in a document that says so.", citation_keys};

// Calendar.

constexpr Key holiday_keys[] = {
    {"date", Form::date, always, always, "A Monday to Friday that is no working day."},
    {"name", Form::text, always, always, "What it is called."},
};
constexpr Element holiday{"a holiday", "A weekday that is no working day.", holiday_keys};

constexpr Key weekend_holiday_keys[] = {
    {"date", Form::date, always, always, "A Saturday or Sunday that the law makes a bank holiday."},
    {"name", Form::text, always, always, "What it is called."},
};
constexpr Element weekend_holiday{"a holiday at a weekend", "A weekend day that is a bank holiday in law.", weekend_holiday_keys};

constexpr Key calendar_keys[] = {
    {"calendar", Form::id, always, always, "Id of the calendar."},
    {"title", Form::text, always, always, "Its name for people."},
    {"source", Form::elements, never, always, "Where the list comes from.", &citation},
    {"known", Form::element, always, always, "The span whose holidays are all listed.", &span},
    {"holidays", Form::elements, always, always, "In order of date, each day once.", &holiday},
    {"weekend_holidays", Form::elements, never, always,
     "Bank holidays that the law puts on a weekend; they change no count of working days, and `roll: ordinary_day` heeds them.",
     &weekend_holiday},
};
constexpr Element calendar{"a calendar", "Bank holidays and the days that the list knows.", calendar_keys};

// Rulebook.

constexpr Key parameter_row_keys[] = {
    {"from", Form::date, never, always, "First day on which it holds; always, if left out."},
    {"value", Form::whole, always, always, "The number."},
    {"source", Form::elements, never, always, "Where it stands.", &citation},
};
constexpr Element parameter_row{"a parameter's row", "A number and the day from which it holds.", parameter_row_keys};

constexpr Key parameter_keys[] = {
    {"id", Form::id, always, always, "Unique over everything loaded together."},
    {"description", Form::text, always, always, "Plain words."},
    {"unit", Form::id, always, always, "What it counts: working_days, days, hours, weeks, months, years, ..."},
    {"policy", Form::boolean, never, always, "Left to local policy: without a value it is unknown."},
    {"values", Form::elements, never, always, "Its rows in order of `from`.", &parameter_row},
};
constexpr Element parameter{"a parameter", "A number with dates and sources.", parameter_keys};

constexpr Key reading_value_keys[] = {
    {"value", Form::id, always, always, "Its name; unique within the reading."},
    {"title", Form::text, always, always, "The answer in plain words."},
    {"source", Form::elements, never, always, "Who reads it so.", &citation},
};
constexpr Element reading_value{"a reading's value", "One way to read the sources.", reading_value_keys};

constexpr Key reading_keys[] = {
    {"id", Form::id, always, always, "Unique over everything loaded together."},
    {"title", Form::text, always, always, "The question on which the sources differ."},
    {"default", Form::id, always, always, "The value that is taken unless another is chosen."},
    {"values", Form::elements, always, always, "Its answers.", &reading_value},
};
constexpr Element reading{"a reading", "A question on which the sources differ.", reading_keys};

constexpr Key share_keys[] = {
    {"from", Form::id, always, always, "The edition of the same series that has the rules."},
    {"rules", Form::ids, always, always, "The rules that this edition has too."},
    {"source", Form::elements, never, always, "Cited in place of the rules' own.", &citation},
    {"interpretation", Form::texts, never, always, "Added to the rules' own."},
};
constexpr Element share{"a share", "Rules that another edition has written.", share_keys};

constexpr Key policy_value_keys[] = {
    {"parameter", Form::id, always, always, "A parameter that is left to local policy."},
    {"value", Form::whole, always, always, "The number."},
    {"from", Form::date, never, always, "First day on which it holds; by default the protocol's."},
    {"source", Form::elements, never, always, "Where it was decided.", &citation},
};
constexpr Element policy_value{"a local value", "What a local protocol decides where it is left to local policy.",
                               policy_value_keys};

constexpr Key rulebook_keys[] = {
    {"rulebook", Form::id, always, always, "Id of the rulebook."},
    {"series", Form::id, never, always, "Editions of one series replace one another; by default its own."},
    {"edition", Form::text, always, always, "Which edition it is."},
    {"title", Form::text, always, always, "Its name for people."},
    {"version", Form::text, always, always, "Version of this encoding."},
    {"jurisdiction", Form::text, never, always, "Where it applies."},
    {"in_force", Form::element, always, always, "The days on which it is in force.", &period},
    {"extends", Form::id, never, always, "A local protocol: the national rulebook that it stands on."},
    {"policy", Form::elements, never, always, "A local protocol: its values of policy parameters.", &policy_value},
    {"off_by_default", Form::boolean, never, always, "Loaded only where it is asked for."},
    {"parameters", Form::elements, never, always, "Its numbers.", &parameter},
    {"readings", Form::elements, never, always, "Where the sources can be read in several ways.", &reading},
    {"shares", Form::elements, never, always, "Rules that it has in common with another edition.", &share},
};
constexpr Element rulebook{"a rulebook", "An edition: dates and parameters.", rulebook_keys};

// Rules.

#define DUTYBOUND_CLOCK_KEYS(anchor, words)                                                                       \
  {"working_days", Form::amount, never, always, "How many working days.", nullptr, {}, 'u'},                      \
      {"days", Form::amount, never, always, "How many days.", nullptr, {}, 'u'},                                  \
      {"hours", Form::amount, never, always, "How many hours.", nullptr, {}, 'u'},                                \
      {"weeks", Form::amount, never, always, "How many weeks.", nullptr, {}, 'u'},                                \
      {"months", Form::amount, never, always, "How many calendar months.", nullptr, {}, 'u'},                     \
      {anchor, Form::feel, always, always, words},                                                                \
      {"counting", Form::word, never, always, "Whether the anchor's own day is day 1.", nullptr, counting_words}, \
      {"roll",                                                                                                    \
       Form::word,                                                                                                \
       never,                                                                                                     \
       always,                                                                                                    \
       "Moves a last day on: to the next ordinary day, or over the days up to the next working day.",             \
       nullptr,                                                                                                   \
       roll_words},
constexpr Key after_keys[] = {DUTYBOUND_CLOCK_KEYS("after", "The day or moment from which it counts.")};
constexpr Key from_keys[] = {DUTYBOUND_CLOCK_KEYS("from", "The day or moment at which the state began.")};
constexpr Key target_keys[] = {DUTYBOUND_CLOCK_KEYS("target", "The day before which it has to be done.")};
#undef DUTYBOUND_CLOCK_KEYS
constexpr Key on_keys[] = {
    {"on", Form::feel, always, always, "The last day."},
    {"roll", Form::word, never, always,
     "Moves a last day on: to the next ordinary day, or over the days up to the next working day.", nullptr, roll_words},
};
constexpr Element clock_after{"a clock after something", "How long after something.", after_keys, {}, 'u'};
constexpr Element clock_from{
    "a clock from the beginning of a state", "How long from the beginning of a state.", from_keys, {}, 'u'};
constexpr Element clock_target{"a clock before a target", "How long before something.", target_keys, {}, 'u'};
constexpr Element clock_on{"a clock up to a date", "A day of its own.", on_keys};

constexpr Key level_keys[] = {
    {"level", Form::id, always, always, "Name of the level."},
    {"title", Form::text, never, always, "Its name for people."},
    {"when", Form::condition, always, always, "When the facts meet it."},
};
constexpr Element level{"a level", "One row of a threshold.", level_keys};

constexpr Key basis_keys[] = {
    {"basis", Form::id, always, always, "Name of the basis."},
    {"title", Form::text, never, always, "Its name for people."},
    {"when", Form::condition, always, always, "When it is there."},
};
constexpr Element basis{"a basis", "One ground on which a permission rests.", basis_keys};

constexpr Key alternative_keys[] = {
    {"when", Form::choices, always, always, "Readings and their values, all of which have to be chosen."},
    {"requires", Form::text, never, always, "What is to be done, in plain words."},
    {"source", Form::elements, never, always, "The authority for it.", &citation},
    {"interpretation", Form::texts, never, always, "How the source was read."},
    {"arises_at", Form::feel, never, always, "The day that decides which edition applies."},
    {"applies_when", Form::condition, never, always, "Else it does not apply."},
    {"exempt_when", Form::condition, never, always, "The duty does not bite."},
    {"excused_when", Form::condition, never, always, "Lateness is excused."},
    {"within", Form::element, never, always, "To be done within a time after something.", &clock_after, {}, 'c'},
    {"recurring", Form::element, never, always, "To be done again within a time after the last.", &clock_after, {}, 'c'},
    {"maximum_duration", Form::element, never, always, "A state may last no longer.", &clock_from, {}, 'c'},
    {"minimum_retention", Form::element, never, always, "Something is kept at least as long.", &clock_from, {}, 'c'},
    {"before_target", Form::element, never, always, "To be done a time before something.", &clock_target, {}, 'c'},
    {"fixed_date", Form::element, never, always, "To be done by a day.", &clock_on, {}, 'c'},
    {"counting", Form::word, never, always, "The counting of whichever clock the rule then has.", nullptr, counting_words},
    {"done_at", Form::feel, never, always, "When it was done.", nullptr, {}, 'd'},
    {"done_when", Form::condition, never, always, "Whether it was done, where no day is recorded.", nullptr, {}, 'd'},
    {"ends_at", Form::feel, never, always,
     "When the duty ends: it lapses if its last day has not passed; if it has, it was missed and is breached."},
    {"levels", Form::elements, never, always, "In order; the first that holds is the answer.", &level},
    {"eligible_when", Form::condition, never, always, "Who is eligible."},
    {"permitted_when", Form::condition, never, always, "When it is permitted."},
    {"bases", Form::elements, never, always, "The grounds; those that hold are the outcome.", &basis},
    {"in_place_when", Form::condition, never, always, "When the arrangement is in place."},
};
constexpr Element alternative{"an alternative", "Keys that stand in place of the rule's own under other readings.",
                              alternative_keys};

constexpr Key rule_keys[] = {
    {"id", Form::id, always, always, "That of the provision; unique but for editions of one series."},
    {"kind", Form::word, always, always, "What the rule answers.", nullptr, kind_words},
    {"title", Form::text, always, always, "One line for people."},
    {"modality", Form::word, always & ~definition, always, "How strong the source is; `is` by default for a definition.", nullptr,
     modality_words},
    {"actor", Form::text, never, always, "Who is to do it."},
    {"family", Form::text, never, always, "The group that it is listed with."},
    {"requires", Form::text, never, always, "What is to be done, in plain words."},
    {"source", Form::elements, never, always, "The authority for it.", &citation},
    {"interpretation", Form::texts, never, always, "How the source was read where it can be read in several ways."},
    {"notes", Form::texts, never, always, "What a reader should know."},
    {"record", Form::texts, never, always, "What to record."},
    {"in_force", Form::element, never, always, "Narrower than the rulebook's.", &period},
    {"for_each", Form::name, never, always, "One finding for each record of this entity; by default the first subject."},
    {"protects", Form::name, never, always, "Whom it protects: a word of the vocabulary's `protects`."},
    {"arises_at", Form::feel, never, always, "The day that decides which edition applies."},
    {"applies_when", Form::condition, never, always, "Else it does not apply."},
    {"exempt_when", Form::condition, never, duty, "The duty does not bite."},
    {"excused_when", Form::condition, never, duty, "Lateness is excused."},
    {"within", Form::element, never, duty, "To be done within a time after something.", &clock_after, {}, 'c'},
    {"recurring", Form::element, never, duty, "To be done again within a time after the last.", &clock_after, {}, 'c'},
    {"maximum_duration", Form::element, never, duty, "A state may last no longer.", &clock_from, {}, 'c'},
    {"minimum_retention", Form::element, never, duty, "Something is kept at least as long.", &clock_from, {}, 'c'},
    {"before_target", Form::element, never, duty, "To be done a time before something.", &clock_target, {}, 'c'},
    {"fixed_date", Form::element, never, duty, "To be done by a day.", &clock_on, {}, 'c'},
    {"done_at", Form::feel, never, duty, "When it was done.", nullptr, {}, 'd'},
    {"done_when", Form::condition, never, duty, "Whether it was done, where no day is recorded.", nullptr, {}, 'd'},
    {"ends_at", Form::feel, never, duty,
     "When the duty ends: it lapses if its last day has not passed; if it has, it was missed and is breached."},
    {"levels", Form::elements, threshold, threshold, "In order; the first that holds is the answer.", &level},
    {"eligible_when", Form::condition, eligibility, eligibility, "Who is eligible."},
    {"permitted_when", Form::condition, permission, permission, "When it is permitted."},
    {"bases", Form::elements, never, permission, "The grounds; those that hold are the outcome.", &basis},
    {"in_place_when", Form::condition, expectation, expectation, "When the arrangement is in place."},
    {"defines", Form::name, definition, definition, "The name under which FEEL finds the value, as a field of the entity."},
    {"value", Form::feel, definition, definition, "The value."},
    {"reason", Form::text, advisory, advisory, "Why no recorded fact decides it."},
    {"readings", Form::elements, never, always & ~(definition | advisory), "What changes under other readings of the sources.",
     &alternative},
};

constexpr Key change_keys[] = {
    {"changes", Form::id, always, always, "The rule of the national rulebook that changes."},
    {"title", Form::text, never, always, "One line for people, in place of the national one."},
    {"modality", Form::word, never, always, "No weaker than the national one.", nullptr, modality_words},
    {"requires", Form::text, never, always, "What is to be done, in plain words."},
    {"source", Form::elements, never, always, "The authority for the change, added to the national sources.", &citation},
    {"interpretation", Form::texts, never, always, "Added to the national rule's."},
    {"notes", Form::texts, never, always, "Added to the national rule's."},
    {"record", Form::texts, never, always, "What more to record."},
    {"in_force", Form::element, never, always, "Narrower than the protocol's; outside it the national rule stands.", &period},
    {"applies_when", Form::condition, never, always, "At least as wide as the national one."},
    {"exempt_when", Form::condition, never, always, "No wider than the national one."},
    {"excused_when", Form::condition, never, always, "No wider than the national one."},
    {"within", Form::element, never, always, "No longer than the national one.", &clock_after, {}, 'c'},
    {"recurring", Form::element, never, always, "No longer than the national one.", &clock_after, {}, 'c'},
    {"maximum_duration", Form::element, never, always, "No longer than the national one.", &clock_from, {}, 'c'},
    {"minimum_retention", Form::element, never, always, "No shorter than the national one.", &clock_from, {}, 'c'},
    {"before_target", Form::element, never, always, "No shorter than the national one.", &clock_target, {}, 'c'},
    {"fixed_date", Form::element, never, always, "No later than the national one.", &clock_on, {}, 'c'},
    {"done_when", Form::condition, never, always, "No wider than the national one."},
    {"eligible_when", Form::condition, never, always, "No wider than the national one."},
    {"permitted_when", Form::condition, never, always, "No wider than the national one."},
    {"bases", Form::elements, never, always, "Of the national ones, each no wider.", &basis},
    {"in_place_when", Form::condition, never, always, "No wider than the national one."},
    {"readings", Form::elements, never, always, "In place of the national rule's, of the same readings.", &alternative},
};
constexpr Element change{"a change", "What a local protocol changes of a national rule.", change_keys};

constexpr Key rules_keys[] = {
    {"rules", Form::elements, always, always, "Rules of the rulebook of this folder.", &rule_element},
};
constexpr Element rules{"a file of rules", "Rules of the rulebook of this folder.", rules_keys};

// Files that other stages read.

constexpr Key mapping_keys[] = {
    {"mapping", Form::id, always, always, "Id of the mapping."},
    {"title", Form::text, never, always, "Its name for people."},
};
constexpr Element mapping{"a mapping", "How a data set's names become the vocabulary's.", mapping_keys, {}, '\0', true};

constexpr Key expectation_keys[] = {
    {"rule", Form::id, always, always, "The finding's rule."},
    {"record", Form::text, never, always, "The id of the finding's record, where there are several."},
    {"instance", Form::text, never, always, "The path of the finding's record, where there are several."},
    {"status", Form::text, never, always, "The status, level or value."},
    {"outcome", Form::open, never, always, "The level, the value, the bases that hold."},
    {"trigger", Form::open, never, always, "The day that started the clock."},
    {"due", Form::open, never, always, "The last day in time."},
    {"done", Form::open, never, always, "The day on which it was done."},
    {"days", Form::open, never, always, "Late positive, early negative."},
    {"valid_until", Form::open, never, always, "The first day on which time alone changes it."},
    {"valid_until_at_least", Form::open, never, always, "Whether that day is a lower bound only."},
    {"missing", Form::open, never, always, "Exactly the paths of the missing facts."},
    {"data_errors", Form::open, never, always, "Exactly the paths of the impossible facts."},
    {"provisional", Form::open, never, always, "What an undecided one is unless it is excused: met_late, overdue or breached."},
    {"unless", Form::open, never, always, "Exactly the paths of the facts that would excuse it."},
    {"assumed", Form::open, never, always, "Exactly the paths of the facts in whose place something was assumed or stands in."},
    {"rulebook", Form::id, never, always, "The rulebook, that is the edition, by which it is judged."},
    {"edition_policy", Form::text, never, always, "How far it rests on an edition that was not in force."},
    {"same_under_all_readings", Form::open, never, always, "Whether every reading of the sources gives the same answer."},
};
constexpr Element expected{"an expectation", "What one finding has to be.", expectation_keys};

constexpr Key scenario_keys[] = {
    {"name", Form::text, always, always, "A sentence that says what is shown."},
    {"as_at", Form::text, always, always, "The day, or day and time, that the assessment looks from."},
    {"subject", Form::name, never, always, "What the document is about; by default the first subject."},
    {"case", Form::open, always, always, "The facts, as in a document of their own."},
    {"carry_forward", Form::boolean, never, always, "The last edition goes on until another is loaded."},
    {"edition", Form::id, never, always, "The rulebook by which every clock is judged."},
    {"policy", Form::open, never, always, "Values of policy parameters."},
    {"readings", Form::choices, never, always, "Readings that are not to be the defaults."},
    {"assume", Form::open, never, always,
     "Facts that are taken to be so of every record that does not say them: `entity.attribute` and a value."},
    {"expect", Form::elements, always, always, "What has to come out.", &expected},
};
constexpr Element scenario{"a scenario", "Facts, a day, and what has to come out.", scenario_keys};

constexpr Key scenarios_keys[] = {
    {"scenarios", Form::id, always, always, "The rulebook that they are about."},
    {"list", Form::elements, always, always, "The scenarios.", &scenario},
};
constexpr Element scenarios{"a file of scenarios", "Tests of rules.", scenarios_keys, {}, '\0', true, true};

constexpr Key condition_keys[] = {
    {"all", Form::conditions, never, always, "Holds where every member holds.", nullptr, {}, 'g'},
    {"any", Form::conditions, never, always, "Holds where some member holds.", nullptr, {}, 'g'},
    {"none", Form::conditions, never, always, "Holds where no member holds.", nullptr, {}, 'g'},
    {"that", Form::feel, never, always, "FEEL that is true or false.", nullptr, {}, 'g'},
    {"because", Form::text, never, always, "The condition in plain words."},
};

constexpr const Element* files[] = {&vocabulary_element, &calendar,           &mapping,         &rulebook, &rules,
                                    &scenarios,          &provisions_element, &document_element};

}  // namespace

const Element rule_element{"a rule", "One provision.", rule_keys, "kind", '\0', false, false, "changes", &change};

const Element period_element = period;
const Element citation_element = citation;
const Element condition_element{
    "a condition", "FEEL, or a group of conditions, or FEEL with plain words.", condition_keys, {}, 'g'};

const Element* file_element(std::string_view first_key) {
  for (const Element* file : files) {
    if (file->keys.front().name == first_key) return file;
  }
  return nullptr;
}

std::span<const Element* const> file_elements() { return files; }

}  // namespace dutybound::rulebook
