// What a Case says of itself without rules.
#include <dutybound/case.hpp>

#include "input/case_body.hpp"

namespace dutybound {

const std::string& Case::subject() const noexcept { return body().subject; }
const std::optional<std::string>& Case::id() const noexcept { return body().id; }
const UnreadNames& Case::unread_names() const noexcept { return body().unread; }
const std::vector<DataError>& Case::data_errors() const noexcept { return body().facts.data_errors(); }

}  // namespace dutybound
