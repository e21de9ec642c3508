// Made-up cases of the shape that tables of a Standard Safeguarding Dataset have: a child, referrals, assessments, enquiries,
// conferences, plans with reviews and visits; what such tables have no column for is left out. The same for every run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <dutybound/date.hpp>

namespace dutybound::benchmarks {

class CaseMaker {
 public:
  /// Case `n` as one line of JSON.
  std::string line(std::size_t n) {
    state_ = 0x9E3779B97F4A7C15ULL * (n + 1);
    text_ = R"({"id":"case-)" + std::to_string(n) + R"(","child":{"id":"child-)" + std::to_string(n) + R"(","date_of_birth":)" +
            day(Date::parse("2007-01-01")->number() + below(6000)) + R"(,"unborn":false,"disabled":)" + truth(9) +
            R"(},"episodes":[)";
    const int episodes = 1 + (below(3) == 0 ? 1 : 0);
    std::int32_t received = Date::parse("2024-01-02")->number() + below(300);
    for (int i = 0; i < episodes; ++i) {
      if (i > 0) text_ += ',';
      episode(i, received);
      received += 120 + below(60);
    }
    return std::move(text_ += "]}");
  }

 private:
  void episode(int i, std::int32_t received) {
    const std::int32_t decided = received + below(4);
    text_ += R"({"id":"e)" + std::to_string(i) + R"(","referral":{"id":"r)" + std::to_string(i) + R"(","received_at":)" +
             day(received) + R"(,"decided_at":)" + day(decided) + R"(,"source":"1A","decision":"section_17_assessment"})";
    text_ += R"(,"assessments":[{"id":"a)" + std::to_string(i) + R"(","started_at":)" + day(decided) + R"(,"completed_at":)" +
             maybe_day(decided + 25 + below(50), 8) + R"(,"child_seen":true}],"section_47_enquiries":[)";
    const bool enquiry = below(2) == 0;
    std::int32_t held = decided + 3 + below(18);
    if (enquiry) {
      text_ += R"({"id":"q)" + std::to_string(i) + R"(","started_at":)" + day(decided + 1) + R"(,"ended_at":)" + day(held) +
               R"(,"outcome":"icpc_required","strategy_discussions":[{"id":"s","held_at":)" + day(decided + below(2)) +
               R"(,"initiated_section_47":true}],"icpc":{"id":"i","held_at":)" + day(held) + R"(,"plan_made":true}})";
    }
    text_ += R"(],"cin_plans":[],"cp_plans":[)";
    if (enquiry && below(3) != 0) plan(held);
    text_ += R"(],"closed_at":)" + maybe_day(received + 200, 3) + "}";
  }

  void plan(std::int32_t started) {
    text_ += R"({"id":"p","conference_held_at":)" + day(started) + R"(,"started_at":)" + day(started) +
             R"(,"ended_at":null,"initial_category":"neglect","reviews":[)";
    std::int32_t at = started;
    const int reviews = below(3);
    for (int i = 0; i < reviews; ++i) {
      at += 80 + below(20);
      text_ += std::string(i > 0 ? "," : "") + R"({"id":"v)" + std::to_string(i) + R"(","held_at":)" + day(at) + "}";
    }
    text_ += R"(],"visits":[)";
    const int visits = below(5);
    for (int i = 0; i < visits; ++i) {
      text_ += std::string(i > 0 ? "," : "") + R"({"id":"w)" + std::to_string(i) + R"(","made_at":)" +
               day(started + 10 * (i + 1)) + R"(,"child_seen":true,"seen_alone":)" + truth(3) + "}";
    }
    text_ += "]}";
  }

  static std::string day(std::int32_t number) { return '"' + Date::from_number(number).to_string() + '"'; }
  /// Not yet in one of so many.
  std::string maybe_day(std::int32_t number, int of) { return below(of) == 0 ? "null" : day(number); }
  /// False but for one in so many.
  std::string truth(int of) { return below(of) == 0 ? "true" : "false"; }

  int below(int bound) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return static_cast<int>(state_ % static_cast<std::uint64_t>(bound));
  }

  std::uint64_t state_ = 0;
  std::string text_;
};

}  // namespace dutybound::benchmarks
