// What a run tells besides its rows: batches, errors, the end, the stream.
#include <cerrno>
#include <utility>

#include "support/arrow_tables.hpp"
#include "support/small_rules.hpp"
#include "unit/caseload/cases.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

const Rulebook& small() {
  static const Rulebook loaded = load(small_files());
  return loaded;
}

CaseDocument document(const std::string& text, const std::string& where = "c.json") {
  CaseDocument read;
  small().read_cases(where, text, CaseFormat::json, [&](CaseDocument one) {
    read = std::move(one);
    return false;
  });
  return read;
}

std::string numbered(std::size_t n) {
  return R"({"id": ")" + std::to_string(n) +
         R"(", "child": {"date_of_birth": "2010-05-05"}, "episodes": [{"received_at": "2024-03-)" + std::to_string(10 + n % 20) +
         R"(", "decided_at": null}]})";
}

std::vector<CaseDocument> many(std::size_t count) {
  std::vector<CaseDocument> cases;
  for (std::size_t n = 0; n < count; ++n) cases.push_back(document(numbered(n)));
  return cases;
}

CaseloadOptions on(const char* day, unsigned threads = 1) {
  CaseloadOptions options{.assess = {.as_at = Date::parse(day).value()}};
  options.threads = threads;
  return options;
}

CaseloadRun run_of(std::vector<CaseDocument> cases, const CaseloadOptions& options, bool integer_ids = false) {
  return run_over(small(), std::make_shared<ListOfCases>(std::move(cases), integer_ids), options);
}

/// A source that runs out of memory at one case.
class Failing : public ListOfCases {
 public:
  Failing(std::vector<CaseDocument> cases, std::size_t at) : ListOfCases(std::move(cases)), fails_at_(at) {}
  CaseDocument at(std::size_t i) const override {
    if (i == fails_at_) throw std::bad_alloc();
    return ListOfCases::at(i);
  }

 private:
  std::size_t fails_at_;
};

}  // namespace

TEST_CASE("a caseload without cases ends at once") {
  const Pulled pulled = pull_all(run_of({}, on("2024-06-30", 3)));
  CHECK(pulled.findings.empty());
  CHECK(pulled.manifest.cases == 0);
}

TEST_CASE("batches have about as many rows as asked for and together all of them") {
  CaseloadOptions options = on("2024-06-30", 3);
  options.batch_rows = 100;
  CaseloadRun run = run_of(many(200), options);
  ArrowSchema schema;
  REQUIRE(run.schema(&schema));
  std::vector<std::int64_t> sizes;
  std::int64_t rows = 0;
  ArrowArray array;
  while (next_batch(run, &array)) {
    const Batch batch(schema, &array);
    sizes.push_back(batch.rows());
    rows += batch.rows();
  }
  schema.release(&schema);
  REQUIRE(sizes.size() > 3);
  for (std::size_t i = 0; i + 1 < sizes.size(); ++i) CHECK(sizes[i] >= 100);
  CHECK(static_cast<std::size_t>(rows) == run.manifest().shown);
}

TEST_CASE("a document that cannot be read is counted and told") {
  std::vector<CaseDocument> cases = many(3);
  cases.insert(cases.begin() + 1, document("[1]", "broken.json"));
  REQUIRE_FALSE(cases[1].facts.has_value());
  const Pulled pulled = pull_all(run_of(cases, on("2024-06-30")));
  CHECK(pulled.manifest.cases == 4);
  CHECK(pulled.manifest.unread == 1);
  REQUIRE(pulled.errors.size() == 1);
  CHECK(pulled.errors[0].table == cases[1].where);
  CHECK(pulled.errors[0].error.code == cases[1].diagnostics.front().code);
  CHECK(pulled.errors[0].error.reason.find(cases[1].diagnostics.front().message) == 0);
}

TEST_CASE("data errors are taken once and go into an Arrow table") {
  CaseloadRun run =
      run_of({document(R"({"id": "7", "episodes": [{"received_at": "2024-13-01", "decided_at": null}]})")}, on("2024-06-30"));
  ArrowArray array;
  while (next_batch(run, &array)) array.release(&array);
  std::vector<PlacedError> errors = run.take_errors();
  CHECK(run.take_errors().empty());
  CHECK(run.manifest().data_errors == 1);
  REQUIRE(errors.size() == 1);
  errors.push_back({"episodes", 12, "received", std::nullopt, {"", "x", "No case.", "orphan_row"}});
  ArrowSchema schema;
  REQUIRE(describe_errors(&schema));
  REQUIRE(give_errors(errors, &array));
  {
    const Batch batch(schema, &array);
    REQUIRE(batch.rows() == 2);
    CHECK(text_at(batch.column("case_id"), 0) == "7");
    CHECK(text_at(batch.column("path"), 0) == "episodes[0].received_at");
    CHECK(text_at(batch.column("value"), 0) == "2024-13-01");
    CHECK(text_at(batch.column("code"), 0) == errors[0].error.code);
    CHECK_FALSE(integer_at(batch.column("row"), 0).has_value());
    CHECK_FALSE(text_at(batch.column("case_id"), 1).has_value());
    CHECK(text_at(batch.column("table"), 1) == "episodes");
    CHECK(integer_at(batch.column("row"), 1) == 12);
    CHECK(text_at(batch.column("column"), 1) == "received");
  }
  schema.release(&schema);
}

TEST_CASE("ids of a source with whole numbers come back as numbers") {
  CaseloadRun run = run_of(many(3), on("2024-06-30"), true);
  ArrowSchema schema;
  REQUIRE(run.schema(&schema));
  CHECK(std::string(schema.children[0]->format) == "l");
  ArrowArray array;
  REQUIRE(next_batch(run, &array));
  {
    const Batch batch(schema, &array);
    CHECK(integer_at(batch.column("case_id"), 0) == 0);
    CHECK(integer_at(batch.column("case_id"), batch.rows() - 1) == 2);
  }
  schema.release(&schema);
}

TEST_CASE("a failure of one case is an error of the run and not the end of it") {
  for (const unsigned threads : {1U, 3U}) {
    CaseloadRun run = run_over(small(), std::make_shared<Failing>(many(200), 150), on("2024-06-30", threads));
    ArrowArray array;
    auto pulled = run.next(&array);
    for (; pulled.ok() && pulled.value() == CaseloadRun::Pull::batch; pulled = run.next(&array)) array.release(&array);
    REQUIRE_FALSE(pulled.ok());
    CHECK(run.cases_done() < 200);
    const auto again = run.next(&array);
    REQUIRE_FALSE(again.ok());
    for (const Result<CaseloadRun::Pull>* failed : {&std::as_const(pulled), &again}) {
      CHECK(failed->diagnostics().front().code == "caseload.failed");
      CHECK(failed->diagnostics().front().message == "out of memory");
    }
    run.cancel();
    CHECK_FALSE(run.next(&array).ok());  // the cause is kept
  }
}

TEST_CASE("polling comes back without a batch and gives all of them in the end") {
  for (const unsigned threads : {1U, 3U}) {
    CaseloadRun run = run_of(many(300), on("2024-06-30", threads));
    ArrowArray array;
    std::size_t rows = 0;
    std::size_t waits = 0;
    while (true) {
      const CaseloadRun::Pull pull = run.poll(&array, std::chrono::milliseconds(1)).value_or_throw();
      if (pull == CaseloadRun::Pull::end) break;
      if (pull == CaseloadRun::Pull::waiting) {
        ++waits;
        continue;
      }
      rows += static_cast<std::size_t>(array.length);
      array.release(&array);
    }
    CHECK(rows == run.manifest().shown);
    CHECK(run.cases_done() == 300);
    if (threads == 1) CHECK(waits >= 9);
  }
}

TEST_CASE("a stream gives the same batches and outlives the run") {
  const std::size_t findings = pull_all(run_of(many(50), on("2024-06-30"))).findings.size();
  ArrowArrayStream stream = run_of(many(50), on("2024-06-30", 2)).stream();
  ArrowSchema schema;
  REQUIRE(stream.get_schema(&stream, &schema) == 0);
  CHECK(std::string(schema.children[14]->format) == "tss:Europe/London");
  ArrowArray array;
  REQUIRE(stream.get_next(&stream, &array) == 0);
  ArrowArray end;
  REQUIRE(stream.get_next(&stream, &end) == 0);
  CHECK(end.release == nullptr);
  CHECK(stream.get_last_error(&stream) == nullptr);
  stream.release(&stream);
  {
    const Batch batch(schema, &array);
    CHECK(static_cast<std::size_t>(batch.rows()) == findings);
    CHECK(finding_at(batch, 0).rule == "need");
  }
  schema.release(&schema);
}

TEST_CASE("a stream that fails says why") {
  ArrowArrayStream stream = run_over(small(), std::make_shared<Failing>(many(2), 1), on("2024-06-30")).stream();
  ArrowArray array;
  CHECK(stream.get_next(&stream, &array) != 0);
  CHECK(std::string(stream.get_last_error(&stream)) == "out of memory");
  stream.release(&stream);
}

TEST_CASE("a stream that was cancelled does not pass for one that ended") {
  CaseloadRun run = run_of(many(50), on("2024-06-30"));
  run.cancel();
  ArrowArrayStream stream = std::move(run).stream();
  ArrowArray array;
  CHECK(stream.get_next(&stream, &array) == ECANCELED);
  CHECK(std::string(stream.get_last_error(&stream)) == "the run was cancelled");
  stream.release(&stream);
}

TEST_CASE("a run that has ended goes on saying so") {
  CaseloadRun run = run_of(many(3), on("2024-06-30", 2));
  ArrowArray array;
  while (next_batch(run, &array)) array.release(&array);
  run.cancel();  // after the end it changes nothing
  CHECK(run.next(&array).value() == CaseloadRun::Pull::end);
}

TEST_CASE("handles that were moved from can be assigned to and destroyed") {
  CaseloadRun run = run_of(many(3), on("2024-06-30"));
  CaseloadRun taken = std::move(run);
  run = run_of(many(2), on("2024-06-30"));
  CHECK(run.cases() == 2);
  CHECK(taken.cases() == 3);
  Rulebook rulebook = small();
  Rulebook other = std::move(rulebook);
  rulebook = other;
  CHECK(rulebook == other);
}

TEST_CASE("rules and statuses that are not loaded are left aside") {
  CaseloadOptions options = on("2024-06-30");
  options.assess.rules = {"no-such-rule"};
  CHECK(pull_all(run_of(many(3), options)).findings.empty());
}

TEST_CASE("a caseload of a text is assessed case by case through the rulebook") {
  const Caseload caseload = small().read_caseload("c.jsonl", numbered(1) + "\n{]\n" + numbered(2) + "\n", CaseFormat::json_lines);
  CaseloadOptions options = on("2024-06-30", 2);
  CHECK(small().check(options.assess).empty());
  const Pulled pulled = pull_all(small().assess(caseload, options).value());
  CHECK(pulled.manifest.cases == 3);
  CHECK(pulled.manifest.unread == 1);
  REQUIRE(pulled.errors.size() == 1);
  CHECK((pulled.findings.size() ==
         pull_all(run_of({document(numbered(1)), document(numbered(2))}, on("2024-06-30"))).findings.size()));
  options.assess.rules = {"decid"};
  const Diagnostics wrong = small().check(options.assess);
  REQUIRE(wrong.size() == 1);
  CHECK(wrong[0].code == "options.unknown-rule");
  CHECK(wrong[0].hint.find("decide") != std::string::npos);
}

TEST_CASE("in what way tables were read changes the digest of their assessment") {
  const auto of = [&](TableOptions options) {
    const std::unique_ptr<ArrowArrayStream> stream = stream_of({{texts("id", {"a"})}});
    const Caseload cases = small().read_tables({{"cases", stream.get()}}, options).value_or_throw();
    return small().assess(cases, {.assess = as_at("2024-04-10")}).value_or_throw().manifest().digest;
  };
  TableOptions by_days;
  by_days.dates = {"dd/mm/yyyy"};
  TableOptions by_mapping;
  by_mapping.mapping_file = RuleFile{"mine.yaml", "mapping: mine\ntitle: Mine\nformat: tables\ntables: {cases: {records: case, id: id}}\n"};
  CHECK(of({}) == of({}));
  CHECK(of({}) != of(by_days));
  CHECK(of({}) != of(by_mapping));
  CHECK(of(by_days) != of(by_mapping));
}
