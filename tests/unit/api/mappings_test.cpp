// What is told of the mappings that ship: the tables and columns that a reader has to fetch.
#include <algorithm>

#include <dutybound/rulebook.hpp>

#include "support/catch.hpp"

using namespace dutybound;

namespace {

MappingInfo shipped(const std::string& id) {
  static const Rulebook rulebook = Rulebook::load().value();
  for (MappingInfo& mapping : rulebook.mappings()) {
    if (mapping.id == id) return std::move(mapping);
  }
  return {};
}

std::vector<std::string> columns(const MappingInfo& mapping, const std::string& table) {
  for (const MappedTableInfo& each : mapping.tables) {
    if (each.name == table) return each.columns;
  }
  return {};
}

}  // namespace

TEST_CASE("a mapping of tables tells its tables and columns with keys first", "[mappings]") {
  const MappingInfo ssd = shipped("ssd");
  CHECK(ssd.title == "Standard Safeguarding Dataset");
  CHECK(ssd.format == MappingFormat::tables);
  CHECK_FALSE(ssd.interpretation.empty());
  CHECK(columns(ssd, "ssd_person") == std::vector<std::string>{"pers_person_id", "pers_dob", "pers_expected_dob", "pers_death_date"});
  CHECK(columns(ssd, "ssd_cp_visits").front() == "cppv_cp_visit_id");
  CHECK(columns(ssd, "ssd_initial_cp_conference").front() == "icpc_icpc_id");  // though joins look for another
}

TEST_CASE("columns of joined rows belong to the joined table", "[mappings]") {
  const MappingInfo ssd = shipped("ssd");
  CHECK(columns(ssd, "ssd_professionals") ==
        std::vector<std::string>{"prof_professional_id", "prof_social_worker_registration_no"});
  const std::vector<std::string> enquiry = columns(ssd, "ssd_s47_enquiry");
  CHECK(std::find(enquiry.begin(), enquiry.end(), "icpc_icpc_date") == enquiry.end());
}

TEST_CASE("parts of a key and the reference date are columns like others", "[mappings]") {
  const MappingInfo census = shipped("cin-census-tables");
  CHECK(columns(census, "Header") == std::vector<std::string>{"ReferenceDate"});
  CHECK(columns(census, "Reviews") == std::vector<std::string>{"LAchildID", "CINdetailsID", "CPPID", "CPPreviewDate"});
}

TEST_CASE("mappings of elements are told without tables", "[mappings]") {
  const MappingInfo census = shipped("cin-census");
  CHECK(census.format == MappingFormat::cin_census);
  CHECK(census.tables.empty());
}
