// Assessments, findings, explanations, questions as Python classes.
#include <algorithm>

#include "held.hpp"

namespace dutybound::python {
namespace {

py::object from_json(const std::string& json) { return py::module_::import("json").attr("loads")(to_text(json)); }

/// As the command writes it, which is how an assessment's report writes its findings.
py::object finding_dict(const Finding& finding) {
  Assessment one;
  one.findings.push_back(finding);
  return from_json(report::to_json(one))["findings"][py::int_(0)];
}

py::object page_of(const char* kind, const py::object& self) { return py::module_::import("dutybound._html").attr(kind)(self); }

const std::shared_ptr<const Context>& need(const std::shared_ptr<const Context>& context) {
  if (context) return context;
  raise("Error",
        "this has come from another process without its case and rules; explain it there, or assess the case again here");
}

py::tuple findings_where(const AssessmentOf& self, const std::function<bool(const Finding&)>& keep) {
  py::list list;
  for (const Finding& finding : self.assessment->findings) {
    if (keep(finding)) {
      list.append(FindingOf{std::shared_ptr<const Finding>(self.assessment, &finding), self.context});
    }
  }
  return py::tuple(list);
}

py::tuple findings_with(const AssessmentOf& self, Status status) {
  return findings_where(self, [status](const Finding& finding) { return finding.status == status; });
}

py::tuple findings_of(const AssessmentOf& self) {
  return findings_where(self, [](const Finding&) { return true; });
}

py::object as_at_of(const AssessmentOf& self) {
  if (const auto day = Date::parse(self.assessment->as_at)) return to_date(*day);
  return to_date_time(DateTime::parse(self.assessment->as_at).value());
}

/// Days that its clock passed over, up to its end or to the day it was done.
py::object skipped_days(const FindingOf& self) {
  const Finding& finding = *self.finding;
  std::vector<Holiday> days;
  if (self.context && finding.trigger && finding.due && finding.day_unit == DayUnit::working_days) {
    days =
        self.context->rulebook.calendar().skipped(*finding.trigger, std::max(*finding.due, finding.done.value_or(*finding.due)));
  }
  return Convert<std::vector<Holiday>>::to(days);
}

std::string assessment_line(const AssessmentOf& self) {
  const Assessment& a = *self.assessment;
  std::string text = "Assessment(";
  if (a.unread_names.count > 0) text += "read_in_part=True, ";
  if (a.case_id) text += "case_id=" + py::repr(to_text(*a.case_id)).cast<std::string>() + ", ";
  text += "as_at='" + a.as_at + "', findings=" + std::to_string(a.findings.size());
  for (const auto& [status, number] : Convert<std::map<Status, std::size_t>>::by_word(a.manifest.by_status))
    text += ", " + status + "=" + std::to_string(number);
  return text + ")";
}

void bind_finding(py::module_& module) {
  Record<FindingOf> finding(module, "Finding", "What one rule says of one record. Frozen.");
  finding.field("rule", &Finding::rule, "The rule's id.")
      .field("rulebook", &Finding::rulebook, "Id of the rulebook that has it.")
      .field("kind", &Finding::kind, "What the rule answers: duty, threshold, ...")
      .field("modality", &Finding::modality, "must, should, may, must_not or is.")
      .field("actor", &Finding::actor, "Who is to act.")
      .field("instance", &Finding::instance, "The record's path in the case; empty for the subject itself.")
      .field("record", &Finding::record, "The record's id, if it has one.")
      .field("status", &Finding::status, "The status's word; where it is level or value, the answer is `outcome`.")
      .optional_text("outcome", &Finding::outcome, "The level, the value, or the bases that hold.")
      .field("trigger", &Finding::trigger, "The day its clock started.")
      .field("due", &Finding::due, "The last day that is in time.")
      .field("done", &Finding::done, "The day it was done.")
      .field("due_at", &Finding::due_at, "The last moment in time, English local time; clocks in hours only.")
      .field("days", &Finding::days, "Late positive, early or left negative, in `day_unit`.")
      .field("day_unit", &Finding::day_unit, "working_days, days or hours.")
      .field("valid_until", &Finding::valid_until, "The first day on which time alone will change it.")
      .field("valid_until_at_least", &Finding::valid_until_at_least, "Whether valid_until is a lower bound only.")
      .field("missing", &Finding::missing, "Facts that are not recorded and would help to settle it.")
      .field("data_errors", &Finding::data_errors, "Facts that are recorded and impossible.")
      .field("provisional", &Finding::provisional, "Of an undecided one: met_late, overdue or breached unless it is excused.")
      .field("unless", &Finding::unless, "Paths of the facts that would excuse it.")
      .field("assumed", &Finding::assumed,
             "What its rule read that nobody recorded and that was assumed, by the caller or by the rule itself.")
      .field("source_table", &Finding::source_table, "The table, or element of a census return, that its record was read from.")
      .field("source_row", &Finding::source_row, "The record's row in it, from 0.")
      .field("edition_policy", &Finding::edition_policy, "in_force, carried_forward or chosen.")
      .field("readings", &Finding::readings, "Reading -> value that was chosen, of those that it turns on.")
      .field("same_under_all_readings", &Finding::same_under_all_readings, "With all_readings: whether all agree.")
      .field("other_readings", &Finding::other_readings, "With all_readings: what each of the others gives.");
  finding.done([](const FindingOf& self) { return finding_dict(*self.finding); })
      .def("explain",
           [](const FindingOf& self) {
             for (ExplanationOf& each : explain(need(self.context), self.finding->rule, self.finding->instance)) {
               const Finding& found = each.explanation->finding;
               if (found.rulebook == self.finding->rulebook && found.instance == self.finding->instance) return std::move(each);
             }
             raise("Error", "this finding has no explanation");
           })
      .def_property_readonly("_title",
                             [](const FindingOf& self) -> py::object {
                               if (!self.context) return py::none();
                               const auto rule = self.context->rulebook.rule(self.finding->rule);
                               return rule ? py::object(to_text(rule->title)) : py::object(py::none());
                             })
      .def_property_readonly("_skipped", &skipped_days)
      .def_property_readonly("_as_at",
                             [](const FindingOf& self) -> py::object {
                               return self.context ? to_date(self.context->options.as_at.day()) : py::object(py::none());
                             })
      .def("_repr_html_", [](const py::object& self) { return page_of("finding", self); });
}

void bind_assessment(py::module_& module) {
  Record<AssessmentOf> assessment(module, "Assessment",
                                  "Everything that one case was found to be, by which law, on which day. Frozen.");
  assessment.field("engine", &Assessment::engine, "The library's version.")
      .field("digest", &Assessment::digest, "SHA-256 of all that the answer depends on beside the facts and as_at.")
      .field("rulebooks", &Assessment::rulebooks, "Which law judged.")
      .field("subject", &Assessment::subject, "case, partnership, ...")
      .field("assumed", &Assessment::assumed, "Fact -> what was assumed of every record that does not say it.")
      .field("case_id", &Assessment::case_id, "The case's id, if it has one.")
      .field("readings", &Assessment::readings, "Every loaded reading -> the value that was chosen.")
      .field("unread_names", &Assessment::unread_names, "What of the case was not read.")
      .field("data_errors", &Assessment::data_errors, "Every impossible fact of the case.")
      .field("manifest", &Assessment::manifest, "What adds up: findings is the sum of by_status.")
      .hidden("_as_at", &Assessment::as_at)
      .hidden("_findings", &Assessment::findings);
  assessment.done([](const AssessmentOf& self) { return from_json(report::to_json(*self.assessment)); })
      .def_property_readonly("as_at", &as_at_of, "The day, or the moment in English local time, that it looks from.")
      .def_property_readonly("findings", &findings_of, "In the order of the case's records, then of the rules.")
      .def_property_readonly(
          "overdue", [](const AssessmentOf& self) { return findings_with(self, Status::overdue); },
          "Not done, and the last day has passed.")
      .def_property_readonly(
          "due", [](const AssessmentOf& self) { return findings_with(self, Status::due); }, "Not done, and still in time.")
      .def_property_readonly(
          "indeterminate", [](const AssessmentOf& self) { return findings_with(self, Status::indeterminate); },
          "What is recorded does not settle them.")
      .def("__iter__", [](const AssessmentOf& self) { return py::iter(findings_of(self)); })
      .def("__len__", [](const AssessmentOf& self) { return self.assessment->findings.size(); })
      .def(
          "explain",
          [](const AssessmentOf& self, const py::object& rule, const py::object& record) {
            return explain(need(self.context), read_text(rule, "rule"), read_optional_text(record, "record"));
          },
          py::arg("rule"), py::arg("record") = py::none(),
          "The reasons of the rule's findings, of all records or of one (id or path).")
      .def(
          "ask",
          [](const AssessmentOf& self) {
            const Context& context = *need(self.context);
            const py::gil_scoped_release release;
            return context.rulebook.ask(context.facts, context.options).value_or_throw();
          },
          "Facts to find out, by how many findings each could settle.")
      .def(
          "to_json",
          [](const AssessmentOf& self, const py::object& indent) {
            return to_text(report::to_json(*self.assessment, indent.is_none() ? -1 : indent.cast<int>()));
          },
          py::arg("indent") = py::none(), "As the command writes it.")
      .def(
          "to_text",
          [](const AssessmentOf& self) {
            report::TextOptions options;
            if (self.context) {
              for (const RuleInfo& rule : self.context->rulebook.rules()) options.titles[rule.id] = rule.title;
            }
            return to_text(report::to_text(*self.assessment, options));
          },
          "As the command prints it for people.")
      .def("__repr__", &assessment_line, py::prepend())
      .def("_repr_html_", [](const py::object& self) { return page_of("assessment", self); });
}

void bind_explanation(py::module_& module) {
  Record<FactReading>(module, "FactReading", "One recorded fact that was read.")
      .field("path", &FactReading::path, "Where it stands in the case.")
      .field("value", &FactReading::value, "Its value in words: `2024-03-28`, `not recorded`, `not happened`.")
      .done();
  Record<ConditionReading>(module, "ConditionReading", "A condition as the rule groups it, with its truth.")
      .optional_text("role", &ConditionReading::role, "applies_when, exempt_when, ...; None below the top.")
      .field("group", &ConditionReading::group, "leaf, all, any or none.")
      .field("truth", &ConditionReading::truth, "true, false, unknown or null.")
      .optional_text("because", &ConditionReading::because, "Plain words.")
      .optional_text("feel", &ConditionReading::feel, "Of a leaf: the expression.")
      .field("facts", &ConditionReading::facts, "Of a leaf: what it read.")
      .field("members", &ConditionReading::members, "Of a group.")
      .optional_text("layer", &ConditionReading::layer, "The rulebook that a local protocol's line comes from.")
      .done();
  Record<SourceReading>(module, "Source", "Where in a document a rule stands.")
      .field("document", &SourceReading::document, "Its title.")
      .optional_text("edition", &SourceReading::edition, "Its edition.")
      .optional_text("section", &SourceReading::section, "Paragraph or section.")
      .optional_text("url", &SourceReading::url, "Its address.")
      .optional_text("status", &SourceReading::status, "How sure the reading is.")
      .done();
  Record<ReadingChoice>(module, "ReadingChoice", "A choice between readings of the sources that a finding rests on.")
      .field("reading", &ReadingChoice::reading, "Its id.")
      .field("title", &ReadingChoice::title, "The question.")
      .field("value", &ReadingChoice::value, "The answer that was chosen.")
      .field("value_title", &ReadingChoice::value_title, "The answer in words.")
      .field("sources", &ReadingChoice::sources, "The sources of that answer.")
      .done();
  const auto finding_of = [](const ExplanationOf& self) {
    return py::cast(FindingOf{std::shared_ptr<const Finding>(self.explanation, &self.explanation->finding), self.context});
  };
  Record<ExplanationOf>(module, "Explanation", "Why a finding is as it is, in plain English; dates carry their weekday.")
      .made("finding", &Explanation::finding, finding_of, "The finding.")
      .field("title", &Explanation::title, "The rule's title.")
      .field("requires", &Explanation::requires_text, "What the rule asks.")
      .field("summary", &Explanation::summary, "The answer in a sentence.")
      .optional_text("deadline", &Explanation::deadline, "The arithmetic of the last day.")
      .optional_text("edition", &Explanation::edition, "Which edition judged it, and why.")
      .optional_text("national", &Explanation::national, "Where a local protocol changes the rule: what the national rule says.")
      .field("conditions", &Explanation::conditions, "Every condition with its truth.")
      .field("dates", &Explanation::dates, "What trigger, done and end dates were read from.")
      .field("sources", &Explanation::sources, "Where the rule stands.")
      .field("interpretation", &Explanation::interpretation, "How its sources were read.")
      .field("record", &Explanation::record, "What is to be recorded.")
      .field("readings", &Explanation::readings, "Choices between readings that it rests on.")
      .done([](const ExplanationOf& self) { return from_json(report::to_json(*self.explanation)); })
      .def(
          "to_text", [](const ExplanationOf& self) { return to_text(report::to_text(*self.explanation)); },
          "As the command prints it.")
      .def("_repr_html_", [](const py::object& self) { return page_of("explanation", self); });
}

}  // namespace

std::vector<ExplanationOf> explain(const std::shared_ptr<const Context>& context, const std::string& rule,
                                   const std::optional<std::string>& record, const std::optional<double>& timeout) {
  if (!context->rulebook.rule(rule)) {
    py::list known;
    for (const RuleInfo& info : context->rulebook.rules()) known.append(to_text(info.id));
    raise("OptionError", "rule: no rule `" + rule + "` is loaded" + nearest(rule, known));
  }
  const AssessOptions options = within(context->options, timeout);
  const py::gil_scoped_release release;
  std::vector<ExplanationOf> explained;
  for (Explanation& each : context->rulebook.explain(context->facts, options, rule).value_or_throw()) {
    if (record && each.finding.record != *record && each.finding.instance != *record) continue;
    explained.push_back({std::make_shared<const Explanation>(std::move(each)), context});
  }
  return explained;
}

void bind_findings(py::module_& module) {
  Record<MissingFact>(module, "MissingFact", "A fact that is not recorded and would help to settle a finding.")
      .field("path", &MissingFact::path, "Where it would stand in the case.")
      .field("description", &MissingFact::description, "What it says.")
      .done();
  Record<DataError>(module, "DataError", "A fact that is recorded and impossible.")
      .field("path", &DataError::path, "Where it stands in the case.")
      .field("value", &DataError::value, "As recorded.")
      .field("reason", &DataError::reason, "Why it cannot be, in a sentence.")
      .field("code", &DataError::code, "wrong_type, unknown_value, impossible_date, ... or a constraint's id.")
      .done();
  Record<UnreadNames>(module, "UnreadNames", "Names in a case that nobody reads: what stands under them took no part.")
      .field("count", &UnreadNames::count, "How many.")
      .field("first", &UnreadNames::first, "The first of them, which is among the data errors; None where there are none.")
      .done();
  Record<AssumedFact>(module, "AssumedFact", "A fact that nobody recorded, and what was read in its place.")
      .field("path", &AssumedFact::path, "Where it would stand in the case.")
      .field("value", &AssumedFact::value, "What it was taken to be.")
      .field("by_rule", &AssumedFact::by_rule, "Whether the rule itself names what stands in for it; else the caller assumed it.")
      .done();
  Record<ReadingOutcome>(module, "ReadingOutcome", "What a rule answers under other readings of its sources.")
      .field("readings", &ReadingOutcome::readings, "Reading -> value.")
      .field("status", &ReadingOutcome::status, "The status's word.")
      .optional_text("outcome", &ReadingOutcome::outcome, "The level or value.")
      .field("due", &ReadingOutcome::due, "The last day that is in time.")
      .field("provisional", &ReadingOutcome::provisional, "As of a finding.")
      .done();
  Record<RulebookRef>(module, "RulebookRef", "Which law judged.")
      .field("id", &RulebookRef::id, "Id of the rulebook.")
      .field("edition", &RulebookRef::edition, "Which edition it is.")
      .field("version", &RulebookRef::version, "Version of the encoding.")
      .field("digest", &RulebookRef::digest, "SHA-256 of its files, in hexadecimal.")
      .done();
  Record<Manifest>(module, "Manifest", "What adds up: findings is the sum of by_status.")
      .field("rules", &Manifest::rules, "Rules that give findings for this subject.")
      .field("advisory", &Manifest::advisory, "Entries that no recorded fact can decide.")
      .field("other_subject", &Manifest::other_subject, "Rules about another kind of subject.")
      .field("other_edition", &Manifest::other_edition, "Rules left out because another edition was chosen.")
      .field("not_chosen", &Manifest::not_chosen, "Rules left out because others were chosen.")
      .field("without_instances", &Manifest::without_instances, "Rules whose records the case has none of.")
      .field("instances", &Manifest::instances, "Pairs of rule and record that were looked at.")
      .field("findings", &Manifest::findings, "How many findings.")
      .field("by_status", &Manifest::by_status, "Status -> how many.")
      .field("provisional", &Manifest::provisional, "Of undecided ones: what they are unless excused -> how many.")
      .done();
  bind_finding(module);
  bind_assessment(module);
  bind_explanation(module);
  Record<Question>(module, "Question", "A fact to find out, and what it could settle.")
      .field("fact", &Question::fact, "The fact.")
      .field("rules", &Question::rules, "Ids of the rules that it could settle or help to settle.")
      .field("findings", &Question::findings, "How many findings.")
      .field("settles_alone", &Question::settles_alone, "How many of these it could settle by itself.")
      .done([](const Question& self) -> py::object {
        return from_json(report::to_json(std::vector<Question>{self}))["questions"][py::int_(0)];
      });
}

}  // namespace dutybound::python
