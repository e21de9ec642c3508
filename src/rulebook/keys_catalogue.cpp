// The tables of keys of the catalogue: what the sources ask for, against which coverage is told. Columns as in keys.cpp.
#include "rulebook/keys_catalogue.hpp"

#include <string_view>

namespace dutybound::rulebook {

namespace {

using W = std::string_view;

constexpr W modality_words[] = {"must", "should", "may", "must_not", "is"};
constexpr W counting_words[] = {"exclusive", "inclusive"};
constexpr W computable_words[] = {"yes", "partly", "no"};
constexpr W clock_words[] = {"within", "recurring", "maximum_duration", "minimum_retention", "before_target", "fixed_date"};
constexpr W unit_words[] = {"working_days", "days", "hours", "weeks", "months"};

constexpr Key deadline_keys[] = {
    {"kind", Form::word, always, always, "Which kind of clock.", nullptr, clock_words},
    {"amount", Form::whole, never, always, "How many units; left out where the source gives a day or no number of its own."},
    {"unit", Form::word, never, always, "What is counted.", nullptr, unit_words},
    {"counting", Form::word, never, always, "Whether the anchor's own day is day 1.", nullptr, counting_words},
    {"anchor", Form::text, always, always, "What it is counted from, in words."},
};
constexpr Element deadline{"a deadline", "The source's own number.", deadline_keys};

constexpr Key provision_keys[] = {
    {"id", Form::id, always, always, "That of its rule."},
    {"title", Form::text, always, always, "One line for people."},
    {"modality", Form::word, always, always, "How strong the source is.", nullptr, modality_words},
    {"computable", Form::word, always, always, "Whether recorded facts decide it; `partly`: once a conclusion is recorded.",
     nullptr, computable_words},
    {"deadline", Form::element, never, always, "Its deadline, where there is one.", &deadline},
    {"effective", Form::element, never, always, "The days on which it holds.", &period_element},
    {"documents", Form::elements, always, always, "Where it stands.", &citation_element},
    {"rules", Form::ids, never, always, "Its rules, where they are not just those whose ids begin with its own."},
};
constexpr Element provision{"a provision", "One thing that the sources ask for, allow or define.", provision_keys};

constexpr Key provisions_keys[] = {
    {"provisions", Form::elements, always, always, "The provisions.", &provision},
};

constexpr Key statement_keys[] = {
    {"says", Form::text, always, always, "A short paraphrase."},
    {"provisions", Form::ids, never, always, "The provisions that it became.", nullptr, {}, 's'},
    {"none", Form::text, never, always, "Why it is no provision.", nullptr, {}, 's'},
    {"error", Form::text, never, always, "What is wrong with it."},
};
constexpr Element statement{"a statement", "One sentence or bullet.", statement_keys, {}, 's'};

constexpr Key document_keys[] = {
    {"document", Form::id, always, always, "Id of the document."},
    {"title", Form::text, always, always, "As citations name it."},
    {"edition", Form::text, always, always, "Its edition or year."},
    {"publisher", Form::text, always, always, "Who published it."},
    {"statements", Form::elements, always, always, "What it says, in its order.", &statement},
};

}  // namespace

const Element provisions_element{"a file of provisions", "A part of the catalogue.", provisions_keys, {}, '\0', false, true};
const Element document_element{"a document", "A source, statement by statement.", document_keys, {}, '\0', false, true};

}  // namespace dutybound::rulebook
