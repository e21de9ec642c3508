// Writing and terminals. Entry: command.hpp.
#include "command.hpp"

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace dutybound::cli {
namespace {

bool is_terminal(std::FILE* stream) {
#ifdef _WIN32
  return _isatty(_fileno(stream)) != 0;
#else
  return isatty(fileno(stream)) != 0;
#endif
}

void put_on_error(std::string_view lines) {
  std::fflush(stdout);
  std::fwrite(lines.data(), 1, lines.size(), stderr);
  std::fputc('\n', stderr);
}

}  // namespace

void write(std::string_view text) { write_report(report::shown_lines(text)); }

void write_report(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void write_csv(std::string_view text) { output_is_terminal() ? write(text) : write_report(text); }

void complain(std::string_view lines) { put_on_error(report::shown_lines(lines)); }

void complain(const Diagnostics& diagnostics, bool redact) {
  const report::TextOptions options{.colour = error_is_terminal() && std::getenv("NO_COLOR") == nullptr, .redact = redact};
  for (const Diagnostic& diagnostic : diagnostics) {
    std::string text = report::to_text(diagnostic, options);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    put_on_error(text);
  }
}

Date parse_day(std::string_view option, const std::string& text) {
  const auto day = Date::parse(text);
  if (!day) throw Stop{exit_usage, fmt::format("{}: `{}` is no day; write it as 2024-04-22", option, text)};
  return *day;
}

bool output_is_terminal() { return is_terminal(stdout); }
bool error_is_terminal() { return is_terminal(stderr); }

}  // namespace dutybound::cli
