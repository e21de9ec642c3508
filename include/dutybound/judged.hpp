// A case that was judged, before its findings are put into words: what there is of it is small however many they are. Entry:
// Rulebook::judge. Writing them as they are made is report.hpp's.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <dutybound/export.h>
#include <dutybound/finding.hpp>

namespace dutybound {

/// Immutable; may be asked by several threads at once; keeps the case and the rules that it needs alive. A finding takes a
/// hundred bytes or two until it is put into words, and a kilobyte or more from then on. One that was moved from may be destroyed
/// and assigned to; else it asserts.
class DUTYBOUND_API Judged {
 public:
  /// All of the assessment but its findings. The manifest counts all of them.
  [[nodiscard]] const Assessment& head() const noexcept;
  /// How many findings, in the order of Assessment::findings. Precondition of what follows: i < size().
  [[nodiscard]] std::size_t size() const noexcept { return shown_.size(); }
  [[nodiscard]] Status status(std::size_t i) const noexcept;
  [[nodiscard]] std::optional<Status> provisional(std::size_t i) const noexcept;
  [[nodiscard]] const std::string& rule(std::size_t i) const noexcept;
  /// In words, which are made at each call.
  [[nodiscard]] Finding finding(std::size_t i) const;
  /// The findings that have one of these statuses. The manifest still counts all.
  [[nodiscard]] Judged only(const std::vector<Status>& statuses) const;
  /// With all of its findings, in words.
  [[nodiscard]] Assessment assessment() const;

  struct DUTYBOUND_INNER Body;

 private:
  friend struct Inside;
  explicit Judged(std::shared_ptr<const Body> body);
  [[nodiscard]] const Body& body() const noexcept {
    assert(body_ != nullptr);
    return *body_;
  }
  std::shared_ptr<const Body> body_;
  std::vector<std::uint32_t> shown_;  ///< numbers of answers
};

}  // namespace dutybound
