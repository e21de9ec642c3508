// Every type of column that is read, batches that start anywhere, and arrays that lie.
#include "arrow/table.hpp"

#include "support/arrow_tables.hpp"

using namespace dutybound;
using namespace dutybound::testing;
using arrow::Cell;
using arrow::Kind;
using arrow::Table;

namespace {

std::shared_ptr<const Table> read(const std::vector<std::vector<Column>>& batches) {
  const auto stream = stream_of(batches);
  std::string wrong;
  auto table = Table::read("t", stream.get(), wrong);
  INFO(wrong);
  REQUIRE(table);
  CHECK(!stream->release);
  return table;
}

Column decimals(std::string name, std::vector<Text> values, ArrowType type, std::int32_t bits, std::int32_t scale) {
  const std::size_t rows = values.size();
  return {std::move(name), rows,
          [type, scale](ArrowSchema* s) { okay(ArrowSchemaSetTypeDecimal(s, type, 18, scale)); },
          [values, bits, scale](ArrowArray* a, std::size_t i) {
            if (!values[i]) return okay(ArrowArrayAppendNull(a, 1));
            ArrowDecimal decimal;
            ArrowDecimalInit(&decimal, bits, 18, scale);
            okay(ArrowDecimalSetDigits(&decimal, {values[i]->data(), static_cast<std::int64_t>(values[i]->size())}));
            okay(ArrowArrayAppendDecimal(a, &decimal));
          }};
}

}  // namespace

TEST_CASE("whole numbers of every width are read") {
  for (const ArrowType type : {NANOARROW_TYPE_INT8, NANOARROW_TYPE_INT16, NANOARROW_TYPE_INT32, NANOARROW_TYPE_INT64, NANOARROW_TYPE_UINT8,
                               NANOARROW_TYPE_UINT16, NANOARROW_TYPE_UINT32}) {
    const auto table = read({{wholes("a", {7, std::nullopt}, type)}});
    CHECK(table->columns()[0].kind == Kind::integer);
    CHECK(table->cell(0, 0).integer() == 7);
    CHECK(table->cell(0, 1).is_null());
  }
  const auto large = read({{wholes("a", {7}, NANOARROW_TYPE_UINT64)}});
  CHECK(large->cell(0, 0).kind() == Kind::digits);
  CHECK(large->cell(0, 0).digits() == "7");
}

TEST_CASE("other numbers and truths are read") {
  for (const ArrowType type : {NANOARROW_TYPE_HALF_FLOAT, NANOARROW_TYPE_FLOAT, NANOARROW_TYPE_DOUBLE}) {
    const auto table = read({{reals("a", {1.5, std::nullopt}, type)}});
    CHECK(table->cell(0, 0).real() == 1.5);
    CHECK(table->cell(0, 1).is_null());
  }
  CHECK(read({{decimals("a", {"1250"}, NANOARROW_TYPE_DECIMAL128, 128, 2)}})->cell(0, 0).digits() == "12.50");
  CHECK(read({{decimals("a", {"-7"}, NANOARROW_TYPE_DECIMAL256, 256, 0)}})->cell(0, 0).digits() == "-7");
  const auto truths = read({{wholes("a", {1, 0, std::nullopt}, NANOARROW_TYPE_BOOL)}});
  CHECK(truths->cell(0, 0).boolean());
  CHECK(!truths->cell(0, 1).boolean());
  CHECK(truths->cell(0, 2).is_null());
}

TEST_CASE("texts of every layout are read") {
  const std::string large(1000, 'x');
  for (const ArrowType type : {NANOARROW_TYPE_STRING, NANOARROW_TYPE_LARGE_STRING, NANOARROW_TYPE_STRING_VIEW}) {
    const auto table = read({{texts("a", {"short", std::nullopt, large, ""}, type)}});
    CHECK(table->cell(0, 0).text() == "short");
    CHECK(table->cell(0, 1).is_null());
    CHECK(table->cell(0, 2).text() == large);
    CHECK(table->cell(0, 3).text().empty());
  }
}

TEST_CASE("days and moments are read in every unit") {
  CHECK(read({{days("a", {-1})}})->cell(0, 0).day() == -1);
  const auto ms = wholes("a", {-1, 86'400'000}, NANOARROW_TYPE_INT64);
  Column date64 = ms;
  date64.type = [](ArrowSchema* s) { set_type(s, NANOARROW_TYPE_DATE64); };
  const auto table = read({{date64}});
  CHECK(table->cell(0, 0).day() == -1);
  CHECK(table->cell(0, 1).day() == 1);
  std::int64_t unit = 1;
  for (const ArrowTimeUnit of : {NANOARROW_TIME_UNIT_SECOND, NANOARROW_TIME_UNIT_MILLI, NANOARROW_TIME_UNIT_MICRO, NANOARROW_TIME_UNIT_NANO}) {
    const auto plain = read({{moments("a", {90 * unit, -1}, of)}});
    CHECK(plain->cell(0, 0).seconds() == 90);
    CHECK(plain->cell(0, 1).seconds() == -1);
    CHECK(!plain->columns()[0].zoned);
    CHECK(read({{moments("a", {90 * unit}, of, "UTC")}})->columns()[0].zoned);
    unit *= 1000;
  }
}

TEST_CASE("nested columns are read where batches and slices start") {
  ArrowSchema schema;
  ArrowSchemaInit(&schema);
  okay(ArrowSchemaSetTypeStruct(&schema, 1));
  okay(ArrowSchemaSetName(schema.children[0], "visits"));
  okay(ArrowSchemaSetType(schema.children[0], NANOARROW_TYPE_LIST));
  ArrowSchema* item = schema.children[0]->children[0];
  okay(ArrowSchemaSetTypeStruct(item, 1));
  okay(ArrowSchemaSetName(item->children[0], "n"));
  okay(ArrowSchemaSetType(item->children[0], NANOARROW_TYPE_INT64));
  ArrowArray array;
  okay(ArrowArrayInitFromSchema(&array, &schema, nullptr));
  okay(ArrowArrayStartAppending(&array));
  for (std::int64_t row = 0; row < 4; ++row) {
    for (std::int64_t n = 0; n < row; ++n) {
      okay(ArrowArrayAppendInt(array.children[0]->children[0]->children[0], row * 10 + n));
      okay(ArrowArrayFinishElement(array.children[0]->children[0]));
    }
    okay(ArrowArrayFinishElement(array.children[0]));
    okay(ArrowArrayFinishElement(&array));
  }
  okay(ArrowArrayFinishBuildingDefault(&array, nullptr));
  array.offset = 2;  // as a slice has it
  array.length = 2;
  ArrowArrayStream stream;
  okay(ArrowBasicArrayStreamInit(&stream, &schema, 1));
  ArrowBasicArrayStreamSetArray(&stream, 0, &array);
  std::string wrong;
  const auto table = Table::read("t", &stream, wrong);
  INFO(wrong);
  REQUIRE(table);
  REQUIRE(table->rows() == 2);
  const Cell list = table->cell(0, 1);
  REQUIRE(list.kind() == Kind::list);
  REQUIRE(list.size() == 3);
  CHECK(list.item(2).kind() == Kind::record);
  CHECK(list.item(2).member(0).integer() == 32);
  CHECK(table->cell(0, 0).size() == 2);
}

TEST_CASE("rows of several batches follow each other") {
  const auto table = read({{wholes("a", {1, 2})}, {wholes("a", {})}, {wholes("a", {3})}});
  REQUIRE(table->rows() == 3);
  for (std::uint64_t row = 0; row < 3; ++row) CHECK(table->cell(0, row).integer() == static_cast<std::int64_t>(row) + 1);
  CHECK(read({{}})->columns().empty());
}

TEST_CASE("values of a dictionary are read as themselves") {
  ArrowSchema schema;
  ArrowSchemaInit(&schema);
  okay(ArrowSchemaSetTypeStruct(&schema, 1));
  okay(ArrowSchemaSetName(schema.children[0], "d"));
  okay(ArrowSchemaSetType(schema.children[0], NANOARROW_TYPE_INT8));
  okay(ArrowSchemaAllocateDictionary(schema.children[0]));
  ArrowSchemaInit(schema.children[0]->dictionary);
  okay(ArrowSchemaSetType(schema.children[0]->dictionary, NANOARROW_TYPE_LARGE_STRING));
  for (const std::int64_t last : {std::int64_t{1}, std::int64_t{2}}) {  // 2 lies outside
    ArrowArray array;
    okay(ArrowArrayInitFromSchema(&array, &schema, nullptr));
    okay(ArrowArrayStartAppending(&array));
    for (const char* word : {"no", "yes"}) okay(ArrowArrayAppendString(array.children[0]->dictionary, ArrowCharView(word)));
    for (const std::int64_t index : {last, std::int64_t{0}}) {
      okay(ArrowArrayAppendInt(array.children[0], index));
      okay(ArrowArrayFinishElement(&array));
    }
    okay(ArrowArrayAppendNull(&array, 1));
    okay(ArrowArrayFinishBuilding(&array, NANOARROW_VALIDATION_LEVEL_NONE, nullptr));
    ArrowSchema copy;
    okay(ArrowSchemaDeepCopy(&schema, &copy));
    ArrowArrayStream stream;
    okay(ArrowBasicArrayStreamInit(&stream, &copy, 1));
    ArrowBasicArrayStreamSetArray(&stream, 0, &array);
    std::string wrong;
    const auto table = Table::read("t", &stream, wrong);
    if (last == 2) {
      CHECK(!table);
      CHECK(wrong.find("column `d` contradicts itself") == 0);
      continue;
    }
    REQUIRE(table);
    CHECK(table->columns()[0].kind == Kind::text);
    CHECK(table->cell(0, 0).text() == "yes");
    CHECK(table->cell(0, 1).text() == "no");
    CHECK(table->cell(0, 2).is_null());
  }
  ArrowSchemaRelease(&schema);
}

TEST_CASE("arrays whose offsets lie are refused") {
  ArrowSchema schema;
  ArrowArray array;
  make_batch({texts("a", {"one", "two"})}, &schema, &array);
  auto* offsets = reinterpret_cast<std::int32_t*>(const_cast<void*>(array.children[0]->buffers[1]));
  offsets[1] = 1000;
  ArrowArrayStream stream;
  okay(ArrowBasicArrayStreamInit(&stream, &schema, 1));
  ArrowBasicArrayStreamSetArray(&stream, 0, &array);
  std::string wrong;
  CHECK(!Table::read("t", &stream, wrong));
  CHECK(wrong.find("column `a` contradicts itself") == 0);
  CHECK(!stream.release);
}

TEST_CASE("text views that lie outside their buffers are refused") {
  ArrowSchema schema;
  ArrowArray array;
  make_batch({texts("a", {std::string(100, 'x')}, NANOARROW_TYPE_STRING_VIEW)}, &schema, &array);
  auto* views = reinterpret_cast<ArrowBinaryView*>(const_cast<void*>(array.children[0]->buffers[1]));
  SECTION("by their place") { views[0].ref.offset = 50; }
  SECTION("by their buffer") { views[0].ref.buffer_index = 3; }
  SECTION("by their size") { views[0].ref.size = -1; }
  ArrowArrayStream stream;
  okay(ArrowBasicArrayStreamInit(&stream, &schema, 1));
  ArrowBasicArrayStreamSetArray(&stream, 0, &array);
  std::string wrong;
  CHECK(!Table::read("t", &stream, wrong));
}

TEST_CASE("columns with fewer rows than their table are refused") {
  ArrowSchema schema;
  ArrowArray array;
  make_batch({wholes("a", {1, 2})}, &schema, &array);
  array.length = 3;
  ArrowArrayStream stream;
  okay(ArrowBasicArrayStreamInit(&stream, &schema, 1));
  ArrowBasicArrayStreamSetArray(&stream, 0, &array);
  std::string wrong;
  CHECK(!Table::read("t", &stream, wrong));
  CHECK(wrong == "column `a` has fewer rows than its table");
}

TEST_CASE("what no fact can come from does no harm until it is needed") {
  const auto table = read({{texts("a", {"x"}, NANOARROW_TYPE_BINARY), wholes("b", {1})}});
  CHECK(table->columns()[0].kind == Kind::unreadable);
  CHECK(table->columns()[0].written == "binary");
  CHECK(table->cell(0, 0).is_null());
  CHECK(table->cell(1, 0).integer() == 1);
}

TEST_CASE("a stream of something else or one that fails is no table") {
  std::string wrong;
  ArrowSchema schema;
  ArrowSchemaInit(&schema);
  okay(ArrowSchemaSetType(&schema, NANOARROW_TYPE_INT64));
  ArrowArrayStream stream;
  okay(ArrowBasicArrayStreamInit(&stream, &schema, 0));
  CHECK(!Table::read("t", &stream, wrong));
  CHECK(wrong == "it is no table with columns but of type int64");
  CHECK(!Table::read("t", &stream, wrong));
  CHECK(wrong == "its stream was used before");
  ArrowArrayStream failing{};
  failing.get_schema = [](ArrowArrayStream*, ArrowSchema*) { return 5; };
  failing.get_last_error = [](ArrowArrayStream*) -> const char* { return "gone"; };
  failing.release = [](ArrowArrayStream* s) { s->release = nullptr; };
  CHECK(!Table::read("t", &failing, wrong));
  CHECK(wrong == "gone");
}
