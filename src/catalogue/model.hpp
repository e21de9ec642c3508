// What the sources ask for, apart from how it is encoded. Made by read_catalogue.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rulebook/model.hpp"

namespace dutybound::catalogue {

struct Deadline {
  rulebook::ClockKind kind{};
  std::optional<std::int64_t> amount;  ///< nothing: a day of its own
  DayUnit unit = DayUnit::days;
  bool inclusive = false;
};

struct Provision {
  std::string id, title, computable;
  Modality modality{};
  std::optional<Deadline> deadline;
  rulebook::InForce effective;
  std::vector<rulebook::Citation> documents;
  std::vector<std::string> rules;  ///< ids; by default its own
};

struct Statement {
  std::string says;
  std::vector<std::string> provisions;
  std::string none, error;
};

struct Document {
  std::string id, title, edition, publisher;
  std::vector<Statement> statements;
};

struct Catalogue {
  std::vector<Provision> provisions;
  std::vector<Document> documents;
};

}  // namespace dutybound::catalogue
