// What a Case holds: the facts of one subject and the names it goes by. Made by read_documents, read by engine, findings and
// explain.
#pragma once

#include <optional>
#include <string>

#include <dutybound/case.hpp>

#include "engine/facts.hpp"

namespace dutybound {

struct Case::Body {
  engine::Facts facts;
  std::string subject;
  std::optional<std::string> id;
  UnreadNames unread = {};
};

}  // namespace dutybound
