// Cases to run over: those that are shipped with the rules, and any list of them.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/catch.hpp"

#include <dutybound/dutybound.hpp>

#include "api/rulebook_body.hpp"
#include "caseload/run.hpp"
#include "input/document.hpp"
#include "scenario/model.hpp"
#include "unit/caseload/batches.hpp"
#include "text/inside.hpp"

namespace dutybound::testing {

class ListOfCases : public caseload::Source {
 public:
  explicit ListOfCases(std::vector<CaseDocument> documents, bool integer_ids = false)
      : documents_(std::move(documents)), integer_ids_(integer_ids) {}

  std::size_t size() const override { return documents_.size(); }
  CaseDocument at(std::size_t i) const override { return documents_[i]; }
  std::optional<std::string> case_id(std::size_t i) const override {
    return documents_[i].facts ? documents_[i].facts->id() : std::nullopt;
  }
  std::vector<PlacedError> place(std::size_t i, const CaseDocument& document) const override {
    std::vector<PlacedError> errors;
    for (const DataError& error : document.facts->data_errors()) {
      errors.emplace_back();
      errors.back().case_id = case_id(i);
      errors.back().error = error;
    }
    return errors;
  }
  const std::string& reading() const override {
    static const std::string none;
    return none;
  }
  bool integer_ids() const override { return integer_ids_; }
  /// One list is enough: the cases that have tables have those of one mapping.
  const std::vector<std::string>& source_tables() const override {
    static const std::vector<std::string> none;
    for (const CaseDocument& document : documents_) {
      if (document.facts && !body_of(*document.facts).facts.source_tables().empty())
        return body_of(*document.facts).facts.source_tables();
    }
    return none;
  }
  const engine::Assumptions* assumptions() const override { return nullptr; }

 private:
  std::vector<CaseDocument> documents_;
  bool integer_ids_;
};

inline const Rulebook& shipped() {
  static const Rulebook loaded = Rulebook::load().value_or_throw();
  return loaded;
}

inline CaseloadRun run_over(const Rulebook& rulebook, std::shared_ptr<const caseload::Source> source,
                            const CaseloadOptions& options) {
  const Rulebook::Body& body = body_of(rulebook);
  return handle_of<CaseloadRun>(std::make_unique<CaseloadRun::Body>(body.program, body.limits, std::move(source), options));
}

/// Whether there is another batch; nothing else but the end may come.
inline bool next_batch(CaseloadRun& run, ArrowArray* array) {
  const auto pulled = run.next(array);
  REQUIRE(pulled.ok());
  return pulled.value() == CaseloadRun::Pull::batch;
}

inline void read_text(const std::string& name, const std::string& text, CaseFormat format, std::vector<CaseDocument>& into) {
  shipped().read_cases(name, text, format, [&](CaseDocument document) {
    into.push_back(std::move(document));
    return true;
  });
}

/// Every example, and the case of every scenario.
inline const std::vector<CaseDocument>& shipped_cases() {
  static const std::vector<CaseDocument> all = [] {
    std::vector<CaseDocument> cases;
    const std::string root = DUTYBOUND_SOURCE_DIR;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root + "/examples")) {
      const std::string path = entry.path().generic_string();
      const std::string kind = entry.path().extension().string();
      if (path.find("/local-protocol/") == std::string::npos && path.find("/tables/") == std::string::npos &&
          (kind == ".json" || kind == ".jsonl" || kind == ".yaml" || kind == ".xml"))
        paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    for (const auto& path : paths) {
      std::ifstream file(path, std::ios::binary);
      const std::string text(std::istreambuf_iterator<char>(file), {});
      read_text(path.string(), text, Rulebook::guess_format(path.string(), text), cases);
    }
    const std::size_t examples = cases.size();
    const Rulebook::Body& body = body_of(shipped());
    for (const RuleFile& file : read_rule_folder(root + "/rules").value_or_throw()) {
      Diagnostics ignored;
      const auto source = std::make_shared<const Source>(Source{file.name, file.text});
      for (const scenario::Scenario& each : scenario::read_scenarios(source, *body.program, body.limits, ignored)) {
        CaseDocument document{each.name, std::nullopt, {}};
        document.facts =
            input::facts_from_document(body.program, input::from_yaml(each.facts), input::InputText(each.facts.source),
                                       each.subject, {}, body.limits, document.diagnostics);
        cases.push_back(std::move(document));
      }
    }
    REQUIRE(cases.size() > examples + 100);
    return cases;
  }();
  return all;
}

/// All that a run gives.
struct Pulled {
  std::vector<Finding> findings;
  std::vector<std::optional<std::string>> case_ids;
  CaseloadManifest manifest;
  std::vector<PlacedError> errors;
};

inline Pulled pull_all(CaseloadRun run) {
  Pulled pulled;
  ArrowSchema schema;
  REQUIRE(run.schema(&schema));
  ArrowArray array;
  while (next_batch(run, &array)) {
    const Batch batch(schema, &array);
    for (std::int64_t row = 0; row < batch.rows(); ++row) {
      pulled.findings.push_back(finding_at(batch, row));
      pulled.case_ids.push_back(text_at(batch.column("case_id"), row));
    }
  }
  CHECK(array.release == nullptr);
  CHECK(run.cases_done() == run.cases());
  pulled.manifest = run.manifest();
  pulled.errors = run.take_errors();
  schema.release(&schema);
  return pulled;
}

}  // namespace dutybound::testing
