// Cases out of joined tables: the document of one is made when somebody asks for it, and typed as any other.
#include "input/table_caseload.hpp"

#include <algorithm>

#include "input/caseload_body.hpp"
#include "input/document.hpp"
#include "input/join.hpp"
#include "input/merge_rows.hpp"
#include "input/names.hpp"
#include "input/read_table_mapping.hpp"
#include "input/value_at.hpp"
#include "input/vocabulary_tables.hpp"
#include "input/written_day.hpp"
#include "text/diagnose.hpp"
#include "text/digest.hpp"
#include "text/inside.hpp"
#include "text/shown.hpp"
#include "yaml/read.hpp"

namespace dutybound::input {
namespace {

using rulebook::Attribute;
using rulebook::EntityId;
using text::Code;

constexpr Fault unlinked_row{"unlinked_row",
                             "A row of the case does not say to which record it belongs, and may be of this one."};
constexpr Fault stray_row{"unlinked_row", "A row of the case names a record that there is not, and may be of this one."};
constexpr Fault several_rows{"duplicate_row", "Several rows are this record, of which there can be one only."};

constexpr std::uint64_t rows_between_questions = 65'536;
struct Stopped {};

class TableCaseload : public Caseload::Body {
 public:
  TableCaseload(std::shared_ptr<const program::Program> program, std::shared_ptr<const TablePlan> plan, const Limits& limits,
                const AtRow& at_row)
      : Body(std::move(program)),
        plan_(std::move(plan)),
        limits_(limits),
        rows_(program_->vocabulary, *plan_, limits_, at_row),
        join_(program_->vocabulary, *plan_, rows_, at_row) {
    errors = std::move(join_.errors);
    tables = std::move(join_.counts);
    std::vector<std::string> names;
    for (const auto& table : plan_->tables) names.push_back(table->name());
    source_tables = std::make_shared<const std::vector<std::string>>(std::move(names));
    integer_ids = join_.integer_ids();
    may_be_unread = std::any_of(plan_->feeds.begin(), plan_->feeds.end(), [&](const Feed& feed) {
      const bool doubtful = feed.how->records == plan_->mapping.subject && !feed.when.empty();
      return doubtful || reads_records(feed.fields, program_->vocabulary, feed.how->records);
    });
    reference_date = rows_.reference_date();
    join_.warnings.insert(join_.warnings.begin(), rows_.warnings().begin(), rows_.warnings().end());
  }

  [[nodiscard]] Diagnostics& warnings() { return join_.warnings; }

  [[nodiscard]] std::size_t size() const override { return join_.records(plan_->mapping.subject).feed.size(); }

  [[nodiscard]] std::optional<std::string> case_id(std::size_t i) const override {
    std::string buffer;
    const auto id = join_.case_id(static_cast<RecordNumber>(i), buffer);
    return id ? std::optional<std::string>(*id) : std::nullopt;
  }

  [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const override {
    const RecordNumber found = join_.find_case(plain_id(id));
    return found == nothing ? std::nullopt : std::optional<std::size_t>(found);
  }

  [[nodiscard]] CaseDocument at(std::size_t i) const override {
    const std::string& subject = program_->vocabulary.entities[plan_->mapping.subject].name;
    const auto id = case_id(i);
    CaseDocument document{id ? subject + " " + text::cut(*id) : subject + "[" + std::to_string(i) + "]", std::nullopt, {}};
    const Value value = record(plan_->mapping.subject, static_cast<RecordNumber>(i), static_cast<RecordNumber>(i));
    const InputText text(document.where, {});
    const Origins origins{source_tables, [](const Value& record) {
                            const auto at = place_of(record.span);
                            return at ? engine::Origin{static_cast<std::uint32_t>(at->table), at->row} : engine::Origin{};
                          }};
    document.facts = facts_from_document(program_, value, text, subject, origins, limits_, document.diagnostics);
    for (Diagnostic& diagnostic : document.diagnostics) {  // no text is to blame
      diagnostic.source = nullptr;
      diagnostic.span = {};
    }
    return document;
  }

  [[nodiscard]] std::vector<PlacedError> place(std::size_t i, const CaseDocument& document) const override {
    std::vector<PlacedError> placed;
    if (!document.facts || document.facts->data_errors().empty()) return placed;
    const Value value = record(plan_->mapping.subject, static_cast<RecordNumber>(i), static_cast<RecordNumber>(i));
    PlacesIn places(value);
    for (const DataError& error : document.facts->data_errors()) {
      PlacedError one{{}, std::nullopt, {}, document.facts->id(), error};
      if (const auto at = place_of(places.of(error.path))) {
        const arrow::Table& table = *plan_->tables[at->table];
        one.table = table.name();
        one.row = at->row;
        if (at->column) one.column = table.columns()[*at->column].name;
      }
      placed.push_back(std::move(one));
    }
    return placed;
  }

 private:
  [[nodiscard]] Value record(EntityId entity, RecordNumber number, RecordNumber of_case) const {
    const Records& of = join_.records(entity);
    if (of.feed[number] == nothing) {
      Value object;
      object.kind = ValueKind::object;
      if (const auto by = join_.named(entity, number)) {
        const Feed& feed = plan_->feeds[by->feed];
        std::string buffer;
        const auto id = rows_.key(feed.table, feed.parent_id, by->row, buffer);
        object.members.push_back(id_member(id, cell_place(feed.table, by->row, feed.parent_id.front())));
      }
      object = with_children(std::move(object), entity, number, of_case);
      object.span = first_row(object);
      return object;
    }
    const Feed& feed = plan_->feeds[of.feed[number]];
    if (entity == plan_->mapping.subject && join_.cases_from_links()) {
      Value object;
      object.kind = ValueKind::object;
      object.span = cell_place(feed.table, of.row[number]);
      std::string buffer;
      const auto id = join_.case_id(number, buffer);
      object.members.push_back(id_member(id, cell_place(feed.table, of.row[number], feed.case_id.front())));
      return with_children(std::move(object), entity, number, of_case);
    }
    Value object = of_rows(entity, number);
    return object.kind == ValueKind::refused ? object : with_children(std::move(object), entity, number, of_case);
  }

  static Member id_member(std::optional<std::string_view> id, Span place) {
    Value value;
    value.kind = ValueKind::text;
    value.text = std::string(id.value_or(""));
    value.span = place;
    return {"id", place, std::move(value)};
  }

  /// What the rows of a record say, one after the other. Refused where of none can be read whether it is such a row.
  [[nodiscard]] Value of_rows(EntityId entity, RecordNumber number) const {
    const Records& of = join_.records(entity);
    std::vector<std::pair<const Feed*, std::uint64_t>> rows{{&plan_->feeds[of.feed[number]], of.row[number]}};
    const auto more = std::lower_bound(of.more.begin(), of.more.end(), number,
                                       [](const Records::More& one, RecordNumber wanted) { return one.record < wanted; });
    for (auto row = more; row != of.more.end() && row->record == number; ++row)
      rows.emplace_back(&plan_->feeds[row->feed], row->row);
    std::optional<Value> object;
    std::vector<std::pair<const Feed*, Value>> doubtful;
    for (const auto& [feed, row] : rows) {
      Value said = rows_.record(*feed, row);
      if (said.kind == ValueKind::refused) {
        doubtful.emplace_back(feed, std::move(said));
      } else if (object) {
        merge(*object, std::move(said));
      } else {
        object = std::move(said);
      }
    }
    if (!object) return std::move(doubtful.front().second);
    for (const auto& [feed, why] : doubtful) doubt_missing(*object, feed->fields, program_->vocabulary, entity, why);
    return std::move(*object);
  }

  /// A record that no row has stands for the first of the rows that belong to it.
  static Span first_row(const Value& record) {
    for (const Member& member : record.members) {
      const Value* below =
          member.value.kind == ValueKind::list && !member.value.items.empty() ? &member.value.items.front() : &member.value;
      if (const auto at = place_of(below->span)) return cell_place(at->table, at->row);
    }
    return {};
  }

  /// Adds the records of other tables, and what it means that there are none.
  [[nodiscard]] Value with_children(Value object, EntityId entity, RecordNumber number, RecordNumber of_case) const {
    for (const Attribute& attribute : program_->vocabulary.entities[entity].attributes) {
      if (attribute.entity == rulebook::no_entity) continue;
      const Records& children = join_.records(attribute.entity);
      if (children.first.empty()) continue;
      const std::uint32_t begin = children.first[number];
      const std::uint32_t end = children.first[number + 1];
      Member* there = find_member(object, attribute.name);
      const bool is_known = join_.records(entity).feed[number] != nothing;
      const auto row = is_known ? join_.unlinked(attribute.entity, of_case) : std::nullopt;
      if (row && may_be_its(*row, attribute.entity, children.order, begin, end, there != nullptr)) {
        if (!there) there = &object.members.emplace_back(Member{attribute.name, row->cell, {}});
        there->value = unlinked(*row);
        continue;
      }
      if (begin == end) {
        if (there || plan_->feeds_of[attribute.entity].empty()) continue;
        if (auto none = absence(attribute, entity, number, object.span)) {
          if (row && none->kind != ValueKind::refused) none = unlinked(*row);
          object.members.push_back({attribute.name, none->span, std::move(*none)});
        }
        continue;
      }
      if (there && there->value.kind == ValueKind::refused) continue;
      if (!there) there = &object.members.emplace_back(Member{attribute.name, object.span, {}});
      if (program_->vocabulary.entities[attribute.entity].many) {
        add_rows(there->value, attribute.entity, begin, end, object.span, of_case);
      } else if (end - begin == 1 && there->value.kind != ValueKind::object) {
        there->value = record(attribute.entity, children.order[begin], of_case);
      } else if (end - begin == 1 && repeats(attribute.entity, children.order[begin])) {  // the row says more of the same record
        Value said = record(attribute.entity, children.order[begin], of_case);
        if (said.kind == ValueKind::refused) {
          const std::uint32_t feed = join_.records(attribute.entity).feed[children.order[begin]];
          doubt_missing(there->value, plan_->feeds[feed].fields, program_->vocabulary, attribute.entity, said);
        } else {
          merge(there->value, std::move(said));
        }
      } else {
        const std::size_t rows = end - begin + (there->value.kind == ValueKind::object ? 1 : 0);
        there->value = record(attribute.entity, children.order[end - 1], of_case);
        there->value.kind = ValueKind::refused;
        there->value.fault = &several_rows;
        there->value.text = std::to_string(rows) + " rows";
      }
    }
    return object;
  }

  /// Which of a case's records have the row, and so how many they have, nobody knows.
  [[nodiscard]] Value unlinked(const Joining::Unlinked& row) const {
    const CellPlace at = *place_of(row.cell);
    std::string buffer;
    const auto words = rows_.cells().words(plan_->tables[at.table]->cell(*at.column, at.row), buffer);
    return refused(row.by == Joining::Unlinked::By::nowhere ? stray_row : unlinked_row, std::string(words), row.cell);
  }

  /// Whether a row that leads to no record leaves open what a record has, whose rows are those from `begin` to `end`. One that
  /// names none has nothing to add where there is the one that there can be. One that names a record that there is not may be
  /// older than the extract, and leaves open only that a record has none.
  [[nodiscard]] bool may_be_its(const Joining::Unlinked& row, EntityId entity, const std::vector<RecordNumber>& order,
                                std::uint32_t begin, std::uint32_t end, bool has_it) const {
    const bool can_have_more =
        has_it || begin + 1 != end || program_->vocabulary.entities[entity].many || repeats(entity, order[begin]);
    return row.by == Joining::Unlinked::By::unreadable || (row.by == Joining::Unlinked::By::blank && can_have_more);
  }

  [[nodiscard]] bool repeats(EntityId entity, RecordNumber number) const {
    const std::uint32_t feed = join_.records(entity).feed[number];
    return feed != nothing && plan_->feeds[feed].how->repeats;
  }

  void add_rows(Value& list, EntityId child, std::uint32_t begin, std::uint32_t end, Span place, RecordNumber of_case) const {
    if (list.kind != ValueKind::list) {
      list = {};
      list.kind = ValueKind::list;
      list.span = place;
    }
    list.items.reserve(list.items.size() + end - begin);
    for (std::uint32_t c = begin; c < end; ++c) list.items.push_back(record(child, join_.records(child).order[c], of_case));
  }

  [[nodiscard]] std::optional<Value> absence(const Attribute& attribute, EntityId parent, RecordNumber number, Span place) const {
    const Records& of = join_.records(parent);
    if (plan_->not_given[attribute.entity] || of.feed[number] == nothing) return std::nullopt;
    for (const std::size_t f : plan_->feeds_of[attribute.entity]) {
      const Feed& feed = plan_->feeds[f];
      if (feed.how->absent == Absence::unknown) return std::nullopt;
      if (feed.how->absent_if.empty()) continue;
      const auto tests = feed.absent_if.find(of.feed[number]);
      if (tests == feed.absent_if.end()) return std::nullopt;
      RowReading::Tested tested = rows_.tested(tests->second, plan_->feeds[of.feed[number]], of.row[number]);
      if (!tested.holds) return std::move(tested.unreadable);
    }
    const Feed& own = plan_->feeds[of.feed[number]];
    std::string buffer;
    if (!own.id.empty() && is_named_by(attribute.entity) && !rows_.key(own.table, own.id, of.row[number], buffer))
      return rows_.unreadable_in_key(own.table, own.id, of.row[number]);  // no row could name it
    Value none;
    none.kind = program_->vocabulary.entities[attribute.entity].many ? ValueKind::list : ValueKind::null;
    none.span = place;
    return none;
  }

  /// Whether rows name the record above by its id.
  [[nodiscard]] bool is_named_by(EntityId below) const {
    const auto& feeds = plan_->feeds_of[below];
    return std::any_of(feeds.begin(), feeds.end(),
                       [&](std::size_t f) { return !plan_->feeds[f].parent_id.empty() || !plan_->feeds[f].case_id.empty(); });
  }

  std::shared_ptr<const TablePlan> plan_;
  Limits limits_;
  RowReading rows_;
  Joining join_;
};

/// The mapping that the options name; nothing, and a diagnostic, where there is none.
std::optional<TableMapping> chosen_mapping(const Mappings& mappings, const TableOptions& options,
                                           const std::vector<std::shared_ptr<const arrow::Table>>& tables,
                                           const rulebook::Vocabulary& vocabulary, const Limits& limits,
                                           Diagnostics& diagnostics) {
  const auto say = [&](Code code, std::string message, std::string hint) {
    diagnostics.push_back(text::diagnose(code, nullptr, {}, std::move(message), std::move(hint)));
    return std::nullopt;
  };
  if (options.mapping_file) {
    const auto root =
        yaml::read(std::make_shared<const Source>(Source{options.mapping_file->name, options.mapping_file->text}), limits);
    diagnostics.insert(diagnostics.end(), root.diagnostics().begin(), root.diagnostics().end());
    if (!root.ok()) return std::nullopt;
    const yaml::Node* format = root.value().find("format");
    if (root.value().kind == yaml::NodeKind::mapping && format && format->fragment.text != "tables")
      return say(Code::input_mapping_unknown, "`" + options.mapping_file->name + "` maps no tables", "write `format: tables`");
    return read_table_mapping(root.value(), vocabulary, diagnostics);
  }
  if (!options.mapping.empty()) {
    if (const TableMapping* found = mappings.find_tables(options.mapping)) return *found;
    std::vector<std::string_view> ids;
    for (const TableMapping& mapping : mappings.tables) ids.push_back(mapping.id);
    return say(Code::input_mapping_unknown, "no mapping of tables `" + options.mapping + "` is loaded",
               text::did_you_mean(options.mapping, ids));
  }
  std::vector<std::string_view> subjects;
  for (const EntityId entity : vocabulary.subjects) {
    subjects.push_back(vocabulary.entities[entity].name);
    if (subjects.back() == options.subject) return mapping_by_vocabulary(tables, entity, vocabulary, diagnostics);
  }
  return say(Code::input_table_option, "the vocabulary has no subject `" + options.subject + "`",
             text::did_you_mean(options.subject, subjects));
}

}  // namespace

Result<Caseload> read_tables(std::shared_ptr<const program::Program> program, const Mappings& mappings,
                             std::vector<NamedTable> tables, const TableOptions& options, const Limits& limits) {
  Diagnostics diagnostics;
  const auto say = [&](Code code, std::string message, std::string hint) {
    diagnostics.push_back(text::diagnose(code, nullptr, {}, std::move(message), std::move(hint)));
  };
  std::vector<std::shared_ptr<const arrow::Table>> read;
  for (NamedTable& table : tables) {
    std::string wrong;
    auto one = arrow::Table::read(table.name, table.stream, wrong);
    if (one && (one->rows() >= nothing || one->columns().size() >= 0xFFFFU)) wrong = "it has too many rows or columns";
    if (!wrong.empty()) {
      say(Code::input_table_unreadable, "table `" + table.name + "` cannot be read: " + wrong, {});
    } else {
      read.push_back(std::move(one));
    }
  }
  auto mapping = chosen_mapping(mappings, options, read, program->vocabulary, limits, diagnostics);
  if (!mapping) return diagnostics;
  for (const std::string& form : options.dates) {
    if (!add_date_form(form, mapping->dates))
      say(Code::input_table_option, "`" + form + "` is no way of saying a day", std::string(date_form_words));
  }
  if (has_errors(diagnostics)) return diagnostics;
  auto plan = bind_tables(std::move(*mapping), std::move(read), program->vocabulary, diagnostics);
  if (!plan) return diagnostics;
  const AtRow at_row = [&](std::uint64_t row) {
    if (row % rows_between_questions == 0 && options.proceed && !options.proceed()) throw Stopped{};
  };
  try {
    auto caseload = std::make_shared<TableCaseload>(std::move(program), std::move(plan), limits, at_row);
    text::Digest reading;
    reading.add(options.mapping).add(options.mapping_file ? options.mapping_file->text : "").add(options.subject);
    for (const std::string& form : options.dates) reading.add(form);
    caseload->reading = reading.hex();
    for (Diagnostic& warning : caseload->warnings()) diagnostics.push_back(std::move(warning));
    return {handle_of<Caseload>(std::shared_ptr<const Caseload::Body>(std::move(caseload))), std::move(diagnostics)};
  } catch (const Stopped&) {
    say(Code::input_stopped, "the caller stopped the reading", {});
    return diagnostics;
  }
}

}  // namespace dutybound::input
