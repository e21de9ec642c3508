// Names of a mapping to tables and columns, with the nearest name where there is none.
#include "input/bind_tables.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "input/column_names.hpp"
#include "input/join_days.hpp"
#include "input/names.hpp"
#include "input/unread_columns.hpp"
#include "text/diagnose.hpp"

namespace dutybound::input {
namespace {

using rulebook::Entity;
using rulebook::EntityId;
using text::Code;

class Binder {
 public:
  Binder(TablePlan& plan, const rulebook::Vocabulary& vocabulary, Diagnostics& diagnostics)
      : plan_(plan), vocabulary_(vocabulary), diagnostics_(diagnostics) {}

  void bind() {
    plan_.feeds_of.resize(vocabulary_.entities.size());
    plan_.not_given.resize(vocabulary_.entities.size(), false);
    for (const auto& table : plan_.tables) {
      names_.emplace_back(*table);
      plan_.used.emplace_back(table->columns().size(), false);
      refuse_doubled(table->columns(), "table `" + table->name() + "` has", "columns", diagnostics_);
    }
    plan_.looked_up.resize(plan_.tables.size(), false);
    assign();
    leave_empty_aside();
    for (std::size_t m = 0; m < plan_.mapping.tables.size(); ++m) {
      for (const TableEntry& entry : plan_.mapping.tables[m].entries) {
        if (given_[m]) {
          add_feed(*given_[m], entry);
        } else {
          plan_.not_given[entry.records] = true;
        }
      }
    }
    for (Feed& feed : plan_.feeds) bind_links(feed);
    note_days(plan_, vocabulary_);
    tell_of_parents_not_given();
    bind_absences();
    if (plan_.reference_table) {
      plan_.looked_up[*plan_.reference_table] = true;
      if (const auto found = own_column(*plan_.reference_table, *plan_.mapping.reference_date, Need::always))
        plan_.reference_column = BoundColumn{*found};
    }
    tell_of_misspelt();
    if (!has_errors(diagnostics_)) tell_of_unread_columns(plan_, given_, told_, diagnostics_);
  }

 private:
  enum class Need : std::uint8_t { always, never };

  void say(Code code, const ColumnRef* at, std::string message, std::string hint = {}) {
    diagnostics_.push_back(
        text::diagnose(code, at ? at->source : nullptr, at ? at->span : Span{}, std::move(message), std::move(hint)));
  }

  /// Which table of the mapping every given table is.
  void assign() {
    given_.resize(plan_.mapping.tables.size());
    for (std::size_t t = 0; t < plan_.tables.size(); ++t) {
      const std::string& name = plan_.tables[t]->name();
      bool known = false;
      for (const std::string& unused : plan_.mapping.unused) known = known || is_called(name, unused);
      if (plan_.mapping.reference_date && is_called(name, plan_.mapping.reference_table)) {
        plan_.reference_table = t;
        known = true;
      }
      known = known || is_joined(plan_.mapping, name);
      for (std::size_t m = 0; m < plan_.mapping.tables.size(); ++m) {
        const MappedTable& mapped = plan_.mapping.tables[m];
        bool fits = is_called(name, mapped.name);
        for (const std::string& other : mapped.names) fits = fits || is_called(name, other);
        if (!fits) continue;
        known = true;
        if (given_[m]) {
          say(Code::input_table_twice, nullptr,
              "the tables `" + plan_.tables[*given_[m]]->name() + "` and `" + name + "` are the same to the mapping",
              "put their rows into one table");
        } else {
          given_[m] = t;
        }
      }
      if (!known) unknown_table(name);
    }
  }

  /// A table without rows tells nothing where the mapping says so, or where rows of other tables name records of it: whoever
  /// gave it did not fill it.
  void leave_empty_aside() {
    empty_.resize(plan_.tables.size(), false);
    bool cases = false;
    for (std::size_t m = 0; m < given_.size(); ++m)
      cases = cases || (given_[m] && makes(plan_.mapping.tables[m], plan_.mapping.subject));
    std::size_t count = 0;
    std::string names;
    const auto leave = [&](std::size_t table) {
      empty_[table] = true;
      names += (count++ == 0 ? "`" : ", `") + plan_.tables[table]->name() + "`";
    };
    for (std::size_t m = 0; m < plan_.mapping.tables.size(); ++m) {
      const MappedTable& mapped = plan_.mapping.tables[m];
      if (!given_[m] || plan_.tables[*given_[m]]->rows() != 0) continue;
      const bool without_columns = plan_.tables[*given_[m]]->columns().empty();
      if (!without_columns && makes(mapped, plan_.mapping.subject)) continue;
      if (!without_columns && !plan_.mapping.empty_not_given && !is_named(mapped, cases)) continue;
      leave(*given_[m]);
      given_[m].reset();
    }
    for (std::size_t t = 0; t < plan_.tables.size() && plan_.mapping.empty_not_given; ++t) {  // those that are joined and no more
      const bool mapped = empty_[t] || std::count(given_.begin(), given_.end(), std::optional(t)) != 0;
      if (plan_.tables[t]->rows() == 0 && !mapped && is_joined(plan_.mapping, plan_.tables[t]->name())) leave(t);
    }
    const bool many = count > 1;
    if (count != 0)
      say(Code::input_table_empty, nullptr,
          std::string(many ? "tables " : "table ") + names + (many ? " have" : " has") + " no rows: what " +
              (many ? "they" : "it") + " would tell is unknown",
          "give the rows, if the source has them");
  }

  [[nodiscard]] static bool makes(const MappedTable& mapped, EntityId entity) {
    return std::any_of(mapped.entries.begin(), mapped.entries.end(), [&](const auto& entry) { return entry.records == entity; });
  }

  /// Some row of another table may name a record of it, and has a place in its case all the same.
  [[nodiscard]] bool is_named(const MappedTable& mapped, bool cases) const {
    for (std::size_t m = 0; m < plan_.mapping.tables.size(); ++m) {
      if (!given_[m] || plan_.tables[*given_[m]]->rows() == 0) continue;
      for (const TableEntry& entry : plan_.mapping.tables[m].entries) {
        const EntityId parent = vocabulary_.entities[entry.records].parent;
        if (entry.parent.id && parent != rulebook::no_entity && makes(mapped, parent) && (cases || entry.parent.of_case))
          return true;
      }
    }
    return false;
  }

  /// The given table that a mapping calls so, by the name of one of its tables or by any other.
  [[nodiscard]] std::optional<std::size_t> table_called(const std::string& name) const {
    for (std::size_t m = 0; m < plan_.mapping.tables.size(); ++m) {
      if (plan_.mapping.tables[m].name == name && given_[m]) return given_[m];
    }
    for (std::size_t t = 0; t < plan_.tables.size(); ++t) {
      if (!empty_[t] && is_called(plan_.tables[t]->name(), name)) return t;
    }
    return std::nullopt;
  }

  void unknown_table(const std::string& name) {
    std::vector<std::string_view> names(plan_.mapping.unused.begin(), plan_.mapping.unused.end());
    for (const MappedTable& mapped : plan_.mapping.tables) {
      names.push_back(mapped.name);
      names.insert(names.end(), mapped.names.begin(), mapped.names.end());
    }
    const std::string_view near = text::nearest(name, names);
    say(Code::input_table_unknown, nullptr,
        "table `" + name + "` is nothing that the mapping `" + plan_.mapping.id + "` knows" +
            (near.empty() ? "" : "; nearest: `" + std::string(near) + "`"),
        near.empty() ? "leave it out" : "");
  }

  /// The column of the first name that the table has.
  std::optional<std::size_t> own_column(std::size_t table, const ColumnRef& ref, Need need) {
    for (const std::string& name : ref.names) {
      const std::vector<std::size_t>& found = names_[table].find(name);
      if (found.empty()) continue;
      const arrow::Type& type = plan_.tables[table]->columns()[found.front()];
      if (found.size() > 1 && type.name != plan_.tables[table]->columns()[found[1]].name) {  // else it is told of already
        say(Code::input_column_ambiguous, &ref,
            "table `" + plan_.tables[table]->name() + "` has " + std::to_string(found.size()) + " columns `" + name + "`",
            "rename all but one");
      } else if (type.kind == arrow::Kind::unreadable) {
        say(Code::input_column_type, &ref,
            "column `" + type.name + "` of table `" + plan_.tables[table]->name() + "` is of type " + type.written +
                ", from which no fact can be read",
            "turn it into text, numbers, booleans or dates");
      }
      plan_.used[table][found.front()] = true;
      return found.front();
    }
    if (need == Need::always) {
      std::vector<std::string_view> names;
      for (const arrow::Type& each : plan_.tables[table]->columns()) names.push_back(each.name);
      not_found(Code::input_column_missing, table, ref, text::nearest(ref.names.front(), names));
    } else {
      missing_.emplace_back(table, &ref);
    }
    return std::nullopt;
  }

  /// A column of the row, or of a row joined to it.
  Column column(const Feed& feed, const ColumnRef& ref, Need need) {
    const std::optional<std::size_t> table = ref.join == 0 ? feed.table : feed.joins[ref.join - 1].table;
    if (!table) return std::nullopt;
    const auto found = own_column(*table, ref, need);
    return found ? Column(BoundColumn{*found, ref.join}) : std::nullopt;
  }

  Key key(std::size_t table, const ColumnRef& ref, Need need) {
    Key columns;
    if (ref.parts.empty()) {
      if (const auto found = own_column(table, ref, need)) columns.push_back(*found);
      return columns;
    }
    for (const ColumnRef& part : ref.parts) {
      if (const auto found = own_column(table, part, need)) columns.push_back(*found);
    }
    return columns.size() == ref.parts.size() ? columns : Key{};
  }

  void not_found(Code code, std::size_t table, const ColumnRef& ref, std::string_view near) {
    say(code, &ref,
        "column `" + ref.names.front() + "` not found in table `" + plan_.tables[table]->name() + "`" +
            (near.empty() ? "" : "; nearest: `" + std::string(near) + "`"));
  }

  std::vector<BoundTest> tests(const Feed& feed, const std::vector<RowTest>& tests, Need need) {
    std::vector<BoundTest> bound;
    for (const RowTest& test : tests) {
      const bool of_others = test.test == RowTest::Test::any;
      bound.push_back({&test, of_others ? Column{} : column(feed, test.column, need), this->tests(feed, test.any, need)});
    }
    return bound;
  }

  std::vector<BoundField> fields(const Feed& feed, const std::vector<CellField>& fields_of, EntityId entity) {
    std::vector<BoundField> bound;
    for (const CellField& field : fields_of) {
      BoundField one{field.attribute, {}};
      const EntityId child = vocabulary_.entities[entity].attributes[field.attribute].entity;
      for (const CellSource& source : field.sources) {
        if (auto possible = bind_source(feed, source, child)) one.sources.push_back(std::move(*possible));
      }
      if (!one.sources.empty()) bound.push_back(std::move(one));
    }
    return bound;
  }

  std::optional<BoundSource> bind_source(const Feed& feed, const CellSource& source, EntityId child) {
    BoundSource bound;
    bound.how = &source;
    bound.when = tests(feed, source.when, Need::never);
    if (source.spread) {
      if (source.id) bound.id = column(feed, *source.id, Need::never);
      bound.fields = fields(feed, source.fields, child);
      if (bound.fields.empty() && !bound.id && !source.fields.empty()) return std::nullopt;
      bound.reads_columns = bound.id.has_value();
      for (const BoundField& field : bound.fields) {
        for (const BoundSource& each : field.sources)
          bound.reads_columns = bound.reads_columns || each.column || each.reads_columns;
      }
      return bound;
    }
    if (source.from) bound.column = column(feed, *source.from, Need::never);
    if (!bound.column && !source.value) return std::nullopt;
    return bound;
  }

  void add_feed(std::size_t table, const TableEntry& entry) {
    Feed feed;
    feed.table = table;
    feed.how = &entry;
    for (const Join& join : entry.joins) feed.joins.push_back(bind_join(table, join));
    // A row that cannot be told from those that are passed over would be lost in silence.
    feed.when = tests(feed, entry.when, Need::always);
    feed.fields = fields(feed, entry.fields, entry.records);
    plan_.feeds_of[entry.records].push_back(plan_.feeds.size());
    plan_.feeds.push_back(std::move(feed));
  }

  BoundJoin bind_join(std::size_t table, const Join& join) {
    BoundJoin bound{table_called(join.table), {}, {}};
    if (!bound.table) return bound;
    plan_.looked_up[*bound.table] = true;
    for (const Join::Pair& pair : join.on) {
      const auto theirs = own_column(*bound.table, pair.theirs, Need::always);
      const auto ours = own_column(table, pair.ours, Need::always);
      if (!theirs || !ours) continue;
      bound.theirs.push_back(*theirs);
      bound.ours.push_back(*ours);
    }
    return bound;
  }

  /// Rows of another table name records of it by their id.
  [[nodiscard]] bool is_linked_to(EntityId entity) const {
    return std::any_of(plan_.feeds.begin(), plan_.feeds.end(), [&](const Feed& feed) {
      return vocabulary_.entities[feed.how->records].parent == entity && feed.how->parent.id &&
             (!feed.how->parent.of_case || names_[feed.table].has(*feed.how->parent.id));
    });
  }

  void bind_links(Feed& feed) {
    const TableEntry& entry = *feed.how;
    const bool subject = entry.records == plan_.mapping.subject;
    if (entry.id) feed.id = key(feed.table, *entry.id, subject || is_linked_to(entry.records) ? Need::always : Need::never);
    if (subject) return;
    const ParentLink& parent = entry.parent;
    const bool both = parent.id && parent.of_case;
    // Without it every row would stand in a record of which nothing is known, unless the case has a latest one.
    if (parent.id) feed.parent_id = key(feed.table, *parent.id, both && !parent.latest.empty() ? Need::never : Need::always);
    for (const auto& [above, ref] : parent.above) {
      if (Key found = key(feed.table, ref, Need::never); !found.empty()) feed.above.emplace_back(above, std::move(found));
    }
    if (parent.of_case)
      feed.case_id = key(feed.table, *parent.of_case, both && !feed.parent_id.empty() ? Need::never : Need::always);
    if (parent.on_or_before) feed.on_or_before = column(feed, *parent.on_or_before, Need::always);
  }

  /// Rows whose parents are in no table still stand in their case, with a parent of which nothing is known; only where no table
  /// leads to a case at all is there nothing to say.
  void tell_of_parents_not_given() {
    const bool cases =
        !plan_.feeds_of[plan_.mapping.subject].empty() ||
        std::any_of(plan_.feeds.begin(), plan_.feeds.end(), [](const Feed& feed) { return !feed.case_id.empty(); });
    for (const Feed& feed : plan_.feeds) {
      const EntityId above = vocabulary_.entities[feed.how->records].parent;
      if (above == rulebook::no_entity || above == plan_.mapping.subject || !plan_.feeds_of[above].empty() ||
          feed.parent_id.empty())
        continue;
      const std::string rows = "the rows of table `" + plan_.tables[feed.table]->name() + "` belong to records `" +
                               vocabulary_.entities[above].name + "`, of which no table is given";
      const bool placed = !feed.case_id.empty() || std::any_of(feed.above.begin(), feed.above.end(), [&](const auto& each) {
        return !plan_.feeds_of[each.first].empty();
      });
      if (!cases) {
        say(Code::input_table_missing, &*feed.how->parent.id, rows, "give that table too");
      } else if (placed) {
        say(Code::input_table_not_given, &*feed.how->parent.id, rows + ": each stands in one of which nothing else is known",
            "give that table too, if the source has it");
      } else {
        say(Code::input_table_not_given, &*feed.how->parent.id, rows + ", and do not say their case: they are in no case",
            "give that table too");
      }
    }
  }

  void bind_absences() {
    for (Feed& feed : plan_.feeds) {
      const EntityId parent = vocabulary_.entities[feed.how->records].parent;
      if (feed.how->absent_if.empty() || parent == rulebook::no_entity) continue;
      for (const std::size_t above : plan_.feeds_of[parent])
        feed.absent_if[above] = tests(plan_.feeds[above], feed.how->absent_if, Need::never);
    }
  }

  /// A column that is not there is unknown; but a column of nearly that name that nothing reads is likely to be it.
  void tell_of_misspelt() {
    for (const auto& [table, ref] : missing_) {
      std::vector<std::string_view> names;
      const auto& columns = plan_.tables[table]->columns();
      for (std::size_t c = 0; c < columns.size(); ++c) {
        if (!plan_.used[table][c]) names.push_back(columns[c].name);
      }
      for (const std::string& name : ref->names) {
        if (const std::string_view near = text::nearest(name, names); !near.empty()) {
          not_found(Code::input_column_unmatched, table, *ref, near);
          told_.emplace(table, near);
          break;
        }
      }
    }
  }

  TablePlan& plan_;
  const rulebook::Vocabulary& vocabulary_;
  Diagnostics& diagnostics_;
  std::vector<ColumnNames> names_;
  std::vector<std::optional<std::size_t>> given_;  ///< by table of the mapping
  std::vector<bool> empty_;                        ///< by table: without rows, and taken as not given
  std::vector<std::pair<std::size_t, const ColumnRef*>> missing_;
  std::set<std::pair<std::size_t, std::string>> told_;  ///< columns of tables that are taken for misspelt
};

}  // namespace

std::shared_ptr<const TablePlan> bind_tables(TableMapping mapping, std::vector<std::shared_ptr<const arrow::Table>> tables,
                                             const rulebook::Vocabulary& vocabulary, Diagnostics& diagnostics) {
  auto plan = std::make_shared<TablePlan>();
  plan->mapping = std::move(mapping);
  plan->tables = std::move(tables);
  Binder(*plan, vocabulary, diagnostics).bind();
  return has_errors(diagnostics) ? nullptr : plan;
}

}  // namespace dutybound::input
