// Which process this is: what threads a run began are not there in one that was forked from its own.
#pragma once

#if defined(_WIN32)
namespace dutybound::caseload {
/// There is no fork.
inline int process() { return 0; }
}  // namespace dutybound::caseload
#else
#include <unistd.h>
namespace dutybound::caseload {
/// The number of the running process.
inline int process() { return static_cast<int>(getpid()); }
}  // namespace dutybound::caseload
#endif
