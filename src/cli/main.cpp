// The dutybound command. Entry: main. What it does is run_command's; one file per command beside it.
#include "run_command.hpp"

#ifdef _WIN32
#define NOMINMAX
#define WIN32_LEAN_AND_MEAN
#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include <cstdio>
#endif

int main(int argc, char** argv) {
#ifdef _WIN32
  SetConsoleOutputCP(CP_UTF8);  // what is written is UTF-8; dutybound.manifest makes arguments and paths UTF-8 too
  _setmode(_fileno(stdin), _O_BINARY);
  _setmode(_fileno(stdout), _O_BINARY);
#endif
  return dutybound::cli::run_command(argc, argv);
}
