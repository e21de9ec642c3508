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

/// Everything a stream holds; nothing where it cannot be read or is larger than one input may be.
std::optional<std::string> read_all(std::istream& stream, const std::string& name) {
  const std::size_t limit = Limits{}.file_bytes;
  std::string text;
  std::vector<char> block(1U << 16U);
  while (stream.good()) {
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    if (text.size() > limit) {
      complain(fmt::format("{}: larger than {} MiB; split it", name, limit >> 20U));
      return std::nullopt;
    }
  }
  if (stream.bad()) {
    complain(fmt::format("{}: cannot be read", name));
    return std::nullopt;
  }
  return text;
}

std::optional<std::string> read_file(const std::string& file) {
  if (file == "-") return read_all(std::cin, "standard input");
  std::ifstream stream(file, std::ios::binary);
  if (!stream || stream.peek() == std::ifstream::traits_type::eof()) {
    // A folder opens but does not read; an empty file opens and ends.
    if (!stream.is_open() || stream.bad()) {
      complain(fmt::format("{}: cannot be opened", file));
      return std::nullopt;
    }
    stream.clear();
  }
  return read_all(stream, file);
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
  return facts.id() ? fmt::format("{} {}\n", subject, *facts.id()) : fmt::format("{} of {}\n", subject, where);
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
}

AssessOptions CaseOptions::assess_options(const Rulebook& rulebook) const {
  AssessOptions options;
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
  if (as_at_.empty()) {
    options.as_at = today();
  } else if (const auto day = Date::parse(as_at_)) {
    options.as_at = *day;
  } else if (const auto moment = DateTime::parse(as_at_)) {
    options.as_at = moment->date();
    options.as_at_time = *moment;
  } else {
    throw Stop{exit_usage, fmt::format("--as-at: `{}` is no day; write it as 2024-04-22, or 2024-04-22T09:30", as_at_)};
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

int CaseOptions::read(const Rulebook& rulebook, const std::function<void(const std::string&, const Case&)>& take) const {
  std::size_t read = 0;
  std::size_t unread = 0;
  for (const std::string& file : files_) {
    const auto text = read_file(file);
    if (!text) {
      ++unread;
      continue;
    }
    const std::string name = file == "-" ? "standard input" : file;
    const CaseFormat format = input_.empty() ? Rulebook::guess_format(file, *text) : formats().at(input_);
    rulebook.read_cases(name, *text, format, [&](const CaseDocument& document) {
      if (!document.facts) complain(fmt::format("{}: could not be read", document.where));
      complain(document.diagnostics);
      if (!document.facts) {
        ++unread;
      } else if (case_.empty() || document.facts->id() == case_) {
        ++read;
        take(document.where, *document.facts);
      }
      return true;
    });
  }
  if (read == 0 && !case_.empty()) {
    complain(fmt::format("no case `{}` was read", case_));
    return exit_input;
  }
  if (unread == 0) return exit_ok;
  complain(fmt::format("{} could not be read; {} read", unread, read == 1 ? "1 case was" : fmt::format("{} cases were", read)));
  return exit_input;
}

void JsonList::add(const std::string& object) {
  ++count_;
  if (count_ == 1) {
    first_ = object;
    return;
  }
  if (count_ == 2) write("[" + first_);
  write(",\n" + object);
}

void JsonList::end() {
  if (count_ == 0) write("[]");
  if (count_ == 1) write(first_);
  if (count_ > 1) write("]");
  write("\n");
}

std::string json_text(const std::optional<std::string>& text) {
  return text ? nlohmann::json(*text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) : "null";
}

}  // namespace dutybound::cli
