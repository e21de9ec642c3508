// Offsets of decoded text back to the source.
#include "text/fragment.hpp"

#include "support/catch.hpp"

using dutybound::Span;
using dutybound::text::Fragment;

TEST_CASE("a whole source maps to itself", "[text]") {
  const Fragment fragment = dutybound::text::whole("<input>", "count(x)");
  CHECK(fragment.source->name == "<input>");
  CHECK(fragment.text == "count(x)");
  CHECK(fragment.at(2, 5) == Span{2, 5});
  CHECK(fragment.at(8, 8) == Span{8, 8});
}

TEST_CASE("between two marks text and source advance together", "[text]") {
  // source `  "ab\tcd"`: the escape at 5 is two bytes and one here
  const Fragment fragment{nullptr, "ab\tcd", {{0, 3}, {3, 7}}};
  CHECK(fragment.at(0, 2) == Span{3, 5});
  CHECK(fragment.at(2, 3) == Span{5, 7});
  CHECK(fragment.at(3, 5) == Span{7, 9});
  CHECK(fragment.at(1, 4) == Span{4, 8});
  CHECK(fragment.at(5, 5) == Span{9, 9});
}

TEST_CASE("source text that was dropped belongs to no span that touches it", "[text]") {
  // a block scalar of two lines, `ab` and `cd`, each indented by two
  const Fragment fragment{nullptr, "ab\ncd\n", {{0, 10}, {3, 13}, {3, 15}}};
  CHECK(fragment.at(0, 2) == Span{10, 12});
  CHECK(fragment.at(2, 3) == Span{12, 13});
  CHECK(fragment.at(3, 5) == Span{15, 17});
  CHECK(fragment.at(3, 3) == Span{15, 15});
  CHECK(fragment.at(1, 4) == Span{11, 16});
}
