// The children in need census by its mapping and the vocabulary that are shipped.
#include "shipped.hpp"

using namespace dutybound;
using namespace dutybound::testing;

namespace {

const Desk& desk() { return shipped_desk(); }

Case child(const std::string& details) {
  return desk().one(
      "<Message><Header><CollectionDetails><ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails></"
      "Header><Children><Child>"
      "<ChildIdentifiers><LAchildID>K1</LAchildID><UPNunknown>UN3</UPNunknown>PersonBirthDate<PersonBirthDate>2015-03-27</"
      "PersonBirthDate>"
      "</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>HAND</Disability>"
      "<Disability>HEAR</Disability></Disabilities></ChildCharacteristics>" +
          details + "</Child></Children></Message>",
      CaseFormat::cin_census);
}

std::string outcome(const Case& facts) {
  const feel::Cell& cell = desk().cell(facts, "section_47_enquiry", "outcome");
  if (!cell.is_known()) return "unknown";
  const auto& vocabulary = desk().program->vocabulary;
  for (const rulebook::Attribute& attribute : vocabulary.entities[desk().entity("section_47_enquiry")].attributes) {
    if (attribute.name == "outcome")
      return vocabulary.types->enumerations[attribute.type.detail].values[static_cast<std::size_t>(cell.payload.integer)];
  }
  return {};
}

feel::State children(const Case& facts, std::string_view entity, std::uint32_t parent = 0) {
  return facts.body().facts.children(desk().entity(entity), parent).state;
}

const std::string enquiry =
    "<CINdetails><CINreferralDate>2023-10-06</CINreferralDate><Section47><S47ActualStartDate>2023-10-09</S47ActualStartDate>";

}  // namespace

TEST_CASE("stray text in a return is passed over") {
  const Case facts = child("");
  CHECK(errors(facts).empty());
  CHECK(facts.id() == "K1");
  CHECK(desk().cell(facts, "child", "date_of_birth").date() == *Date::parse("2015-03-27"));
  CHECK(desk().cell(facts, "child", "unborn").is_false());
  CHECK(desk().cell(facts, "child", "disabled").is_true());
  CHECK(children(facts, "death") == feel::State::null);
}

TEST_CASE("each set of details is an episode with its groups") {
  const Case facts = child(
      "<CINdetails><CINreferralDate>2023-05-01</CINreferralDate><ReferralSource>1A</ReferralSource><CINclosureDate>2023-06-01</"
      "CINclosureDate>"
      "<ReasonForClosure>RC8</ReasonForClosure><ReferralNFA>0</ReferralNFA></CINdetails>"
      "<CINdetails><CINreferralDate>2023-10-06</CINreferralDate><Assessments><AssessmentActualStartDate>2023-10-07</"
      "AssessmentActualStartDate>"
      "<FactorsIdentifiedAtAssessment><AssessmentFactors>2A</AssessmentFactors><AssessmentFactors>2B</AssessmentFactors></"
      "FactorsIdentifiedAtAssessment>"
      "</Assessments><CINPlanDates><CINPlanStartDate>2023-11-01</CINPlanStartDate></CINPlanDates><ReferralNFA>true</"
      "ReferralNFA></CINdetails>");
  CHECK(errors(facts).empty());
  CHECK(facts.body().facts.rows(desk().entity("episode")) == 2);
  CHECK(children(facts, "assessment", 0) == feel::State::known);
  CHECK(facts.body().facts.children(desk().entity("assessment"), 0).count == 0);
  CHECK(desk().cell(facts, "assessment", "completed_at").is_null());
  CHECK(desk().cell(facts, "assessment", "factors").payload.items.size == 2);
  CHECK(desk().cell(facts, "cin_plan", "ended_at").is_null());
  CHECK(desk().cell(facts, "referral", "no_further_action", 0).is_false());
  CHECK(desk().cell(facts, "referral", "no_further_action", 1).is_true());
  CHECK(desk().cell(facts, "episode", "closed_at", 1).is_null());
}

TEST_CASE("what no return carries stays unknown") {
  const Case facts =
      child(enquiry +
            "<ICPCnotRequired>false</ICPCnotRequired></Section47><ChildProtectionPlans><CPPstartDate>2023-10-20</CPPstartDate>"
            "</ChildProtectionPlans></CINdetails>");
  CHECK(desk().cell(facts, "referral", "decided_at").is_unknown());
  CHECK(children(facts, "strategy_discussion") == feel::State::unknown);
  CHECK(children(facts, "core_group") == feel::State::unknown);
  CHECK(children(facts, "lead_practitioner") == feel::State::unknown);
  CHECK(children(facts, "transfer_in") == feel::State::unknown);
}

TEST_CASE("a missed conference is proved by no flag") {
  const Case open =
      child(enquiry +
            "<InitialCPCtarget>2023-10-30</InitialCPCtarget><ICPCnotRequired>false</ICPCnotRequired></Section47></CINdetails>");
  CHECK(outcome(open) == "unknown");
  CHECK(children(open, "icpc") == feel::State::null);
  const Case held = child(
      enquiry + "<DateOfInitialCPC>2023-10-30</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired></Section47></CINdetails>");
  CHECK(outcome(held) == "icpc_required");
  CHECK(desk().cell(held, "icpc", "held_at").date() == *Date::parse("2023-10-30"));
  for (const char* yes : {"true", "1", "Y"}) {
    const Case none = child(enquiry + "<ICPCnotRequired>" + yes + "</ICPCnotRequired></Section47></CINdetails>");
    CHECK(outcome(none) == "icpc_not_required");
    CHECK(children(none, "icpc") == feel::State::null);
  }
}

TEST_CASE("a conference of the episode without enquiries is a transfer-in conference") {
  const Case moved = child(
      "<CINdetails><CINreferralDate>2023-10-06</CINreferralDate><DateOfInitialCPC>2023-10-20</DateOfInitialCPC></CINdetails>");
  CHECK(desk().cell(moved, "transfer_in", "conference_held_at").date() == *Date::parse("2023-10-20"));
  CHECK(desk().cell(moved, "transfer_in", "notified_at").is_unknown());
  const Case either = child(
      "<CINdetails><CINreferralDate>2023-10-06</CINreferralDate><DateOfInitialCPC>2023-10-20</DateOfInitialCPC>"
      "<Section47><S47ActualStartDate>2023-10-09</S47ActualStartDate></Section47></CINdetails>");
  CHECK(children(either, "transfer_in") == feel::State::unknown);
}

TEST_CASE("groups are none only where the return covers the whole of their time") {
  const Case old_referral = child("<CINdetails><CINreferralDate>2022-10-06</CINreferralDate></CINdetails>");
  CHECK(children(old_referral, "section_47_enquiry") == feel::State::unknown);
  CHECK(children(old_referral, "assessment") == feel::State::unknown);
  const Case recent = child("<CINdetails><CINreferralDate>2023-10-06</CINreferralDate></CINdetails>");
  CHECK(children(recent, "section_47_enquiry") == feel::State::known);
  const std::string plans =
      "<ChildProtectionPlans><CPPstartDate>2023-05-01</CPPstartDate></ChildProtectionPlans>"
      "<ChildProtectionPlans><CPPstartDate>2022-05-01</CPPstartDate><Reviews><CPPreviewDate>2023-04-20</CPPreviewDate></"
      "Reviews></ChildProtectionPlans>"
      "<ChildProtectionPlans><CPPstartDate>2022-06-01</CPPstartDate></ChildProtectionPlans>";
  const Case planned = child("<CINdetails><CINreferralDate>2022-02-06</CINreferralDate>" + plans + "</CINdetails>");
  CHECK(children(planned, "cp_review", 0) == feel::State::known);
  CHECK(children(planned, "cp_review", 1) == feel::State::known);
  CHECK(children(planned, "cp_review", 2) == feel::State::unknown);
}

TEST_CASE("impossible dates in a return are data errors of what they touch") {
  const Case facts = child(
      "<CINdetails><CINreferralDate>2023-10-06</CINreferralDate><Assessments><AssessmentActualStartDate>2028-04-28</"
      "AssessmentActualStartDate>"
      "<AssessmentAuthorisationDate>2020-09-19</AssessmentAuthorisationDate></Assessments><CINclosureDate>1900-01-01</"
      "CINclosureDate></CINdetails>");
  const std::string said = errors(facts);
  CHECK(said.find("episodes[0].closed_at impossible_date 1900-01-01\n") != std::string::npos);
  CHECK(said.find("episodes[0].assessments[0].started_at assessment-order 2028-04-28\n") != std::string::npos);
  CHECK(said.find("episodes[0].assessments[0].completed_at assessment-order 2020-09-19\n") != std::string::npos);
}

TEST_CASE("an element that the census does not have is reported by its place") {
  CHECK(errors(child("<CINdetails><CINreferalDate>2023-10-06</CINreferalDate></CINdetails>")) ==
        "CINdetails/CINreferalDate unknown_attribute 2023-10-06\n");
}
