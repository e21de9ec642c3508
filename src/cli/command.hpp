// What the commands share: exit codes, stopping with a message, writing. Each command is a file with one add_ function.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <dutybound/report.hpp>
#include <dutybound/rulebook.hpp>

namespace CLI {
class App;
}

namespace dutybound::cli {

/// Documented in docs/cli.md; where several apply, the highest is answered.
enum Exit : int {
  exit_ok = 0,
  exit_found = 1,      ///< what the caller asked to fail on was found
  exit_usage = 2,      ///< the command line is wrong
  exit_input = 3,      ///< an input, or part of one, could not be read; the rest was
  exit_rules = 4,      ///< rules could not be loaded
  exit_internal = 70,  ///< a mistake of ours
  exit_memory = 71,    ///< out of memory
  exit_output = 74,    ///< standard output, or a file of a site, could not be written
};

/// Ends the command: main writes the message to standard error and answers the code.
struct Stop {
  int code;
  std::string message;
};

/// Each adds one command; `code` is what it answers once it has run.
void add_assess(CLI::App& app, int& code);
void add_explain(CLI::App& app, int& code);
void add_ask(CLI::App& app, int& code);
void add_rules(CLI::App& app, int& code);
void add_diff(CLI::App& app, int& code);
void add_test(CLI::App& app, int& code);
void add_coverage(CLI::App& app, int& code);
void add_lint(CLI::App& app, int& code);
void add_docs(CLI::App& app, int& code);
void add_calendar(CLI::App& app, int& code);
void add_feel(CLI::App& app, int& code);
void add_schema(CLI::App& app, int& code);

/// To standard output, for people: whatever it quotes, nothing steers a terminal.
void write(std::string_view text);
/// To standard output as it is: what the library's reports made, which is for people and shows as much itself, or is JSON.
void write_report(std::string_view text);
/// To standard output: cells exactly as recorded, but for a terminal.
void write_csv(std::string_view text);
/// To standard error, with a line's end; line by line like `write`.
void complain(std::string_view lines);
/// To standard error, each with its underlined line, or as report::TextOptions::redact has it.
void complain(const Diagnostics& diagnostics, bool redact = false);

/// The day `text` says; otherwise stops with wrong usage.
[[nodiscard]] Date parse_day(std::string_view option, const std::string& text);

/// The parts of `NAME=NUMBER`; nothing where it is not that.
template <class Number>
[[nodiscard]] std::optional<std::pair<std::string, Number>> named_number(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) return std::nullopt;
  Number number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + equals + 1, end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return std::pair(text.substr(0, equals), number);
}

[[nodiscard]] bool output_is_terminal();
[[nodiscard]] bool error_is_terminal();

}  // namespace dutybound::cli
