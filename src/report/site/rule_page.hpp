// The page of one rule. Entries: rule_body, write_parts, write_examples.
#pragma once

#include <string>

#include "report/site/contents.hpp"
#include "report/site/html.hpp"

namespace dutybound::report::site {

/// The whole page's content. `before` and `after` are its neighbours, or null.
[[nodiscard]] std::string rule_body(const Contents& contents, const RuleEntry& rule, const RuleEntry* before,
                                    const RuleEntry* after);

/// Conditions, dates and value as nested lists under headings of `level` (`h3`), FEEL beneath each line.
void write_parts(Html& page, const Contents& contents, const RuleInfo& rule, std::string_view level);

/// Scenarios as worked examples under headings of their own.
void write_examples(Html& page, const Contents& contents, const RuleEntry& rule);

/// The list of sources, each with how sure it is.
void write_sources(Html& page, const std::vector<SourceReading>& sources);

/// The deadline in a sentence. What the clock counts from is code where it is one name; else its own section tells.
void write_deadline(Html& page, const std::string& deadline, const RuleInfo& rule);

/// A text in which ids of rules are links to their pages.
void write_text(Html& page, const Contents& contents, std::string_view text);

}  // namespace dutybound::report::site
