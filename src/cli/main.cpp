// The dutybound command. Entry: main. What it does is run_command's; one file per command beside it.
#include "run_command.hpp"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>

#include <cstdio>
#endif

int main(int argc, char** argv) {
#ifdef _WIN32
  _setmode(_fileno(stdin), _O_BINARY);
  _setmode(_fileno(stdout), _O_BINARY);
#endif
  return dutybound::cli::run_command(argc, argv);
}
