// The digests that name exactly what judged.
#include <algorithm>

#include <dutybound/version.hpp>

#include "rulebook/parts.hpp"
#include "rulebook/read.hpp"
#include "text/digest.hpp"

namespace dutybound::rulebook {

std::string digest(std::vector<SourcePtr> files) {
  std::sort(files.begin(), files.end(), [](const SourcePtr& a, const SourcePtr& b) { return a->name < b->name; });
  text::Digest digest;
  for (const SourcePtr& file : files) digest.add(file->name).add(file->text);
  return digest.hex();
}

std::string digest(const Files& files, const Limits& limits) {
  text::Digest all;
  all.add("dutybound").add(DUTYBOUND_VERSION);
  const auto add_files = [&](std::string_view what, const yaml::Documents& documents) {
    std::vector<SourcePtr> sources;
    for (const yaml::Node& tree : documents.trees) sources.push_back(tree.source);
    all.add(what).add(digest(std::move(sources)));
  };
  add_files("files", files.documents);
  add_files("layers", files.layers);
  for (const auto& [parameter, value] : files.policy) all.add("policy").add(parameter).add(value);
  for (const Holiday& closure : files.closures) all.add("closure").add(closure.date.to_string()).add(closure.name);
  const auto add_limit = [&](std::string_view name, std::size_t value) {
    all.add("limit").add(name).add(static_cast<std::int64_t>(value));
  };
  add_limit("file_bytes", limits.file_bytes);
  add_limit("rule_file_bytes", limits.rule_file_bytes);
  add_limit("nesting", limits.nesting);
  add_limit("expression_bytes", limits.expression_bytes);
  add_limit("nodes", limits.nodes);
  add_limit("records_per_case", limits.records_per_case);
  add_limit("steps_per_case", limits.steps_per_case);
  return all.hex();
}

}  // namespace dutybound::rulebook
