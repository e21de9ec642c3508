/* A program in C: a conference on its last day is met; a limit that there is not, and a day that is none, are refused. */
#include <stdio.h>
#include <string.h>

#include <dutybound/dutybound.h>

struct answer {
  const dutybound_rulebook* rulebook;
  const dutybound_assess_options* options;
  dutybound_text* json;
};

static bool assess(void* context, const char* where, const dutybound_case* facts, const dutybound_diagnostics* why) {
  struct answer* answer = context;
  dutybound_diagnostics* wrong = NULL;
  if (!facts) {
    fprintf(stderr, "%s: %s\n", where, dutybound_diagnostic_message(why, 0));
    return false;
  }
  if (dutybound_assess(answer->rulebook, facts, answer->options, &wrong, &answer->json) != DUTYBOUND_DONE)
    fprintf(stderr, "%s\n", dutybound_diagnostic_message(wrong, 0));
  dutybound_diagnostics_free(wrong);
  return true;
}

int main(void) {
  static const char text[] =
      "{\"episodes\": [{\"section_47_enquiries\": [{\"started_at\": \"2024-03-28\", \"outcome\": \"icpc_required\","
      " \"icpc\": {\"held_at\": \"2024-04-22\"}}]}]}";
  dutybound_load_options* loading = NULL;
  dutybound_rulebook* rulebook = NULL;
  dutybound_assess_options* options = NULL;
  dutybound_diagnostics* wrong = NULL;
  struct answer answer = {NULL, NULL, NULL};
  bool met = false;

  if (dutybound_api_version() != DUTYBOUND_API_VERSION) return 1;
  if (dutybound_load_options_new(&loading) != DUTYBOUND_DONE) return 1;
  if (dutybound_load_options_set_limit(loading, "findings_per_case", 5000) != DUTYBOUND_DONE) return 1;
  if (dutybound_load_options_set_limit(loading, "no_such_limit", 1) != DUTYBOUND_MISUSED) return 1;
  if (dutybound_load(loading, NULL, &rulebook) != DUTYBOUND_DONE) return 1;
  dutybound_load_options_free(loading);

  if (dutybound_assess_options_new("2024-02-30", &wrong, &options) != DUTYBOUND_REFUSED || options) return 1;
  if (strcmp(dutybound_diagnostic_code(wrong, 0), "options.as-at") != 0) return 1;
  dutybound_diagnostics_free(wrong);
  if (dutybound_assess_options_new("2024-04-30", NULL, &options) != DUTYBOUND_DONE) return 1;

  answer.rulebook = rulebook;
  answer.options = options;
  if (dutybound_read_cases(rulebook, "case.json", text, sizeof text - 1, DUTYBOUND_JSON, assess, &answer) != DUTYBOUND_DONE) return 1;
  if (answer.json) {
    const char* rule = strstr(dutybound_text_data(answer.json), "\"rule\":\"wt23-icpc-15wd\"");
    const char* status = rule ? strstr(rule, "\"status\":") : NULL;
    met = status && strncmp(status, "\"status\":\"met\"", 14) == 0;
  }
  dutybound_text_free(answer.json);
  dutybound_assess_options_free(options);
  dutybound_rulebook_free(rulebook);
  puts(met ? "met" : "not met");
  return met ? 0 : 1;
}
