// A hand-made assessment with one finding of every status that reads differently.
#pragma once

#include <dutybound/finding.hpp>

namespace dutybound::testing {

inline Date on(const char* iso) { return *Date::parse(iso); }

inline Finding duty(std::string rule, Status status) {
  Finding f;
  f.rule = std::move(rule);
  f.rulebook = "working-together-2023";
  f.actor = "children's social care";
  f.status = status;
  return f;
}

inline Finding overdue_conference() {
  Finding f = duty("wt23-icpc-15wd", Status::overdue);
  f.instance = "episodes[0].section_47_enquiries[0]";
  f.record = "s1";
  f.trigger = on("2024-03-28");
  f.due = on("2024-04-22");
  f.days = 6;
  f.day_unit = DayUnit::working_days;
  return f;
}

inline Finding unknown_because_of(std::string rule, std::string path, std::string description) {
  Finding f = duty(std::move(rule), Status::indeterminate);
  f.missing.push_back({std::move(path), std::move(description)});
  return f;
}

/// Counts what stands in the findings.
inline void count_up(Assessment& assessment) {
  assessment.manifest.findings = assessment.findings.size();
  assessment.manifest.instances = assessment.findings.size();
  assessment.manifest.rules = assessment.findings.size();
  assessment.manifest.by_status.clear();
  for (const Finding& finding : assessment.findings) ++assessment.manifest.by_status[finding.status];
}

inline Assessment empty_assessment() {
  Assessment a;
  a.engine = "0.1.0";
  a.rulebooks.push_back({"working-together-2023", "2023", "1.0.0", "ab12"});
  a.as_at = "2024-04-30";
  a.subject = "case";
  a.case_id = "c1";
  return a;
}

/// A conference that is overdue by one reading and due by another, and one on which they agree.
inline Assessment read_otherwise() {
  Assessment a = empty_assessment();
  a.readings = {{"clock", "first"}};
  Finding apart = overdue_conference();
  apart.readings = a.readings;
  apart.same_under_all_readings = false;
  apart.other_readings.push_back({{{"clock", "last"}}, Status::due, "", on("2024-05-01")});
  a.findings.push_back(apart);
  Finding agreed = duty("agreed", Status::met);
  agreed.readings = a.readings;
  agreed.same_under_all_readings = true;
  agreed.other_readings.push_back({{{"clock", "last"}}, Status::met, "", {}});
  a.findings.push_back(agreed);
  count_up(a);
  return a;
}

inline Assessment every_kind() {
  Assessment a = empty_assessment();
  a.findings.push_back(overdue_conference());

  Finding later = duty("due-later", Status::due);
  later.due = on("2024-06-03");
  later.days = -23;
  later.day_unit = DayUnit::working_days;
  later.valid_until = on("2024-06-04");
  a.findings.push_back(later);
  a.findings.push_back(duty("due-without-a-clock", Status::due));
  Finding soon = duty("due-soon", Status::due);
  soon.due = on("2024-04-30");
  soon.days = 0;
  soon.day_unit = DayUnit::days;
  soon.valid_until = on("2024-05-01");
  a.findings.push_back(soon);

  Finding late = duty("late", Status::met_late);
  late.due = on("2024-03-01");
  late.done = on("2024-03-02");
  late.days = 1;
  late.day_unit = DayUnit::days;
  late.edition_policy = EditionPolicy::carried_forward;
  a.findings.push_back(late);
  a.findings.push_back(duty("kept", Status::met));
  a.findings.push_back(duty("prohibited", Status::breached));
  a.findings.push_back(duty("excused", Status::exempt));
  a.findings.push_back(duty("ended", Status::not_in_force));
  a.findings.push_back(duty("elsewhere", Status::not_applicable));
  a.findings.push_back(unknown_because_of("u1", "incidents", "Serious incidents."));
  a.findings.push_back(unknown_because_of("u2", "episodes[0].referral.received_at", "When the referral was received."));
  a.findings.push_back(unknown_because_of("u3", "incidents", "Serious incidents."));
  a.findings.push_back(unknown_because_of("u4", "policy.core-group-interval", ""));

  Finding impossible = duty("wrong", Status::data_error);
  const DataError error{"child.date_of_birth", "1900-01-01", "This date stands for none.", "impossible_date"};
  impossible.data_errors.push_back(error);
  a.findings.push_back(impossible);
  a.data_errors.push_back(error);

  Finding level = duty("need", Status::level);
  level.kind = RuleKind::threshold;
  level.modality = Modality::is;
  level.outcome = "child_in_need";
  a.findings.push_back(level);
  Finding share = duty("share", Status::permitted);
  share.kind = RuleKind::permission;
  share.modality = Modality::may;
  share.outcome = "consent, protection";
  a.findings.push_back(share);
  count_up(a);
  return a;
}

}  // namespace dutybound::testing
