// An assessment for a practitioner: what needs doing first, what is not known next, what is well last, and totals that add up.
// Entry: to_text(Assessment).
#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include <dutybound/report.hpp>

#include "report/page.hpp"
#include "report/words.hpp"

namespace dutybound::report {
namespace {

using Findings = std::vector<const Finding*>;

class AssessmentText {
 public:
  AssessmentText(const Assessment& assessment, const TextOptions& options)
      : assessment_(assessment), titles_(options.titles), page_(options) {}

  std::string write() {
    opening();
    clocks("Overdue", Ink::red, with(Status::overdue));
    clocks("Breached", Ink::red, with(Status::breached));
    clocks("Overdue unless excused", Ink::yellow, unless_excused(Status::overdue));
    clocks("Breached unless excused", Ink::yellow, unless_excused(Status::breached));
    brief("Not in place", Ink::red, {Status::not_in_place});
    clocks("Due", Ink::yellow, with(Status::due));
    clocks("Met late", Ink::yellow, with(Status::met_late));
    clocks("Met late unless excused", Ink::yellow, unless_excused(Status::met_late));
    data_errors();
    undecidable();
    brief("Exempt", Ink::bold, {Status::exempt});
    not_in_force();
    brief("Met", Ink::green, {Status::met, Status::in_place});
    brief("Thresholds", Ink::bold, {Status::level, Status::none});
    brief("Permissions", Ink::bold, {Status::permitted, Status::not_established});
    brief("Eligibility", Ink::bold, {Status::eligible, Status::not_eligible});
    brief("Definitions", Ink::bold, {Status::value});
    readings();
    totals();
    return page_.take();
  }

 private:
  void opening() {
    const std::string subject = words(assessment_.subject);
    page_.line(0,
               fmt::format("{}{}{} as at {}",
                           static_cast<char>(std::toupper(static_cast<unsigned char>(subject.empty() ? ' ' : subject[0]))),
                           subject.substr(subject.empty() ? 0 : 1), assessment_.case_id ? " " + *assessment_.case_id : "",
                           when(assessment_.as_at)),
               Ink::bold);
    if (!assessment_.assumed.empty()) {
      page_.line(
          0,
          fmt::format("Assumed wherever it is not recorded: {}. {} on it.", choices(assessment_.assumed, ", "), rest(assumed())),
          Ink::bold);
    }
    std::vector<std::string> books;
    for (const RulebookRef& book : assessment_.rulebooks) books.push_back(edition_of(book));
    if (!books.empty()) page_.line(0, "Judged by " + join(books, "; "));
    page_.line(0, headline());
    if (assessment_.findings.size() != assessment_.manifest.findings) {
      page_.line(
          0, fmt::format("Shown below: {} of {}.", assessment_.findings.size(), count(assessment_.manifest.findings, "finding")));
    }
  }

  static std::string edition_of(const RulebookRef& book) { return fmt::format("{} ({})", book.id, book.edition); }

  std::size_t counted(Status status) const {
    const auto found = assessment_.manifest.by_status.find(status);
    return found == assessment_.manifest.by_status.end() ? 0 : found->second;
  }

  [[nodiscard]] std::size_t provisional(Status status) const {
    const auto found = assessment_.manifest.provisional.find(status);
    return found == assessment_.manifest.provisional.end() ? 0 : found->second;
  }

  /// Good news never stands without the number of findings that nobody could decide.
  std::string headline() const {
    std::vector<std::string> parts;
    for (const Status status : {Status::overdue, Status::breached, Status::not_in_place, Status::due, Status::met_late}) {
      if (counted(status) > 0) parts.push_back(fmt::format("{} {}", counted(status), words(to_string(status))));
    }
    std::size_t unless_excused = 0;
    for (const Status status : {Status::overdue, Status::breached, Status::met_late}) {
      if (provisional(status) == 0) continue;
      unless_excused += provisional(status);
      parts.push_back(fmt::format("{} {} unless an accepted reason is recorded", provisional(status), words(to_string(status))));
    }
    std::string text = parts.empty() ? "Nothing was found overdue, breached or due" : join(parts, ", ");
    const std::size_t open = counted(Status::indeterminate) - unless_excused;
    text += fmt::format("; {} cannot be decided from what is recorded", open == 0 ? "0 findings" : count(open, "finding"));
    if (counted(Status::data_error) > 0)
      text += fmt::format(", {} on impossible values",
                          counted(Status::data_error) == 1 ? "1 rests" : fmt::format("{} rest", counted(Status::data_error)));
    if (counted(Status::not_in_force) > 0) text += fmt::format(", {} not in force", counted(Status::not_in_force));
    return text + ".";
  }

  Findings with(Status status) const {
    Findings found;
    for (const Finding& finding : assessment_.findings) {
      if (finding.status == status) found.push_back(&finding);
    }
    return found;
  }

  /// Undecided ones that are that unless they are excused.
  Findings unless_excused(Status status) const {
    Findings found;
    for (const Finding& finding : assessment_.findings) {
      if (finding.provisional == status) found.push_back(&finding);
    }
    return found;
  }

  std::string title(const Finding& finding) const {
    const auto found = titles_.find(finding.rule);
    return found == titles_.end() ? finding.rule : found->second;
  }

  /// `wt23-icpc-15wd, s1`
  static std::string name(const Finding& finding) {
    const std::string record = record_words(finding);
    return record.empty() ? finding.rule : finding.rule + ", " + record;
  }

  static std::string edition_note(const Finding& finding) {
    switch (finding.edition_policy) {
      case EditionPolicy::in_force:
        return "";
      case EditionPolicy::carried_forward:
        return "its edition had ended and is carried forward";
      case EditionPolicy::chosen:
        return "its edition was chosen, whatever its dates";
    }
    return "";
  }

  /// Needs days and day_unit.
  static std::string lateness(const Finding& f) {
    if (f.status == Status::due) return *f.days == 0 ? "the last day" : span(*f.days, *f.day_unit) + " left";
    if (*f.days == 0) return "on the last day";
    return span(*f.days, *f.day_unit) + (*f.days > 0 ? " late" : " early");
  }

  /// When it began, when it ends, and how it stands.
  static std::string clock_words(const Finding& f) {
    std::vector<std::string> parts;
    if (f.trigger) parts.push_back("from " + day(*f.trigger));
    if (f.due_at) {
      parts.push_back("due " + moment(*f.due_at));
    } else if (f.due) {
      parts.push_back("due " + day(*f.due));
    }
    if (f.done) parts.push_back("done " + day(*f.done));
    if (f.days && f.day_unit) parts.push_back(lateness(f));
    return join(parts, ", ");
  }

  /// Duties in full, the earliest last day first, those without one at the end.
  void clocks(std::string_view heading, Ink ink, Findings found) {
    if (found.empty()) return;
    std::stable_sort(found.begin(), found.end(),
                     [](const Finding* a, const Finding* b) { return a->due && (!b->due || *a->due < *b->due); });
    page_.heading(fmt::format("{} ({})", heading, found.size()), ink);
    for (const Finding* f : found) {
      std::vector<std::string> about{words(to_string(f->modality))};
      if (!f->actor.empty()) about.push_back(f->actor);
      if (title(*f) == f->rule) {
        page_.line(2, name(*f));
      } else {
        page_.line(2, title(*f));
        about.insert(about.begin(), name(*f));
      }
      page_.line(6, join(about, "; "));
      const std::string clock = clock_words(*f);
      if (!clock.empty()) page_.line(6, clock);
      if (f->provisional) page_.line(6, missing_words(f->missing));
      const std::string note = edition_note(*f);
      if (!note.empty()) page_.line(6, note);
      if (!f->assumed.empty()) page_.line(6, assumed_words(*f));
    }
  }

  /// One line each.
  void brief(std::string_view heading, Ink ink, std::initializer_list<Status> statuses) {
    Findings found;
    for (const Finding& finding : assessment_.findings) {
      if (std::find(statuses.begin(), statuses.end(), finding.status) != statuses.end()) found.push_back(&finding);
    }
    if (found.empty()) return;
    page_.heading(fmt::format("{} ({})", heading, found.size()), ink);
    for (const Finding* f : found) {
      std::string text = title(*f);
      if (f->kind != RuleKind::duty && f->kind != RuleKind::expectation) {
        text += ": " + words(status_word(*f));
        if (f->status == Status::permitted && !f->outcome.empty()) text += " on " + f->outcome;
      }
      std::vector<std::string> clock;
      if (f->done) clock.push_back("done " + day(*f->done));
      if (f->days && f->day_unit) clock.push_back(lateness(*f));
      if (!clock.empty()) text += ": " + join(clock, ", ");
      if (title(*f) != f->rule || !record_words(*f).empty()) {
        text += title(*f) == f->rule ? fmt::format(" [{}]", record_words(*f)) : fmt::format(" [{}]", name(*f));
      }
      const std::string note = edition_note(*f);
      if (!note.empty()) text += "; " + note;
      if (!f->assumed.empty()) text += "; " + assumed_words(*f);
      page_.line(2, text, Ink::plain, 4);
    }
  }

  static std::string assumed_words(const Finding& finding) {
    std::vector<std::string> callers;
    std::vector<std::string> own;
    for (const AssumedFact& fact : finding.assumed) (fact.by_rule ? own : callers).push_back(fact.path + " = " + fact.value);
    std::vector<std::string> said;
    if (!callers.empty()) said.push_back("assumed: " + join(callers, ", "));
    if (!own.empty()) said.push_back("not recorded, taken by the rule from what stands in: " + join(own, ", "));
    return join(said, "; ");
  }

  [[nodiscard]] std::size_t assumed() const {
    return static_cast<std::size_t>(
        std::count_if(assessment_.findings.begin(), assessment_.findings.end(), [](const Finding& finding) {
          return std::any_of(finding.assumed.begin(), finding.assumed.end(),
                             [](const AssumedFact& fact) { return !fact.by_rule; });
        }));
  }

  /// The rules of some findings, each once, with how many records where there are several.
  static std::string rule_list(const Findings& findings) {
    std::vector<std::pair<std::string_view, std::size_t>> rules;
    std::unordered_map<std::string_view, std::size_t> known;
    for (const Finding* f : findings) {
      const auto [place, added] = known.try_emplace(f->rule, rules.size());
      if (added) rules.emplace_back(f->rule, 0);
      ++rules[place->second].second;
    }
    std::vector<std::string> parts;
    for (const auto& [rule, times] : rules)
      parts.push_back(times == 1 ? std::string(rule) : fmt::format("{} ({} records)", rule, times));
    return join(parts, ", ");
  }

  void data_errors() {
    const Findings found = with(Status::data_error);
    if (found.empty() && assessment_.data_errors.empty()) return;
    page_.heading(fmt::format("Impossible values ({})", assessment_.data_errors.size()), Ink::yellow);
    for (const DataError& error : assessment_.data_errors) {
      page_.line(2, fmt::format("{}: {}: {} [{}]", error.path, error.value, error.reason, error.code), Ink::plain, 4);
    }
    if (!found.empty()) {
      page_.line(2, fmt::format("{} on them: {}", rest(found.size()), rule_list(found)), Ink::plain, 4);
    }
  }

  /// Whether the finding stands for records of which nobody says whether there are any.
  static bool is_gap(const Finding& f) { return f.missing.size() == 1 && f.missing.front().path == f.instance; }

  /// Grouped by what is missing, the largest group first; kinds of records that the case does not speak of at all in one line at
  /// the end.
  void undecidable() {
    Findings found = with(Status::indeterminate);
    found.erase(std::remove_if(found.begin(), found.end(), [](const Finding* f) { return f->provisional.has_value(); }),
                found.end());
    if (found.empty()) return;
    page_.heading(fmt::format("Cannot be decided ({})", found.size()), Ink::yellow);
    Findings about_records, gaps;
    for (const Finding* f : found) (is_gap(*f) ? gaps : about_records).push_back(f);
    for (const auto& [what, members] : by_missing(about_records)) {
      page_.line(2, fmt::format("{} ({})", what, count(members.size(), "finding")), Ink::plain, 4);
      const std::vector<MissingFact>& missing = members.front()->missing;
      if (missing.size() == 1 && !missing.front().description.empty()) page_.line(6, missing.front().description);
      page_.line(6, rule_list(members), Ink::plain, 0);
    }
    std::vector<std::string> unspoken;
    for (const auto& group : by_missing(gaps)) {
      unspoken.push_back(fmt::format("{} ({})", group.second.front()->instance, count(group.second.size(), "finding")));
    }
    if (!unspoken.empty()) page_.line(2, "The case does not say whether there are any: " + join(unspoken, ", "), Ink::plain, 4);
  }

  static std::vector<std::pair<std::string, Findings>> by_missing(const Findings& found) {
    std::vector<std::pair<std::string, Findings>> groups;
    std::unordered_map<std::string, std::size_t> known;
    for (const Finding* f : found) {
      const auto [place, added] = known.try_emplace(missing_words(f->missing), groups.size());
      if (added) groups.emplace_back(place->first, Findings());
      groups[place->second].second.push_back(f);
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
    return groups;
  }

  void not_in_force() {
    const Findings found = with(Status::not_in_force);
    if (found.empty()) return;
    page_.heading(fmt::format("Not in force ({})", found.size()), Ink::bold);
    for (const RulebookRef& book : assessment_.rulebooks) {
      Findings members;
      std::copy_if(found.begin(), found.end(), std::back_inserter(members),
                   [&](const Finding* f) { return f->rulebook == book.id; });
      if (members.empty()) continue;
      page_.line(2,
                 fmt::format("{} does not cover the day that decides, and no other edition of it is loaded: {}", edition_of(book),
                             count(members.size(), "finding")),
                 Ink::plain, 4);
      page_.line(6, rule_list(members), Ink::plain, 0);
    }
    page_.line(2,
               "To go on by the last edition, ask for carry_forward (--carry-forward); to judge all by one, name it as edition "
               "(--edition ID).",
               Ink::plain, 4);
  }

  /// Only those that some finding turns on.
  void readings() {
    std::map<std::string, std::string> rest_on;
    for (const Finding& finding : assessment_.findings) rest_on.insert(finding.readings.begin(), finding.readings.end());
    if (rest_on.empty()) return;
    page_.heading("Readings");
    page_.line(2, "Where the sources can be read in several ways: " + choices(rest_on, ", "), Ink::plain, 4);
    std::size_t compared = 0;
    Findings differ;
    for (const Finding& finding : assessment_.findings) {
      if (!finding.same_under_all_readings) continue;
      ++compared;
      if (!*finding.same_under_all_readings) differ.push_back(&finding);
    }
    if (compared == 0) return;
    page_.line(2, differ.empty() ? fmt::format("{} on them, and every other reading gives the same answer.", rest(compared))
                                 : fmt::format("{} on them, and other readings change {}:", rest(compared), differ.size()));
    for (const Finding* f : differ) {
      page_.line(4, fmt::format("{} [{}]: {}", title(*f), name(*f), words(status_word(*f))), Ink::plain, 6);
      for (const ReadingOutcome& other : f->other_readings) {
        if (other.status == f->status && other.outcome == f->outcome) continue;
        page_.line(8, other_reading(other, *f), Ink::plain, 10);
      }
    }
  }

  static std::string rest(std::size_t findings) {
    return findings == 1 ? "1 finding rests" : fmt::format("{} findings rest", findings);
  }

  void totals() {
    const Manifest& m = assessment_.manifest;
    page_.heading("Totals");
    const std::string subject = words(assessment_.subject);
    page_.line(
        2, fmt::format("{} about this {}, {} of them without a record in it; besides, {} about another subject and {} that no "
                       "recorded fact can decide.",
                       count(m.rules, "rule"), subject, m.without_instances, m.other_subject, m.advisory));
    if (m.other_edition > 0) {
      page_.line(2, fmt::format("{} of other editions left out, because one was chosen.", count(m.other_edition, "rule")));
    }
    if (m.not_chosen > 0) page_.line(2, fmt::format("{} left out, because others were chosen.", count(m.not_chosen, "rule")));
    std::vector<std::string> parts;
    for (const auto& [status, number] : by_word(m.by_status)) parts.push_back(fmt::format("{} {}", number, words(status)));
    page_.line(2, fmt::format("{}: {}.", count(m.findings, "finding"), parts.empty() ? "none" : join(parts, ", ")));
    std::vector<std::string> late;
    for (const auto& [status, number] : by_word(m.provisional)) late.push_back(fmt::format("{} {}", number, words(status)));
    if (!late.empty()) page_.line(2, fmt::format("Of those that are indeterminate, unless excused: {}.", join(late, ", ")));
    std::optional<Date> next;
    bool at_least = false;
    for (const Finding& finding : assessment_.findings) {
      if (!finding.valid_until || (next && *next < *finding.valid_until)) continue;
      at_least = finding.valid_until_at_least && (at_least || next != finding.valid_until);
      next = finding.valid_until;
    }
    if (!next) return;
    page_.line(2, at_least ? fmt::format("Time alone changes none of them before {}; later days were not worked out.", day(*next))
                           : fmt::format("Time alone changes the next of them on {}.", day(*next)));
  }

  const Assessment& assessment_;
  const std::map<std::string, std::string>& titles_;
  Page page_;
};

}  // namespace

std::string to_text(const Assessment& assessment, const TextOptions& options) {
  return AssessmentText(assessment, options).write();
}

}  // namespace dutybound::report
