// Files of rules to a Rulebook: which to take, then every stage's reading of them, with all mistakes of all files.
#include <algorithm>
#include <set>

#include "api/embedded.hpp"
#include "api/rule_info.hpp"
#include "api/rule_parts.hpp"
#include "api/rulebook_body.hpp"
#include "program/compile.hpp"
#include "rulebook/keys.hpp"
#include "rulebook/read.hpp"
#include "text/diagnose.hpp"
#include "yaml/first_key.hpp"
#include "yaml/packed.hpp"
#include "yaml/read.hpp"
#include "yaml/scalar.hpp"

namespace dutybound {
namespace {

std::string folder_of(const std::string& name) {
  const std::size_t slash = name.rfind('/');
  return slash == std::string::npos ? std::string() : name.substr(0, slash);
}

/// Whether no assessment needs the file, as far as its first line tells.
bool stands_aside(const RuleFile& file) {
  const rulebook::Element* element = rulebook::file_element(yaml::first_key(file.text));
  return element && element->aside;
}

/// The rulebooks without which one cannot be read.
std::vector<std::string> needed_by(const yaml::Node& rulebook) {
  std::vector<std::string> ids;
  if (const yaml::Node* base = rulebook.find("extends")) ids.push_back(base->fragment.text);
  if (const yaml::Node* shares = rulebook.find("shares")) {
    for (const yaml::Node& share : shares->items) {
      if (const yaml::Node* from = share.find("from")) ids.push_back(from->fragment.text);
    }
  }
  return ids;
}

/// What local protocols stand on.
std::vector<std::string> needed_by(const yaml::Documents& layers) {
  std::vector<std::string> ids;
  for (const yaml::Node& tree : layers.trees) {
    if (!tree.find("rulebook")) continue;
    for (std::string& id : needed_by(tree)) ids.push_back(std::move(id));
  }
  return ids;
}

/// The embedded files of the wanted rulebooks, of those that `layers` need, and those that belong to no rulebook.
yaml::Documents choose(const std::vector<std::string>& wanted, const yaml::Documents& layers) {
  struct Book {
    std::string folder;
    std::string id;
    bool off_by_default = false;
    std::vector<std::string> needs;  ///< rulebooks that it shares rules from, or extends
    bool taken = false;
  };
  yaml::Documents documents;
  std::vector<Book> books;
  for (std::size_t i = 0; i < embedded_rules().size(); ++i) {
    const RuleFile& file = embedded_rules()[i];
    documents.trees.push_back(yaml::unpack(embedded_trees()[i], std::make_shared<const Source>(Source{file.name, file.text})));
    const yaml::Node& tree = documents.trees.back();
    const yaml::Node* id = tree.find("rulebook");
    if (!id) continue;
    const yaml::Node* off = tree.find("off_by_default");
    books.push_back({folder_of(file.name), id->fragment.text, off && yaml::as_boolean(*off).value_or(false), needed_by(tree)});
  }

  std::vector<std::string_view> ids;
  for (const Book& book : books) ids.push_back(book.id);
  for (const std::string& id : wanted) {
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
    documents.diagnostics.push_back(text::diagnose(text::Code::load_unknown_rulebook, nullptr, {},
                                                   "there is no rulebook `" + id + "`", text::did_you_mean(id, ids)));
  }
  for (Book& book : books)
    book.taken = wanted.empty() ? !book.off_by_default : std::find(wanted.begin(), wanted.end(), book.id) != wanted.end();
  const std::vector<std::string> needed = needed_by(layers);
  for (Book& book : books) book.taken = book.taken || std::find(needed.begin(), needed.end(), book.id) != needed.end();
  for (bool more = true; more;) {  // and what they need, and what that needs
    more = false;
    for (const Book& book : books) {
      for (Book& other : books) {
        if (!book.taken || other.taken || std::find(book.needs.begin(), book.needs.end(), other.id) == book.needs.end()) continue;
        other.taken = more = true;
      }
    }
  }
  std::set<std::string> left_out;
  for (const Book& book : books) {
    if (!book.taken) left_out.insert(book.folder);
  }
  documents.trees.erase(std::remove_if(documents.trees.begin(), documents.trees.end(),
                                       [&](const yaml::Node& tree) { return left_out.count(folder_of(tree.source->name)) != 0; }),
                        documents.trees.end());
  return documents;
}

yaml::Documents read_files(const std::vector<RuleFile>& files, const LoadOptions& options) {
  std::vector<SourcePtr> sources;
  for (const RuleFile& file : files) {
    if (options.every_file || !stands_aside(file))
      sources.push_back(std::make_shared<const Source>(Source{file.name, file.text}));
  }
  return yaml::read_all(sources, options.limits);
}

yaml::Documents read(const LoadOptions& options, const yaml::Documents& layers) {
  if (const auto* embedded = std::get_if<EmbeddedRules>(&options.rules)) return choose(embedded->rulebooks, layers);
  if (const auto* files = std::get_if<std::vector<RuleFile>>(&options.rules)) {
    if (!files->empty()) return read_files(*files, options);
    yaml::Documents none;
    none.diagnostics.push_back(text::diagnose(text::Code::load_no_files, nullptr, {}, "no files of rules are given",
                                              "for the rules that the library carries, give EmbeddedRules"));
    return none;
  }
  const auto files = read_rules(std::get<RuleFolders>(options.rules), options.limits);
  if (files.ok()) return read_files(files.value(), options);
  yaml::Documents unread;
  unread.diagnostics = files.diagnostics();
  return unread;
}

}  // namespace

Result<Rulebook> Rulebook::load(const LoadOptions& options) {
  rulebook::Files files;
  files.policy = options.policy;
  files.closures = options.closures;
  files.layers = read_files(options.layers, options);
  files.documents = read(options, files.layers);
  if (files.documents.trees.empty() && has_errors(files.documents.diagnostics)) return files.documents.diagnostics;

  Result<rulebook::RuleSet> rules = rulebook::read(files, options.limits);
  Diagnostics diagnostics = rules.diagnostics();
  if (!rules.ok()) return diagnostics;
  Result<input::Mappings> mappings = input::read_mappings(files.documents.trees, rules.value().vocabulary);
  diagnostics.insert(diagnostics.end(), mappings.diagnostics().begin(), mappings.diagnostics().end());
  if (!mappings.ok()) return diagnostics;

  auto program = program::compile(rules.value());
  auto body = std::make_shared<Body>(program, std::move(mappings.value()), options.limits);
  body->rules = describe_rules(rules.value(), *program);
  body->readings = describe_readings(rules.value());
  body->parameters = describe_parameters(rules.value());
  body->facts = describe_facts(rules.value());
  body->editions = describe_editions(rules.value());
  return {Rulebook(std::shared_ptr<const Body>(std::move(body))), std::move(diagnostics)};
}

}  // namespace dutybound
