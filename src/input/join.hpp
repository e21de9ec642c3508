// Rows to records, records to their parents: which rows make which case. Holds indices only; values stay in the tables.
// Entry: Joining. Documents are made of it by table_caseload.cpp.
#pragma once

#include <map>
#include <tuple>
#include <unordered_map>

#include <dutybound/caseload.hpp>

#include "input/row_record.hpp"

namespace dutybound::input {

using RecordNumber = std::uint32_t;
inline constexpr std::uint32_t nothing = 0xFFFFFFFFU;

/// Of one code and table so many errors are listed; of millions of orphans the rest are counted.
constexpr std::size_t most_errors = 1000;

/// Records by the hash of their id: 11 to 21 bytes each. The ids themselves stay in the tables.
class IdIndex {
 public:
  using Hash = std::uint32_t;  ///< there are no more records than that

  /// The record for which `is_it` holds, of those with that hash, or `nothing`.
  template <class IsIt>
  [[nodiscard]] RecordNumber find(Hash hash, IsIt&& is_it) const {
    if (slots_.empty()) return nothing;
    for (std::size_t at = hash & (slots_.size() - 1); slots_[at].record != nothing; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].hash == hash && is_it(slots_[at].record)) return slots_[at].record;
    }
    return nothing;
  }
  void insert(Hash hash, RecordNumber record);

 private:
  struct Slot {
    Hash hash = 0;
    RecordNumber record = nothing;
  };
  void put(Slot slot);
  std::vector<Slot> slots_;  ///< a power of two, at most three quarters full
  std::size_t count_ = 0;
};

/// The records of one entity, over all cases.
struct Records {
  struct More {
    RecordNumber record;
    std::uint32_t feed;
    std::uint32_t row;
  };
  std::vector<std::uint32_t> feed;  ///< `nothing`: a record in which nothing is recorded
  std::vector<std::uint32_t> row;
  std::vector<RecordNumber> parent;  ///< only while joining
  std::vector<More> more;            ///< further rows of the same records, by record
  std::vector<std::uint32_t> first;  ///< by parent, and one past the last: its place in `order`
  std::vector<RecordNumber> order;   ///< by parent, then as the rows stand
  IdIndex ids;                       ///< of cases; of others only while joining
};

class Joining {
 public:
  /// All but `at_row` have to outlive it.
  Joining(const rulebook::Vocabulary& vocabulary, const TablePlan& plan, const RowReading& rows, const AtRow& at_row);

  [[nodiscard]] const Records& records(rulebook::EntityId entity) const { return records_[entity]; }
  /// Cases come from the columns that lead to them: no table has them as its rows.
  [[nodiscard]] bool cases_from_links() const { return cases_from_links_; }
  [[nodiscard]] std::optional<std::string_view> case_id(RecordNumber record, std::string& buffer) const {
    return key_of(plan_.mapping.subject, record, buffer);
  }
  [[nodiscard]] RecordNumber find_case(std::string_view id) const;
  /// A row that names a record of which nothing else is recorded, by its link to the parent; nothing: none does.
  struct Named {
    std::uint32_t feed;
    std::uint32_t row;
  };
  [[nodiscard]] std::optional<Named> named(rulebook::EntityId entity, RecordNumber record) const;
  [[nodiscard]] bool integer_ids() const { return integer_ids_ && !records_[plan_.mapping.subject].feed.empty(); }

  /// A row in a case that does not say, or not so that it can be read, which record of the case it belongs to.
  struct Unlinked {
    enum class By : std::uint8_t { nowhere, blank, unreadable } by;  ///< nowhere: it names a record that there is not
    Span cell;
  };
  /// The one that leaves most open, of the rows of an entity's records: any of the case's may have it. Nothing: there is none.
  [[nodiscard]] std::optional<Unlinked> unlinked(rulebook::EntityId entity, RecordNumber of_case) const;

  std::vector<PlacedError> errors;
  std::vector<TableCount> counts;
  Diagnostics warnings;

 private:
  using EntityId = rulebook::EntityId;
  /// A record that others stand below.
  struct Below {
    EntityId entity;
    RecordNumber record;
  };
  enum Mark : std::uint8_t { used = 1, orphan = 2, without_id = 4 };

  void read_cases(const AtRow& at_row);
  void read_cases_from_links(const AtRow& at_row);
  void read_children(EntityId entity, const AtRow& at_row);
  void reserve(const Feed& feed);
  void order(EntityId entity);
  void count();
  [[nodiscard]] bool passes(const Feed& feed, std::uint64_t row) const;
  RecordNumber add(EntityId entity, std::size_t feed, std::uint64_t row, RecordNumber parent);
  [[nodiscard]] RecordNumber find(EntityId entity, std::string_view id) const;
  [[nodiscard]] std::optional<std::string_view> key_of(EntityId entity, RecordNumber record, std::string& buffer) const;
  void note_case_id(const Feed& feed, const Key& key, std::string_view id);

  [[nodiscard]] RecordNumber parent_of(const Feed& feed, std::uint64_t row);
  [[nodiscard]] RecordNumber named_blank(const Feed& feed, std::uint64_t row, EntityId entity, Below below,
                                         std::optional<std::string_view> id, bool own);
  void say_orphan(const Feed& feed, std::uint64_t row, EntityId entity, std::string_view id, RecordNumber of_case,
                  const std::string& end);
  [[nodiscard]] RecordNumber latest(const Feed& feed, std::uint64_t row, EntityId entity, RecordNumber of_case);
  /// The record in which nothing is recorded, below one that stands above it; made where it is not there yet. `id`: by which
  /// rows call it, if they do; `own`: it is of this row alone.
  [[nodiscard]] RecordNumber blank(EntityId entity, Below below, std::string_view id, bool own);
  void tell_of_alike_ids();
  /// Another id of that entity that differs only in capitals, leading zeros or white space; empty: there is none.
  [[nodiscard]] std::string alike(EntityId entity, std::string_view id);
  /// The columns of a key say nothing, or nothing that can be read: then the cell and its fault are told in place of `code`.
  void say_without_id(const Feed& feed, std::uint64_t row, const Key& key, std::string_view code, std::string reason);
  /// Tells of a refused cell; `so`: what comes of it.
  void say_unreadable(std::size_t table, std::uint64_t row, const Value& cell, RecordNumber of_case, std::string_view so);
  /// Of a row that finds its place by another of its links.
  void say_unreadable_links(const Feed& feed, std::uint64_t row, RecordNumber of_case);
  /// The same table's rows are cases, or name them, by the same columns, and were told of there.
  [[nodiscard]] bool told_without_id(const Feed& feed, std::uint64_t row, const Key& key) const;
  void tell_of_doubled_ids();
  /// Of days that several rows of one record say, and say differently: the record may be two.
  void tell_of_contradictions(const AtRow& at_row);
  void tell_of_unmatched(const AtRow& at_row);
  /// Of the keys of a joined table that cannot be read, where it is no table of records: those tell of their ids themselves.
  void tell_of_unreadable_keys(const BoundJoin& join, const AtRow& at_row);
  void tell_of_unlisted();
  [[nodiscard]] RecordNumber case_of(EntityId entity, RecordNumber record) const;
  [[nodiscard]] const std::vector<std::vector<RecordNumber>>& of_cases(EntityId entity);
  /// Of an entity of which there is one each: the first of every parent, as they were when this was first asked.
  [[nodiscard]] const std::unordered_map<RecordNumber, RecordNumber>& only_children(EntityId entity);
  /// The day with which a record began.
  struct Start {
    std::optional<Date> day;
    bool unknown = false;  ///< nobody says, or what is recorded cannot be read
  };
  /// ...of a case's records of one entity.
  struct Starts {
    bool unknown = false;                             ///< of one of them
    std::vector<std::pair<Date, RecordNumber>> days;  ///< by day, then as they stand
  };
  [[nodiscard]] const Starts& starts_of(EntityId entity, RecordNumber of_case, const std::vector<rulebook::AttributeId>& way);
  [[nodiscard]] Start start_of(EntityId entity, RecordNumber record, const std::vector<rulebook::AttributeId>& way);
  [[nodiscard]] Start start_in(EntityId entity, RecordNumber record, const std::vector<rulebook::AttributeId>& way) const;
  void say(std::size_t table, std::uint64_t row, const Key& key, RecordNumber of_case, std::string_view value,
           std::string_view code, std::string reason);

  const rulebook::Vocabulary& vocabulary_;
  const TablePlan& plan_;
  const RowReading& rows_;
  std::vector<Records> records_;                                          ///< by entity
  std::vector<std::vector<std::uint8_t>> marks_;                          ///< by table and row
  std::map<std::pair<std::size_t, std::string_view>, std::size_t> said_;  ///< errors by table and code
  std::map<std::tuple<EntityId, EntityId, RecordNumber, std::string>, RecordNumber> blanks_;
  std::map<std::pair<EntityId, RecordNumber>, Named> named_;
  std::map<std::pair<EntityId, RecordNumber>, Unlinked> unlinked_;  ///< by entity and case
  /// Hashes of ids without what alike_id leaves out, sorted, by entity.
  std::map<EntityId, std::vector<std::pair<std::size_t, RecordNumber>>> alike_;
  std::map<EntityId, std::pair<std::size_t, std::string>> alike_links_;  ///< ids of rows that are like another: how many, and one
  struct {
    std::size_t count = 0;
    std::string example;
  } doubled_;  ///< ids that several rows have, each a case
  std::map<EntityId, std::vector<std::vector<RecordNumber>>> of_cases_;
  /// By the mapping's way to the day and the case, as far as they were asked for.
  std::map<std::pair<const std::vector<rulebook::AttributeId>*, RecordNumber>, Starts> starts_;
  std::map<EntityId, std::unordered_map<RecordNumber, RecordNumber>> only_children_;
  bool cases_from_links_ = false;
  bool integer_ids_ = true;
};

}  // namespace dutybound::input
