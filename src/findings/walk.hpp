// The one walk over a case's records: every answer of every rule, without words. Entry: walk. Words are tell.hpp's, columns
// src/caseload's.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/slice.hpp"
#include "findings/causes.hpp"
#include "findings/standpoint.hpp"

namespace dutybound::findings {

/// How many days `valid_until` looks at before it settles for a lower bound.
inline constexpr int valid_until_steps = 400;

/// As much of the program as judging from there reads.
[[nodiscard]] engine::Slice slice_for(const Standpoint& standpoint);

/// What a rule answers under other readings.
struct OtherAnswer {
  const Choices* readings = nullptr;  ///< the Standpoint's
  Status status = Status::indeterminate;
  std::string outcome;
  std::optional<Date> due;
  std::optional<Status> provisional;
};

/// The answer of one rule for one instance.
struct Answer {
  std::uint32_t rule = 0;  ///< index in Program::rules: the version that judged
  engine::Instance instance;
  Status status = Status::indeterminate;  ///< `data_error` where an impossible value is among the causes
  bool cut_short = false;                 ///< a limit was met before it: Answers::spent
  Judgement judgement;                    ///< its dates; its status knows of no data error
  std::string outcome;
  std::optional<Date> valid_until;
  bool valid_until_at_least = false;           ///< it is a lower bound: the limit on work was met
  std::size_t first_cause = 0, causes = 0;     ///< in Answers::causes: what an undecided one turns on
  std::size_t passed_over = 0;                 ///< after these: what else could change it, because a condition passes over it
  std::size_t first_other = 0, others = 0;     ///< in Answers::others
  std::size_t first_assumed = 0, assumed = 0;  ///< in Answers::assumed
};

/// A fact that is not recorded, and what was read in its place.
struct Assumed {
  engine::Run::Dependency fact;
  std::string value;
  bool by_rule = false;  ///< a stand-in that the rule itself names, not an assumption of the caller's
};

/// All answers about one case. Used again and again, it stops asking for memory.
struct Answers {
  std::vector<Answer> list;  ///< by instance in the case's order, then by rule in the rulebooks' order
  Causes causes;
  std::vector<OtherAnswer> others;
  std::vector<Assumed> assumed;
  static constexpr std::size_t most_kept = 4096;  ///< of each, from one case to the next
  const char* spent = nullptr;                    ///< the limit for which answers are cut short, by its name in Limits

  void clear() {
    spent = nullptr;
    list.clear();
    causes.clear();
    others.clear();
    assumed.clear();
    // What one large case needed is not kept for all that follow.
    if (list.capacity() > most_kept) list.shrink_to_fit();
    if (causes.capacity() > most_kept) causes.shrink_to_fit();
    if (others.capacity() > most_kept) others.shrink_to_fit();
    if (assumed.capacity() > most_kept) assumed.shrink_to_fit();
  }
  [[nodiscard]] std::span<const Assumed> assumed_of(const Answer& answer) const {
    return std::span(assumed).subspan(answer.first_assumed, answer.assumed);
  }
  [[nodiscard]] std::span<const engine::Run::Dependency> causes_of(const Answer& answer) const {
    return std::span(causes).subspan(answer.first_cause, answer.causes);
  }
  [[nodiscard]] std::span<const engine::Run::Dependency> passed_over_by(const Answer& answer) const {
    return std::span(causes).subspan(answer.first_cause + answer.causes, answer.passed_over);
  }
  [[nodiscard]] std::span<const OtherAnswer> others_of(const Answer& answer) const {
    return std::span(others).subspan(answer.first_other, answer.others);
  }
  [[nodiscard]] bool same_under_all_readings(const Answer& answer) const {
    const auto all = others_of(answer);
    return std::all_of(all.begin(), all.end(), [&](const OtherAnswer& other) {
      return other.status == answer.status && other.outcome == answer.outcome &&
             other.provisional == answer.judgement.provisional;
    });
  }
};

/// What is worked out besides the answers.
enum class Besides : std::uint8_t { nothing, valid_until, passed_over };

/// Adds the answers about a case: of all rules of the standpoint's agenda, or of one group of them. A rule that has no version to
/// judge by answers nothing. Where the run's budget is used up, what was judged stands, and each rule says besides that it was
/// cut short.
void walk(const Standpoint& standpoint, std::optional<std::uint32_t> only, engine::Run& run, const engine::Facts& facts,
          Besides besides, Answers& answers);

/// Where the answer's record stands in its source; of records of which nobody says whether there are any, the record that they
/// would belong to. Null where there is none.
[[nodiscard]] const engine::Origin* origin_of(const program::Program& program, const engine::Facts& facts, const Answer& answer);

/// One answer again, of a group for the same record, from facts that may differ. Leaves the record bound in `run`. Without
/// valid_until.
void answer_at(const Standpoint& standpoint, std::uint32_t group, engine::Run& run, const engine::Facts& facts,
               const engine::Instance& instance, Answers& answers);

}  // namespace dutybound::findings
