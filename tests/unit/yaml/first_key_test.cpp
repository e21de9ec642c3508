// What a file is, told from its first line of content.
#include "yaml/first_key.hpp"

#include "support/catch.hpp"

using dutybound::yaml::first_key;

TEST_CASE("the first key is told after comments and a document marker") {
  CHECK(first_key("scenarios: small\nlist: []\n") == "scenarios");
  CHECK(first_key("# Words.\n\n---\nprovisions:\n  - {}\n") == "provisions");
  CHECK(first_key("\xEF\xBB\xBFrules:\r\n") == "rules");
}

TEST_CASE("what is not plainly a key is left to the reader") {
  CHECK(first_key("") == "");
  CHECK(first_key("{scenarios: small}") == "");
  CHECK(first_key("'scenarios': small") == "");
  CHECK(first_key("  scenarios: small") == "");
  CHECK(first_key("--- scenarios: small") == "");
  CHECK(first_key("scenarios:small") == "");
  CHECK(first_key("scenarios:") == "");
}
