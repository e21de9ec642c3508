// What a Judged holds: the case, from where it was looked at, and the answers without words. Made by Rulebook::judge.
#pragma once

#include <optional>

#include <dutybound/judged.hpp>
#include <dutybound/rulebook.hpp>

#include "findings/assess.hpp"
#include "input/case_body.hpp"
#include "text/inside.hpp"

namespace dutybound {

/// What options assume besides the facts of a case, with them.
using Assumed = std::optional<engine::Facts>;
/// What is asked of: those, or the case's alone.
[[nodiscard]] inline const engine::Facts& known(const Case& facts, const Assumed& assumed) {
  return assumed ? *assumed : body_of(facts).facts;
}

struct Judged::Body {
  Body(const Case& given, Assumed supposed, const program::Program& judging, const AssessOptions& options)
      : held(given), assumed(std::move(supposed)), from(judging, options) {}

  [[nodiscard]] const engine::Facts& facts() const { return known(held, assumed); }

  Case held;
  Assumed assumed;
  findings::Standpoint from;  ///< its program is kept by the facts
  findings::Answers answers;
  Assessment head;
};

}  // namespace dutybound
