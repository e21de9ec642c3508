// What a Rulebook holds: the compiled program, and what is told of rules without a case. Made by load.cpp.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include <dutybound/rulebook.hpp>

#include "engine/run.hpp"
#include "findings/assess.hpp"
#include "input/read_document.hpp"

namespace dutybound {

/// Working memories for concurrent callers: each borrows one and gives it back warm.
class RunPool {
 public:
  RunPool(std::shared_ptr<const program::Program> program, const Limits& limits)
      : program_(std::move(program)), limits_(limits) {}

  /// Calls `use` with a Run that nobody else has meanwhile.
  template <class Use>
  auto with(Use&& use) const {
    const Loan loan(*this);
    return use(*loan.run);
  }

 private:
  struct Loan {
    explicit Loan(const RunPool& from) : pool(from), run(from.take()) {}
    ~Loan() { pool.give_back(std::move(run)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    const RunPool& pool;
    std::unique_ptr<engine::Run> run;
  };

  [[nodiscard]] std::unique_ptr<engine::Run> take() const;
  void give_back(std::unique_ptr<engine::Run> run) const noexcept;

  std::shared_ptr<const program::Program> program_;
  Limits limits_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<engine::Run>> idle_;
};

struct Rulebook::Body {
  Body(std::shared_ptr<const program::Program> compiled, input::Mappings mapped, const Limits& bounds)
      : program(compiled), assessor(compiled), mappings(std::move(mapped)), limits(bounds), runs(std::move(compiled), bounds) {}

  std::shared_ptr<const program::Program> program;
  findings::Assessor assessor;
  input::Mappings mappings;
  Limits limits;
  RunPool runs;
  std::vector<RuleInfo> rules;
  std::vector<ReadingInfo> readings;
  std::vector<ParameterInfo> parameters;
  std::vector<FactInfo> facts;
  std::vector<EditionInfo> editions;
};

/// `what`: "the case".
[[nodiscard]] Diagnostic of_another_rulebook(const std::string& what);

}  // namespace dutybound
