// Holds a rule as a local protocol changes it against the national rule: what asks for less is a mistake. Entry:
// refuse_relaxations. docs/layers.md has the table of what may change which way.
#pragma once

#include "rulebook/parts.hpp"

namespace dutybound::rulebook {

/// Where the change asks for no less only in the days of `local`, it is kept from being carried forward beyond them. `change` is
/// the element with `changes:`, for the places of the mistakes; `local` is what it makes of `national`. Both are versions under
/// the same readings. What could not be read (and was reported) is passed over.
void refuse_relaxations(const Rule& national, Rule& local, const yaml::Node& change, const RuleSet& rules, Context& context);

}  // namespace dutybound::rulebook
