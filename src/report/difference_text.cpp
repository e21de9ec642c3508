// What differs between two rulebooks, as text: rules that came, went and changed, then numbers, then a line that counts.
#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <dutybound/difference.hpp>
#include <dutybound/report.hpp>

#include "report/page.hpp"
#include "report/words.hpp"

namespace dutybound::report {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// Lines that only one side has are marked; those of both stand once, in the order of the longest run that they have in common.
void write_lines(Page& page, std::string_view before, std::string_view after) {
  const std::vector<std::string_view> a = lines_of(before);
  const std::vector<std::string_view> b = lines_of(after);
  std::vector<std::vector<std::size_t>> common(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));  // from there on
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const auto write = [&](std::string_view sign, std::string_view line, Ink ink) {
    page.line(4, fmt::format("{} {}", sign, line), ink, 2);
  };
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      write("=", a[i++], Ink::plain);
      ++j;
    } else if (i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1])) {
      write("-", a[i++], Ink::red);
    } else {
      write("+", b[j++], Ink::green);
    }
  }
}

std::string_view remark(const PartDifference& part) {
  if (part.same_meaning) return ": written otherwise, means the same";
  return part.before == part.after ? ": reads the same, but something that it uses differs" : ":";
}

void write_rule(Page& page, const RuleDifference& rule) {
  page.line(0, fmt::format("{}: {}", rule.rule, rule.title), Ink::bold);
  for (const PartDifference& part : rule.parts) {
    page.line(2, words(part.part) + std::string(remark(part)));
    if (part.before == part.after) continue;
    write_lines(page, part.before, part.after);
  }
  for (const OutcomeDifference& o : rule.outcomes) {
    page.line(2, fmt::format("scenario \"{}\"{}: {} becomes {} ({}:{})", o.scenario,
                             o.instance.empty() ? "" : " at " + o.instance, o.before, o.after, o.file, o.line));
  }
}

bool only_sources(const RuleDifference& rule) {
  return rule.change == Change::changed && rule.parts.size() == 1 && rule.parts.front().part == "source";
}

void write_cited_otherwise(Page& page, const Difference& difference) {
  bool first = true;
  for (const RuleDifference& rule : difference.rules) {
    if (!only_sources(rule)) continue;
    if (first) page.heading("Changed in its sources only");
    first = false;
    page.line(2, fmt::format("{}: {}", rule.rule, rule.title));
  }
}

void write_rules(Page& page, const Difference& difference, Change change, std::string_view heading) {
  bool first = true;
  for (const RuleDifference& rule : difference.rules) {
    if (rule.change != change || only_sources(rule)) continue;
    if (first) page.heading(heading);
    first = false;
    if (change == Change::changed)
      write_rule(page, rule);
    else
      page.line(2, fmt::format("{}: {}", rule.rule, rule.title));
  }
}

}  // namespace

std::string to_text(const Difference& difference, const TextOptions& options) {
  Page page(options);
  page.line(0, fmt::format("From {} to {}", difference.before, difference.after), Ink::bold);
  write_rules(page, difference, Change::came, "Came");
  write_rules(page, difference, Change::went, "Went");
  write_rules(page, difference, Change::changed, "Changed");
  write_cited_otherwise(page, difference);
  if (!difference.parameters.empty()) page.heading("Numbers");
  for (const ParameterDifference& p : difference.parameters) {
    page.line(2, p.parameter);
    write_lines(page, p.before, p.after);
  }
  std::size_t numbers[3] = {};
  std::size_t outcomes = 0;
  for (const RuleDifference& rule : difference.rules) {
    ++numbers[static_cast<std::size_t>(rule.change)];
    outcomes += rule.outcomes.size();
  }
  page.heading(fmt::format("{} came, {} went, {} changed, {} unchanged; {} of scenarios come out otherwise", numbers[0],
                           numbers[1], numbers[2], difference.unchanged, count(outcomes, "finding")),
               Ink::plain);
  return page.take();
}

}  // namespace dutybound::report
