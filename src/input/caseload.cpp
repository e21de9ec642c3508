// Caseload's members: each hands on to what the cases were recorded in.
#include "input/caseload_body.hpp"

namespace dutybound {

std::size_t Caseload::size() const { return body().size(); }

CaseDocument Caseload::at(std::size_t i) const { return body().at(i); }

std::optional<std::string> Caseload::case_id(std::size_t i) const { return body().case_id(i); }

std::optional<std::size_t> Caseload::find(std::string_view case_id) const { return body().find(case_id); }

std::vector<PlacedError> Caseload::place(std::size_t i, const CaseDocument& document) const { return body().place(i, document); }

const std::vector<PlacedError>& Caseload::errors_outside_cases() const { return body().errors; }

const std::vector<TableCount>& Caseload::tables() const { return body().tables; }

const Diagnostics& Caseload::warnings() const { return body().warnings; }

const std::vector<std::string>& Caseload::source_tables() const { return *body().source_tables; }

bool Caseload::may_be_unread() const { return body().may_be_unread; }
bool Caseload::integer_ids() const { return body().integer_ids; }

std::optional<Date> Caseload::reference_date() const { return body().reference_date; }

}  // namespace dutybound
