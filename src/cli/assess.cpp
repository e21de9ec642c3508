// dutybound assess: findings of every case. Entry: add_assess.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <dutybound/report_parts.hpp>

#include "cases.hpp"
#include "command.hpp"
#include "loading.hpp"

namespace dutybound::cli {
namespace {

struct Options {
  CaseOptions cases;
  RuleOptions rules;
  std::string format = "text";
  std::vector<std::string> status;
  std::vector<std::string> fail_on;
  std::string colour = "auto";
  std::size_t width = 100;
};

/// Every status, as it is written on the wire.
std::string status_words() {
  std::string words;
  for (int number = 0; number <= static_cast<int>(Status::not_in_force); ++number) {
    if (!words.empty()) words += ", ";
    words += to_string(static_cast<Status>(number));
  }
  return words;
}

std::vector<Status> parse_statuses(std::string_view option, const std::vector<std::string>& words) {
  std::vector<Status> statuses;
  for (const std::string& word : words) {
    const auto status = parse_status(word);
    if (!status) throw Stop{exit_usage, fmt::format("{}: `{}` is no status; they are {}", option, word, status_words())};
    statuses.push_back(*status);
  }
  return statuses;
}

/// Whether a finding has one of the statuses, or would have it unless it is excused.
bool any_of(const std::vector<Status>& statuses, const Manifest& manifest) {
  return std::any_of(statuses.begin(), statuses.end(), [&](Status status) {
    return manifest.by_status.count(status) != 0 || manifest.provisional.count(status) != 0;
  });
}

/// How many cases are done, on a terminal that shows nothing else, once it takes noticeable time.
class Progress {
 public:
  void step() {
    ++cases_;
    if (!shown_here_) return;
    const auto now = Clock::now();
    if (now - last_ < (any_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(500))) return;
    any_ = true;
    last_ = now;
    std::fprintf(stderr, "\r%zu cases assessed", cases_);
  }
  ~Progress() {
    if (any_) std::fputs("\r\x1b[K", stderr);
  }
  Progress() = default;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  using Clock = std::chrono::steady_clock;
  const bool shown_here_ = error_is_terminal() && !output_is_terminal();
  Clock::time_point last_ = Clock::now();
  std::size_t cases_ = 0;
  bool any_ = false;
};

int run(const Options& options) {
  const std::vector<Status> shown = parse_statuses("--status", options.status);
  const std::vector<Status> fail_on = parse_statuses("--fail-on", options.fail_on);
  const Rulebook rulebook = options.rules.load(options.cases.limits());
  const AssessOptions assess = options.cases.assess_options(rulebook);
  const bool as_text = options.format == "text";

  report::TextOptions text;
  text.width = options.width;
  text.colour =
      options.colour == "always" || (options.colour == "auto" && output_is_terminal() && std::getenv("NO_COLOR") == nullptr);
  if (as_text) {
    for (const RuleInfo& rule : rulebook.rules()) text.titles[rule.id] = rule.title;
  }
  const ReadCases read = options.cases.read(rulebook);
  if (as_text) read.tell();
  options.cases.tell_day(assess, as_text);
  if (options.format == "csv") write_csv(report::csv_header() + report::unread_to_csv(read.unread, read.in_part));
  if (options.format == "jsonl" && (!read.unread.empty() || !read.in_part.empty()))
    write_report(report::unread_to_json(read.unread, read.in_part) + "\n");

  JsonList json(read);
  Progress progress;
  bool found = false;
  int code = read.code;
  bool first = true;
  for (const ReadCases::Read& one : read.cases) {
    auto answered = judge(rulebook, one.facts, assess, shown);
    if (!answered.ok()) {
      code = tell_unanswered(one.where, answered.diagnostics(), read.redact);
      continue;
    }
    JudgedCase judged = std::move(answered).value();
    found = found || any_of(fail_on, judged.frame().manifest);
    if (as_text) {
      write(first ? "" : "\n");
      report::write_text(judged, write_report, text);
    } else if (options.format == "json") {
      json.add([judged = std::move(judged)] { report::write_json(judged, write_report); });
    } else {
      options.format == "csv" ? report::write_csv(judged, write_csv) : report::write_json_lines(judged, write_report);
    }
    first = false;
    progress.step();
  }
  if (options.format == "json") json.end();
  return std::max<int>(code, found ? exit_found : exit_ok);
}

}  // namespace

void add_assess(CLI::App& app, int& code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("assess", "Which duties apply, by when, and whether they were met");
  options->cases.add_to(*command, true);
  options->rules.add_to(*command);
  command->add_option("--format", options->format, "text, json (an object; an array where several cases are read), jsonl or csv")
      ->check(CLI::IsMember(std::vector<std::string>{"text", "json", "jsonl", "csv"}))
      ->capture_default_str();
  command
      ->add_option("--status", options->status, "Show only findings with these statuses, separated by commas: " + status_words())
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--fail-on", options->fail_on, "Exit with 1 if a finding has one of these statuses")
      ->delimiter(',')
      ->allow_extra_args(false);
  command->add_option("--colour", options->colour, "auto, always or never")
      ->check(CLI::IsMember(std::vector<std::string>{"auto", "always", "never"}))
      ->capture_default_str();
  command->add_option("--width", options->width, "Columns to wrap text at")->check(CLI::Range(40, 1000))->capture_default_str();
  command->callback([options, &code] { code = run(*options); });
}

}  // namespace dutybound::cli
