// Making cells.
#include "feel/value.hpp"

#include <type_traits>

namespace dutybound::feel {

static_assert(std::is_trivially_copyable_v<Cell>);

namespace {

Cell known(Kind kind) {
  Cell cell;
  cell.state = State::known;
  cell.kind = kind;
  return cell;
}

Cell known(Kind kind, std::int64_t value) {
  Cell cell = known(kind);
  cell.payload.integer = value;
  return cell;
}

}  // namespace

Cell Cell::null(Kind kind) {
  Cell cell;
  cell.kind = kind;
  return cell;
}

Cell Cell::unknown(Kind kind, bool unclear) {
  Cell cell;
  cell.state = State::unknown;
  cell.unclear = unclear;
  cell.kind = kind;
  return cell;
}

Cell Cell::unknown_before(Date day) {
  Cell cell = records_before(1, day);
  cell.kind = Kind::date;
  return cell;
}

Cell Cell::records_before(std::uint32_t entity, Date day) {
  Cell cell = unknown(Kind::record);
  cell.payload.record = {entity, static_cast<std::uint32_t>(day.number())};
  return cell;
}

Cell Cell::boolean(bool value) {
  Cell cell = known(Kind::boolean);
  cell.payload.truth = value;
  return cell;
}

Cell Cell::number(Decimal value) {
  Cell cell = known(Kind::number);
  cell.payload.number = value;
  return cell;
}

Cell Cell::integer(std::int64_t value) { return number(Decimal::from_integer(value)); }

Cell Cell::text(std::string_view value) {
  Cell cell = known(Kind::text);
  cell.payload.text = {value.data(), value.size()};
  return cell;
}

Cell Cell::enumeration(std::int64_t index) { return known(Kind::enumeration, index); }

Cell Cell::date(Date value) { return known(Kind::date, value.number()); }

Cell Cell::date_time(DateTime value) { return date_time(Interval{value.seconds(), value.seconds()}); }

Cell Cell::date_time(Interval value) {
  Cell cell = known(Kind::date_time);
  cell.payload.instant = value;
  return cell;
}

Cell Cell::days_duration(std::int64_t seconds) { return known(Kind::days_duration, seconds); }

Cell Cell::months_duration(std::int64_t months) { return known(Kind::months_duration, months); }

Cell Cell::record(std::uint32_t entity, std::uint32_t row) {
  Cell cell = known(Kind::record);
  cell.payload.record = {entity, row};
  return cell;
}

Cell Cell::list(const Cell* data, std::size_t size) {
  Cell cell = known(Kind::list);
  cell.payload.items = {data, size};
  return cell;
}

}  // namespace dutybound::feel
