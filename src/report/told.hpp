// The findings of an assessment as a writer goes through them, in words already or put into words one by one. Entry: Told.
#pragma once

#include <optional>
#include <string>

#include <dutybound/finding.hpp>
#include <dutybound/judged.hpp>

namespace dutybound::report {

/// Points to what it was made of.
class Told {
 public:
  explicit Told(const Assessment& assessment) : assessment_(&assessment), findings_(assessment.findings.size()) {}
  explicit Told(const Judged& judged) : judged_(&judged), assessment_(&judged.head()), findings_(judged.size()) {}

  /// All but the findings; those are here.
  [[nodiscard]] const Assessment& head() const { return *assessment_; }
  [[nodiscard]] std::size_t size() const { return findings_; }
  [[nodiscard]] Status status(std::size_t i) const { return judged_ ? judged_->status(i) : assessment_->findings[i].status; }
  [[nodiscard]] std::optional<Status> provisional(std::size_t i) const {
    return judged_ ? judged_->provisional(i) : assessment_->findings[i].provisional;
  }
  [[nodiscard]] const std::string& rule(std::size_t i) const {
    return judged_ ? judged_->rule(i) : assessment_->findings[i].rule;
  }
  /// Good until the next call.
  [[nodiscard]] const Finding& operator[](std::size_t i) const {
    return judged_ ? made_.emplace(judged_->finding(i)) : assessment_->findings[i];
  }

 private:
  const Judged* judged_ = nullptr;
  const Assessment* assessment_;
  std::size_t findings_;
  mutable std::optional<Finding> made_;
};

}  // namespace dutybound::report
