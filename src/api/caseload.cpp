// Rulebook's members for caseloads: the source of a run.

#include <dutybound/caseload_assessment.hpp>

#include "api/rulebook_body.hpp"
#include "caseload/run.hpp"
#include "input/assumptions.hpp"
#include "input/case_body.hpp"
#include "input/caseload_body.hpp"
#include "text/diagnose.hpp"
#include "text/inside.hpp"

namespace dutybound {
namespace {

class CasesOf : public caseload::Source {
 public:
  CasesOf(Caseload caseload, std::string reading, std::shared_ptr<const engine::Assumptions> assumptions)
      : caseload_(std::move(caseload)), reading_(std::move(reading)), assumptions_(std::move(assumptions)) {}

  [[nodiscard]] std::size_t size() const override { return caseload_.size(); }
  [[nodiscard]] CaseDocument at(std::size_t i) const override {
    CaseDocument document = caseload_.at(i);
    if (!document.facts || !assumptions_) return document;
    const Case::Body& body = body_of(*document.facts);
    try {
      document.facts = handle_of<Case>(
          std::make_shared<const Case::Body>(Case::Body{body.facts.assuming(assumptions_), body.subject, body.id, body.unread}));
    } catch (const feel::Spent& spent) {
      document.diagnostics.push_back(text::limit_met(spent.limit, body.facts.limits()));
      document.facts.reset();
    }
    return document;
  }
  [[nodiscard]] std::optional<std::string> case_id(std::size_t i) const override { return caseload_.case_id(i); }
  [[nodiscard]] std::vector<PlacedError> place(std::size_t i, const CaseDocument& document) const override {
    return caseload_.place(i, document);
  }
  [[nodiscard]] bool integer_ids() const override { return caseload_.integer_ids(); }

  [[nodiscard]] const std::vector<std::string>& source_tables() const override { return caseload_.source_tables(); }
  [[nodiscard]] const std::string& reading() const override { return reading_; }
  [[nodiscard]] const engine::Assumptions* assumptions() const override { return assumptions_.get(); }

 private:
  Caseload caseload_;
  std::string reading_;
  std::shared_ptr<const engine::Assumptions> assumptions_;
};

}  // namespace

Result<CaseloadRun> Rulebook::assess(const Caseload& caseload, const CaseloadOptions& options) const {
  if (body_of(caseload).program() != body().program) return Diagnostics{of_another_rulebook("the caseload")};
  Diagnostics mistakes = check(options.assess);
  if (!mistakes.empty()) return mistakes;
  auto cases = std::make_shared<CasesOf>(caseload, body_of(caseload).reading,
                                         input::read_assumptions(*body().program, options.assess.assume, mistakes));
  return handle_of<CaseloadRun>(std::make_unique<CaseloadRun::Body>(body().program, body().limits, std::move(cases), options));
}

}  // namespace dutybound
