//===- TableTest.cpp ------------------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Table.h"
#include "report/CountText.h"
#include "report/Escape.h"
#include "report/ReportText.h"
#include "report/TextStyle.h"
#include "views/PageText.h"

#include <gtest/gtest.h>

using namespace coroscope;

namespace {

TEST(TableTest, AlignsColumns) {
  Table Rows({{"n", Table::Right}, {"name", Table::Left}});
  Rows.add({"1", "a"});
  Rows.add({"100", "bcd"});
  EXPECT_EQ(Rows.toText(), "  n  name\n  1  a\n100  bcd\n");
}

TEST(TableTest, LeavesOutEmptyColumns) {
  Table Rows({{"a", Table::Left}, {"b", Table::Left}, {"c", Table::Left}});
  Rows.add({"1", "", "3"});
  EXPECT_EQ(Rows.toText(), "a  c\n1  3\n");
}

TEST(TableTest, CountsCharactersNotBytes) {
  Table Rows({{"x", Table::Left}, {"y", Table::Left}});
  Rows.add({"\xc3\xa9", "1"});
  Rows.add({"ee", "2"});
  EXPECT_EQ(Rows.toText(), "x   y\n\xc3\xa9   1\nee  2\n");
}

TextStyle ofWidth(std::size_t Width) {
  TextStyle Style;
  Style.Width = Width;
  return Style;
}

TEST(TableTest, CutsNamesToFitTheWidth) {
  Table Rows({{"size", Table::Right}, {"name", Table::Left, Table::Shrinks}});
  Rows.add({"1234567890", "a_rather_long_name"});
  EXPECT_EQ(Rows.toText(ofWidth(24)), "      size  name\n"
                                      "1234567890  a_ra..._name\n");
}

TEST(TableTest, LeavesNumbersAndSomethingToRead) {
  Table Rows({{"size", Table::Right}, {"name", Table::Left, Table::Shrinks}});
  Rows.add({"1234567890", "abcdefghijkl"});
  EXPECT_EQ(Rows.toText(ofWidth(5)), "      size  name\n"
                                     "1234567890  ab...jkl\n");
}

TEST(CutTest, TakesOutTheMiddle) {
  EXPECT_EQ(cutMiddle("abcdefghij", 10), "abcdefghij");
  EXPECT_EQ(cutMiddle("abcdefghijk", 9), "abc...ijk");
  EXPECT_EQ(textWidth(cutMiddle("\xc3\xa4\xc3\xb6\xc3\xbc\xc3\xa4\xc3\xb6", 4)),
            4u);
}

TEST(CutTest, NeverTakesAPartOfANumber) {
  EXPECT_EQ(cutMiddle("file.cpp:1234:56", 10), "fil...:56");
  EXPECT_EQ(cutMiddle("a12345678901234567890b", 9), "a...b");
}

TEST(PaintTest, ColorsOnlyOnDemand) {
  TextStyle Style;
  EXPECT_EQ(paint(Style, Paint::Red, "x"), "x");
  Style.HasColors = true;
  EXPECT_EQ(paint(Style, Paint::Red, "x"), "\x1b[31mx\x1b[0m");
  EXPECT_EQ(paint(Style, Paint::Red, ""), "");
}

TEST(PageTextTest, LeavesOutMarkup) {
  EXPECT_EQ(pageToText("# Title\n\nA **bold** `x * y` and a\n[link](a.md).\n",
                       ofWidth(20)),
            "Title\n\nA bold x * y and a\nlink.\n");
}

TEST(PageTextTest, KeepsCodeAndBreaksTables) {
  EXPECT_EQ(pageToText("```cpp\nint **P;\n```\n- one\n- two\n", ofWidth(20)),
            "    int **P;\n- one\n- two\n");
  EXPECT_EQ(
      pageToText("| a | b |\n|---|---|\n| `c` | some words that go on |\n",
                 ofWidth(22)),
      "a  b\nc  some words that go\n   on\n");
}

TEST(ReportTextTest, ControlCharactersAreWrittenOut) {
  EXPECT_EQ(escapeControls("a\x1b[31mb\n"), "a\\x1b[31mb\\x0a");
}

} // namespace
