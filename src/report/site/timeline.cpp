// Drawing days. Entry: timeline.hpp.
#include "report/site/timeline.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "report/site/html.hpp"
#include "report/words.hpp"

namespace dutybound::report::site {
namespace {

constexpr double width = 360;
constexpr double bar_top = 4;
constexpr double bar_height = 22;
constexpr double first_label = 44;
constexpr double label_step = 17;
/// Beyond that many days weekends are too thin to be seen.
constexpr std::int32_t most_days_with_weekends = 150;
/// The day of the assessment is left out where it comes later than this after everything else.
constexpr std::int32_t most_empty_days = 120;

struct Mark {
  Date at;
  std::string kind;   ///< class of its line
  std::string label;  ///< what it is
};

std::string trigger_label(std::optional<ClockKind> clock) {
  if (clock == ClockKind::before_target) return "Day aimed at";
  return clock == ClockKind::minimum_retention ? "Kept from" : "Clock starts";
}

std::string due_label(std::optional<ClockKind> clock) {
  return clock == ClockKind::minimum_retention ? "Kept until" : "Last day";
}

class Drawing {
 public:
  Drawing(std::vector<Mark> marks, const Calendar& calendar) : marks_(std::move(marks)), calendar_(calendar) {
    std::stable_sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) { return a.at < b.at; });
    first_ = marks_.front().at.number() - 1;
    days_ = marks_.back().at.number() + 1 - first_ + 1;
  }

  std::string draw(const Finding& finding) {
    const double height = first_label + label_step * static_cast<double>(marks_.size() - 1) + 6;
    svg_ += fmt::format(R"(<svg class="timeline" role="img" viewBox="0 0 {:g} {:g}" aria-label="{}">)", width, height,
                        escape(in_words()));
    svg_ += '\n';
    rectangle("bar", first_, first_ + days_);
    if (days_ <= most_days_with_weekends && finding.day_unit == DayUnit::working_days) free_days();
    if (finding.trigger && finding.due) {
      const auto [from, to] = std::minmax(*finding.trigger, *finding.due);
      svg_ += fmt::format(R"(<rect class="period" x="{:.1f}" y="{:g}" width="{:.1f}" height="5"/>)", left(from.number()),
                          bar_top + bar_height - 5, left(to.number() + 1) - left(from.number()));
    }
    // Labels last, so that no line crosses them.
    for (std::size_t row = 0; row < marks_.size(); ++row) draw_line(marks_[row], row);
    for (std::size_t row = 0; row < marks_.size(); ++row) draw_label(marks_[row], row);
    return std::move(svg_) + "</svg>\n";
  }

 private:
  [[nodiscard]] double left(std::int32_t day) const {
    return width * static_cast<double>(day - first_) / static_cast<double>(days_);
  }

  void rectangle(std::string_view kind, std::int32_t from, std::int32_t to) {
    svg_ += fmt::format(R"(<rect class="{}" x="{:.1f}" y="{:g}" width="{:.1f}" height="{:g}"/>)", kind, left(from), bar_top,
                        left(to) - left(from), bar_height);
  }

  /// Days that the calendar counts as no working days, in one path each for weekends and for listed days.
  void free_days() {
    std::string weekends, holidays;
    for (std::int32_t number = first_; number < first_ + days_; ++number) {
      const Date date = Date::from_number(number);
      const auto works = calendar_.is_working_day(date);
      if (!works || *works) continue;
      std::string& path = date.weekday() >= 5 ? weekends : holidays;
      path += fmt::format("M{:.1f} {:g}h{:.1f}v{:g}h-{:.1f}z", left(number), bar_top, left(number + 1) - left(number), bar_height,
                          left(number + 1) - left(number));
    }
    if (!weekends.empty()) svg_ += fmt::format(R"(<path class="weekend" d="{}"/>)", weekends);
    if (!holidays.empty()) svg_ += fmt::format(R"(<path class="holiday" d="{}"/>)", holidays);
  }

  [[nodiscard]] double middle(const Mark& mark) const { return (left(mark.at.number()) + left(mark.at.number() + 1)) / 2; }

  [[nodiscard]] static double label_height(std::size_t row) { return first_label + label_step * static_cast<double>(row); }

  void draw_line(const Mark& mark, std::size_t row) {
    const double x = middle(mark);
    svg_ += fmt::format(R"(<line class="{}" x1="{:.1f}" x2="{:.1f}" y1="{:g}" y2="{:g}"/>)", mark.kind, x, x, bar_top - 2,
                        label_height(row) + 2);
  }

  /// On the side of the line where there is more room.
  void draw_label(const Mark& mark, std::size_t row) {
    const double x = middle(mark);
    const bool before = x > width / 2;
    svg_ += fmt::format(R"(<text x="{:.1f}" y="{:g}"{}>{} {}</text>)", before ? x - 4 : x + 4, label_height(row),
                        before ? R"( text-anchor="end")" : "", escape(mark.label), day(mark.at));
    svg_ += '\n';
  }

  [[nodiscard]] std::string in_words() const {
    std::string text = "Timeline.";
    for (const Mark& mark : marks_) text += " " + mark.label + ": " + day(mark.at) + ".";
    return text;
  }

  std::vector<Mark> marks_;
  const Calendar& calendar_;
  std::int32_t first_ = 0;
  std::int32_t days_ = 0;
  std::string svg_;
};

}  // namespace

std::string timeline(const Explanation& explanation, std::optional<ClockKind> clock, Date as_at, const Calendar& calendar) {
  const Finding& finding = explanation.finding;
  if (!finding.due) return {};
  std::vector<Mark> marks;
  if (finding.trigger && *finding.trigger != *finding.due) marks.push_back({*finding.trigger, "trigger", trigger_label(clock)});
  marks.push_back({*finding.due, "due", due_label(clock)});
  if (finding.done) marks.push_back({*finding.done, "done", clock == ClockKind::minimum_retention ? "Given up" : "Done"});
  // An assessment long after all of it would leave nothing to see.
  const auto last = std::max_element(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.at < b.at; })->at;
  if (as_at.number() - last.number() <= most_empty_days) marks.push_back({as_at, "as-at", "As at"});
  return Drawing(std::move(marks), calendar).draw(finding);
}

}  // namespace dutybound::report::site
