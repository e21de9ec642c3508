// The schemas that need no loaded rulebook, or only a vocabulary.
#include <nlohmann/json.hpp>

#include <dutybound/schema.hpp>

#include "api/schema_case.hpp"
#include "rulebook/keys.hpp"
#include "support/catch.hpp"
#include "unit/rulebook/fixture.hpp"

using namespace dutybound;
using namespace dutybound::testing;
using nlohmann::json;

TEST_CASE("the schema of rule files has every key of every file", "[schema]") {
  const json schema = json::parse(rules_schema());
  CHECK(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema");
  for (const rulebook::Element* file : rulebook::file_elements()) {
    std::string name(file->name.substr(file->name.find(' ') + 1));
    std::replace(name.begin(), name.end(), ' ', '_');
    for (const rulebook::Key& key : file->keys) {
      INFO(name << "." << key.name);
      REQUIRE(schema["$defs"][name]["properties"].contains(std::string(key.name)));
      CHECK(schema["$defs"][name]["properties"][std::string(key.name)]["description"] == key.description);
    }
  }
  CHECK(schema["$defs"]["rule"]["else"]["required"] == json::array({"id", "kind", "title"}));
  CHECK(schema["$defs"]["rule"]["then"]["$ref"] == "#/$defs/change");
  CHECK(schema["$defs"]["change"]["required"] == json::array({"changes"}));
}

TEST_CASE("the schema of cases has a record for each entity and refuses what it does not know", "[schema]") {
  const auto rules = rulebook::read(files_of(base()));
  REQUIRE(rules.ok());
  const json schema = json::parse(api::case_schema(rules.value().vocabulary));
  CHECK(schema["oneOf"].size() == 2);
  const json& enquiry = schema["$defs"]["section_47_enquiry"];
  CHECK(enquiry["additionalProperties"] == false);
  CHECK(enquiry["properties"]["started_at"]["format"] == "date");
  CHECK(enquiry["properties"]["outcome"]["enum"] == json::array({"icpc_required", "no_further_action", nullptr}));
  CHECK(enquiry["properties"]["icpc"]["anyOf"][0]["$ref"] == "#/$defs/icpc");
  CHECK(enquiry["properties"].contains("id"));
  CHECK(schema["$defs"]["case"]["properties"]["subject"]["const"] == "case");
  CHECK_FALSE(schema["$defs"]["case"].contains("required"));
  CHECK(schema["$defs"]["partnership"]["required"] == json::array({"subject"}));
}

TEST_CASE("the schema of assessments has every property required", "[schema]") {
  const json schema = json::parse(assessment_schema());
  CHECK(schema["required"].size() == 13);
  CHECK(schema["$defs"]["finding"]["required"].size() == 28);
  CHECK(schema["$defs"]["finding"]["properties"]["modality"]["enum"].size() == 5);
}
