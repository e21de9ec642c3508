// Trees of good files against the trees recorded beside them.
#include <algorithm>

#include <dutybound/report.hpp>

#include "files.hpp"
#include "support/catch.hpp"
#include "yaml/packed.hpp"
#include "yaml/print.hpp"
#include "yaml/read.hpp"

using namespace dutybound;

namespace {

bool same(const yaml::Node& a, const yaml::Node& b) {
  const auto same_mark = [](const auto& x, const auto& y) { return x.here == y.here && x.there == y.there; };
  const auto same_entry = [](const yaml::Entry& x, const yaml::Entry& y) {
    return x.key == y.key && x.key_span == y.key_span && same(x.value, y.value);
  };
  return a.kind == b.kind && a.plain == b.plain && a.span == b.span && a.source == b.source &&
         a.fragment.source == b.fragment.source && a.fragment.text == b.fragment.text &&
         std::equal(a.fragment.marks.begin(), a.fragment.marks.end(), b.fragment.marks.begin(), b.fragment.marks.end(),
                    same_mark) &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(), same_entry);
}

}  // namespace

TEST_CASE("good files give the recorded trees", "[yaml][golden]") {
  const std::set<std::string> files = testing::names("good");
  REQUIRE(files.size() >= 6);
  for (const std::string& name : files) {
    INFO(name);
    const auto path = testing::golden("good") / (name + ".yaml");
    const Result<yaml::Node> result = yaml::read(testing::load(path));
    for (const Diagnostic& d : result.diagnostics()) UNSCOPED_INFO(report::to_text(d));
    REQUIRE(result.ok());
    CHECK(result.diagnostics().empty());
    const std::string printed = yaml::print(result.value());
    CHECK(printed == testing::expected(path, printed));
    CHECK(same(yaml::unpack(yaml::pack(result.value()), result.value().source), result.value()));
  }
}

TEST_CASE("what is cut off anywhere is read or refused with places inside it", "[yaml]") {
  for (const std::string folder : {"good", "bad"}) {
    for (const std::string& name : testing::names(folder)) {
      const std::string whole = testing::slurp(testing::golden(folder) / (name + ".yaml"));
      for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto source = std::make_shared<const Source>(Source{name, whole.substr(0, size)});
        const Result<yaml::Node> result = yaml::read(source);
        bool inside = result.ok() || has_errors(result.diagnostics());
        for (const Diagnostic& d : result.diagnostics()) inside = inside && d.span.begin <= d.span.end && d.span.end <= size;
        INFO(name << " cut at " << size);
        REQUIRE(inside);
      }
    }
  }
}
