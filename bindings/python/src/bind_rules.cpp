// What there is to know of rules without a case, the working-day calendar, and diagnostics, as Python classes.
#include "held.hpp"

namespace dutybound::python {
namespace {

void bind_calendar(py::module_& module) {
  Record<Holiday>(module, "Holiday", "A day that is no working day though its weekday would make it one.")
      .field("date", &Holiday::date, "The day.")
      .field("name", &Holiday::name, "Why.")
      .field("closure", &Holiday::closure, "A local closure day: no bank holiday.")
      .done();
  py::class_<Calendar>(module, "Calendar", "Working days: Monday to Friday less the listed days. The starting day is day 0.")
      .def_property_readonly("name", [](const Calendar& self) { return to_text(self.name()); })
      .def_property_readonly("first_known", [](const Calendar& self) { return to_date(self.first_known()); })
      .def_property_readonly("last_known", [](const Calendar& self) { return to_date(self.last_known()); })
      .def_property_readonly("holidays", [](const Calendar& self) { return Convert<std::vector<Holiday>>::to(self.holidays()); })
      .def_property_readonly(
          "weekend_holidays", [](const Calendar& self) { return Convert<std::vector<Holiday>>::to(self.weekend_holidays()); },
          "Bank holidays in law that fall on a weekend; they change no count.")
      .def(
          "is_working_day", [](const Calendar& self, const py::object& day) { return self.is_working_day(read_day(day, "day")); },
          py::arg("day"), "None beyond the calendar.")
      .def(
          "add_working_days",
          [](const Calendar& self, const py::object& day, std::int64_t days) {
            return Convert<std::optional<Date>>::to(self.add_working_days(read_day(day, "day"), days));
          },
          py::arg("day"), py::arg("days"), "The n-th working day after (n < 0: before) a day; None beyond the calendar.")
      .def(
          "count_working_days",
          [](const Calendar& self, const py::object& first, const py::object& last) {
            return self.count_working_days(read_day(first, "first"), read_day(last, "last"));
          },
          py::arg("first"), py::arg("last"),
          "Working days after the first day up to and including the last; None beyond the calendar.")
      .def(
          "skipped",
          [](const Calendar& self, const py::object& first, const py::object& last) {
            return Convert<std::vector<Holiday>>::to(self.skipped(read_day(first, "first"), read_day(last, "last")));
          },
          py::arg("first"), py::arg("last"), "The listed weekdays after the first day up to and including the last.")
      .def("__repr__", [](const Calendar& self) {
        return "Calendar(name=" + py::repr(to_text(self.name())).cast<std::string>() +
               ", first_known=" + self.first_known().to_string() + ", last_known=" + self.last_known().to_string() + ")";
      });
}

void bind_rule(py::module_& module) {
  Record<RuleAlternative>(module, "RuleAlternative", "How a rule reads under other readings than the defaults.")
      .field("when", &RuleAlternative::when, "Reading -> value.")
      .field("deadline", &RuleAlternative::deadline, "Its deadline then.")
      .field("conditions", &RuleAlternative::conditions, "Role and text of each condition then.")
      .done();
  Record<RulePart>(module, "RulePart", "A condition, a date or the value of a rule, as its author grouped it.")
      .field("role", &RulePart::role, "applies_when, clock, ...; None below the top.")
      .field("name", &RulePart::name, "Of a level or a basis.")
      .field("title", &RulePart::title, "The same for people.")
      .field("group", &RulePart::group, "leaf, all, any or none.")
      .field("because", &RulePart::because, "Plain words.")
      .field("feel", &RulePart::feel, "The expression.")
      .field("facts", &RulePart::facts, "`entity.attribute` of the facts that a leaf reads.")
      .field("members", &RulePart::members, "Of a group.")
      .done();
  Record<RuleInfo>(module, "Rule", "What there is to know about a rule without a case. One for each rulebook that has it.")
      .field("id", &RuleInfo::id, "Its id.")
      .field("rulebook", &RuleInfo::rulebook, "Id of the rulebook.")
      .field("title", &RuleInfo::title, "Its title.")
      .field("kind", &RuleInfo::kind, "What it answers: duty, threshold, ...")
      .field("modality", &RuleInfo::modality, "must, should, may, must_not or is.")
      .field("actor", &RuleInfo::actor, "Who is to act.")
      .field("requires", &RuleInfo::requires_text, "What it asks.")
      .field("for_each", &RuleInfo::for_each, "The entity whose records it is about.")
      .field("family", &RuleInfo::family, "Its subject matter.")
      .field("deadline", &RuleInfo::deadline, "Its clock in words.")
      .field("reason", &RuleInfo::reason, "Advisory: why no recorded fact decides it.")
      .field("sources", &RuleInfo::sources, "Where it stands.")
      .field("interpretation", &RuleInfo::interpretation, "How its sources were read.")
      .field("notes", &RuleInfo::notes, "Notes.")
      .field("record", &RuleInfo::record, "What is to be recorded.")
      .field("parameters", &RuleInfo::parameters, "Ids of the numbers that it uses.")
      .field("conditions", &RuleInfo::conditions, "Role and text of each condition.")
      .field("first_day", &RuleInfo::from, "The first day that it is in force.")
      .field("last_day", &RuleInfo::to, "The last day that it is in force.")
      .field("alternatives", &RuleInfo::alternatives, "How it reads under other readings.")
      .field("changes", &RuleInfo::changes, "The rulebook whose rule a local protocol changes.")
      .field("parts", &RuleInfo::parts, "Conditions with their structure.")
      .field("clock", &RuleInfo::clock, "within, before_target, ...; None without one.")
      .field("file", &RuleInfo::file, "The file of rules that it was read from.")
      .field("protects", &RuleInfo::protects, "Whom it protects, in the vocabulary's word; empty if it does not say.")
      .field("protects_title", &RuleInfo::protects_title, "Whom it protects, for people.")
      .done();
}

}  // namespace

void bind_rules(py::module_& module) {
  Record<DiagnosticText>(module, "Diagnostic", "What is wrong with something that a person wrote: code, place, message, hint.")
      .field("code", &DiagnosticText::code, "Stable and documented.")
      .field("severity", &DiagnosticText::severity, "error or warning.")
      .field("file", &DiagnosticText::file, "Where it stands; None where no text is to blame.")
      .field("line", &DiagnosticText::line, "From 1; 0 without a file.")
      .field("column", &DiagnosticText::column, "From 1, in characters; 0 without a file.")
      .field("message", &DiagnosticText::message, "One line.")
      .field("hint", &DiagnosticText::hint, "What to do.")
      .field("redacted", &DiagnosticText::redacted,
             "For logs: file, line, column, severity, code and the code's own words, and nothing that the text holds.")
      .hidden("_text", &DiagnosticText::text)
      .done()
      .def("__str__", [](const DiagnosticText& self) { return to_text(self.text); });
  bind_calendar(module);
  bind_rule(module);
  Record<ReadingValue>(module, "ReadingValue", "One way to read the sources, of several.")
      .field("value", &ReadingValue::value, "Its name.")
      .field("title", &ReadingValue::title, "In words.")
      .field("sources", &ReadingValue::sources, "What speaks for it.")
      .done();
  Record<ReadingInfo>(module, "Reading", "A question on which the sources differ, as a named switch.")
      .field("id", &ReadingInfo::id, "Its id.")
      .field("rulebook", &ReadingInfo::rulebook, "Id of the rulebook that has it.")
      .field("title", &ReadingInfo::title, "The question.")
      .field("default_value", &ReadingInfo::default_value, "The value that is taken unless another is chosen.")
      .field("values", &ReadingInfo::values, "All of them.")
      .done();
  Record<FactInfo>(module, "Fact", "A fact of the vocabulary.")
      .field("entity", &FactInfo::entity, "The record that it is of.")
      .field("attribute", &FactInfo::attribute, "Its name.")
      .field("type", &FactInfo::type, "boolean, number, text, date, ...")
      .field("description", &FactInfo::description, "What it says.")
      .field("unit", &FactInfo::unit, "Of a number.")
      .field("values", &FactInfo::values, "Of an enumeration.")
      .field("event", &FactInfo::event, "None (null) is `not happened`.")
      .field("begins", &FactInfo::begins,
             "Its record begins with it: a blank cell of a table is not recorded, never `not happened`.")
      .field("data_sets", &FactInfo::data_sets, "cin_census, annex_a, ssd -> its name there.")
      .field("rules", &FactInfo::rules, "Ids of the rules that read it.")
      .done();
  Record<ParameterInfo>(module, "Parameter", "A number of the rules, with its dated values.")
      .field("id", &ParameterInfo::id, "Its id.")
      .field("rulebook", &ParameterInfo::rulebook, "Id of the rulebook that has it.")
      .field("description", &ParameterInfo::description, "What it is.")
      .field("unit", &ParameterInfo::unit, "working_days, days, ...")
      .field("policy", &ParameterInfo::policy, "Whether guidance leaves it to local policy.")
      .field("rows", &ParameterInfo::rows, "First day (None: ever) and number of each value.")
      .field("row_sources", &ParameterInfo::row_sources, "Of each row.")
      .done();
  Record<EditionInfo>(module, "Edition", "A loaded rulebook.")
      .field("id", &EditionInfo::id, "Its id.")
      .field("series", &EditionInfo::series, "The series that it is an edition of.")
      .field("edition", &EditionInfo::edition, "Which edition it is.")
      .field("title", &EditionInfo::title, "Its title.")
      .field("version", &EditionInfo::version, "Version of the encoding.")
      .field("digest", &EditionInfo::digest, "SHA-256 of its files, in hexadecimal.")
      .field("jurisdiction", &EditionInfo::jurisdiction, "Where it is law.")
      .field("extends", &EditionInfo::extends, "A local protocol: the rulebook below it.")
      .field("first_day", &EditionInfo::from, "The first day that it is in force.")
      .field("last_day", &EditionInfo::to, "The last day that it is in force.")
      .done();
}

}  // namespace dutybound::python
