// What a JudgedCase holds. Made by judge (rulebook.cpp).
#pragma once

#include <memory>

#include <dutybound/judged_case.hpp>

#include "engine/facts.hpp"
#include "findings/assess.hpp"

namespace dutybound {

struct JudgedCase::Body {
  Rulebook rulebook;  ///< keeps alive what the answers lead to
  std::shared_ptr<const engine::Facts> facts;
  std::unique_ptr<const findings::Answered> answered;
};

}  // namespace dutybound
