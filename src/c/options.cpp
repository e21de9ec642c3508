// Options of loading and of an assessment for C.
#include "c/objects.hpp"

using dutybound::c::ended;

dutybound_outcome dutybound_load_options_new(dutybound_load_options** options) noexcept {
  if (!options) return DUTYBOUND_MISUSED;
  *options = nullptr;
  return ended([&] {
    *options = new dutybound_load_options();
    return DUTYBOUND_DONE;
  });
}

void dutybound_load_options_free(dutybound_load_options* options) noexcept { delete options; }

dutybound_outcome dutybound_load_options_add_rulebook(dutybound_load_options* options, const char* id) noexcept {
  if (!options || !id) return DUTYBOUND_MISUSED;
  return ended([&] {
    options->rules.rulebooks.emplace_back(id);
    return DUTYBOUND_DONE;
  });
}

dutybound_outcome dutybound_load_options_add_folder(dutybound_load_options* options, const char* path) noexcept {
  if (!options || !path) return DUTYBOUND_MISUSED;
  return ended([&] {
    options->rules.paths.emplace_back(path);
    return DUTYBOUND_DONE;
  });
}

dutybound_outcome dutybound_load_options_add_layer_file(dutybound_load_options* options, const char* name, const char* text,
                                                        size_t length) noexcept {
  if (!options || !name || (!text && length != 0)) return DUTYBOUND_MISUSED;
  return ended([&] {
    options->options.layers.push_back({name, length == 0 ? std::string() : std::string(text, length)});
    return DUTYBOUND_DONE;
  });
}

dutybound_outcome dutybound_load_options_set_policy(dutybound_load_options* options, const char* parameter,
                                                    int64_t value) noexcept {
  if (!options || !parameter) return DUTYBOUND_MISUSED;
  return ended([&] {
    options->options.policy[parameter] = value;
    return DUTYBOUND_DONE;
  });
}

dutybound_outcome dutybound_load_options_set_limit(dutybound_load_options* options, const char* name, size_t value) noexcept {
  if (!options || !name) return DUTYBOUND_MISUSED;
  return ended([&] {
    const dutybound::LimitInfo* limit = dutybound::find_limit(name);
    if (!limit) return DUTYBOUND_MISUSED;
    options->options.limits.*limit->member = value;
    return DUTYBOUND_DONE;
  });
}

dutybound_outcome dutybound_assess_options_new(const char* as_at, dutybound_diagnostics** why,
                                               dutybound_assess_options** options) noexcept {
  dutybound::c::clear(why, options);
  if (!as_at || !options) return DUTYBOUND_MISUSED;
  return ended([&] {
    return dutybound::c::give(dutybound::parse_as_at(as_at), why, options,
                              [](dutybound::AsAt at) { return dutybound::AssessOptions{.as_at = at}; });
  });
}

void dutybound_assess_options_free(dutybound_assess_options* options) noexcept { delete options; }

dutybound_outcome dutybound_assess_options_carry_forward(dutybound_assess_options* options, bool yes) noexcept {
  if (!options) return DUTYBOUND_MISUSED;
  options->options.carry_forward = yes;
  return DUTYBOUND_DONE;
}

dutybound_outcome dutybound_assess_options_all_readings(dutybound_assess_options* options, bool yes) noexcept {
  if (!options) return DUTYBOUND_MISUSED;
  options->options.all_readings = yes;
  return DUTYBOUND_DONE;
}

dutybound_outcome dutybound_assess_options_edition(dutybound_assess_options* options, const char* rulebook) noexcept {
  if (!options || !rulebook) return DUTYBOUND_MISUSED;
  return ended([&] {
    options->options.edition = rulebook;
    return DUTYBOUND_DONE;
  });
}

dutybound_outcome dutybound_assess_options_set_reading(dutybound_assess_options* options, const char* reading,
                                                       const char* value) noexcept {
  if (!options || !reading || !value) return DUTYBOUND_MISUSED;
  return ended([&] {
    options->options.readings[reading] = value;
    return DUTYBOUND_DONE;
  });
}

dutybound_outcome dutybound_assess_options_assume(dutybound_assess_options* options, const char* fact,
                                                  const char* value) noexcept {
  if (!options || !fact || !value) return DUTYBOUND_MISUSED;
  return ended([&] {
    options->options.assume[fact] = value;
    return DUTYBOUND_DONE;
  });
}

dutybound_outcome dutybound_assess_options_add_rule(dutybound_assess_options* options, const char* rule) noexcept {
  if (!options || !rule) return DUTYBOUND_MISUSED;
  return ended([&] {
    options->options.rules.emplace_back(rule);
    return DUTYBOUND_DONE;
  });
}

dutybound_outcome dutybound_assess_options_proceed(dutybound_assess_options* options, bool (*proceed)(void* context),
                                                   void* context) noexcept {
  if (!options) return DUTYBOUND_MISUSED;
  return ended([&] {
    options->options.proceed = nullptr;
    if (proceed) options->options.proceed = [proceed, context] { return proceed(context); };
    return DUTYBOUND_DONE;
  });
}
