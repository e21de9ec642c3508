// Columns that days are read from, then the columns that are joined to them.
#include "input/join_days.hpp"

namespace dutybound::input {
namespace {

using rulebook::AttributeKind;
using Columns = std::vector<std::vector<bool>>;  // by table

void note_read(const Feed& feed, const std::vector<BoundField>& fields, const rulebook::Vocabulary& vocabulary,
               rulebook::EntityId entity, Columns& read) {
  for (const BoundField& field : fields) {
    const rulebook::Attribute& attribute = vocabulary.entities[entity].attributes[field.attribute];
    const bool is_day = attribute.kind == AttributeKind::date || attribute.kind == AttributeKind::date_time;
    for (const BoundSource& source : field.sources) {
      note_read(feed, source.fields, vocabulary, attribute.entity, read);
      if (!is_day || !source.column) continue;
      const auto [column, join] = *source.column;
      read[join == 0 ? feed.table : *feed.joins[join - 1].table][column] = true;
    }
  }
}

}  // namespace

void note_days(TablePlan& plan, const rulebook::Vocabulary& vocabulary) {
  for (const auto& table : plan.tables) plan.days.emplace_back(table->columns().size(), false);
  Columns read = plan.days;
  for (const Feed& feed : plan.feeds) note_read(feed, feed.fields, vocabulary, feed.how->records, read);
  for (const Feed& feed : plan.feeds) {
    for (const BoundJoin& join : feed.joins) {
      for (std::size_t p = 0; p < join.ours.size(); ++p) {
        if (read[feed.table][join.ours[p]] || read[*join.table][join.theirs[p]])
          plan.days[feed.table][join.ours[p]] = plan.days[*join.table][join.theirs[p]] = true;
      }
    }
  }
}

}  // namespace dutybound::input
