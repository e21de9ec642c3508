// Reads tables against the small vocabulary, and shows what became of them.
#pragma once

#include "desk.hpp"
#include "input/table_caseload.hpp"
#include "support/arrow_tables.hpp"
#include "text/inside.hpp"

namespace dutybound::testing {

struct GivenTable {
  std::string name;
  std::vector<Column> columns;
};

inline Result<Caseload> read_tables(const Desk& desk, const std::vector<GivenTable>& tables, TableOptions options = {}) {
  std::vector<std::unique_ptr<ArrowArrayStream>> streams;
  std::vector<NamedTable> named;
  for (const GivenTable& table : tables) {
    streams.push_back(stream_of({table.columns}));
    named.push_back({table.name, streams.back().get()});
  }
  return input::read_tables(desk.program, desk.mappings, std::move(named), options, desk.limits);
}

inline Caseload caseload(const Desk& desk, const std::vector<GivenTable>& tables, TableOptions options = {}) {
  auto read = read_tables(desk, tables, std::move(options));
  INFO(list(read.diagnostics()));
  REQUIRE(read.ok());
  return std::move(read).value();
}

inline TableOptions by_mapping(std::string text) {
  TableOptions options;
  options.mapping_file = RuleFile{"mine.yaml", "mapping: mine\ntitle: Mine\nformat: tables\n" + std::move(text)};
  return options;
}

inline Case one_case(const Caseload& cases, std::size_t i = 0) {
  REQUIRE(i < cases.size());
  const CaseDocument document = cases.at(i);
  INFO(list(document.diagnostics));
  REQUIRE(document.facts);
  return *document.facts;
}

inline feel::State children(const Desk& desk, const Case& facts, std::string_view entity, std::uint32_t parent = 0) {
  return body_of(facts).facts.children(desk.entity(entity), parent).state;
}

inline std::uint32_t rows(const Desk& desk, const Case& facts, std::string_view entity) {
  return body_of(facts).facts.rows(desk.entity(entity));
}

/// `table row column code path value` of every placed error of a case, one a line.
inline std::string placed(const std::vector<PlacedError>& errors) {
  std::string text;
  for (const PlacedError& error : errors) {
    text += error.table + " " + (error.row ? std::to_string(*error.row) : "-") + " " + error.column + " " + error.error.code + " " +
            error.error.path + " " + error.error.value + "\n";
  }
  return text;
}

/// `code message`, one a line.
inline std::string messages(const Result<Caseload>& read) {
  std::string text;
  for (const Diagnostic& diagnostic : read.diagnostics()) text += diagnostic.code + " " + diagnostic.message + "\n";
  return text;
}

}  // namespace dutybound::testing
