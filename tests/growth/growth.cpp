// Drives every reader and every report at 0, 1, 4 and 16 times a size, over rules small enough that work on the input is what counts.
// Under callgrind each run leaves the number of its instructions; growth_test.py runs this so and compares them. Run by itself it only
// shows that all of it works. Entry: measure.
#include <valgrind/callgrind.h>

#include <functional>

#include "inputs.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

/// `prepare` makes an input of `n` parts and gives what is to be counted: true where it found what it was to find.
void measure(const std::string& name, std::size_t size, const std::function<std::function<bool()>(std::size_t n)>& prepare) {
  prepare(0)();  // so that what is done once for all drives is not the first one's
  for (const std::size_t times : {0, 1, 4, 16}) {
    const std::function<bool()> work = prepare(times * size);
    const std::string label = name + '|' + std::to_string(times);
    CALLGRIND_ZERO_STATS;
    const bool found = work();
    CALLGRIND_DUMP_STATS_AT(label.c_str());
    INFO(name << ", " << times << " times");
    CHECK(found);
  }
}

const Rulebook& rules() {
  static const Rulebook loaded = load(growth_files(), {{"visit-interval", 20}});
  return loaded;
}

/// What could be read, and what is told of the rest as people read it.
struct Seen {
  std::size_t cases = 0;
  std::size_t bytes = 0;
  std::vector<CaseDocument> unread;
};

Seen see(const std::string& text, CaseFormat format) {
  Seen seen;
  rules().read_cases("cases", text, format, [&](CaseDocument document) {
    for (const Diagnostic& diagnostic : document.diagnostics) seen.bytes += report::to_text(diagnostic).size();
    if (document.facts) {
      ++seen.cases;
    } else {
      seen.unread.push_back(std::move(document));
    }
    return true;
  });
  return seen;
}

using Maker = std::function<std::string(std::size_t)>;

/// Reading texts that have one case.
void reads(const std::string& name, std::size_t size, CaseFormat format, const Maker& text) {
  measure(name, size, [&](std::size_t n) {
    return [format, text = text(n)] { return see(text, format).cases == 1; };
  });
}

/// Reading texts with nothing but mistakes, and telling all of them in every form.
void tells(const std::string& name, std::size_t size, CaseFormat format, const Maker& text) {
  measure(name, size, [&](std::size_t n) {
    return [format, text = text(n)] {
      const Seen seen = see(text, format);
      return seen.cases == 0 && !report::unread_to_text(seen.unread, 0).empty() && !report::unread_to_json(seen.unread).empty() &&
             !report::unread_to_csv(seen.unread).empty();
    };
  });
}

/// Loading files of rules, and telling what is wrong with them.
void loads(const std::string& name, std::size_t size, bool good, const std::function<std::vector<RuleFile>(std::size_t)>& files) {
  measure(name, size, [&](std::size_t n) {
    LoadOptions options;
    options.rules = files(n);
    options.every_file = true;
    return [options, good, n] {
      const Result<Rulebook> loaded = Rulebook::load(options);
      std::size_t bytes = 0;
      for (const Diagnostic& diagnostic : loaded.diagnostics()) bytes += report::to_text(diagnostic).size();
      return n == 0 || (loaded.ok() == good && (good || bytes > 0));
    };
  });
}

/// What is made of one case.
void reports(const std::string& name, std::size_t size, const Maker& document,
             const std::function<std::string(const Case&, const Assessment&)>& made) {
  measure(name, size, [&](std::size_t n) {
    const Case facts = read(rules(), document(n));
    return [&made, facts, assessment = rules().assess(facts, as_at("2024-06-20")).value()] {
      return !made(facts, assessment).empty();
    };
  });
}

/// FEEL over a text or a list of that size.
void evaluates(const std::string& name, std::size_t size, const Maker& expression, const Maker& facts) {
  measure(name, size, [&](std::size_t n) {
    return [expression = expression(n), facts = facts(n)] {
      const auto answer = evaluate_feel(rules(), expression, facts, Date::parse("2024-06-20"));
      INFO(list(answer.diagnostics()));
      CHECK(answer.ok());
      return answer.ok();
    };
  });
}

std::string no_facts(std::size_t) { return "{}"; }

}  // namespace

TEST_CASE("the work of reading documents grows with them") {
  reads("JSON on one line", 30, CaseFormat::json, json_case);
  reads("JSON on many lines", 30, CaseFormat::json, json_case_on_lines);
  reads("JSON with a wrong value in every record", 30, CaseFormat::json, json_of_wrong_values);
  reads("JSON with names that nobody reads", 50, CaseFormat::json, json_of_unread_names);
  reads("YAML", 20, CaseFormat::yaml, yaml_case);
  reads("a return as XML", 30, CaseFormat::cin_census, census);
  reads("a long text in JSON", 2000, CaseFormat::json, json_of_long_text);
  measure("JSON Lines", 10, [](std::size_t n) {
    return [n, text = json_lines(n)] { return see(text, CaseFormat::json_lines).cases == n; };
  });
}

TEST_CASE("the work of telling what cannot be read grows with the documents") {
  tells("JSON with one mistake at the end of one line", 50, CaseFormat::json, json_with_a_mistake);
  tells("JSON with keys that stand twice on one line", 50, CaseFormat::json, [](std::size_t n) { return duplicate_keys(n, ""); });
  tells("JSON with keys that stand twice on many lines", 50, CaseFormat::json, [](std::size_t n) { return duplicate_keys(n, "\n"); });
  tells("JSON with one key many times", 50, CaseFormat::json, one_key_many_times);
  tells("YAML with mistakes on many lines", 30, CaseFormat::yaml, yaml_of_mistakes);
  tells("YAML with mistakes on one line", 30, CaseFormat::yaml, yaml_of_mistakes_on_a_line);
  tells("a return that is not closed", 50, CaseFormat::cin_census, open_census);
  measure("JSON Lines with nothing but bad lines", 20, [](std::size_t n) {
    return [n, text = bad_lines(n)] {
      const Seen seen = see(text, CaseFormat::json_lines);
      return seen.cases == 0 && (n == 0 || seen.unread.size() == n) && !report::unread_to_json(seen.unread).empty() &&
             !report::unread_to_csv(seen.unread).empty();
    };
  });
}

TEST_CASE("the work of reading tables grows with them") {
  measure("CSV", 100, [](std::size_t n) {
    return [text = csv(n)] { return read_csv("cells.csv", text).ok(); };
  });
  measure("CSV of one long quoted cell", 250, [](std::size_t n) {
    return [text = quoted_cell(n)] { return read_csv("cells.csv", text).ok(); };
  });
  measure("CSV with a quote that is never closed", 100, [](std::size_t n) {
    return [text = open_quote(n)] {
      const auto rows = read_csv("cells.csv", text);
      return !rows.ok() && !report::to_text(rows.diagnostics().front()).empty();
    };
  });
  for (const bool alike : {false, true}) {
    measure(alike ? "tables whose records all belong to one case" : "tables", 20, [alike](std::size_t n) {
      auto made = std::make_shared<std::vector<std::unique_ptr<ArrowArrayStream>>>(tables(n, alike));
      return [made, n, alike] {
        const auto read = rules().read_tables({{"case", (*made)[0].get()}, {"episode", (*made)[1].get()}}, {});
        if (!read.ok()) return false;
        std::size_t cases = 0;
        for (std::size_t i = 0; i < read.value().size(); ++i) cases += read.value().at(i).facts ? 1 : 0;
        return cases == (alike ? 1 : n);
      };
    });
  }
}

TEST_CASE("the work of reading rules grows with them") {
  loads("rules", 10, true, many_rules);
  loads("rules with a mistake in each", 10, false, bad_rules);
  loads("rules with mistakes on one line", 30, false, mistakes_on_a_line);
  loads("rules with one key many times", 30, false, repeated_keys);
  evaluates("a long text in FEEL", 100, long_word, no_facts);
  evaluates("FEEL within brackets beside each other", 30, brackets, no_facts);
}

TEST_CASE("the work of FEEL grows with its texts and lists") {
  const auto texts = [](std::size_t n) { return R"({"text": ")" + std::string(2 * n, 'a') + R"(", "match": ")" + std::string(n, 'a') + "b\"}"; };
  for (const char* function : {"contains", "substring before", "substring after", "starts with", "ends with"})
    evaluates(function, 500, [&](std::size_t) { return std::string(function) + "(text, match)"; }, texts);
  evaluates("upper case", 500, [](std::size_t) { return "upper case(text)"; }, texts);
  evaluates("substring", 500, [](std::size_t) { return "substring(text, string length(text) / 2)"; },
            [](std::size_t n) { return R"({"text": ")" + std::string(2 * n + 2, 'a') + "\"}"; });
  const auto numbers = [](std::size_t n) { return R"({"list": [)" + join(n + 1, [](std::size_t i) { return R"({"n": )" + std::to_string(i) + "}"; }) + "]}"; };
  for (const char* expression : {"count(list)", "sum(list.n)", "max(list.n)", "count(list[n > 1])", "some x in list satisfies x.n < 0",
                                 "count(for x in list return x.n + 1)", "count(flatten(for x in list return [x.n]))",
                                 "count(sort(list.n))"})
    evaluates(expression, 30, [&](std::size_t) { return expression; }, numbers);
}

TEST_CASE("the work of judging and reporting grows with the case") {
  for (const bool empty : {false, true}) {
    const Maker document = empty ? empty_episodes : json_case;
    const std::string of = empty ? " of empty records" : "";
    const auto report = [&](const std::string& name, std::size_t size, const std::function<std::string(const Case&, const Assessment&)>& made) {
      reports(name + of, size, document, made);
    };
    report("an assessment", 10, [](const Case& facts, const Assessment&) { return rules().assess(facts, as_at("2024-06-20")).value().as_at; });
    report("text", 10, [](const Case&, const Assessment& assessment) { return report::to_text(assessment); });
    report("JSON", 10, [](const Case&, const Assessment& assessment) { return report::to_json(assessment); });
    report("JSON on lines", 10, [](const Case&, const Assessment& assessment) { return report::to_json_lines(assessment) + "."; });
    report("CSV report", 10, [](const Case&, const Assessment& assessment) { return report::csv_header() + report::to_csv(assessment); });
    report("explanations", 10, [](const Case& facts, const Assessment&) {
      std::string text;
      for (const Explanation& explanation : rules().explain(facts, as_at("2024-06-20"), "decide").value())
        text += report::to_text(explanation) + report::to_json(explanation);
      return text + ".";
    });
  }
  const auto asked = [](const Case& facts, const Assessment&) {
    const std::vector<Question> questions = rules().ask(facts, as_at("2024-06-20")).value();
    return report::to_text(questions) + report::to_json(questions);
  };
  reports("questions about one record of many", 10, one_unknown, asked);
  reports("text of wrong values", 20, json_of_wrong_values, [](const Case&, const Assessment& assessment) { return report::to_text(assessment); });
  reports("JSON of wrong values", 10, json_of_wrong_values, [](const Case&, const Assessment& assessment) { return report::to_json(assessment); });
}
