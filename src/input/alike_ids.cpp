// The warnings of ids that several cases have or nearly have. Entries: warn_alike, check_ids.
#include "input/alike_ids.hpp"

#include <map>
#include <set>

#include <dutybound/case.hpp>

#include "input/names.hpp"
#include "text/diagnose.hpp"
#include "text/shown.hpp"

namespace dutybound {
namespace input {
namespace {

/// Ids that several cases have: how many ids, and the first of them.
struct Repeated {
  std::size_t count = 0;
  const std::string* first = nullptr;
};

/// Ids that are like another: how many, and the first with that other.
struct Alike {
  std::size_t count = 0;
  std::string example;
};

}  // namespace

Diagnostic warn_alike(std::string_view entity, std::size_t count, const std::string& example) {
  return text::diagnose(text::Code::input_ids_alike, nullptr, {},
                        std::to_string(count) + (count == 1 ? " id" : " ids") + " of `" + std::string(entity) +
                            (count == 1 ? "` differs" : "` differ") +
                            " from another only in capitals, leading zeros or white space, and " +
                            (count == 1 ? "is taken as an id of its own: " : "are taken as ids of their own: ") + example,
                        "write the ids of one record in one way");
}

}  // namespace input

Diagnostics check_ids(const std::vector<CaseName>& names) {
  std::map<std::string, input::Repeated> repeated;  // by subject
  std::map<std::string, input::Alike> alike;
  std::map<std::pair<std::string, std::string>, std::size_t> times;              // by subject and id
  std::map<std::pair<std::string, std::string>, const std::string*> first_like;  // by subject and what alike ids share
  for (const CaseName& name : names) {
    const std::size_t before = times[{name.subject, name.id}]++;
    if (before == 1 && ++repeated[name.subject].count == 1) repeated[name.subject].first = &name.id;
    if (before > 0) continue;
    const auto [first, added] = first_like.emplace(std::pair(name.subject, input::alike_id(name.id)), &name.id);
    if (added || ++alike[name.subject].count > 1) continue;
    alike[name.subject].example = "`" + text::cut(*first->second) + "` and `" + text::cut(name.id) + "`";
  }
  Diagnostics warnings;
  for (const auto& [subject, told] : repeated) {
    const std::size_t of_it = times[{subject, *told.first}];
    warnings.push_back(text::diagnose(text::Code::input_ids_repeated, nullptr, {},
                                      std::to_string(told.count) + (told.count == 1 ? " id" : " ids") + " of `" + subject + "` " +
                                          (told.count == 1 ? "is that of several cases" : "are those of several cases each") +
                                          ", and each is a case of its own: `" + text::cut(*told.first) + "`, " +
                                          std::to_string(of_it) + " times",
                                      "give what is recorded about one " + subject + " as one document"));
  }
  for (const auto& [subject, told] : alike) warnings.push_back(input::warn_alike(subject, told.count, told.example));
  return warnings;
}

}  // namespace dutybound
