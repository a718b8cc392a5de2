//===- PageTest.cpp - The data of pages -----------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "page/Page.h"
#include "page/CoroutineRows.h"
#include "page/Details.h"
#include "page/PageTexts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace coroscope;

namespace {

TEST(JsonTextTest, valuesOfAllKinds) {
  JsonText Json;
  Json.beginObject().key("a").beginArray();
  Json.value(1u).value(-2).value(true).value("x").endArray();
  Json.key("b").beginObject().endObject().key("c").raw("null").endObject();
  EXPECT_EQ(Json.str(), R"({"a":[1,-2,1,"x"],"b":{},"c":null})");
}

TEST(JsonTextTest, textsThatLookLikeSyntax) {
  JsonText Json;
  Json.beginArray().value("[").value("{\"").value(":").value("\\\n\x01");
  EXPECT_EQ(Json.endArray().str(),
            "[\"[\",\"{\\\"\",\":\",\"\\\\\\n\\u0001\"]");
}

TEST(PageTextsTest, onlyRepeatedTextsHaveNumbers) {
  PageTexts Texts;
  auto WriteAll = [&] {
    JsonText Json;
    Json.beginArray();
    for (const char *Text :
         {"once", "twice", "thrice", "thrice", "twice", "thrice", ""})
      Texts.write(Json, Text);
    return Json.endArray().str();
  };
  WriteAll();
  Texts.number();
  EXPECT_EQ(WriteAll(), R"(["once",1,0,0,1,0,2])");
  EXPECT_EQ(Texts.toJson(), R"(["thrice","twice",""])");
}

TEST(PageTextsTest, controlsAreWrittenOut) {
  PageTexts Texts;
  Texts.number();
  JsonText Json;
  Texts.write(Json, "a\x1b\xe2\x80\xae");
  EXPECT_EQ(Json.str(), R"("a\\x1b\\u202e")");
}

/// Rows that do not get much smaller.
std::vector<std::string> rows(std::size_t Count, std::size_t Size) {
  std::vector<std::string> Rows;
  std::uint32_t State = 1;
  for (std::size_t I = 0; I != Count; ++I) {
    std::string Row = "\"";
    while (Row.size() < Size)
      Row += static_cast<char>(
          '!' + ((State = State * 1664525 + 1013904223) >> 24) % 2);
    Rows.push_back(Row + "\"");
  }
  return Rows;
}

TEST(DetailsTest, whatHasRoomIsThere) {
  const PackedDetails Made = packDetails(rows(300, 50), {}, 0);
  EXPECT_TRUE(Made.IsWhole);
  JsonText Json;
  Made.writeIndex(Json.beginObject());
  EXPECT_EQ(Json.endObject().str(), R"({"details":{"atATime":128}})");
  EXPECT_EQ(std::count(Made.Text.begin(), Made.Text.end(), '\n'), 3);
}

TEST(DetailsTest, theLeastImportantAreLeftOut) {
  const std::vector<std::string> Rows = rows(1000, 200);
  std::vector<std::size_t> Order;
  for (std::size_t I = Rows.size(); I != 0; --I)
    Order.push_back(I - 1); // The last is the most important.
  const std::size_t Whole = packDetails(Rows, Order, 0).Text.size();
  const std::size_t Others = 7'850'000 - Whole / 2;
  const PackedDetails Made = packDetails(Rows, Order, Others);
  EXPECT_FALSE(Made.IsWhole);
  EXPECT_LE(Made.Text.size() + Others, 7'850'000);
  EXPECT_GE(Made.Text.size(), Whole / 3);
  EXPECT_FALSE(Made.Kept.front());
  EXPECT_TRUE(Made.Kept.back());
  const auto Kept = std::count(Made.Kept.begin(), Made.Kept.end(), true);
  JsonText Json;
  Made.writeIndex(Json.beginObject());
  EXPECT_EQ(Json.endObject().str(), R"({"details":{"atATime":128,"kept":[0,)" +
                                        std::to_string(1000 - Kept) + "," +
                                        std::to_string(Kept) + "]}}");
}

TEST(DetailsTest, nothingFits) {
  const PackedDetails Made = packDetails({"1", "2"}, {0, 1}, 9'000'000);
  EXPECT_FALSE(Made.IsWhole);
  EXPECT_EQ(Made.Text, "");
}

TEST(CoroutineRowsTest, theKindThatMostBytesAreOf) {
  Frame F;
  F.Size = Bytes(40);
  Occupant Small, Large;
  Small.Kind = OccupantKind::Awaiter;
  Small.Size = Bytes(1);
  Large.Kind = OccupantKind::Local;
  Large.Size = Bytes(16);
  F.Ranges = {{Bytes(0), Bytes(16), {Small, Large}},
              {Bytes(16), Bytes(24), {}}};
  EXPECT_EQ(mainKind(F), static_cast<std::size_t>(LastOccupantKind) + 1);
  F.Ranges[1].Occupants = {Small};
  EXPECT_EQ(mainKind(F), static_cast<std::size_t>(OccupantKind::Awaiter));
}

TEST(PageTest, titlesAreNoMarkup) {
  std::string Page;
  writePageWith({{"data", "AAAA"}}, "</title><b>\"&",
                [&](std::string_view Text) { Page += Text; });
  EXPECT_THAT(Page,
              testing::HasSubstr(
                  "<title>&#60;/title&#62;&#60;b&#62;&#34;&#38;</title>"));
  EXPECT_THAT(Page,
              testing::HasSubstr("<script type=\"application/x-coroscope\" "
                                 "data-part=\"data\">AAAA</script>"));
}

} // namespace
