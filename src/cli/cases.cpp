// Files and standard input to cases; today. Entry: CaseOptions.
#include "cases.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <map>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "command.hpp"

namespace dutybound::cli {
namespace {

const std::map<std::string, CaseFormat>& formats() {
  static const std::map<std::string, CaseFormat> names{{"json", CaseFormat::json},
                                                       {"yaml", CaseFormat::yaml},
                                                       {"jsonl", CaseFormat::json_lines},
                                                       {"cin-census", CaseFormat::cin_census}};
  return names;
}

/// So many documents are named on standard error; the rest is counted. Answers as JSON and CSV name all.
constexpr std::size_t most_told = 100;
/// ...and so many within a sentence.
constexpr std::size_t most_named = 3;

/// Why a file was not read that is no case's text yet.
Diagnostics problem(std::string code, std::string message, std::string hint = {}) {
  return {Diagnostic{std::move(code), Severity::error, nullptr, {}, std::move(message), std::move(hint)}};
}

/// Everything a stream holds.
Result<std::string> read_all(std::istream& stream, std::size_t limit) {
  std::string text;
  std::vector<char> block(1U << 16U);
  while (stream.good()) {
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    if (text.size() > limit)
      return problem("input.too-large", fmt::format("larger than {} MiB", limit >> 20U), "raise --input-limit, or split it");
  }
  if (stream.bad()) return problem("input.unopened", "cannot be read");
  return text;
}

Result<std::string> read_file(const std::string& file, std::size_t limit) {
  if (file == "-") return read_all(std::cin, limit);
  std::ifstream stream(file, std::ios::binary);
  if (!stream || stream.peek() == std::ifstream::traits_type::eof()) {
    // A folder opens but does not read; an empty file opens and ends.
    if (!stream.is_open() || stream.bad()) return problem("input.unopened", "cannot be opened");
    stream.clear();
  }
  return read_all(stream, limit);
}

Date today() {
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  return DateTime::from_seconds(now.time_since_epoch().count()).date();
}

}  // namespace

std::string heading(const Case& facts, const std::string& where) {
  std::string subject = facts.subject();
  std::replace(subject.begin(), subject.end(), '_', ' ');
  if (!subject.empty() && subject.front() >= 'a' && subject.front() <= 'z')
    subject.front() = static_cast<char>(subject.front() - 'a' + 'A');
  return report::shown(facts.id() ? fmt::format("{} {}", subject, *facts.id()) : fmt::format("{} of {}", subject, where)) + "\n";
}

void CaseOptions::add_to(CLI::App& command, bool several_files) {
  const std::string what = "JSON, YAML, JSON Lines or CIN census XML; - is standard input";
  if (several_files) {
    command.add_option("FILE", files_, "Case documents: " + what)->required();
  } else {
    command
        .add_option_function<std::string>(
            "FILE", [this](const std::string& file) { files_ = {file}; }, "A case document: " + what)
        ->required();
  }
  command.add_option("--input", input_, "How the files are written, in place of a guess: json, yaml, jsonl, cin-census")
      ->check(CLI::IsMember(std::vector<std::string>{"json", "yaml", "jsonl", "cin-census"}));
  command.add_option("--input-limit", limit_mib_, "Read files of at most so many MiB")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1} << 20U))
      ->capture_default_str();
  std::string names;
  for (const LimitInfo& limit : every_limit()) names += fmt::format("{}{}", names.empty() ? "" : ", ", limit.name);
  command.add_option("--limit", limits_, "What bounds time and memory, as NAME=N; may be repeated: " + names)
      ->allow_extra_args(false);
  command.add_option("--case", case_, "Only the case with this id");
  command.add_option("--as-at", as_at_, "The day (2024-04-22), or the moment (2024-04-22T09:30), to look from; default today");
  CLI::Option* carry =
      command.add_flag("--carry-forward", carry_forward_, "Let the last edition of a rulebook go on after its end");
  command.add_option("--edition", edition_, "Judge everything by this rulebook, whatever its dates")->excludes(carry);
  command
      .add_option("--reading", readings_,
                  "How to read the sources where they differ, as NAME=VALUE; or `all`: say whether every reading gives the same")
      ->allow_extra_args(false);
  command
      .add_option("--assume", assumptions_,
                  "What holds of every record that does not say it, as FACT=VALUE: assessment.extension_reason_recorded=false")
      ->allow_extra_args(false);
  command.add_flag("--redact", redact_,
                   "Standard error, for logs: of what cannot be read only file, line, column and the kind of mistake");
}

AsAt CaseOptions::as_at() const {
  if (as_at_.empty()) return today();
  const Result<AsAt> read = parse_as_at(as_at_);
  if (read.ok()) return read.value();
  const Diagnostic& wrong = read.diagnostics().front();
  throw Stop{exit_usage, fmt::format("--as-at: {}; {}", wrong.message, wrong.hint)};
}

AssessOptions CaseOptions::assess_options(const Rulebook& rulebook) const {
  AssessOptions options{.as_at = as_at()};
  options.carry_forward = carry_forward_;
  if (!edition_.empty()) options.edition = edition_;
  for (const std::string& reading : readings_) {
    const std::size_t equals = reading.find('=');
    if (reading == "all") {
      options.all_readings = true;
    } else if (equals == std::string::npos) {
      throw Stop{exit_usage, fmt::format("--reading: `{}` is neither `all` nor NAME=VALUE", reading)};
    } else if (!options.readings.emplace(reading.substr(0, equals), reading.substr(equals + 1)).second) {
      throw Stop{exit_usage, fmt::format("--reading: `{}` is chosen twice", reading.substr(0, equals))};
    }
  }
  for (const std::string& assumption : assumptions_) {
    const std::size_t equals = assumption.find('=');
    if (equals == std::string::npos) throw Stop{exit_usage, fmt::format("--assume: `{}` is not FACT=VALUE", assumption)};
    if (!options.assume.emplace(assumption.substr(0, equals), assumption.substr(equals + 1)).second)
      throw Stop{exit_usage, fmt::format("--assume: `{}` is given twice", assumption.substr(0, equals))};
  }
  for (const Diagnostic& mistake : rulebook.check(options)) {
    const char* option = mistake.code == "options.unknown-edition" ? "--edition"
                         : mistake.code == "options.assumption"    ? "--assume"
                                                                   : "--reading";
    throw Stop{exit_usage, fmt::format("{}: {}; {}", option, mistake.message,
                                       mistake.hint.empty() ? "`dutybound rules` lists them" : mistake.hint)};
  }
  return options;
}

void CaseOptions::tell_day(const AssessOptions& options, bool as_text) const {
  if (!as_at_.empty()) return;
  const std::string note = fmt::format("No --as-at was given: looking from today, {}.", options.as_at.to_string());
  if (as_text) {
    write(note + "\n\n");
  } else {
    complain(note);
  }
}

Limits CaseOptions::limits() const {
  Limits limits;
  limits.file_bytes = limit_mib_ << 20U;
  for (const std::string& chosen : limits_) {
    const auto named = named_number<std::size_t>(chosen);
    const LimitInfo* limit = named ? find_limit(named->first) : nullptr;
    if (!limit) {
      throw Stop{exit_usage,
                 fmt::format("--limit: `{}` is not NAME=N, a whole number of one of those that --help lists", chosen)};
    }
    limits.*limit->member = named->second;
  }
  return limits;
}

ReadCases CaseOptions::read(const Rulebook& rulebook) const {
  ReadCases all;
  all.redact = redact_;
  std::vector<CaseName> names;
  for (const std::string& file : files_) {
    const std::string name = file == "-" ? "standard input" : file;
    const auto text = read_file(file, limits().file_bytes);
    if (!text.ok()) {
      all.unread.push_back({name, std::nullopt, text.diagnostics()});
      continue;
    }
    const CaseFormat format = input_.empty() ? Rulebook::guess_format(file, text.value()) : formats().at(input_);
    std::size_t documents = 0;
    std::vector<std::string> nameless;
    rulebook.read_cases(name, text.value(), format, [&](CaseDocument document) {
      ++documents;
      if (!document.facts) {
        all.unread.push_back(std::move(document));
        return true;
      }
      if (document.facts->id()) {
        names.push_back({document.facts->subject(), *document.facts->id()});
      } else if (case_.empty()) {
        nameless.push_back(document.where);
      }
      if (case_.empty() || document.facts->id() == case_) {
        if (document.facts->unread_names().count > 0) all.in_part.push_back({document.where, document.facts->unread_names()});
        all.cases.push_back({std::move(document.where), *std::move(document.facts)});
      }
      return true;
    });
    // The one case of a file is known by the file.
    if (documents > 1) all.without_id.insert(all.without_id.end(), nameless.begin(), nameless.end());
  }
  if (!all.unread.empty() || !all.in_part.empty() || !all.without_id.empty()) all.code = exit_input;
  all.complain_of_unread();
  complain(check_ids(names), redact_);
  if (all.cases.empty() && !case_.empty()) {
    complain(fmt::format("no case `{}` was read", case_));
    all.code = exit_input;
  }
  return all;
}

std::string ReadCases::sentences(bool counts_only) const {
  std::string text = report::unread_to_text(unread, cases.size(), in_part, counts_only);
  if (without_id.empty()) return text;
  text += fmt::format("{} of {} cases {} no id", without_id.size(), cases.size() + unread.size(),
                      without_id.size() == 1 ? "has" : "have");
  if (counts_only) return text + "\n";
  text += " (" + report::shown(without_id.front());
  for (std::size_t i = 1; i < std::min(without_id.size(), most_named); ++i) text += ", " + report::shown(without_id[i]);
  if (without_id.size() > most_named) text += ", ...";
  return text + fmt::format("), so that nothing tells which {}\n", without_id.size() == 1 ? "it is" : "they are");
}

void ReadCases::complain_of_unread() const {
  std::string first = sentences(redact);
  if (first.empty()) return;
  first.pop_back();  // the line's end
  complain(first);
  for (std::size_t i = 0; i < std::min(unread.size(), most_told); ++i) {
    const CaseDocument& document = unread[i];
    if (redact) {
      complain(document.diagnostics, true);
      continue;
    }
    // Without a text to quote, the reason stands beside the name.
    const Diagnostic* why = document.diagnostics.empty() ? nullptr : &document.diagnostics.front();
    if (why && !why->source) {
      complain(report::shown(fmt::format("{}: {}{}", document.where, why->message, why->hint.empty() ? "" : "; " + why->hint)));
      continue;
    }
    complain(report::shown(document.where) + ": could not be read");
    complain(document.diagnostics);
  }
  if (unread.size() > most_told) complain(fmt::format("and {} more that could not be read", unread.size() - most_told));
  if (redact || in_part.size() < 2) return;
  for (std::size_t i = 0; i < std::min(in_part.size(), most_told); ++i) {
    std::string line = report::unread_to_text({}, cases.size(), {in_part[i]});
    line.pop_back();
    complain(line);
  }
  if (in_part.size() > most_told) complain(fmt::format("and {} more that were read in part", in_part.size() - most_told));
}

void ReadCases::tell() const {
  if (const std::string first = sentences(false); !first.empty()) write(first + "\n");
}

int tell_unanswered(const std::string& where, const Diagnostics& why, bool redact) {
  complain(redact ? "a case has no answer" : report::shown(where) + ": has no answer");
  complain(why, redact);
  return exit_input;
}

JsonList::JsonList(const ReadCases& read) {
  if (read.unread.empty()) return;
  add(report::unread_to_json(read.unread, read.in_part));
  array_ = true;
}

void JsonList::add(std::string object) {
  add([object = std::move(object)] { write_report(object); });
}

void JsonList::add(std::function<void()> write) {
  ++count_;
  if (count_ == 1) {
    first_ = std::move(write);
    return;
  }
  if (count_ == 2) {
    write_report("[");
    std::exchange(first_, nullptr)();
  }
  write_report(",\n");
  write();
}

void JsonList::end() {
  const bool list = array_ || count_ != 1;
  if (list && count_ < 2) write_report("[");
  if (count_ == 1) first_();
  write_report(list ? "]\n" : "\n");
}

std::string json_text(const std::optional<std::string>& text) {
  // Without any character that is not ASCII, so that none steers a terminal.
  return text ? nlohmann::json(*text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) : "null";
}

}  // namespace dutybound::cli
