// The tables of a vocabulary's keys; the others are keys.cpp's. A row: name, form, needed, allowed, description, element, words,
// group.
#include "rulebook/keys.hpp"

namespace dutybound::rulebook {

namespace {

using W = std::string_view;

// Bits of an attribute's `type`, in the order of type_words.
enum : std::uint32_t { boolean = 1, number = 2, text = 4, enumeration = 8, date = 16, date_time = 32, entity = 64, list = 128 };
constexpr W type_words[] = {"boolean", "number", "text", "enumeration", "date", "date_time", "entity", "list"};

constexpr Key constraint_keys[] = {
    {"id", Form::id, always, always, "Names the mistake; unique within the entity."},
    {"that", Form::feel, always, always, "What must not be false, over the entity's attributes."},
    {"because", Form::text, always, always, "One sentence for people."},
    {"marks", Form::paths, always, always, "The attributes that are impossible where it is false."},
};
constexpr Element constraint{"a constraint", "What is impossible for one record.", constraint_keys};

constexpr Key attribute_keys[] = {
    {"type", Form::word, always, always, "What the attribute holds.", nullptr, type_words},
    {"of", Form::name, entity | list, entity | list,
     "The entity that it leads to; for a list also boolean, number, text, date, enumeration."},
    {"values", Form::ids, enumeration, enumeration | list, "The values of an enumeration."},
    {"event", Form::boolean, never, date | date_time,
     "Whether it is the day of something that happens, so that null is `not happened`; by default if the name ends in _at."},
    {"begins", Form::boolean, never, date | date_time,
     "Of an event: whether its record begins with it, so that a blank cell of a table means that the day is not recorded."},
    {"always", Form::boolean, never, entity,
     "Whether every record has one, so that a table whose columns say nothing of it does not mean that there is none."},
    {"in_order_of", Form::name, never, list, "Of a list of records: the date of the records by which they are in order."},
    {"complete_from", Form::name, never, list,
     "Of such a list: the date beside it from which on all records are listed. Where it is recorded, earlier ones may exist "
     "unlisted."},
    {"description", Form::text, always, always, "Plain words."},
    {"unit", Form::text, never, number, "What a number counts."},
    {"cin_census", Form::text, never, always, "Its name in the children in need census."},
    {"annex_a", Form::text, never, always, "Its column in Annex A."},
    {"ssd", Form::text, never, always, "Its column in the Standard Safeguarding Dataset."},
    {"csc_api", Form::text, never, always, "Its name in the social care case management API."},
};
constexpr W order_keys[] = {"in_order_of", "complete_from"};
constexpr Element attribute{.name = "an attribute",
                            .description = "One fact about an entity, or the way to others.",
                            .keys = attribute_keys,
                            .discriminator = "type",
                            .together = order_keys};

constexpr Key entity_keys[] = {
    {"description", Form::text, always, always, "Plain words."},
    {"attributes", Form::named_elements, always, always, "Its attributes by name.", &attribute},
    {"constraints", Form::elements, never, always, "What is impossible for a record of it.", &constraint},
};
constexpr Element entity_element{"an entity", "A kind of record.", entity_keys};

constexpr Key impossible_keys[] = {
    {"before", Form::date, always, always, "The first day that may be recorded."},
    {"after", Form::date, always, always, "The last day that may be recorded."},
};
constexpr Element impossible{"the span of possible dates", "Recorded dates outside it are data errors.", impossible_keys};

constexpr Key protects_keys[] = {
    {"title", Form::text, always, always, "Whom it is about, for people."},
    {"of", Form::name, never, always, "The entity from which `that` is read: rules are about it or about what hangs below it."},
    {"that", Form::feel, never, always, "What holds of such a person on `deciding_day`. Left out: nothing is asked of anybody."},
    {"because", Form::text, never, always, "`that` in plain words; `{deciding_day}` stands for the day."},
    {"interpretation", Form::texts, never, always, "How it was read; stands with every rule that has the word."},
};
constexpr Element protects_element{"whom rules protect", "A word for the people that a rule protects, and what makes them so.",
                                   protects_keys};

constexpr Key vocabulary_keys[] = {
    {"vocabulary", Form::id, always, always, "Id of the vocabulary."},
    {"title", Form::text, always, always, "Its name for people."},
    {"impossible_dates", Form::element, always, always, "Outside which dates are sentinels or slips.", &impossible},
    {"subjects", Form::ids, always, always, "Entities that a document can be about, the first by default."},
    {"protects", Form::named_elements, never, always, "Whom rules protect, by the word that rules say.", &protects_element},
    {"entities", Form::named_elements, always, always, "The entities by name.", &entity_element},
};

}  // namespace

const Element vocabulary_element{"a vocabulary", "Entities, attributes, types, and what is impossible.", vocabulary_keys};

}  // namespace dutybound::rulebook
