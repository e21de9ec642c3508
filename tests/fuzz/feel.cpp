// An expression from anywhere: parsed, checked, lowered and computed over some facts. With clang this is a target for libFuzzer
// (DUTYBOUND_BUILD_FUZZERS); replay.cpp runs it over its corpus in every build.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include <dutybound/feel.hpp>

namespace {

const char* const facts = R"({
  "born": "2014-02-28", "moment": "2024-03-28T10:00:00", "never": null, "number": 12.5, "truth": true, "text": "a text",
  "days": ["2024-03-28", "2024-04-02", "2024-04-01"], "numbers": [3, 1, 2], "words": ["a", "b"],
  "one": {"day": "2024-01-01", "inner": {"count": 3}},
  "many": [{"day": "2024-01-01", "count": 1}, {"day": null, "count": 2}, {"count": 3}]
})";

const dutybound::Rulebook& rulebook() {
  static const dutybound::Rulebook loaded = [] {
    dutybound::LoadOptions options;
    options.rules = dutybound::EmbeddedRules{{"working-together-2023"}};
    options.limits.steps_per_case = 200'000;
    options.limits.bytes_per_case = std::size_t{8} << 20U;
    return dutybound::Rulebook::load(options).value_or_throw();
  }();
  return loaded;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view expression(reinterpret_cast<const char*>(data), size);
  const auto answer = dutybound::evaluate_feel(rulebook(), expression, facts, dutybound::Date::parse("2024-06-30"));
  // What is refused says why, and what is not has a value.
  if (answer.ok() ? answer.value().value.empty() && answer.value().type != "text" : answer.diagnostics().empty()) std::abort();
  return 0;
}
