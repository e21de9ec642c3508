// Which edition covers a day, under the policies of one assessment. Entry: Editions::on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <dutybound/rulebook.hpp>

#include "program/program.hpp"

namespace dutybound::findings {

/// The rulebook that a local protocol extends, or none.
[[nodiscard]] std::optional<std::uint32_t> base_of(const program::Program& program, std::size_t rulebook);

/// The dates of every rulebook as one assessment sees them.
class Editions {
 public:
  /// How a rule stands on a day. `changes`: the first later day (number) on which that may be different.
  struct Standing {
    bool covers = false;
    EditionPolicy policy = EditionPolicy::in_force;
    std::int32_t changes = feel::forever;
  };

  /// A chosen edition that is not loaded covers nothing: every finding is then `not_in_force`.
  Editions(const program::Program& program, bool carry_forward, const std::optional<std::string>& chosen);

  /// Whether another edition of its series was chosen: its rules are not judged at all.
  [[nodiscard]] bool left_out(std::uint32_t rulebook) const { return books_[rulebook].left_out; }
  [[nodiscard]] Standing on(const program::RulePlan& rule, Date day) const;
  /// Whether it may cover the day that decides, as far as that is known without any fact; `changes`: by the passing of time.
  [[nodiscard]] Standing may_cover(const program::RulePlan& rule, Date as_at) const;
  /// Whether the rule is judged whatever the day is.
  [[nodiscard]] bool always_covers(const program::RulePlan& rule) const;
  /// Whether no rule is judged on any day.
  [[nodiscard]] bool never_cover() const { return nothing_chosen_; }

 private:
  struct Book {
    bool left_out = false;
    bool chosen = false;
    bool goes_on = false;      ///< a local protocol whose base is chosen: not before its days, but after them
    std::optional<Date> next;  ///< when the next edition of the series begins
  };
  std::vector<Book> books_;
  bool carry_forward_ = false;
  bool nothing_chosen_ = false;
};

}  // namespace dutybound::findings
