// Loading rules, and what they say of themselves without a case.
#include <filesystem>
#include <fstream>
#include <set>

#include "support/small_rules.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

/// A folder that goes away again.
class Folder {
 public:
  explicit Folder(const std::string& name) : path_(std::filesystem::temp_directory_path() / ("dutybound-" + name)) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("a rule describes itself", "[load]") {
  const Rulebook rulebook = load(small_files());
  const RuleInfo* decide = rulebook.rule("decide");
  REQUIRE(decide);
  CHECK(decide->rulebook == "small-2024");
  CHECK(decide->kind == RuleKind::duty);
  CHECK(decide->modality == Modality::must);
  CHECK(decide->for_each == "episode");
  CHECK(decide->deadline == "within 15 working days (decision-limit) after episode.received_at");
  CHECK(decide->parameters == std::vector<std::string>{"decision-limit"});
  CHECK(decide->from == Date::parse("2024-01-01"));
  const std::vector<std::pair<std::string, std::string>> conditions{
      {"applies_when", "all of:"},
      {"applies_when", "  The child is under 18 (age(child.date_of_birth, as_at) < 18)"},
      {"applies_when", "  happened(episode.received_at)"},
      {"excused_when", "episode.excuse"},
      {"done_at", "episode.decided_at"}};
  CHECK(decide->conditions == conditions);
  REQUIRE(decide->sources.size() == 1);
  CHECK(decide->sources.front().status == "general_knowledge");
  CHECK(rulebook.rule("visit")->deadline ==
        "again within as many days as local policy says (visit-interval) after episode.received_at");
  CHECK(rulebook.rule("release")->deadline == "no longer than 72 hours from episode.held_at");
  CHECK(rulebook.rule("culture")->reason == "No recorded fact tells of a culture.");
  CHECK(rulebook.rule("need")->conditions.front().first == "level: section_17");
  CHECK_FALSE(rulebook.rule("no-such-rule"));
  CHECK(rulebook.rules().size() == 6);
}

TEST_CASE("a rule that editions share is told as the latest has it", "[load]") {
  std::vector<RuleFile> files = small_files();
  files.insert(files.begin(),
               {"small-2023/rulebook.yaml",
                "rulebook: small-2023\nseries: small\nedition: \"2023\"\ntitle: Small\nversion: 1.0.0\njurisdiction: England\n"
                "in_force: {from: 2023-01-01, to: 2023-12-31}\nshares: [{from: small-2024, rules: [decide]}]\n"});
  const Rulebook rulebook = load(files);
  CHECK(rulebook.rules().size() == 7);
  CHECK(rulebook.rules().front().rulebook == "small-2023");
  CHECK(rulebook.rule("decide")->rulebook == "small-2024");
}

TEST_CASE("a parameter has the number of its day", "[load]") {
  const Rulebook rulebook = load(small_files(), {{"visit-interval", 10}});
  const auto on = [](const char* day) { return Date::parse(day).value(); };
  CHECK(rulebook.parameter("decision-limit", on("2019-12-31")) == std::nullopt);
  CHECK(rulebook.parameter("decision-limit", on("2023-12-31")) == 10);
  CHECK(rulebook.parameter("decision-limit", on("2024-01-01")) == 15);
  CHECK(rulebook.parameter("visit-interval", on("2024-01-01")) == 10);
  CHECK(rulebook.parameter("no-such-parameter", on("2024-01-01")) == std::nullopt);
  CHECK(load(small_files()).parameter("visit-interval", on("2024-01-01")) == std::nullopt);
  REQUIRE(rulebook.parameters().size() == 2);
  CHECK(rulebook.parameters().front().rulebook == "small-2024");
}

TEST_CASE("closure days are no working days", "[load]") {
  LoadOptions options;
  options.rules = small_files();
  options.closures = {{Date::parse("2024-04-02").value(), "Office closed"}};
  const Result<Rulebook> rulebook = Rulebook::load(options);
  REQUIRE(rulebook.ok());
  CHECK(rulebook.value().calendar().is_working_day(Date::parse("2024-04-02").value()) == false);
}

TEST_CASE("every mistake of every file is told at once", "[load]") {
  LoadOptions options;
  std::vector<RuleFile> files = small_files();
  files[3].text = "rules:\n  - id: a\n    kind: duty\n    titel: x\n";
  options.rules = std::move(files);
  options.policy = {{"no-such-policy", 1}};
  const Result<Rulebook> rulebook = Rulebook::load(options);
  REQUIRE_FALSE(rulebook.ok());
  CHECK(find(rulebook.diagnostics(), "rulebook.not-policy"));
  CHECK(find(rulebook.diagnostics(), "rulebook.unknown-key"));
}

TEST_CASE("files that no assessment needs are left unread unless every file is asked for", "[load]") {
  LoadOptions options;
  std::vector<RuleFile> files = small_files();
  files.push_back({"catalogue/provisions.yaml", "provisions:\n  - id: [broken\n"});
  files.push_back({"catalogue/source.yaml", "# A source.\ndocument: a\n"});
  files.push_back({"small/rules.scenarios.yaml", "scenarios: nothing\nlist: }\n"});
  options.rules = std::move(files);
  CHECK(Rulebook::load(options).ok());

  options.every_file = true;
  const auto rulebook = Rulebook::load(options);
  CHECK_FALSE(rulebook.ok());
  std::set<std::string> names;
  for (const Diagnostic& diagnostic : rulebook.diagnostics()) names.insert(diagnostic.source->name);
  CHECK(names == std::set<std::string>{"catalogue/provisions.yaml", "catalogue/source.yaml", "small/rules.scenarios.yaml"});
}

TEST_CASE("the embedded rules load and those that are off by default only when named", "[load]") {
  const Result<Rulebook> all = Rulebook::load();
  INFO(list(all.diagnostics()));
  REQUIRE(all.ok());
  const auto has = [](const Rulebook& rulebook, std::string_view id) {
    for (const RulebookRef& ref : rulebook.rulebooks()) {
      if (ref.id == id) return true;
    }
    return false;
  };
  CHECK(has(all.value(), "working-together-2023"));
  CHECK_FALSE(has(all.value(), "working-together-2023-variants"));
  LoadOptions options;
  options.rules = EmbeddedRules{{"working-together-2023-variants"}};
  const Result<Rulebook> one = Rulebook::load(options);
  INFO(list(one.diagnostics()));
  REQUIRE(one.ok());
  CHECK(one.value().rulebooks().size() == 1);
  options.rules = EmbeddedRules{{"working-together-2032"}};
  const Result<Rulebook> none = Rulebook::load(options);
  REQUIRE_FALSE(none.ok());
  CHECK(none.diagnostics().front().code == "load.unknown-rulebook");
  CHECK(none.diagnostics().front().hint == "did you mean `working-together-2023`?");
}

TEST_CASE("a folder of rules is read in order of name", "[load]") {
  const Folder folder("folder");
  folder.write("b/two.yaml", "b");
  folder.write("a.yaml", "a");
  folder.write("b/one.yaml", "c");
  folder.write("b/readme.txt", "d");
  const auto files = read_rule_folder(folder.path());
  REQUIRE(files.ok());
  REQUIRE(files.value().size() == 3);
  CHECK(files.value()[0].name == "a.yaml");
  CHECK(files.value()[1].name == "b/one.yaml");
  CHECK(files.value()[2].text == "b");
}

TEST_CASE("a folder of rules may be a mounted map of a cluster and a checkout", "[load]") {
  const Folder folder("map");
  folder.write("..2026_11_30/rules.yaml", "a");
  folder.write("..2026_11_30/more.yml", "b");
  folder.write(".git/hooks.yaml", "c");
  folder.write(".rules.yaml.swp.yaml", "d");
  folder.write("outside/in/three.YAML", "e");
  const std::filesystem::path root = folder.path();
  std::filesystem::create_directory_symlink("..2026_11_30", root / "..data");
  for (const char* name : {"rules.yaml", "more.yml"}) std::filesystem::create_symlink(std::string("..data/") + name, root / name);
  std::filesystem::create_directory_symlink("outside/in", root / "linked");
  const auto files = read_rule_folder(folder.path());
  INFO(list(files.diagnostics()));
  REQUIRE(files.ok());
  std::string read;
  for (const RuleFile& file : files.value()) read += file.name + "=" + file.text + " ";
  CHECK(read == "linked/three.YAML=e more.yml=b outside/in/three.YAML=e rules.yaml=a ");
}

TEST_CASE("a link in a folder of rules that leads nowhere or back is told", "[load]") {
  const Folder folder("links");
  folder.write("a.yaml", "a");
  folder.write("b/c.yaml", "c");
  const std::filesystem::path root = folder.path();
  std::filesystem::create_symlink("nothing", root / "gone.yaml");
  std::filesystem::create_directory_symlink("..", root / "b" / "back");
  const auto files = read_rule_folder(folder.path());
  REQUIRE(files.diagnostics().size() == 2);
  CHECK(files.diagnostics()[0].message == "`b/back` is a link that leads back to a folder above it");
  CHECK(files.diagnostics()[1].message == "`gone.yaml` cannot be read");
  CHECK(files.diagnostics()[1].hint == "it is a link to a file that is not there");
}

TEST_CASE("a folder that cannot be used is told", "[load]") {
  const Folder folder("limits");
  CHECK(read_rule_folder(folder.path()).diagnostics().front().code == "load.no-files");
  CHECK(read_rule_folder(folder.path() + "/none").diagnostics().front().code == "load.unreadable");
  folder.write("a.yaml", "12345");
  Limits limits;
  limits.rule_file_bytes = 5;
  CHECK(read_rule_folder(folder.path(), limits).ok());
  limits.rule_file_bytes = 4;
  CHECK(read_rule_folder(folder.path(), limits).diagnostics().front().code == "load.too-large");
}

TEST_CASE("words of the wire lead there and back", "[load]") {
  for (int i = 0; i <= static_cast<int>(Status::not_in_force); ++i) {
    const auto status = static_cast<Status>(i);
    CHECK(parse_status(to_string(status)) == status);
  }
  CHECK(to_string(Status::not_in_force) == "not_in_force");
  CHECK(to_string(RuleKind::advisory) == "advisory");
  CHECK(to_string(Modality::must_not) == "must_not");
  CHECK(to_string(DayUnit::months) == "months");
  CHECK(to_string(EditionPolicy::chosen) == "chosen");
  CHECK_FALSE(parse_status("lost"));
  Finding finding;
  finding.status = Status::level;
  finding.outcome = "section_17";
  CHECK(status_word(finding) == "section_17");
}

TEST_CASE("folders of rules load with what they do not have themselves", "[load]") {
  const Folder own("own");
  for (const RuleFile& file : small_files()) own.write(file.name, file.text);
  LoadOptions options;
  options.rules = RuleFolders{{own.path()}};
  const auto whole = Rulebook::load(options);
  INFO(list(whole.diagnostics()));
  REQUIRE(whole.ok());
  CHECK(whole.value().digest() == load(small_files()).digest());

  const Folder bare("bare");
  bare.write("ours/rulebook.yaml",
             "rulebook: ours\nedition: '1'\ntitle: Ours\nversion: 1.0.0\nin_force: {from: 2024-01-01}\n");
  options.rules = RuleFolders{{bare.path()}, {"working-together-2023-variants"}};
  const auto beside = Rulebook::load(options);
  INFO(list(beside.diagnostics()));
  REQUIRE(beside.ok());
  REQUIRE(beside.value().rulebooks().size() == 2);
  CHECK(beside.value().rulebooks()[0].id == "ours");
  CHECK_FALSE(beside.value().facts().empty());  // of the vocabulary that the library carries

  options.rules = RuleFolders{{bare.path(), bare.path() + "/nowhere"}, {"no-such-book"}};
  const auto refused = Rulebook::load(options);
  REQUIRE_FALSE(refused.ok());
  CHECK(find(refused.diagnostics(), "load.unreadable"));
  CHECK(find(refused.diagnostics(), "load.unknown-rulebook"));
}

TEST_CASE("no files are not taken for all that the library carries", "[load]") {
  LoadOptions options;
  options.rules = std::vector<RuleFile>();
  const auto refused = Rulebook::load(options);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.diagnostics().front().code == "load.no-files");
}

TEST_CASE("what a rulebook shows of its rules is not copied and lasts as long as a copy of it", "[load]") {
  std::optional<Rulebook> first = load(small_files());
  const Rulebook second = *first;
  CHECK(second == *first);
  CHECK_FALSE(second == load(small_files()));
  const std::vector<RuleInfo>& rules = first->rules();
  CHECK(&rules == &second.rules());
  CHECK(first->rule("decide") == &*std::find_if(rules.begin(), rules.end(), [](const RuleInfo& r) { return r.id == "decide"; }));
  CHECK(first->rule("no-such-rule") == nullptr);
  first.reset();
  CHECK(rules.front().rulebook == "small-2024");
}
