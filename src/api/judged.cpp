// Answers in words, one by one.
#include "api/judged_body.hpp"

#include <algorithm>
#include <numeric>

namespace dutybound {

Judged::Judged(std::shared_ptr<const Body> body) : body_(std::move(body)), shown_(body_->answers.list.size()) {
  std::iota(shown_.begin(), shown_.end(), 0U);
}

const Assessment& Judged::head() const noexcept { return body().head; }

Finding Judged::finding(std::size_t i) const {
  assert(i < size());
  const Body& all = body();
  return findings::in_words(all.from, all.facts(), all.answers, all.answers.list[shown_[i]]);
}

Status Judged::status(std::size_t i) const noexcept {
  assert(i < size());
  return body().answers.list[shown_[i]].status;
}

std::optional<Status> Judged::provisional(std::size_t i) const noexcept {
  assert(i < size());
  return body().answers.list[shown_[i]].judgement.provisional;
}

const std::string& Judged::rule(std::size_t i) const noexcept {
  assert(i < size());
  return body().from.program().rules[body().answers.list[shown_[i]].rule].id;
}

Judged Judged::only(const std::vector<Status>& statuses) const {
  Judged part = *this;
  part.shown_.erase(std::remove_if(part.shown_.begin(), part.shown_.end(),
                                   [&](std::uint32_t at) {
                                     const Status status = body().answers.list[at].status;
                                     return std::find(statuses.begin(), statuses.end(), status) == statuses.end();
                                   }),
                    part.shown_.end());
  return part;
}

Assessment Judged::assessment() const {
  Assessment all = head();
  all.findings.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) all.findings.push_back(finding(i));
  return all;
}

}  // namespace dutybound
