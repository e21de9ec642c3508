// The children in need census by its mapping and the vocabulary that are shipped.
#include "shipped.hpp"
#include "text/inside.hpp"

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
  return body_of(facts).facts.children(desk().entity(entity), parent).state;
}

/// What every child here has, as a published example has it.
const std::string stray = "Child/ChildIdentifiers/text() unread_text PersonBirthDate\n";

/// The errors of a child besides that.
std::string others(const Case& facts) {
  std::string said = errors(facts);
  said.erase(said.find(stray), stray.size());
  return said;
}

const std::string plan =
    "<CINdetails><CINreferralDate>2023-10-06</CINreferralDate><ChildProtectionPlans><CPPstartDate>2023-10-20</CPPstartDate>";
const std::string end_of_plan = "</ChildProtectionPlans></CINdetails>";

const std::string enquiry =
    "<CINdetails><CINreferralDate>2023-10-06</CINreferralDate><Section47><S47ActualStartDate>2023-10-09</S47ActualStartDate>";

}  // namespace

TEST_CASE("stray text in a return is told and touches nothing that stands in elements") {
  const Case facts = child("");
  CHECK(errors(facts) == stray);
  CHECK(facts.unread_names().count == 0);
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
  CHECK(errors(facts) == stray);
  CHECK(body_of(facts).facts.rows(desk().entity("episode")) == 2);
  CHECK(children(facts, "assessment", 0) == feel::State::known);
  CHECK(body_of(facts).facts.children(desk().entity("assessment"), 0).count == 0);
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
      "<ChildProtectionPlans><CPPstartDate>2022-06-01</CPPstartDate><CPPendDate>2023-06-01</CPPendDate></ChildProtectionPlans>"
      "<ChildProtectionPlans><CPPstartDate>2022-06-02</CPPstartDate></ChildProtectionPlans>";
  const Case planned = child("<CINdetails><CINreferralDate>2022-02-06</CINreferralDate>" + plans + "</CINdetails>");
  CHECK(children(planned, "cp_review", 0) == feel::State::known);
  CHECK(children(planned, "cp_review", 1) == feel::State::known);
  CHECK(children(planned, "cp_review", 2) == feel::State::unknown);
  CHECK(children(planned, "cp_review", 3) == feel::State::known);  // open all the year without one
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

TEST_CASE("a word that the census does not have for a flag is a data error of what hangs on it") {
  const std::string held = "<DateOfInitialCPC>2024-01-05</DateOfInitialCPC>";
  const auto flag = [&](const std::string& word, const std::string& more = {}) {
    const Case facts = child(enquiry + more + "<ICPCnotRequired>" + word + "</ICPCnotRequired></Section47></CINdetails>");
    return outcome(facts) + " " + others(facts);
  };
  CHECK(flag("true") == "icpc_not_required ");
  CHECK(flag("false") == "unknown ");
  CHECK(flag("maybe") == "unknown episodes[0].section_47_enquiries[0].outcome unknown_value maybe\n");
  CHECK(flag("maybe", held) == "icpc_required ");
}

TEST_CASE("the day of a death is read and has to be one") {
  const auto died = [&](const std::string& day) {
    return desk().one("<Message><Children><Child><ChildIdentifiers><LAchildID>K1</LAchildID><PersonDeathDate>" + day +
                          "</PersonDeathDate></ChildIdentifiers></Child></Children></Message>",
                      CaseFormat::cin_census);
  };
  CHECK(desk().cell(died("2020-05-01"), "death", "died_at").date() == *Date::parse("2020-05-01"));
  CHECK(errors(died("yes")).find("death.died_at") != std::string::npos);
}

TEST_CASE("an element that the census does not have is reported by its place") {
  CHECK(others(child("<CINdetails><CINreferalDate>2023-10-06</CINreferalDate></CINdetails>"))
            .find("Child/CINdetails/CINreferalDate unread_element 2023-10-06\n") == 0);
}

TEST_CASE("reviews that stand anywhere else than the schema has them are not none") {
  const std::string good = "<Reviews><CPPreviewDate>2024-01-05</CPPreviewDate></Reviews>";
  const Case held = child(plan + good + end_of_plan);
  CHECK(others(held).empty());
  CHECK(body_of(held).facts.children(desk().entity("cp_review"), 0).count == 1);
  CHECK(children(child(plan + end_of_plan), "cp_review") == feel::State::known);  // none: the plan is of the return's year
  const std::string doubt = "episodes[0].cp_plans[0].reviews unread_element ";
  const std::string date = "<CPPreviewDate>2024-01-05</CPPreviewDate>";
  for (const auto& [inside, way] : std::vector<std::pair<std::string, std::string>>{
           {"<CPPreviews>" + date + "</CPPreviews>", "CPPreviews"},
           {date, "CPPreviewDate"},
           {"<reviews>" + date + "</reviews>", "reviews"},
           {"<ReviewDate>2024-01-05</ReviewDate>", "ReviewDate"},
           {"<Reviews>2024-01-05</Reviews>", "Reviews/text()"},
           {"<Reviews><ReviewDate>2024-01-05</ReviewDate></Reviews>", "Reviews/ReviewDate"},
           {"<Reviews date='2024-01-05'/>", "Reviews/@date"},
           {"2024-01-05", "text()"},
           // One that cannot be read leaves open how many there are.
           {"<Reviews>" + date + "<CPPreviewdate>2024-03-05</CPPreviewdate></Reviews>", "Reviews/CPPreviewdate"},
           {good + "<CPPreviews>" + date + "</CPPreviews>", "CPPreviews"},
       }) {
    INFO(inside);
    const Case facts = child(plan + inside + end_of_plan);
    CHECK(children(facts, "cp_review") == feel::State::unknown);
    CHECK(others(facts).find(doubt + "Child/CINdetails/ChildProtectionPlans/" + way + "\n") != std::string::npos);
  }
  const Case beside = child(plan + "</ChildProtectionPlans>" + good + "</CINdetails>");
  CHECK(children(beside, "cp_review") == feel::State::unknown);
  CHECK(others(beside).find(doubt + "Child/CINdetails/Reviews\n") != std::string::npos);
}

TEST_CASE("a block that no schema had leaves what the record lacks unknown and what it has as it is") {
  const Case facts = child(enquiry + "</Section47><Kinship><CareDate>2024-01-01</CareDate></Kinship></CINdetails>");
  CHECK(children(facts, "section_47_enquiry") == feel::State::known);
  CHECK(children(facts, "assessment") == feel::State::unknown);
  CHECK(desk().cell(facts, "episode", "closed_at").is_unknown());
  CHECK(desk().cell(facts, "section_47_enquiry", "started_at").is_known());
  CHECK(others(facts).find("episodes[0].assessments unread_element Child/CINdetails/Kinship\n") != std::string::npos);
  // An empty element says nothing.
  const Case empty = child(enquiry + "</Section47><Kinship/></CINdetails>");
  CHECK(children(empty, "assessment") == feel::State::known);
  CHECK(others(empty) == "Child/CINdetails/Kinship unread_element \n");
}

TEST_CASE("what would follow from an absence does not follow where an unread element may be what is absent") {
  const Case outcome_unread =
      child(enquiry +
            "<DateOfInitialCpc>2023-10-30</DateOfInitialCpc><ICPCnotRequired>true</ICPCnotRequired></Section47></CINdetails>");
  CHECK(outcome(outcome_unread) == "unknown");
  CHECK(children(outcome_unread, "icpc") == feel::State::unknown);
  const Case enquiry_unread = child(
      "<CINdetails><CINreferralDate>2023-10-06</CINreferralDate><DateOfInitialCPC>2023-10-20</DateOfInitialCPC>"
      "<section47><S47ActualStartDate>2023-10-09</S47ActualStartDate></section47></CINdetails>");
  CHECK(children(enquiry_unread, "transfer_in") == feel::State::unknown);
  CHECK(children(enquiry_unread, "section_47_enquiry") == feel::State::unknown);
}

TEST_CASE("what stands twice where it may stand once is told") {
  const auto twice = [](const std::string& element) { return element + element; };
  const Case dates = child("<CINdetails>" + twice("<CINreferralDate>2023-10-06</CINreferralDate>") + "</CINdetails>");
  CHECK(others(dates) == "episodes[0].referral.received_at several_values 2 in CINdetails\n");
  const Case flags =
      child(enquiry + "<ICPCnotRequired>true</ICPCnotRequired><ICPCnotRequired>false</ICPCnotRequired></Section47></CINdetails>");
  CHECK(others(flags) == "Child/CINdetails/Section47/ICPCnotRequired[2] several_values false\n");
  CHECK(outcome(flags) == "unknown");
  const Case ids = desk().one(
      "<Message><Children><Child><ChildIdentifiers><LAchildID>K1</LAchildID><LAchildID>K2</LAchildID></ChildIdentifiers></Child>"
      "</Children></Message>",
      CaseFormat::cin_census);
  CHECK(errors(ids) == "Child/ChildIdentifiers/LAchildID[2] several_values K2\n");
  const Case deaths = child("");
  CHECK(children(deaths, "death") == feel::State::null);
}

TEST_CASE("pre-proceedings of the schema of 2026 are read") {
  const Case facts = child(
      "<CINdetails><CINreferralDate>2023-10-06</CINreferralDate><PreProceedingsandFGDM><PPStartDate>2023-11-01</PPStartDate>"
      "<LBPSentDate>2023-11-06</LBPSentDate><FGDMMeetingOffer>1</FGDMMeetingOffer><FGDMMeetingFac>1</FGDMMeetingFac>"
      "<InitialPPMeetingDate>2023-11-20</InitialPPMeetingDate><ReviewMeetingsCount>3</ReviewMeetingsCount>"
      "<StepDecisionDate>2024-02-01</StepDecisionDate><PPOutcome>A</PPOutcome><CourtAppDate>2024-02-10</CourtAppDate>"
      "<LetterInitCPDate>2024-02-12</LetterInitCPDate></PreProceedingsandFGDM></CINdetails>");
  CHECK(others(facts).empty());
  CHECK(desk().cell(facts, "pre_proceedings_stage", "letter_sent_at").date() == *Date::parse("2023-11-06"));
  CHECK(desk().cell(facts, "pre_proceedings_stage", "ended_at").date() == *Date::parse("2024-02-01"));
  CHECK(children(child(""), "pre_proceedings_stage") == feel::State::unknown);
}

TEST_CASE("what of a return stands outside its children is lost by name and counted, and the children are read") {
  const auto lost = [](const std::string& text) {
    const auto documents = desk().read(text, CaseFormat::cin_census, "r.xml");
    REQUIRE(documents.size() >= 2);
    CHECK(documents.front().facts);
    std::string said;
    for (std::size_t i = 1; i < documents.size(); ++i) {
      CHECK(!documents[i].facts);
      said += documents[i].where + " " + list(documents[i].diagnostics);
    }
    return said;
  };
  const std::string one = "<Child><ChildIdentifiers><LAchildID>A</LAchildID></ChildIdentifiers></Child>";
  const std::string header = "<Header><CollectionDetails><ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails></Header>";
  CHECK(lost("<Message>" + header + "<Children>" + one + "<child/></Children></Message>")
            .find("r.xml: Message/Children/child input.xml-unread") == 0);
  CHECK(lost("<Message>" + header + "<Children>" + one + "</Children>" + one + "</Message>")
            .find("r.xml: Message/Child input.xml-unread") == 0);
  CHECK(
      lost(
          "<Message><Header><CollectionDetails><ReferenceDate>2024-03-31</ReferenceDate><ReferenceDate>2025-03-31</ReferenceDate>"
          "</CollectionDetails></Header><Children>" +
          one + "</Children></Message>")
          .find("r.xml: Message/Header/CollectionDetails/ReferenceDate[2] input.xml-unread") == 0);
  CHECK(lost("<Message><Header><CollectionDetails><ReferenceDate>soon</ReferenceDate></CollectionDetails></Header><Children>" +
             one + "</Children></Message>")
            .find("r.xml: Message/Header/CollectionDetails/ReferenceDate input.xml-unread") == 0);
  CHECK(lost("<Message>" + header + "<Children>A" + one + "</Children></Message>")
            .find("r.xml: Message/Children input.xml-unread") == 0);
}

TEST_CASE("a return is the same in every encoding that it may declare") {
  const auto document = [](const std::string& encoding, const std::string& id) {
    return "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>\r\n<Message><Children><Child><ChildIdentifiers><LAchildID>" +
           id + "</LAchildID><X>1</X></ChildIdentifiers></Child></Children></Message>";
  };
  const auto wide = [](const std::string& latin, bool little, bool mark) {
    std::string text;
    const auto add = [&](unsigned char c) {
      text += little ? std::string{static_cast<char>(c), '\0'} : std::string{'\0', static_cast<char>(c)};
    };
    if (mark) text += little ? "\xFF\xFE" : "\xFE\xFF";
    for (const char c : latin) add(static_cast<unsigned char>(c));
    return text;
  };
  const std::string plain = document("utf-8", "K\xC3\xA9");
  std::vector<std::string> same{"\xEF\xBB\xBF" + plain, document("utf-16", "K\xC3\xA9")};
  for (const char* name : {"ISO-8859-1", "windows-1252", "latin1"}) same.push_back(document(name, "K\xE9"));
  for (const bool little : {true, false}) {
    for (const bool mark : {true, false}) same.push_back(wide(document("utf-16", "K\xE9"), little, mark));
  }
  for (const std::string& text : same) {
    const Case facts = desk().one(text, CaseFormat::cin_census);
    CHECK(facts.id() == "K\xC3\xA9");
    CHECK(errors(facts) == "death unread_element Child/ChildIdentifiers/X\nChild/ChildIdentifiers/X unread_element 1\n");
  }
  CHECK(desk().one(document("windows-1252", "\x80\x9F"), CaseFormat::cin_census).id() == "\xE2\x82\xAC\xC5\xB8");
  // Places are those of the text as it is shown.
  const auto broken = desk().read(wide("<Message>\n<Child></Chil></Message>", true, true), CaseFormat::cin_census);
  REQUIRE(broken.size() == 1);
  CHECK(broken.front().diagnostics.front().line() == 2);
  CHECK(broken.front().diagnostics.front().column() == 10);
}

TEST_CASE("no change of one byte of a return loses a child or an element of it in silence") {
  const std::string text =
      "<Message><Header><CollectionDetails><ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails></"
      "Header><Children><Child>"
      "<ChildIdentifiers><LAchildID>A</LAchildID></ChildIdentifiers>" +
      plan + "<Reviews><CPPreviewDate>2024-01-05</CPPreviewDate></Reviews>" + end_of_plan + "</Child></Children></Message>";
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char byte : {'\0', '<', '>', '/', '&', ' ', 'x', 'c', '0', '\x01', '\xFF'}) {
      std::string changed = text;
      if (changed[at] == byte) continue;
      changed[at] = byte;
      bool told = false;
      bool whole = false;
      for (const CaseDocument& document : desk().read(changed, CaseFormat::cin_census)) {
        told = told || !document.facts || !document.facts->data_errors().empty();
        whole = whole || (document.facts && body_of(*document.facts).facts.rows(desk().entity("cp_review")) == 1);
      }
      INFO(changed);
      CHECK((told || whole));
    }
  }
}

TEST_CASE("an element or text around one inside of a value makes it an error and not unrecorded") {
  const auto referral = [](const std::string& date) {
    return child("<CINdetails><CINreferralDate>" + date + "</CINreferralDate></CINdetails>");
  };
  for (const std::string date :
       {"<x>2024-01-01</x>", "2024-01-01<x/>", "2024-<b>01</b>-01", "<x/>", "<x><y>2024-01-01</y></x>"}) {
    INFO(date);
    const Case facts = referral(date);
    const feel::Cell& cell = desk().cell(facts, "referral", "received_at");
    CHECK(cell.is_unknown());
    CHECK(cell.unclear);
    CHECK(facts.unread_names().count >= 1);
  }
  CHECK(desk().cell(referral("2024-01-01<!-- checked -->"), "referral", "received_at").is_known());
}

TEST_CASE("what turns on a value with an element inside is an error too") {
  const Case facts =
      child("<CINdetails><CINreferralDate>2023-10-06</CINreferralDate><ReferralNFA><x>1</x></ReferralNFA></CINdetails>");
  CHECK(desk().cell(facts, "child", "date_of_birth").is_known());
  CHECK(others(facts).find("ReferralNFA") != std::string::npos);
  CHECK(facts.data_errors().size() > 2);
}
