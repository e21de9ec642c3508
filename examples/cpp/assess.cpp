// Assesses the cases of a file as at a day; prints what is overdue, and which unknown facts would settle most of what cannot be
// decided.
//   assess examples/case.json 2024-07-15
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include <dutybound/dutybound.hpp>

int main(int argc, char** argv) {
  const auto as_at = argc == 3 ? dutybound::Date::parse(argv[2]) : std::nullopt;
  if (!as_at) {
    std::cerr << "usage: assess FILE YYYY-MM-DD\n";
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) {
    std::cerr << argv[1] << ": cannot be read\n";
    return 2;
  }

  const auto loaded = dutybound::Rulebook::load();  // the rulebooks that the library carries
  if (!loaded.ok()) {
    for (const auto& diagnostic : loaded.diagnostics()) std::cerr << dutybound::report::to_text(diagnostic) << '\n';
    return 1;
  }
  const dutybound::Rulebook& rulebook = loaded.value();
  const dutybound::AssessOptions options{.as_at = *as_at};

  bool all_read = true;
  rulebook.read_cases(argv[1], text, dutybound::Rulebook::guess_format(argv[1], text),
                      [&](const dutybound::CaseDocument& document) {
                        for (const auto& diagnostic : document.diagnostics)
                          std::cerr << dutybound::report::to_text(diagnostic) << '\n';
                        if (!document.facts) {
                          all_read = false;
                          return true;  // the next document may be better
                        }
                        const dutybound::Assessment assessment = rulebook.assess(*document.facts, options).value_or_throw();
                        std::cout << document.where << ": " << assessment.manifest.findings << " findings\n";
                        for (const dutybound::Finding& finding : assessment.findings) {
                          if (finding.status == dutybound::Status::overdue && finding.due) {
                            std::cout << "  overdue since " << finding.due->to_string() << ": " << finding.rule << " at "
                                      << finding.instance << '\n';
                          }
                        }
                        const auto undecided = assessment.manifest.by_status.find(dutybound::Status::indeterminate);
                        if (undecided != assessment.manifest.by_status.end()) {
                          std::cout << "  " << undecided->second << " not decidable from what is recorded; find out first:\n";
                          std::size_t shown = 0;
                          for (const dutybound::Question& question : rulebook.ask(*document.facts, options).value_or_throw()) {
                            if (++shown > 3) break;
                            std::cout << "    " << question.fact.path << ", for " << question.findings << " of them\n";
                          }
                        }
                        return true;
                      });
  return all_read ? 0 : 1;
}
