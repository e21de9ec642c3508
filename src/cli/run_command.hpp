// The dutybound command as a function, for programs that carry it inside themselves. Entry: run_command.
#pragma once

namespace dutybound::cli {

/// Runs the command line argv[0..argc) and answers its exit code (docs/cli.md). Writes to the standard streams of C; what was
/// written is flushed. Throws nothing.
int run_command(int argc, const char* const* argv);

}  // namespace dutybound::cli
