//===- TableTest.cpp ------------------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Table.h"
#include "report/Escape.h"
#include "report/ReportText.h"

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

TEST(ReportTextTest, ControlCharactersAreWrittenOut) {
  EXPECT_EQ(escapeControls("a\x1b[31mb\n"), "a\\x1b[31mb\\x0a");
}

} // namespace
