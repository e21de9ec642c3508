// Local protocols: rulebooks that extend another. Where they stand, what they set, which rules they change. Internal to this
// folder. That nothing is relaxed is relaxation.hpp's to show.
#pragma once

#include <deque>
#include <vector>

#include "rulebook/parts.hpp"

namespace dutybound::rulebook {

/// Finds what each protocol extends, and keeps it within the days of that. `files`: the rulebooks' trees, one for each of
/// `rules.rulebooks`.
void place_layers(const std::vector<const yaml::Node*>& files, RuleSet& rules, Context& context);
/// Sets the policy parameters that protocols give values for.
void set_local_policy(const std::vector<const yaml::Node*>& files, RuleSet& rules, Context& context);

/// Puts in place of every `changes:` among `trees` the national rule's tree with the keys that it gives; drops those that change
/// nothing that can be changed. What is made goes to `made`.
void change_rules(const RuleSet& rules, std::vector<RuleTree>& trees, std::deque<yaml::Node>& made, Context& context);
/// Ties each version of a changed rule to the national version under the same readings, and keeps it within the days of that.
void tie_changes(std::vector<RuleDraft>& drafts, Context& context);
/// Once every expression is read.
void check_changes(std::vector<RuleDraft>& drafts, const RuleSet& rules, Context& context);

/// The rulebook that a protocol extends, or none.
[[nodiscard]] std::optional<std::size_t> base_of(const RuleSet& rules, std::size_t rulebook);

}  // namespace dutybound::rulebook
