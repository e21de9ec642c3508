// Trees of the catalogue to its model: keys by the tables of src/rulebook, then what the tables cannot say.
#include "catalogue/read_catalogue.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "rulebook/shape.hpp"
#include "yaml/first_key.hpp"
#include "yaml/read.hpp"
#include "yaml/scalar.hpp"

namespace dutybound::catalogue {
namespace {

using rulebook::get_element;
using rulebook::get_items;
using rulebook::get_text;
using rulebook::get_texts;
using text::Code;
using yaml::Node;

/// The enumerator whose word it is; words are in the enumeration's order.
template <class Enum, std::size_t count>
Enum word(const std::string& text, const char* const (&words)[count]) {
  const auto found = std::find(std::begin(words), std::end(words), text);
  return static_cast<Enum>(found == std::end(words) ? 0 : found - std::begin(words));
}

constexpr const char* modalities[] = {"must", "should", "may", "must_not", "is"};
constexpr const char* clocks[] = {"within", "recurring", "maximum_duration", "minimum_retention", "before_target", "fixed_date"};
constexpr const char* units[] = {"working_days", "days", "hours", "weeks", "months"};
constexpr const char* statuses[] = {"read_in_seed", "read_elsewhere", "general_knowledge"};

class CatalogueReader {
 public:
  explicit CatalogueReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void add(const Node& root, const std::string& key) {
    if (!rulebook::check_shape(root, *rulebook::file_element(key), diagnostics_)) return;
    if (key == "document")
      catalogue_.documents.push_back(document(root));
    else
      for (const Node& node : get_items(root, "provisions")) catalogue_.provisions.push_back(provision(node));
  }

  [[nodiscard]] Catalogue take() && { return std::move(catalogue_); }

 private:
  void report(Code code, const Node& at, std::string message, std::string hint = {}) {
    rulebook::report(diagnostics_, code, at, std::move(message), std::move(hint));
  }

  Provision provision(const Node& node) {
    Provision made;
    made.id = get_text(node, "id");
    if (!ids_.insert(made.id).second)
      report(Code::rulebook_duplicate_name, get_element(node, "id"), "there is a provision `" + made.id + "` already");
    made.title = get_text(node, "title");
    made.computable = get_text(node, "computable");
    made.modality = word<Modality>(get_text(node, "modality"), modalities);
    if (const Node* deadline = rulebook::get(node, "deadline")) made.deadline = read_deadline(*deadline);
    const Node& effective = get_element(node, "effective");
    made.effective = {rulebook::get_date(effective, "from"), rulebook::get_date(effective, "to")};
    for (const Node& item : get_items(node, "documents")) {
      made.documents.push_back({get_text(item, "document"), get_text(item, "edition"), get_text(item, "section"),
                                get_text(item, "url"), word<rulebook::SourceStatus>(get_text(item, "status"), statuses)});
    }
    made.rules = get_texts(node, "rules");
    if (made.rules.empty()) made.rules.push_back(made.id);
    return made;
  }

  Deadline read_deadline(const Node& node) {
    Deadline deadline;
    deadline.kind = word<rulebook::ClockKind>(get_text(node, "kind"), clocks);
    if (const Node* amount = rulebook::get(node, "amount")) deadline.amount = yaml::as_integer(*amount);
    deadline.unit = word<DayUnit>(get_text(node, "unit"), units);
    deadline.inclusive = get_text(node, "counting") == "inclusive";
    if ((rulebook::get(node, "amount") == nullptr) != (rulebook::get(node, "unit") == nullptr))
      report(Code::rulebook_missing_key, node, "`amount` and `unit` go together",
             "give both, or neither where there is no number");
    return deadline;
  }

  Document document(const Node& node) {
    Document made{
        get_text(node, "document"), get_text(node, "title"), get_text(node, "edition"), get_text(node, "publisher"), {}};
    for (const Node& item : get_items(node, "statements"))
      made.statements.push_back(
          {get_text(item, "says"), get_texts(item, "provisions"), get_text(item, "none"), get_text(item, "error")});
    return made;
  }

  Diagnostics& diagnostics_;
  Catalogue catalogue_;
  std::set<std::string> ids_;
};

}  // namespace

Result<Catalogue> read_catalogue(const std::vector<RuleFile>& files, const Limits& limits) {
  Diagnostics diagnostics;
  CatalogueReader reader(diagnostics);
  for (const RuleFile& file : files) {
    const std::string key(yaml::first_key(file.text));
    if (key != "provisions" && key != "document") continue;
    auto tree = yaml::read(std::make_shared<const Source>(Source{file.name, file.text}), limits);
    diagnostics.insert(diagnostics.end(), tree.diagnostics().begin(), tree.diagnostics().end());
    if (!tree.ok()) continue;
    reader.add(tree.value(), key);
  }
  Catalogue catalogue = std::move(reader).take();
  if (diagnostics.empty() && catalogue.provisions.empty())
    diagnostics.push_back(text::diagnose(Code::rulebook_file_missing, nullptr, {}, "there is no file of provisions",
                                         "add a file that begins with `provisions:`"));
  text::arrange(diagnostics);
  if (has_errors(diagnostics)) return diagnostics;
  return Result<Catalogue>(std::move(catalogue), std::move(diagnostics));
}

}  // namespace dutybound::catalogue
