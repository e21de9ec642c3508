// UTF-8 validation, counting and width.
#include "text/utf8.hpp"

#include "support/catch.hpp"

using namespace dutybound::text;

TEST_CASE("well-formed text of every length is UTF-8", "[text]") {
  CHECK_FALSE(first_invalid_utf8(""));
  CHECK_FALSE(first_invalid_utf8("plain"));
  CHECK_FALSE(first_invalid_utf8("\xC2\x80 \xDF\xBF \xE0\xA0\x80 \xED\x9F\xBF \xEE\x80\x80 \xF0\x90\x80\x80 \xF4\x8F\xBF\xBF"));
}

TEST_CASE("the first byte that is not UTF-8 is found", "[text]") {
  CHECK(first_invalid_utf8("ab\xA3") == 2U);            // a continuation byte alone, as in Latin-1
  CHECK(first_invalid_utf8("a\xC0\x80") == 1U);         // overlong
  CHECK(first_invalid_utf8("a\xE0\x9F\xBF") == 1U);     // overlong
  CHECK(first_invalid_utf8("\xED\xA0\x80") == 0U);      // surrogate
  CHECK(first_invalid_utf8("\xF4\x90\x80\x80") == 0U);  // above U+10FFFF
  CHECK(first_invalid_utf8("\xF5\x80\x80\x80") == 0U);
  CHECK(first_invalid_utf8("abc\xE2\x82") == 3U);  // cut off
  CHECK(first_invalid_utf8("\xE2(\xA1") == 0U);
  CHECK(first_invalid_utf8("\xC3\xA9\xFF") == 2U);
}

TEST_CASE("code points and widths are those of a terminal", "[text]") {
  CHECK(code_points("caf\xC3\xA9") == 4);
  CHECK(code_points("a\xFF") == 2);
  CHECK(display_width("caf\xC3\xA9") == 4);
  CHECK(display_width("e\xCC\x81") == 1);           // combining accent
  CHECK(display_width("\xE5\xAD\x90") == 2);        // a Chinese character
  CHECK(display_width("\xF0\x9F\x98\x80 a") == 4);  // an emoji
  CHECK(first_character_size("\xC2\xA3"
                             "1") == 2);
  CHECK(first_character_size("\xA3") == 0);
  CHECK(first_character_size("") == 0);
}
