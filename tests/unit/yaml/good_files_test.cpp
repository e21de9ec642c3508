// Trees of good files against the trees recorded beside them.
#include <dutybound/report.hpp>

#include "files.hpp"
#include "support/catch.hpp"
#include "yaml/print.hpp"
#include "yaml/read.hpp"

using namespace dutybound;

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
