// Reads texts of facts against a small vocabulary, and shows what became of them.
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "input/read_document.hpp"
#include "program/compile.hpp"
#include "rulebook/read.hpp"
#include "support/catch.hpp"
#include "support/diagnostics.hpp"
#include "text/inside.hpp"

namespace dutybound::testing {

inline SourcePtr source(std::string name, std::string text) {
  return std::make_shared<const Source>(Source{std::move(name), std::move(text)});
}

inline std::string file_text(const std::string& path) {
  std::ifstream file(std::string(DUTYBOUND_SOURCE_DIR) + "/" + path, std::ios::binary);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline constexpr std::string_view small_vocabulary = R"(
vocabulary: small
title: Small
impossible_dates: {before: 1900-01-02, after: 2199-12-31}
subjects: [case, partnership]
entities:
  case:
    description: A case.
    attributes:
      child: {type: entity, of: child, description: The child.}
      episodes: {type: list, of: episode, description: Episodes.}
      conference: {type: entity, of: conference, description: A conference.}
  child:
    description: A child.
    attributes:
      date_of_birth: {type: date, description: Birth date.}
      disabled: {type: boolean, description: Disabled.}
      needs: {type: list, of: text, description: Needs.}
      ages: {type: list, of: number, description: Ages.}
  episode:
    description: An episode.
    attributes:
      started_at: {type: date, description: Start.}
      ended_at: {type: date, description: End.}
      called_at: {type: date_time, description: Call.}
      reason: {type: enumeration, values: [neglect, injury], description: Reason.}
      worker: {type: text, description: Worker.}
      visits: {type: list, of: visit, description: Visits.}
    constraints:
      - {id: order, that: 'ended_at >= started_at', because: An episode cannot end before it began., marks: [started_at, ended_at]}
  visit:
    description: A visit.
    attributes:
      made_at: {type: date, description: Day.}
      count: {type: number, description: People.}
  conference:
    description: A conference.
    attributes:
      held_at: {type: date, description: Day.}
  partnership:
    description: A partnership.
    attributes:
      published_at: {type: date, description: Day.}
)";

inline constexpr std::string_view small_calendar = R"(
calendar: small
title: Small
source: [{document: none, status: general_knowledge}]
known: {from: 2020-01-01, to: 2030-12-31}
holidays:
  - {date: 2024-12-25, name: Christmas Day}
)";

/// Of files that are YAML.
inline std::vector<yaml::Node> trees(const std::vector<SourcePtr>& sources) {
  yaml::Documents documents = yaml::read_all(sources);
  REQUIRE(documents.diagnostics.empty());
  return std::move(documents.trees);
}

/// The vocabulary, compiled without any rule.
inline std::shared_ptr<const program::Program> program_of(const std::string& vocabulary, Limits limits = {}) {
  rulebook::Files files;
  files.documents = yaml::read_all({source("vocabulary.yaml", vocabulary), source("calendar.yaml", std::string(small_calendar))});
  const auto rules = rulebook::read(files, limits);
  INFO(list(rules.diagnostics()));
  REQUIRE(rules.ok());
  return program::compile(rules.value());
}

struct Desk {
  std::shared_ptr<const program::Program> program = program_of(std::string(small_vocabulary));
  input::Mappings mappings;
  Limits limits;

  std::vector<CaseDocument> read(std::string_view text, CaseFormat format, const std::string& name = "case") const {
    std::vector<CaseDocument> documents;
    input::read_documents(program, mappings, name, text, format, limits, [&](CaseDocument document) {
      documents.push_back(std::move(document));
      return true;
    });
    return documents;
  }
  /// The only document, which has to have been read.
  Case one(std::string_view text, CaseFormat format = CaseFormat::json) const {
    const auto documents = read(text, format);
    REQUIRE(documents.size() == 1);
    INFO(list(documents.front().diagnostics));
    REQUIRE(documents.front().facts);
    return *documents.front().facts;
  }
  /// The only diagnostic of the only document, as `code text-underlined`.
  std::string refusal(std::string_view text, CaseFormat format = CaseFormat::json) const {
    const auto documents = read(text, format);
    REQUIRE(documents.size() == 1);
    CHECK(!documents.front().facts);
    INFO(list(documents.front().diagnostics));
    REQUIRE(documents.front().diagnostics.size() == 1);
    const Diagnostic& diagnostic = documents.front().diagnostics.front();
    return diagnostic.code + " " + std::string(diagnostic.underlined());
  }

  rulebook::EntityId entity(std::string_view name) const {
    for (rulebook::EntityId e = 0; e < program->vocabulary.entities.size(); ++e) {
      if (program->vocabulary.entities[e].name == name) return e;
    }
    FAIL("no entity " << name);
    return 0;
  }
  const feel::Cell& cell(const Case& facts, std::string_view of, std::string_view attribute, std::uint32_t row = 0) const {
    const rulebook::EntityId e = entity(of);
    const auto& attributes = program->vocabulary.entities[e].attributes;
    for (rulebook::AttributeId a = 0; a < attributes.size(); ++a) {
      if (attributes[a].name == attribute) return body_of(facts).facts.value(e, a, row);
    }
    FAIL("no attribute " << attribute);
    return body_of(facts).facts.value(e, 0, 0);
  }
};

/// `path code value` of every data error, one a line.
inline std::string errors(const Case& facts) {
  std::string text;
  for (const DataError& error : facts.data_errors()) text += error.path + " " + error.code + " " + error.value + "\n";
  return text;
}

}  // namespace dutybound::testing
