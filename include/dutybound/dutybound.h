/* dutybound for C (C11), and for whatever calls C: load rules, read a case, and have it assessed, asked about and explained as
 * JSON. Entry: dutybound_load.
 *
 * Who owns what: an object that a function writes through its last `**` argument is the caller's, to be freed by the function of
 * its own name; every `const char*` that a function returns belongs to the object that it was asked of, and lives as long.
 *
 * Texts are UTF-8 and end in a zero byte; where a length goes with them they may hold any bytes and need not end in one.
 *
 * No function throws, prints, or keeps what is not in its arguments. Objects do not change after they were made, but for options:
 * a rulebook, a case, diagnostics and texts may be used by several threads at once, options by one at a time.
 *
 * This header goes on from one minor version to the next: what is in it stays, numbers of enumerators too. */
#ifndef DUTYBOUND_H
#define DUTYBOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <dutybound/export.h>

/** Grows with every addition to this header. */
#define DUTYBOUND_API_VERSION 1

#ifdef __cplusplus
#define DUTYBOUND_NOEXCEPT noexcept
extern "C" {
#else
#define DUTYBOUND_NOEXCEPT
#endif

/** DUTYBOUND_API_VERSION of the library that runs. */
DUTYBOUND_API uint32_t dutybound_api_version(void) DUTYBOUND_NOEXCEPT;
/** The engine's version: `0.1.0`. */
DUTYBOUND_API const char* dutybound_version(void) DUTYBOUND_NOEXCEPT;

typedef enum dutybound_outcome {
  DUTYBOUND_DONE = 0,
  DUTYBOUND_REFUSED = 1,   /**< something that a person wrote is wrong, or a limit was met: the diagnostics say what */
  DUTYBOUND_NO_MEMORY = 2, /**< nothing is written */
  DUTYBOUND_MISUSED = 3    /**< an argument is null that may not be, or names what there is not (a limit, a format) */
} dutybound_outcome;

/* Diagnostics: mistakes and warnings, in the order of their places. */

typedef struct dutybound_diagnostics dutybound_diagnostics;

DUTYBOUND_API size_t dutybound_diagnostics_count(const dutybound_diagnostics* diagnostics) DUTYBOUND_NOEXCEPT;
/** Stable and documented: `rulebook.unknown-key`. Null where there is no such diagnostic, here and below. */
DUTYBOUND_API const char* dutybound_diagnostic_code(const dutybound_diagnostics* diagnostics, size_t i) DUTYBOUND_NOEXCEPT;
/** One line. */
DUTYBOUND_API const char* dutybound_diagnostic_message(const dutybound_diagnostics* diagnostics, size_t i) DUTYBOUND_NOEXCEPT;
/** What to do; may be empty. */
DUTYBOUND_API const char* dutybound_diagnostic_hint(const dutybound_diagnostics* diagnostics, size_t i) DUTYBOUND_NOEXCEPT;
/** The name of the text in which it stands; empty where no text is to blame. */
DUTYBOUND_API const char* dutybound_diagnostic_source(const dutybound_diagnostics* diagnostics, size_t i) DUTYBOUND_NOEXCEPT;
/** From 1, columns in characters; 0 where no text is to blame. */
DUTYBOUND_API size_t dutybound_diagnostic_line(const dutybound_diagnostics* diagnostics, size_t i) DUTYBOUND_NOEXCEPT;
DUTYBOUND_API size_t dutybound_diagnostic_column(const dutybound_diagnostics* diagnostics, size_t i) DUTYBOUND_NOEXCEPT;
/** Whether it is a warning, which goes with what was made all the same. */
DUTYBOUND_API bool dutybound_diagnostic_is_warning(const dutybound_diagnostics* diagnostics, size_t i) DUTYBOUND_NOEXCEPT;
DUTYBOUND_API void dutybound_diagnostics_free(dutybound_diagnostics* diagnostics) DUTYBOUND_NOEXCEPT;

/* A text that the library made. */

typedef struct dutybound_text dutybound_text;

DUTYBOUND_API const char* dutybound_text_data(const dutybound_text* text) DUTYBOUND_NOEXCEPT;
/** In bytes, without the zero at its end. */
DUTYBOUND_API size_t dutybound_text_size(const dutybound_text* text) DUTYBOUND_NOEXCEPT;
DUTYBOUND_API void dutybound_text_free(dutybound_text* text) DUTYBOUND_NOEXCEPT;

/* Loading rules. */

typedef struct dutybound_load_options dutybound_load_options;

/** All rulebooks that the library carries but those that are off by default. */
DUTYBOUND_API dutybound_outcome dutybound_load_options_new(dutybound_load_options** options) DUTYBOUND_NOEXCEPT;
DUTYBOUND_API void dutybound_load_options_free(dutybound_load_options* options) DUTYBOUND_NOEXCEPT;
/** One that the library carries, by id; the first call ends that all of them are taken. */
DUTYBOUND_API dutybound_outcome dutybound_load_options_add_rulebook(dutybound_load_options* options,
                                                                    const char* id) DUTYBOUND_NOEXCEPT;
/** A folder of rules, in place of those that the library carries. */
DUTYBOUND_API dutybound_outcome dutybound_load_options_add_folder(dutybound_load_options* options,
                                                                  const char* path) DUTYBOUND_NOEXCEPT;
/** A file of a local protocol. */
DUTYBOUND_API dutybound_outcome dutybound_load_options_add_layer_file(dutybound_load_options* options, const char* name,
                                                                      const char* text, size_t length) DUTYBOUND_NOEXCEPT;
/** What guidance leaves to local policy. */
DUTYBOUND_API dutybound_outcome dutybound_load_options_set_policy(dutybound_load_options* options, const char* parameter,
                                                                  int64_t value) DUTYBOUND_NOEXCEPT;
/** One of docs/limits.md, by name. DUTYBOUND_MISUSED: there is none of that name. */
DUTYBOUND_API dutybound_outcome dutybound_load_options_set_limit(dutybound_load_options* options, const char* name,
                                                                 size_t value) DUTYBOUND_NOEXCEPT;

/* Rulebooks, loaded and compiled together. */

typedef struct dutybound_rulebook dutybound_rulebook;

/** `options` null: as dutybound_load_options_new. `why` may be null; else it is null afterwards, or has errors or warnings. */
DUTYBOUND_API dutybound_outcome dutybound_load(const dutybound_load_options* options, dutybound_diagnostics** why,
                                               dutybound_rulebook** rulebook) DUTYBOUND_NOEXCEPT;
/** Cases that it read, and what it answered, need it no more. */
DUTYBOUND_API void dutybound_rulebook_free(dutybound_rulebook* rulebook) DUTYBOUND_NOEXCEPT;
/** SHA-256 in hexadecimal over all that was loaded. */
DUTYBOUND_API const char* dutybound_rulebook_digest(const dutybound_rulebook* rulebook) DUTYBOUND_NOEXCEPT;

/* A case: the recorded facts of one subject. */

typedef enum dutybound_format {
  DUTYBOUND_JSON = 0,
  DUTYBOUND_YAML = 1,
  DUTYBOUND_JSON_LINES = 2,
  DUTYBOUND_CIN_CENSUS = 3
} dutybound_format;

typedef struct dutybound_case dutybound_case;

/** Calls `take` for every document of the text, in its order, with its case, or with null and why it could not be read; `where`
 * names it (`return.xml: child DfEX0000001`). What is given is the library's: dutybound_case_copy keeps a case. It ends early
 * where `take` returns false. `format`: a dutybound_format. `name` is for messages. A document that cannot be read is no failure
 * of this function. */
DUTYBOUND_API dutybound_outcome dutybound_read_cases(const dutybound_rulebook* rulebook, const char* name, const char* text,
                                                     size_t length, uint32_t format,
                                                     bool (*take)(void* context, const char* where, const dutybound_case* facts,
                                                                  const dutybound_diagnostics* why),
                                                     void* context) DUTYBOUND_NOEXCEPT;
/** Costs a reference. */
DUTYBOUND_API dutybound_outcome dutybound_case_copy(const dutybound_case* facts, dutybound_case** copy) DUTYBOUND_NOEXCEPT;
DUTYBOUND_API void dutybound_case_free(dutybound_case* facts) DUTYBOUND_NOEXCEPT;
/** Null where it has none. */
DUTYBOUND_API const char* dutybound_case_id(const dutybound_case* facts) DUTYBOUND_NOEXCEPT;
/** How many values in it are impossible, and how many names nobody reads. */
DUTYBOUND_API size_t dutybound_case_data_errors(const dutybound_case* facts) DUTYBOUND_NOEXCEPT;
DUTYBOUND_API size_t dutybound_case_unread_names(const dutybound_case* facts) DUTYBOUND_NOEXCEPT;

/* Asking the rules. */

typedef struct dutybound_assess_options dutybound_assess_options;

/** `as_at`: a day `2024-04-22` (its end), or a moment `2024-04-22T09:30`. Refused where it is none. */
DUTYBOUND_API dutybound_outcome dutybound_assess_options_new(const char* as_at, dutybound_diagnostics** why,
                                                             dutybound_assess_options** options) DUTYBOUND_NOEXCEPT;
DUTYBOUND_API void dutybound_assess_options_free(dutybound_assess_options* options) DUTYBOUND_NOEXCEPT;
DUTYBOUND_API dutybound_outcome dutybound_assess_options_carry_forward(dutybound_assess_options* options,
                                                                       bool yes) DUTYBOUND_NOEXCEPT;
DUTYBOUND_API dutybound_outcome dutybound_assess_options_all_readings(dutybound_assess_options* options,
                                                                      bool yes) DUTYBOUND_NOEXCEPT;
/** Judges every clock by this rulebook, whatever its dates. */
DUTYBOUND_API dutybound_outcome dutybound_assess_options_edition(dutybound_assess_options* options,
                                                                 const char* rulebook) DUTYBOUND_NOEXCEPT;
DUTYBOUND_API dutybound_outcome dutybound_assess_options_set_reading(dutybound_assess_options* options, const char* reading,
                                                                     const char* value) DUTYBOUND_NOEXCEPT;
/** What is so of every record that does not say it: `value` as a case in JSON has it. */
DUTYBOUND_API dutybound_outcome dutybound_assess_options_assume(dutybound_assess_options* options, const char* fact,
                                                                const char* value) DUTYBOUND_NOEXCEPT;
/** Only this rule, and the others that are added. */
DUTYBOUND_API dutybound_outcome dutybound_assess_options_add_rule(dutybound_assess_options* options,
                                                                  const char* rule) DUTYBOUND_NOEXCEPT;
/** Asked every 65,536 steps while a case is judged: false ends it, with the diagnostic `limit.stopped`, for a deadline or a
 * cancel. */
DUTYBOUND_API dutybound_outcome dutybound_assess_options_proceed(dutybound_assess_options* options,
                                                                 bool (*proceed)(void* context),
                                                                 void* context) DUTYBOUND_NOEXCEPT;

/** Every finding, as `dutybound assess --format json` writes it (docs/schemas/assessment.schema.json). Refused: options that do
 * not fit the loaded rules, and a case that another rulebook read. */
DUTYBOUND_API dutybound_outcome dutybound_assess(const dutybound_rulebook* rulebook, const dutybound_case* facts,
                                                 const dutybound_assess_options* options, dutybound_diagnostics** why,
                                                 dutybound_text** json) DUTYBOUND_NOEXCEPT;
/** The reasons of every finding of `rule`, or of the one at the path `record`, if that is not null: a JSON array. */
DUTYBOUND_API dutybound_outcome dutybound_explain(const dutybound_rulebook* rulebook, const dutybound_case* facts,
                                                  const dutybound_assess_options* options, const char* rule, const char* record,
                                                  dutybound_diagnostics** why, dutybound_text** json) DUTYBOUND_NOEXCEPT;
/** What to find out next, as `dutybound ask --format json` writes it. */
DUTYBOUND_API dutybound_outcome dutybound_ask(const dutybound_rulebook* rulebook, const dutybound_case* facts,
                                              const dutybound_assess_options* options, dutybound_diagnostics** why,
                                              dutybound_text** json) DUTYBOUND_NOEXCEPT;

#ifdef __cplusplus
} /* extern "C" */
#endif
#undef DUTYBOUND_NOEXCEPT

#endif /* DUTYBOUND_H */
