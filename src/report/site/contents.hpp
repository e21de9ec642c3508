// What a site is about, looked up once: rules by id, facts, numbers, examples. And where each thing has its page.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <dutybound/documentation.hpp>

namespace dutybound::report::site {

/// A scenario and which of its findings are about one rule.
struct Example {
  const ScenarioRun* run = nullptr;
  std::vector<const Explanation*> found;
};

/// One rule id: all rulebooks that have it share a page.
struct RuleEntry {
  std::string id;
  std::vector<const RuleInfo*> versions;  ///< in the rulebooks' order
  std::vector<Example> examples;
  std::vector<std::string> facts;  ///< `entity.attribute` of what any of them reads, in the vocabulary's order
};

/// The rulebook has to outlive it.
class Contents {
 public:
  Contents(const Rulebook& rulebook, const std::vector<ScenarioRun>& examples);
  Contents(const Contents&) = delete;
  Contents& operator=(const Contents&) = delete;

  [[nodiscard]] const RuleEntry* rule(std::string_view id) const;
  [[nodiscard]] const FactInfo* fact(const std::string& name) const;
  [[nodiscard]] const ParameterInfo* parameter(const std::string& id) const;
  [[nodiscard]] const ReadingInfo* reading(const std::string& id) const;
  [[nodiscard]] const EditionInfo* edition(const std::string& id) const;

  const std::vector<RuleInfo>& infos;  ///< in the rulebooks' order
  const std::vector<EditionInfo>& editions;
  const std::vector<FactInfo>& facts;
  const std::vector<ParameterInfo>& parameters;
  const std::vector<ReadingInfo>& readings;
  std::vector<RuleEntry> rules;  ///< in the order of their first rulebook
  const Calendar& calendar;

 private:
  std::map<std::string, std::size_t, std::less<>> rule_of_;
  std::map<std::string, const FactInfo*> fact_of_;
};

/// Addresses. `root` leads from the page that links to the site's folder: empty or `../`.
[[nodiscard]] std::string rule_page(std::string_view id);
[[nodiscard]] std::string rule_address(const std::string& root, std::string_view id, std::string_view rulebook = {});
[[nodiscard]] std::string rulebook_anchor(std::string_view rulebook);
[[nodiscard]] std::string fact_anchor(std::string_view name);
[[nodiscard]] std::string parameter_anchor(std::string_view id);
[[nodiscard]] std::string reading_anchor(std::string_view id);
[[nodiscard]] std::string actor_anchor(std::string_view actor);

/// What an answer to a question is called.
[[nodiscard]] std::string value_title(const ReadingInfo& reading, const std::string& value);

/// The chapter that a rule stands in: its file's name in words.
[[nodiscard]] std::string chapter_of(const RuleInfo& rule);

}  // namespace dutybound::report::site
