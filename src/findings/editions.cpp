// Dates of editions, carried forward or chosen.
#include "findings/editions.hpp"

#include <algorithm>

namespace dutybound::findings {

std::optional<std::uint32_t> base_of(const program::Program& program, std::size_t rulebook) {
  const std::string& base = program.rulebooks[rulebook].extends;
  for (std::uint32_t i = 0; i < program.rulebooks.size() && !base.empty(); ++i) {
    if (i != rulebook && program.rulebooks[i].id == base) return i;
  }
  return std::nullopt;
}

Editions::Editions(const program::Program& program, bool carry_forward, const std::optional<std::string>& chosen)
    : books_(program.rulebooks.size()), carry_forward_(carry_forward), nothing_chosen_(chosen.has_value()) {
  const auto& rulebooks = program.rulebooks;
  const auto same_series = [&](std::size_t a, std::size_t b) {
    return rulebooks[a].series.empty() ? a == b : rulebooks[a].series == rulebooks[b].series;
  };
  for (std::size_t i = 0; i < rulebooks.size(); ++i) {
    if (!chosen || rulebooks[i].id != *chosen) continue;
    books_[i].chosen = true;
    if (const auto base = base_of(program, i)) books_[*base].chosen = true;
    nothing_chosen_ = false;
  }
  for (std::size_t i = 0; i < rulebooks.size(); ++i) {
    for (std::size_t j = 0; j < rulebooks.size(); ++j) {
      if (i == j || !same_series(i, j)) continue;
      if (books_[j].chosen) books_[i].left_out = true;
      const auto& from = rulebooks[j].in_force.from;
      if (!from || from <= rulebooks[i].in_force.from) continue;
      books_[i].next = books_[i].next ? std::min(*books_[i].next, *from) : *from;
    }
  }
  for (std::size_t i = 0; i < rulebooks.size(); ++i) {  // a local protocol goes as far as what it extends
    const auto base = base_of(program, i);
    if (!base) continue;
    books_[i].left_out = books_[*base].left_out;
    books_[i].next = books_[*base].next;
    books_[i].goes_on = books_[i].chosen || books_[*base].chosen;
  }
}

Editions::Standing Editions::on(const program::RulePlan& rule, Date day) const {
  if (nothing_chosen_) return {};
  const Book& book = books_[rule.rulebook];
  const auto& [from, to] = rule.in_force;
  if (from && day < *from) {
    if (book.chosen) return {true, EditionPolicy::chosen, from->number()};
    return {false, EditionPolicy::in_force, from->number()};
  }
  if (!to || day <= *to) return {true, EditionPolicy::in_force, to ? to->number() + 1 : feel::forever};
  if (book.chosen || (book.goes_on && !rule.own_end)) return {true, EditionPolicy::chosen, feel::forever};
  if (!carry_forward_ || rule.own_end || (book.next && day >= *book.next)) return {};
  return {true, EditionPolicy::carried_forward, book.next ? book.next->number() : feel::forever};
}

Editions::Standing Editions::may_cover(const program::RulePlan& rule, Date as_at) const {
  const Standing standing = on(rule, as_at);
  if (rule.deciding_day == program::DecidingDay::as_at) return standing;
  const bool begins_later = rule.in_force.from && as_at < *rule.in_force.from && !standing.covers;
  if (rule.deciding_day == program::DecidingDay::past && begins_later) return standing;
  return {!nothing_chosen_, standing.policy, feel::forever};
}

bool Editions::always_covers(const program::RulePlan& rule) const {
  if (nothing_chosen_) return false;
  if (books_[rule.rulebook].chosen) return true;
  if (rule.in_force.from) return false;
  if (!rule.in_force.to || (books_[rule.rulebook].goes_on && !rule.own_end)) return true;
  return carry_forward_ && !rule.own_end && !books_[rule.rulebook].next;
}

}  // namespace dutybound::findings
