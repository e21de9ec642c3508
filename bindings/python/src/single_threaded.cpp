// A variable of glibc's that Debian's archives of C++ code read in a way that a shared object may not: they were not compiled for
// one. Found here it is the module's own, and always says that there may be other threads.
#include <cstdlib>

#if defined(__GLIBC__)
extern "C" {
extern __attribute__((visibility("hidden"))) char __libc_single_threaded;
char __libc_single_threaded = 0;
}
#endif
