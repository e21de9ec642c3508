// Dates and calendars as the tests of time write them.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include <dutybound/calendar.hpp>

namespace dutybound::testing {

inline Date day(std::string_view iso) { return Date::parse(iso).value(); }

inline Calendar calendar(std::string_view first, std::string_view last, std::initializer_list<const char*> holidays) {
  std::vector<Holiday> list;
  for (const char* iso : holidays) list.push_back({day(iso), iso});
  return {"test", day(first), day(last), std::move(list)};
}

}  // namespace dutybound::testing
