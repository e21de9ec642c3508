// An assessment for a practitioner: what needs doing first, what is not known next, what is well last, and totals that add up.
// Entries: to_text(Assessment), write_text. Findings are put into words where they are shown, and given on at once.
#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include <dutybound/report.hpp>

#include "report/missing_groups.hpp"
#include "report/page.hpp"
#include "report/source.hpp"
#include "report/words.hpp"

namespace dutybound::report {
namespace {

/// Their places in the assessment.
using Findings = std::vector<std::size_t>;

class AssessmentText {
 public:
  AssessmentText(Source& source, const TextOptions& options, const Sink& sink)
      : source_(source), assessment_(source.frame()), titles_(options.titles), page_(options), sink_(sink) {}

  void write() {
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
    give();
  }

 private:
  /// What was written so far is the reader's.
  void give() { sink_(page_.take()); }

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
    if (source_.size() != assessment_.manifest.findings) {
      page_.line(0, fmt::format("Shown below: {} of {}.", source_.size(), count(assessment_.manifest.findings, "finding")));
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

  /// Those whose outline is as asked.
  template <class Wanted>
  Findings those(Wanted wanted) const {
    Findings found;
    for (std::size_t i = 0; i < source_.size(); ++i) {
      if (wanted(source_.outline(i))) found.push_back(i);
    }
    return found;
  }

  Findings with(Status status) const {
    return those([&](const FindingOutline& finding) { return finding.status == status; });
  }

  /// Undecided ones that are that unless they are excused.
  Findings unless_excused(Status status) const {
    return those([&](const FindingOutline& finding) { return finding.provisional == status; });
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

  /// Duties in full, the earliest last day first, those without one at the end.
  void clocks(std::string_view heading, Ink ink, Findings found) {
    if (found.empty()) return;
    std::stable_sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
      const std::optional<Date> one = source_.outline(a).due, other = source_.outline(b).due;
      return one && (!other || *one < *other);
    });
    page_.heading(fmt::format("{} ({})", heading, found.size()), ink);
    for (const std::size_t i : found) {
      const Finding* const f = &source_.finding(i);
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
      give();
    }
  }

  /// One line each.
  void brief(std::string_view heading, Ink ink, std::initializer_list<Status> statuses) {
    const Findings found = those([&](const FindingOutline& finding) {
      return std::find(statuses.begin(), statuses.end(), finding.status) != statuses.end();
    });
    if (found.empty()) return;
    page_.heading(fmt::format("{} ({})", heading, found.size()), ink);
    for (const std::size_t i : found) {
      const Finding* const f = &source_.finding(i);
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
      give();
    }
  }

  [[nodiscard]] std::size_t assumed() const {
    return those([](const FindingOutline& finding) { return finding.assumed; }).size();
  }

  /// The rules of some findings, each once, with how many records where there are several.
  std::string rule_list(const Findings& findings) const {
    std::vector<std::pair<std::string_view, std::size_t>> rules;
    std::unordered_map<std::string_view, std::size_t> known;
    for (const std::size_t i : findings) {
      const std::string_view rule = source_.outline(i).rule;
      const auto [place, added] = known.try_emplace(rule, rules.size());
      if (added) rules.emplace_back(rule, 0);
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
      give();
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
    const Findings found =
        those([](const FindingOutline& finding) { return finding.status == Status::indeterminate && !finding.provisional; });
    if (found.empty()) return;
    page_.heading(fmt::format("Cannot be decided ({})", found.size()), Ink::yellow);
    MissingGroups about_records, gaps;
    for (const std::size_t i : found) {
      const Finding& finding = source_.finding(i);
      (is_gap(finding) ? gaps : about_records).add(missing_words(finding.missing), i);
    }
    for (const MissingGroup* group : about_records.largest_first()) {
      page_.line(2, fmt::format("{} ({})", *group->missing, count(group->members.size(), "finding")), Ink::plain, 4);
      const std::vector<MissingFact>& missing = source_.finding(group->members.front()).missing;
      if (missing.size() == 1 && !missing.front().description.empty()) page_.line(6, missing.front().description);
      page_.line(6, rule_list(group->members), Ink::plain, 0);
      give();
    }
    about_records = MissingGroups();  // they are told: nothing of them is held beside what follows
    std::vector<std::string> unspoken;
    for (const MissingGroup* group : gaps.largest_first()) {
      unspoken.push_back(
          fmt::format("{} ({})", source_.finding(group->members.front()).instance, count(group->members.size(), "finding")));
    }
    if (!unspoken.empty()) page_.line(2, "The case does not say whether there are any: " + join(unspoken, ", "), Ink::plain, 4);
  }

  void not_in_force() {
    const Findings found = with(Status::not_in_force);
    if (found.empty()) return;
    page_.heading(fmt::format("Not in force ({})", found.size()), Ink::bold);
    for (const RulebookRef& book : assessment_.rulebooks) {
      Findings members;
      std::copy_if(found.begin(), found.end(), std::back_inserter(members),
                   [&](std::size_t i) { return source_.outline(i).rulebook == book.id; });
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
    const std::map<std::string, std::string>* last = nullptr;
    for (std::size_t i = 0; i < source_.size(); ++i) {
      const std::map<std::string, std::string>* const these = source_.outline(i).readings;
      if (these != last) rest_on.insert(these->begin(), these->end());
      last = these;
    }
    if (rest_on.empty()) return;
    page_.heading("Readings");
    page_.line(2, "Where the sources can be read in several ways: " + choices(rest_on, ", "), Ink::plain, 4);
    std::size_t compared = 0;
    Findings differ;
    for (std::size_t i = 0; i < source_.size(); ++i) {
      const std::optional<bool> same = source_.outline(i).same_under_all_readings;
      if (!same) continue;
      ++compared;
      if (!*same) differ.push_back(i);
    }
    if (compared == 0) return;
    page_.line(2, differ.empty() ? fmt::format("{} on them, and every other reading gives the same answer.", rest(compared))
                                 : fmt::format("{} on them, and other readings change {}:", rest(compared), differ.size()));
    for (const std::size_t i : differ) {
      const Finding* const f = &source_.finding(i);
      page_.line(4, fmt::format("{} [{}]: {}", title(*f), name(*f), words(status_word(*f))), Ink::plain, 6);
      for (const ReadingOutcome& other : f->other_readings) {
        if (other.status == f->status && other.outcome == f->outcome) continue;
        page_.line(8, other_reading(other, *f), Ink::plain, 10);
      }
      give();
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
    for (std::size_t i = 0; i < source_.size(); ++i) {
      const FindingOutline finding = source_.outline(i);
      if (!finding.valid_until || (next && *next < *finding.valid_until)) continue;
      at_least = finding.valid_until_at_least && (at_least || next != finding.valid_until);
      next = finding.valid_until;
    }
    if (!next) return;
    page_.line(2, at_least ? fmt::format("Time alone changes none of them before {}; later days were not worked out.", day(*next))
                           : fmt::format("Time alone changes the next of them on {}.", day(*next)));
  }

  Source& source_;
  const Assessment& assessment_;  ///< its findings are source_'s to give
  const std::map<std::string, std::string>& titles_;
  Page page_;
  const Sink& sink_;
};

}  // namespace

std::string to_text(const Assessment& assessment, const TextOptions& options) {
  std::string text;
  Source source(assessment);
  const Sink sink = into(text);
  AssessmentText(source, options, sink).write();
  return text;
}

void write_text(const JudgedCase& judged, const Sink& sink, const TextOptions& options) {
  Source source(judged);
  AssessmentText(source, options, sink).write();
}

}  // namespace dutybound::report
