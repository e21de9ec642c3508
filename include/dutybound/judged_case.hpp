// A case that was judged and is told finding by finding, so that nobody has to hold all words at once. Entry: judge. Writers that
// take it: report_parts.hpp.
#pragma once

#include <cassert>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/case.hpp>
#include <dutybound/finding.hpp>
#include <dutybound/result.hpp>
#include <dutybound/rulebook.hpp>

namespace dutybound {

/// What of a finding costs no words. Views are good as long as its JudgedCase, or a copy of it, is there.
struct FindingOutline {
  std::string_view rule, rulebook;
  Status status = Status::indeterminate;
  std::optional<Status> provisional;
  std::optional<Date> due, valid_until;
  bool valid_until_at_least = false;
  bool assumed = false;  ///< rests on an assumption of the caller's
  std::optional<bool> same_under_all_readings;
  const std::map<std::string, std::string>* readings = nullptr;  ///< never null
};

/// All answers about one case as codes (some hundred bytes each), put into words one at a time. Immutable; cheap to copy; every
/// member function may be called from several threads at once. It keeps its case and rulebook alive. One that was moved from may
/// be destroyed and assigned to; else it asserts.
class DUTYBOUND_API JudgedCase {
 public:
  /// All of the Assessment but its findings. Its manifest counts every finding, also those that are not told.
  [[nodiscard]] const Assessment& frame() const& noexcept;
  void frame() const&& = delete;  // what it shows would be gone
  /// How many findings are told. Precondition of the two below, asserted: `index` is less.
  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] FindingOutline outline(std::size_t index) const;
  /// In words, in the order of Assessment::findings. Worked out at each call (some microseconds).
  [[nodiscard]] Finding finding(std::size_t index) const;

  struct DUTYBOUND_INNER Body;

 private:
  friend struct Inside;
  explicit JudgedCase(std::shared_ptr<const Body> body) noexcept : body_(std::move(body)) {}
  [[nodiscard]] const Body& body() const noexcept {
    assert(body_ != nullptr);
    return *body_;
  }
  std::shared_ptr<const Body> body_;
};

/// Rulebook::assess without the words; refuses what that refuses. Limits are met, and `options.proceed` is asked, before it
/// returns: whoever tells the findings stops by asking for no more. `statuses`: only findings with one of them are told; empty:
/// all.
[[nodiscard]] DUTYBOUND_API Result<JudgedCase> judge(const Rulebook& rulebook, const Case& facts, const AssessOptions& options,
                                                     const std::vector<Status>& statuses = {});

}  // namespace dutybound
