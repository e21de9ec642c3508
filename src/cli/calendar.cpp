// dutybound calendar: working days by the loaded calendar. Entry: add_calendar.
#include <charconv>
#include <iostream>
#include <memory>
#include <sstream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "command.hpp"
#include "loading.hpp"

namespace dutybound::cli {
namespace {

struct Options {
  RuleOptions rules;
  bool batch = false;
  std::string from, to;
  std::string number;
};

std::int64_t parse_number(const std::string& text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) throw Stop{exit_usage, fmt::format("`{}` is no whole number", text)};
  return number;
}

/// The answer, or nothing beyond the calendar.
std::optional<std::string> add(const Calendar& calendar, const std::string& from, const std::string& number) {
  const auto day = calendar.add_working_days(parse_day("calendar add", from), parse_number(number));
  return day ? std::optional<std::string>(day->to_string()) : std::nullopt;
}

std::optional<std::string> count(const Calendar& calendar, const std::string& from, const std::string& to) {
  const auto days = calendar.count_working_days(parse_day("calendar count", from), parse_day("calendar count", to));
  return days ? std::optional<std::string>(std::to_string(*days)) : std::nullopt;
}

std::string beyond(const Calendar& calendar) {
  return fmt::format("beyond the calendar, which knows {} to {}", calendar.first_known().to_string(),
                     calendar.last_known().to_string());
}

int answer(const Calendar& calendar, const std::optional<std::string>& text) {
  if (text) {
    write(*text + "\n");
    return exit_ok;
  }
  complain("dutybound: " + beyond(calendar));
  return exit_found;
}

/// One answer a line, so that answers and questions stay side by side; `unknown` beyond the calendar.
int run_batch(const Calendar& calendar) {
  int code = exit_ok;
  std::size_t number = 0;
  for (std::string line; std::getline(std::cin, line);) {
    ++number;
    std::istringstream words(line);
    std::string verb, first, second, more;
    words >> verb >> first >> second;
    if ((verb != "add" && verb != "count") || second.empty() || words >> more) {
      throw Stop{exit_usage, fmt::format("line {}: `{}` is neither `add DATE N` nor `count FROM TO`", number, line)};
    }
    const auto text = verb == "add" ? add(calendar, first, second) : count(calendar, first, second);
    if (!text) {
      complain(fmt::format("line {}: {}", number, beyond(calendar)));
      code = exit_found;
    }
    write(text.value_or("unknown") + "\n");
  }
  return code;
}

int list(const Calendar& calendar, const Options& options) {
  const Date from = options.from.empty() ? calendar.first_known() : parse_day("--from", options.from);
  const Date to = options.to.empty() ? calendar.last_known() : parse_day("--to", options.to);
  for (const Holiday& holiday : calendar.holidays()) {
    if (from <= holiday.date && holiday.date <= to) write(fmt::format("{}  {}\n", holiday.date.to_string(), holiday.name));
  }
  if (calendar.knows(from) && calendar.knows(to)) return exit_ok;
  complain("dutybound: " + beyond(calendar));
  return exit_found;
}

}  // namespace

void add_calendar(CLI::App& app, int& code) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("calendar", "Working days: the day counted from is day 0");
  command->require_subcommand(0, 1);
  options->rules.add_to(*command);
  CLI::Option* batch =
      command->add_flag("--batch", options->batch, "Answer `add DATE N` and `count FROM TO` lines of standard input");

  CLI::App* adding = command->add_subcommand("add", "The N-th working day after a day (before it, if N is negative)");
  adding->add_option("DATE", options->from)->required();
  adding->add_option("N", options->number)->required();
  adding->callback([options, &code] {
    const Rulebook rulebook = options->rules.load();
    code = answer(rulebook.calendar(), add(rulebook.calendar(), options->from, options->number));
  });
  CLI::App* counting = command->add_subcommand("count", "How many working days lie after FROM, up to and including TO");
  counting->add_option("FROM", options->from)->required();
  counting->add_option("TO", options->to)->required();
  counting->callback([options, &code] {
    const Rulebook rulebook = options->rules.load();
    code = answer(rulebook.calendar(), count(rulebook.calendar(), options->from, options->to));
  });
  CLI::App* listing =
      command->add_subcommand("list", "The days that are no working days though their weekday would make them one");
  listing->add_option("--from", options->from, "Default: the first known day");
  listing->add_option("--to", options->to, "Default: the last known day");
  listing->callback([options, &code] { code = list(options->rules.load().calendar(), *options); });

  command->callback([command, batch, options, &code] {
    if (!command->get_subcommands().empty()) {
      if (batch->count() > 0) throw Stop{exit_usage, "--batch stands without add, count or list"};
      return;
    }
    if (!options->batch) throw Stop{exit_usage, "calendar needs add, count, list or --batch"};
    code = run_batch(options->rules.load().calendar());
  });
}

}  // namespace dutybound::cli
