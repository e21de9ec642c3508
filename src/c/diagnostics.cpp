// Diagnostics, texts and versions for C.
#include "c/objects.hpp"

namespace dutybound::c {

std::unique_ptr<dutybound_diagnostics> told(const Diagnostics& diagnostics) {
  auto all = std::make_unique<dutybound_diagnostics>();
  for (const Diagnostic& each : diagnostics) {
    all->list.push_back({each.code, each.message, each.hint, each.source ? report::shown(each.source->name) : std::string(),
                         each.line(), each.column(), each.severity == Severity::warning});
  }
  return all;
}

namespace {

using Told = dutybound_diagnostics::Told;

const Told* at(const dutybound_diagnostics* diagnostics, std::size_t i) noexcept {
  return diagnostics && i < diagnostics->list.size() ? &diagnostics->list[i] : nullptr;
}

const char* text_of(const dutybound_diagnostics* diagnostics, std::size_t i, std::string Told::*member) noexcept {
  const Told* one = at(diagnostics, i);
  return one ? (one->*member).c_str() : nullptr;
}

}  // namespace
}  // namespace dutybound::c

using dutybound::c::Told;

uint32_t dutybound_api_version(void) noexcept { return DUTYBOUND_API_VERSION; }
const char* dutybound_version(void) noexcept { return DUTYBOUND_VERSION; }

size_t dutybound_diagnostics_count(const dutybound_diagnostics* all) noexcept { return all ? all->list.size() : 0; }
const char* dutybound_diagnostic_code(const dutybound_diagnostics* all, size_t i) noexcept {
  return dutybound::c::text_of(all, i, &Told::code);
}
const char* dutybound_diagnostic_message(const dutybound_diagnostics* all, size_t i) noexcept {
  return dutybound::c::text_of(all, i, &Told::message);
}
const char* dutybound_diagnostic_hint(const dutybound_diagnostics* all, size_t i) noexcept {
  return dutybound::c::text_of(all, i, &Told::hint);
}
const char* dutybound_diagnostic_source(const dutybound_diagnostics* all, size_t i) noexcept {
  return dutybound::c::text_of(all, i, &Told::source);
}
size_t dutybound_diagnostic_line(const dutybound_diagnostics* all, size_t i) noexcept {
  const Told* one = dutybound::c::at(all, i);
  return one ? one->line : 0;
}
size_t dutybound_diagnostic_column(const dutybound_diagnostics* all, size_t i) noexcept {
  const Told* one = dutybound::c::at(all, i);
  return one ? one->column : 0;
}
bool dutybound_diagnostic_is_warning(const dutybound_diagnostics* all, size_t i) noexcept {
  const Told* one = dutybound::c::at(all, i);
  return one && one->warning;
}
void dutybound_diagnostics_free(dutybound_diagnostics* all) noexcept { delete all; }

const char* dutybound_text_data(const dutybound_text* text) noexcept { return text ? text->text.c_str() : nullptr; }
size_t dutybound_text_size(const dutybound_text* text) noexcept { return text ? text->text.size() : 0; }
void dutybound_text_free(dutybound_text* text) noexcept { delete text; }
