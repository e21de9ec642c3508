// The cases a command works on, and the day from which it looks. Entry: CaseOptions.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <dutybound/rulebook.hpp>

namespace CLI {
class App;
}

namespace dutybound::cli {

/// FILE..., `--input`, `--case`, `--as-at`, `--carry-forward`, `--edition`, `--reading`, `--assume`.
class CaseOptions {
 public:
  void add_to(CLI::App& command, bool several_files);

  /// Without --as-at today, by the machine's clock and English time. Stops where an option is wrong.
  [[nodiscard]] AssessOptions assess_options(const Rulebook& rulebook) const;
  /// Says that today was taken where --as-at was not given: above what people read, else on standard error.
  void tell_day(const AssessOptions& options, bool as_text) const;

  /// Hands over each case; writes why a document or file could not be read, and goes on. Answers exit_ok or exit_input.
  [[nodiscard]] int read(const Rulebook& rulebook, const std::function<void(const std::string& where, const Case&)>& take) const;

 private:
  std::vector<std::string> files_;
  std::string input_;
  std::string case_;
  std::string as_at_;
  bool carry_forward_ = false;
  std::string edition_;
  std::vector<std::string> readings_;
  std::vector<std::string> assumptions_;
};

/// What is written as JSON for several cases: one object if there is one, else an array.
class JsonList {
 public:
  void add(const std::string& object);
  /// Call once, after the last.
  void end();

 private:
  std::string first_;
  std::size_t count_ = 0;
};

/// A string as JSON writes it, or `null`.
[[nodiscard]] std::string json_text(const std::optional<std::string>& text);

/// What a text about one document begins with: `Case c1`, or `Partnership of FILE` where it has no id.
[[nodiscard]] std::string heading(const Case& facts, const std::string& where);

}  // namespace dutybound::cli
