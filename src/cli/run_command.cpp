// The command line to its command: the border that no exception passes. Entry: run_command.
#include "run_command.hpp"

#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>

#include <dutybound/version.hpp>

#include "command.hpp"

namespace dutybound::cli {
namespace {

constexpr const char* footer = R"(Exit codes, the highest that applies:
  0   all well
  1   a --fail-on status was found, a scenario failed, coverage is not whole, a date lies beyond the calendar
  2   wrong usage
  3   an input could not be read; the others were
  4   rules could not be loaded
  70  internal error
  74  the output could not be written)";

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
    return app.exit(error) == 0 ? exit_ok : exit_usage;
  } catch (const Stop& stop) {
    complain("dutybound: " + stop.message);
    return stop.code;
  }
  return code;
}

}  // namespace

int run_command(int argc, const char* const* argv) {
  try {
    const int code = run(argc, argv);
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      std::fputs("dutybound: standard output could not be written\n", stderr);
      return exit_output;
    }
    return code;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "dutybound: internal error: %s\n", error.what());
  } catch (...) {
    std::fputs("dutybound: internal error\n", stderr);
  }
  return exit_internal;
}

}  // namespace dutybound::cli
