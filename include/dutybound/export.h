// Which declarations a shared library shows, DUTYBOUND_API, and what within them stays inside, DUTYBOUND_INNER. Of a static
// library nothing is exported: who links it into a shared one shows no more than before. For C and C++.
#pragma once

#if !defined(DUTYBOUND_SHARED)  // set by the package where the library is a shared one
#define DUTYBOUND_API
#elif defined(_WIN32) || defined(__CYGWIN__)
#if defined(dutybound_EXPORTS)  // set while the library itself is compiled
#define DUTYBOUND_API __declspec(dllexport)
#else
#define DUTYBOUND_API __declspec(dllimport)
#endif
#else
#define DUTYBOUND_API __attribute__((visibility("default")))
#define DUTYBOUND_INNER __attribute__((visibility("hidden")))
#endif
#if !defined(DUTYBOUND_INNER)
#define DUTYBOUND_INNER
#endif
