// What is driven at several sizes: documents, tables and files of rules of `n` parts, good and bad.
#pragma once

#include "support/arrow_tables.hpp"
#include "support/small_rules.hpp"

namespace dutybound::testing {

template <class Part>
std::string join(std::size_t n, const Part& part, const std::string& between = ",") {
  std::string text;
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) text += between;
    text += part(i);
  }
  return text;
}

inline std::string day(std::size_t i) { return Date::from_number(Date::parse("2024-01-02")->number() + static_cast<std::int32_t>(i % 120)).to_string(); }

/// The small rules, and a mapping of returns to their vocabulary.
inline std::vector<RuleFile> growth_files() {
  std::vector<RuleFile> files = small_files();
  files.push_back({"mappings/census.yaml", R"(mapping: small-census
title: A small census
format: cin_census
root: Message
each: Children/Child
called: child
subject: case
true_words: ['true']
false_words: ['false']
id: Id
attributes:
  episodes:
    from: Episode
    attributes:
      received_at: Received
      decided_at: {from: Decided, absent: not_happened}
      excuse: Excuse
)"});
  return files;
}

inline std::string episode(std::size_t i) {
  return R"({"id":"e)" + std::to_string(i) + R"(","received_at":")" + day(i) + R"(","decided_at":)" + (i % 3 == 0 ? "null" : '"' + day(i + 9) + '"') +
         R"(,"outcome":"assessment","visits":[{"made_at":")" + day(i + 20) + R"("}]})";
}

inline std::string case_of(const std::string& episodes) {
  return R"({"child":{"date_of_birth":"2015-05-05","disabled":false},"episodes":[)" + episodes + "]}";
}

inline std::string json_case(std::size_t n) { return case_of(join(n, episode)); }
inline std::string json_case_on_lines(std::size_t n) { return case_of("\n" + join(n, episode, ",\n") + "\n"); }
inline std::string empty_episodes(std::size_t n) { return case_of(join(n, [](std::size_t) { return "{}"; })); }
/// Episodes of which only the first lacks something: what is tried out is as much for any number.
inline std::string one_unknown(std::size_t n) {
  return case_of(R"({"received_at":"2024-01-02","decided_at":null,"excuse":false,"visits":[]})" + join(n, [](std::size_t i) {
                   return R"(,{"received_at":")" + day(i) + R"(","decided_at":")" + day(i + 9) +
                          R"(","excuse":false,"held_at":null,"released_at":null,"visits":[{"made_at":")" + day(i + 15) + R"("}]})";
                 }, ""));
}
inline std::string json_of_wrong_values(std::size_t n) {
  return case_of(join(n, [](std::size_t i) { return R"({"received_at":"31 June","decided_at":")" + day(i) + R"(","outcome":"asessment","excuse":7})"; }));
}
inline std::string json_of_unread_names(std::size_t n) {
  return R"({"child":{"disabled":false)" + join(n, [](std::size_t i) { return R"(,"name_)" + std::to_string(i) + R"(":1)"; }, "") + "}}";
}
inline std::string json_of_long_text(std::size_t n) { return R"({"id":")" + std::string(n, 'x') + R"(","child":{"disabled":")" + std::string(n, 'y') + R"("}})"; }
inline std::string json_lines(std::size_t n) {
  return join(n, [](std::size_t i) { return R"({"id":")" + std::to_string(i) + R"(","child":{"disabled":true},"episodes":[)" + episode(i) + "]}\n"; }, "");
}

inline std::string json_with_a_mistake(std::size_t n) { return case_of(join(n, episode) + ",nul"); }
inline std::string duplicate_keys(std::size_t n, const std::string& end) {
  return R"({"child":{"disabled":1},"child":{)" + join(n, [&](std::size_t i) { return R"("k)" + std::to_string(i / 2) + "\":1" + end; }) + "}}";
}
inline std::string one_key_many_times(std::size_t n) {
  return R"({"child":1,"child":2,"episodes":[{)" + join(n, [](std::size_t) { return R"("outcome":1)"; }) + "}]}";
}
inline std::string bad_lines(std::size_t n) {
  return join(n, [](std::size_t i) { return R"({"id":")" + std::to_string(i) + R"(","child":{"disabled":tru}})" + "\n"; }, "");
}

inline std::string yaml_case(std::size_t n) {
  return "child: {disabled: false}\nepisodes:" + std::string(n == 0 ? " []\n" : "\n") +
         join(n, [](std::size_t i) { return "  - id: e" + std::to_string(i) + "\n    received_at: " + day(i) + "\n    outcome: assessment\n"; }, "");
}
inline std::string yaml_of_mistakes(std::size_t n) {
  return "child: !a {disabled: false}\nepisodes:\n  - {}\n" + join(n, [](std::size_t) { return "  - !tag {excuse: true, excuse: false}\n"; }, "");
}
inline std::string yaml_of_mistakes_on_a_line(std::size_t n) {
  return "{child: !a {disabled: false}, episodes: [" + join(n, [](std::size_t) { return "!tag {excuse: true, excuse: false}"; }, ", ") + "]}";
}

inline std::string census_episodes(std::size_t n) {
  return join(n, [](std::size_t i) { return "<Episode><Received>" + day(i) + "</Received><Excuse>true</Excuse><Odd>1</Odd></Episode>"; }, "");
}
inline std::string census(std::size_t n) { return "<Message><Children><Child><Id>c</Id>" + census_episodes(n) + "</Child></Children></Message>"; }
inline std::string open_census(std::size_t n) { return "<Message><Children><Child><Id>c</Id>" + census_episodes(n) + "</Child></Message>"; }

inline std::string csv(std::size_t n) {
  return "id,first,second\r\n" + join(n, [](std::size_t i) { return std::to_string(i) + ",\"a \"\"quoted\"\" cell\",plain\r\n"; }, "");
}
inline std::string quoted_cell(std::size_t n) { return "a,b\n\"" + join(n, [](std::size_t) { return "x\"\"\n"; }, "") + "\",2\n"; }
inline std::string open_quote(std::size_t n) { return "a,b\n\"" + csv(n).substr(16) + "\"x"; }

/// Cases and episodes: as many of each, or all episodes of one case.
inline std::vector<std::unique_ptr<ArrowArrayStream>> tables(std::size_t n, bool alike) {
  std::vector<Text> ids, cases, received;
  for (std::size_t i = 0; i < n; ++i) {
    if (!alike) ids.push_back("c" + std::to_string(i));
    cases.push_back(alike ? "c0" : "c" + std::to_string(i));
    received.push_back(day(i));
  }
  if (alike) ids.push_back("c0");
  std::vector<std::unique_ptr<ArrowArrayStream>> made;
  made.push_back(stream_of({{texts("id", ids)}}));
  made.push_back(stream_of({{texts("case_id", cases), texts("received_at", received)}}));
  return made;
}

inline std::string rule(const std::string& id, const std::string& value) {
  return "\n  - id: " + id + R"(
    kind: definition
    title: Something computed
    modality: is
    actor: partners
    requires: Nothing.
    source: [{document: Guidance, section: '5', status: general_knowledge}]
    for_each: episode
    defines: )" + id + "\n    value: '" + value + "'\n";
}
inline std::vector<RuleFile> with_more(const std::string& more) {
  std::vector<RuleFile> files = growth_files();
  files[3].text += more;
  return files;
}
inline std::vector<RuleFile> many_rules(std::size_t n) {
  return with_more(join(n, [](std::size_t i) { return rule("extra_" + std::to_string(i), "count(episode.visits) + " + std::to_string(i)); }, ""));
}
inline std::vector<RuleFile> bad_rules(std::size_t n) {
  return with_more(join(n, [](std::size_t i) { return rule("extra_" + std::to_string(i), "count(episode.visit) + " + std::to_string(i)); }, ""));
}
inline std::vector<RuleFile> mistakes_on_a_line(std::size_t n) {
  return with_more("\n  - {id: long, " + join(n, [](std::size_t i) { return "odd_" + std::to_string(i) + ": 1"; }, ", ") + "}\n");
}
inline std::vector<RuleFile> repeated_keys(std::size_t n) {
  return with_more("\n  - id: twice\n" + join(n, [](std::size_t) { return "    title: Twice\n"; }, ""));
}

inline std::string long_word(std::size_t n) { return "string length(\"" + std::string(n, 'x') + "\") > 1"; }
inline std::string brackets(std::size_t n) { return "count([" + join(n, [](std::size_t i) { return "(" + std::to_string(i) + ")"; }) + "])"; }

}  // namespace dutybound::testing
