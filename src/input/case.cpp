// What a Case says of itself without rules.
#include <dutybound/case.hpp>

#include "input/case_body.hpp"

namespace dutybound {

const std::string& Case::subject() const { return body_->subject; }
const std::optional<std::string>& Case::id() const { return body_->id; }
const UnreadNames& Case::unread_names() const { return body_->unread; }
const std::vector<DataError>& Case::data_errors() const { return body_->facts.data_errors(); }

}  // namespace dutybound
