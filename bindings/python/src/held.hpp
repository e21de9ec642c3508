// What the package's larger objects hold: findings with the case that they are about, a case with the rulebook that read it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "record.hpp"

namespace dutybound::python {

/// A loaded rulebook, and what it was loaded from, so that it can be loaded again in another process.
struct RulebookOf {
  Rulebook rulebook;
  std::shared_ptr<const LoadOptions> options;
};

struct CaseOf {
  Case facts;
  RulebookOf reader;
  std::shared_ptr<const std::string> text;  ///< where the case was a text of its own, or a Python record
};

/// What explanations need.
struct Context {
  Rulebook rulebook;
  Case facts;
  AssessOptions options;
};

/// The context is null in what was unpickled.
struct FindingOf {
  std::shared_ptr<const Finding> finding;
  std::shared_ptr<const Context> context;
};

struct AssessmentOf {
  std::shared_ptr<const Assessment> assessment;
  std::shared_ptr<const Context> context;
};

struct ExplanationOf {
  std::shared_ptr<const Explanation> explanation;
  std::shared_ptr<const Context> context;
};

template <>
struct Held<FindingOf> {
  using Value = Finding;
  static const Finding& get(const FindingOf& held) { return *held.finding; }
  static FindingOf wrap(Finding finding) { return {std::make_shared<const Finding>(std::move(finding)), nullptr}; }
};

template <>
struct Held<AssessmentOf> {
  using Value = Assessment;
  static const Assessment& get(const AssessmentOf& held) { return *held.assessment; }
  static AssessmentOf wrap(Assessment assessment) { return {std::make_shared<const Assessment>(std::move(assessment)), nullptr}; }
};

template <>
struct Held<ExplanationOf> {
  using Value = Explanation;
  static const Explanation& get(const ExplanationOf& held) { return *held.explanation; }
  static ExplanationOf wrap(Explanation explanation) {
    return {std::make_shared<const Explanation>(std::move(explanation)), nullptr};
  }
};

template <>
struct Convert<Finding> {
  static py::object to(const Finding& finding) { return py::cast(Held<FindingOf>::wrap(finding)); }
  static Finding from(py::handle value) { return *value.cast<const FindingOf&>().finding; }
};

/// Python's keyword arguments of an assessment. Raises OptionError with the nearest name.
[[nodiscard]] AssessOptions read_options(const Rulebook& rulebook, py::handle as_at, py::handle edition, py::handle carry_forward,
                                         py::handle readings, py::handle all_readings, py::handle assume);

/// Raises OptionError where they do not fit the loaded rules.
void check(const Rulebook& rulebook, const AssessOptions& options);
/// The options with a deadline from now on; None: without one. What comes of an assessment later has as much time as it needs.
[[nodiscard]] AssessOptions within(AssessOptions options, const std::optional<double>& seconds);

/// Whatever stands for a case, for this rulebook.
[[nodiscard]] CaseOf read_case(const RulebookOf& rulebook, py::handle value);

/// Of the rule with this id, of the record with this id or path, or of all. Raises OptionError if there is no such rule.
[[nodiscard]] std::vector<ExplanationOf> explain(const std::shared_ptr<const Context>& context, const std::string& rule,
                                                 const std::optional<std::string>& record,
                                                 const std::optional<double>& timeout = std::nullopt);

/// The word of a format, or a guess by name and text. Raises OptionError.
[[nodiscard]] CaseFormat read_format(const py::object& format, const std::string& name, std::string_view text);

void bind_findings(py::module_& module);
void bind_rules(py::module_& module);
void bind_rulebook(py::module_& module);
void bind_caseload(py::module_& module);

}  // namespace dutybound::python
