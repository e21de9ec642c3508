#include "text/white_space.hpp"

#include "support/catch.hpp"

using namespace dutybound::text;

TEST_CASE("white space of every kind is taken from both ends and from nowhere else") {
  for (const char* space : {" ", "\t", "\r\n", "\x0B", "\xC2\x85", "\xC2\xA0", "\xE1\x9A\x80", "\xE2\x80\x83", "\xE2\x80\x87",
                            "\xE2\x80\x89", "\xE2\x80\x8B", "\xE2\x80\x8E", "\xE2\x80\xA8", "\xE2\x80\xAF", "\xE2\x81\x9F",
                            "\xE2\x81\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"}) {
    CHECK(trimmed(std::string(space) + "a b" + space + space) == "a b");
    CHECK(trimmed(space).empty());
    CHECK(single_spaced(std::string("a") + space + space + "b") == "a b");
  }
  CHECK(trimmed("").empty());
}

TEST_CASE("letters that share bytes with white space are kept") {
  for (const char* word : {"\xC3\xA0", "\xC2\xA3", "\xE2\x82\xAC", "\xE2\x80\x93", "\xE3\x81\x80", "\xEF\xBB\xBE",
                           "\xF0\x9F\x92\xA0", "\xA0", "\xC2", "\xE2\x80"}) {
    CHECK(trimmed(word) == word);
  }
}
