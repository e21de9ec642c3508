// Caseload's members: each hands on to what the cases were recorded in.
#include "input/caseload_body.hpp"

namespace dutybound {

std::size_t Caseload::size() const { return body_->size(); }

CaseDocument Caseload::at(std::size_t i) const { return body_->at(i); }

std::optional<std::string> Caseload::case_id(std::size_t i) const { return body_->case_id(i); }

std::optional<std::size_t> Caseload::find(std::string_view case_id) const { return body_->find(case_id); }

std::vector<PlacedError> Caseload::place(std::size_t i, const CaseDocument& document) const { return body_->place(i, document); }

const std::vector<PlacedError>& Caseload::errors_outside_cases() const { return body_->errors; }

const std::vector<TableCount>& Caseload::tables() const { return body_->tables; }

const Diagnostics& Caseload::warnings() const { return body_->warnings; }

const std::vector<std::string>& Caseload::source_tables() const { return *body_->source_tables; }

bool Caseload::may_be_unread() const { return body_->may_be_unread; }
bool Caseload::integer_ids() const { return body_->integer_ids; }

std::optional<Date> Caseload::reference_date() const { return body_->reference_date; }

}  // namespace dutybound
