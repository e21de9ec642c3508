// The table of codes, nearest names, and the order of diagnostics.
#include "text/diagnose.hpp"

#include <set>

#include "support/catch.hpp"

using namespace dutybound;
using namespace dutybound::text;

TEST_CASE("codes are unique and named for their stage", "[text]") {
  std::set<std::string_view> names;
  for (const CodeEntry& row : all_codes()) {
    INFO(row.name);
    CHECK(names.insert(row.name).second);
    CHECK(row.name.find('.') != std::string_view::npos);
    CHECK(row.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string_view::npos);
    CHECK_FALSE(row.title.empty());
  }
  CHECK(entry(Code::yaml_tag).name == "yaml.tag");
}

TEST_CASE("a diagnostic takes code and severity from the table", "[text]") {
  const auto source = std::make_shared<const Source>(Source{"f", "text"});
  const Diagnostic d = diagnose(Code::yaml_duplicate_key, source, {1, 2}, "message", "hint");
  CHECK(d.code == "yaml.duplicate-key");
  CHECK(d.severity == Severity::error);
  CHECK(d.source == source);
  CHECK(d.span == Span{1, 2});
  CHECK(d.message == "message");
  CHECK(d.hint == "hint");
}

TEST_CASE("the nearest name is offered and a far one is not", "[text]") {
  const std::vector<std::string_view> names = {"referral", "received_at", "held_at", "started_at", "id", "kind"};
  CHECK(nearest("referal", names) == "referral");
  CHECK(nearest("recieved_at", names) == "received_at");
  CHECK(nearest("heldat", names) == "held_at");
  CHECK(nearest("Started-At", names) == "started_at");
  CHECK(nearest("knid", names) == "kind");
  CHECK(nearest("di", names) == "id");
  CHECK(nearest("outcome", names).empty());
  CHECK(nearest("xy", names).empty());
  CHECK(nearest("x", names).empty());
  CHECK(nearest("", names).empty());
  CHECK(nearest(std::string(100'000, 'a'), names).empty());
  CHECK(nearest("held_at", {}).empty());
}

TEST_CASE("of two near names the nearer is offered and of equals the first", "[text]") {
  CHECK(nearest("visit", {"visits_at", "visits"}) == "visits");
  CHECK(nearest("cat", {"bat", "hat"}) == "bat");
}

TEST_CASE("the offer is a question", "[text]") {
  CHECK(did_you_mean("referal", {"referral"}) == "did you mean `referral`?");
  CHECK(did_you_mean("outcome", {"referral"}).empty());
}

TEST_CASE("diagnostics are arranged by source and place and without repeats", "[text]") {
  const auto a = std::make_shared<const Source>(Source{"a", "0123456789"});
  const auto b = std::make_shared<const Source>(Source{"b", "0123456789"});
  Diagnostics all = {
      diagnose(Code::yaml_tag, b, {0, 1}, "five"),  diagnose(Code::yaml_tag, a, {5, 6}, "four"),
      diagnose(Code::yaml_tag, a, {2, 3}, "two"),   diagnose(Code::yaml_tag, a, {2, 3}, "two"),
      diagnose(Code::yaml_tag, a, {2, 4}, "three"), diagnose(Code::yaml_tag, nullptr, {0, 0}, "one"),
  };
  arrange(all);
  std::string order;
  for (const Diagnostic& d : all) order += d.message + " ";
  CHECK(order == "one two three four five ");
}
