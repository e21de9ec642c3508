// The vocabulary of the FEEL tests.
#include "unit/feel/support.hpp"

#include "support/diagnostics.hpp"

namespace dutybound::testing {

using feel::Kind;
using feel::Type;

World::World() {
  environment.types = &types;
  types.enumerations = {{"outcome", {"icpc_required", "no_further_action"}}, {"level", {"low", "high"}}};
  const Type outcome{Kind::enumeration, 0};
  const Type conference{Kind::record, 0};
  const Type review{Kind::record, 1};
  const Type visit{Kind::record, 2};
  const Type visits = types.list_of(visit);
  types.records = {
      {"conference", {{"held_at", {Kind::date}, true}, {"chair", {Kind::text}, false}}},
      {"review",
       {{"held_at", {Kind::date}, true},
        {"attendance", {Kind::number}, false},
        {"outcome", outcome, false},
        {"visits", visits, false}}},
      {"visit", {{"seen_alone", {Kind::boolean}, false}, {"held_at", {Kind::date}, true}}},
  };
  const auto add = [&](std::string name, Type type, bool event = false) {
    environment.variables.push_back({std::move(name), type, static_cast<std::uint32_t>(environment.variables.size()), event});
  };
  add("as_at", {Kind::date});
  add("conference", conference);
  add("reviews", types.list_of(review));
  add("outcome", outcome);
  add("level", {Kind::enumeration, 1});
  add("started_at", {Kind::date}, true);
  add("reported_at", {Kind::date_time}, true);
  add("date_of_birth", {Kind::date});
  add("amount", {Kind::number});
  add("disabled", {Kind::boolean});
  add("notes", {Kind::text});
  add("scores", types.list_of({Kind::number}));
  environment.parameters = {"assessment-limit", "icpc-limit"};
}

Checked check_text(World& world, std::string_view text, std::optional<Type> expected) {
  Checked checked;
  auto parsed = feel::parse(text::whole("<test>", std::string(text)));
  checked.diagnostics = parsed.diagnostics();
  if (!parsed.ok()) return checked;
  checked.expression = std::move(parsed).value();
  checked.sound = feel::check(checked.expression, world.environment, checked.diagnostics, expected);
  return checked;
}

std::string canonical(std::string_view text) {
  const auto parsed = feel::parse(text::whole("<test>", std::string(text)));
  return parsed.ok() ? feel::to_text(parsed.value()) : list(parsed.diagnostics());
}

std::string type_of(World& world, std::string_view text) {
  const Checked checked = check_text(world, text);
  return checked.sound ? world.types.describe(checked.expression.type()) : list(checked.diagnostics);
}

}  // namespace dutybound::testing
