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
  for (const LimitInfo& limit : every_limit())
    all.add("limit").add(limit.name).add(static_cast<std::int64_t>(limits.*limit.member));
  return all.hex();
}

}  // namespace dutybound::rulebook
