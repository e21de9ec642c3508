// The table of codes, and the nearest known name. Entries: diagnose, nearest, did_you_mean, arrange.
#include "text/diagnose.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "text/shown.hpp"

namespace dutybound::text {
namespace {

/// Longer texts are no misspelt names, and the distance costs their product.
constexpr std::size_t longest_name = 200;

char folded(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return c == '-' || c == ' ' ? '_' : c;
}

/// Edits (insert, delete, replace, swap of neighbours) that make `a` into `b`; case and the kind of word separator are free.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = folded(a[i - 1]) == folded(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) && folded(a[i - 2]) == folded(b[j - 1])) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

/// How many edits one text takes at least to become another, by their letters alone.
class Letters {
 public:
  explicit Letters(std::string_view name) : size_(name.size()) {
    for (const char c : name) ++left_[static_cast<unsigned char>(folded(c))];
  }
  std::size_t least_edits_to(std::string_view other) {
    std::size_t too_many = 0;
    for (const char c : other) too_many += --left_[static_cast<unsigned char>(folded(c))] < 0 ? 1U : 0U;
    for (const char c : other) ++left_[static_cast<unsigned char>(folded(c))];
    const std::size_t missing = too_many + size_ > other.size() ? too_many + size_ - other.size() : 0;
    return std::max(too_many, missing);
  }

 private:
  std::size_t size_;
  std::array<int, 256> left_{};
};

}  // namespace

const std::vector<CodeEntry>& all_codes() {
  static const std::vector<CodeEntry> table = {
#define DUTYBOUND_CODE(identifier, name, severity, title) CodeEntry{name, Severity::severity, title},
#include "text/codes.def"
#undef DUTYBOUND_CODE
  };
  return table;
}

std::string_view title_of(std::string_view code) {
  for (const CodeEntry& each : all_codes()) {
    if (each.name == code) return each.title;
  }
  return "Something is wrong";
}

const CodeEntry& entry(Code code) { return all_codes()[static_cast<std::size_t>(code)]; }

Diagnostic diagnose(Code code, SourcePtr source, Span span, std::string_view message, std::string_view hint) {
  const CodeEntry& row = entry(code);
  return {std::string(row.name), row.severity, std::move(source), span, shown(message), shown(hint)};
}

Diagnostic limit_met(std::string_view name, const Limits& limits) {
  const LimitInfo& info = *find_limit(name);
  return diagnose(Code::limit_met, nullptr, {},
                  "the case needs more than " + std::to_string(limits.*info.member) + " " + std::string(info.bounds) + " (" +
                      std::string(name) + ")",
                  "raise the limit, or take the case apart");
}

std::string_view nearest(std::string_view name, const std::vector<std::string_view>& candidates) {
  if (name.empty() || name.size() > longest_name) return {};
  std::string_view best;
  // A third of the letters may be wrong, but one letter alone is no likeness.
  std::size_t least = name.size() < 2 ? 1 : std::max<std::size_t>(1, name.size() / 3) + 1;
  Letters letters(name);
  for (const std::string_view candidate : candidates) {
    const std::size_t gap = candidate.size() > name.size() ? candidate.size() - name.size() : name.size() - candidate.size();
    if (gap >= least || letters.least_edits_to(candidate) >= least) continue;
    const std::size_t edits = distance(name, candidate);
    if (edits < least && edits < std::max(name.size(), candidate.size())) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& candidates) {
  const std::string_view best = nearest(name, candidates);
  return best.empty() ? std::string() : "did you mean `" + std::string(best) + "`?";
}

void arrange(Diagnostics& diagnostics) {
  const auto key = [](const Diagnostic& d) {
    return std::tuple(d.source ? std::string_view(d.source->name) : std::string_view(), d.span.begin, d.span.end,
                      std::string_view(d.code), std::string_view(d.message), std::string_view(d.hint));
  };
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(),
                                [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); }),
                    diagnostics.end());
}

void tell_the_first(Diagnostics& diagnostics) {
  if (diagnostics.size() <= most_told) return;
  const std::size_t more = diagnostics.size() - most_told;
  diagnostics.resize(most_told);
  Diagnostic rest = diagnostics.back();
  rest.message = std::to_string(more) + (more == 1 ? " more mistake is" : " more mistakes are") + " not shown";
  rest.hint = "correct those above, then read it again";
  diagnostics.push_back(std::move(rest));
}

}  // namespace dutybound::text
