// The command line to its command: the border that no exception passes. Entry: run_command.
#include "run_command.hpp"

#include <cstdio>
#include <exception>
#include <new>
#include <sstream>
#include <string>

#include <CLI/CLI.hpp>

#include <dutybound/version.hpp>

#include "command.hpp"

namespace dutybound::cli {
namespace {

constexpr const char* footer = R"(Exit codes, the highest that applies:
  0   all well
  1   a --fail-on status was found, a scenario failed, coverage is not whole, a date lies beyond the calendar
  2   wrong usage
  3   an input, or part of one, could not be read, or cases of a file have no id; the rest was read
  4   rules could not be loaded
  70  internal error
  71  out of memory
  74  the output could not be written)";

std::string without_last_break(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

int run(int argc, const char* const* argv) {
  CLI::App app{"dutybound: which safeguarding duties apply, by when, whether they were met, why, and what is not known",
               "dutybound"};
  app.set_version_flag("--version", "dutybound " DUTYBOUND_VERSION);
  app.require_subcommand(1);
  app.footer(footer);
  int code = exit_ok;
  add_assess(app, code);
  add_explain(app, code);
  add_ask(app, code);
  add_rules(app, code);
  add_diff(app, code);
  add_test(app, code);
  add_coverage(app, code);
  add_lint(app, code);
  add_docs(app, code);
  add_calendar(app, code);
  add_feel(app, code);
  add_schema(app, code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out, complaint;
    const int answer = app.exit(error, out, complaint);
    write(out.str());
    if (!complaint.str().empty()) complain(without_last_break(complaint.str()));
    return answer == 0 ? exit_ok : exit_usage;
  } catch (const Stop& stop) {
    complain("dutybound: " + report::shown(stop.message));
    return stop.code;
  }
  return code;
}

}  // namespace

int run_command(int argc, const char* const* argv) {
  try {
    const int code = run(argc, argv);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      complain("dutybound: standard output could not be written");
      return exit_output;
    }
    return code;
  } catch (const std::bad_alloc&) {
    std::fputs("dutybound: out of memory: the answer is not whole\n", stderr);  // which asks for none
    return exit_memory;
  } catch (const std::exception& error) {
    complain(std::string("dutybound: internal error: ") + error.what());
  } catch (...) {
    complain("dutybound: internal error");
  }
  return exit_internal;
}

}  // namespace dutybound::cli
