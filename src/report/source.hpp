// What a report of an assessment is made of: an Assessment that is whole, or a JudgedCase whose findings are put into words one
// at a time. Entry: Source.
#pragma once

#include <algorithm>
#include <string>

#include <dutybound/report_parts.hpp>

namespace dutybound::report {

/// Of what it is made of, which has to outlive it.
class Source {
 public:
  explicit Source(const Assessment& whole) : frame_(whole), whole_(&whole) {}
  explicit Source(const JudgedCase& judged) : frame_(judged.frame()), judged_(&judged) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  /// Whatever it holds of findings is for `finding` to give.
  [[nodiscard]] const Assessment& frame() const { return frame_; }
  [[nodiscard]] std::size_t size() const { return judged_ ? judged_->size() : whole_->findings.size(); }
  /// Good until the next call.
  [[nodiscard]] const Finding& finding(std::size_t i) {
    if (whole_) return whole_->findings[i];
    told_ = judged_->finding(i);
    return told_;
  }
  [[nodiscard]] FindingOutline outline(std::size_t i) const {
    if (judged_) return judged_->outline(i);
    const Finding& f = whole_->findings[i];
    const bool assumed = std::any_of(f.assumed.begin(), f.assumed.end(), [](const AssumedFact& fact) { return !fact.by_rule; });
    return {f.rule,
            f.rulebook,
            f.status,
            f.provisional,
            f.due,
            f.valid_until,
            f.valid_until_at_least,
            assumed,
            f.same_under_all_readings,
            &f.readings};
  }

 private:
  const Assessment& frame_;
  const Assessment* whole_ = nullptr;
  const JudgedCase* judged_ = nullptr;
  Finding told_;
};

/// A sink that makes one text of the parts.
[[nodiscard]] inline Sink into(std::string& text) {
  return [&text](std::string_view part) { text += part; };
}

}  // namespace dutybound::report
