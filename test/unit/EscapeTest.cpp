//===- EscapeTest.cpp -----------------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Escape.h"
#include "report/CountText.h"

#include <gtest/gtest.h>

using namespace coroscope;

namespace {

TEST(EscapeTest, WhatIsNotUtf8IsReplaced) {
  EXPECT_EQ(asUtf8("a\xffz"), "a\xef\xbf\xbdz");
  EXPECT_EQ(asUtf8("\xc0\xaf"), "\xef\xbf\xbd\xef\xbf\xbd"); // Overlong.
  EXPECT_EQ(asUtf8("\xed\xa0\x80").substr(0, 3),
            "\xef\xbf\xbd");                                 // A surrogate.
  EXPECT_EQ(asUtf8("\xe2\x82"), "\xef\xbf\xbd\xef\xbf\xbd"); // Cut off.
  EXPECT_EQ(asUtf8("\xe2\x82\xac \xf0\x9f\x98\x80"),
            "\xe2\x82\xac \xf0\x9f\x98\x80");
}

TEST(EscapeTest, WhatATerminalObeysIsWritten) {
  EXPECT_EQ(escapeControls("\x1b[31m\n\x7f"), "\\x1b[31m\\x0a\\x7f");
  EXPECT_EQ(escapeControls("\xe2\x80\xae"), "\\u202e");
  EXPECT_EQ(escapeControls("\xc2\x9b"), "\\u009b");
  EXPECT_EQ(escapeControls("\xe2\x81\xa6"), "\\u2066");
}

TEST(EscapeTest, NoMarkdownIsLeft) {
  EXPECT_EQ(escapeMarkdown("a|b*c<d>@e#"),
            "a&#124;b&#42;c&#60;d&#62;&#64;e&#35;");
  EXPECT_EQ(escapeMarkdown("std::f(int) https://x"),
            "std::f(int) https&#58;//x");
  EXPECT_EQ(codeMarkdown("`"), "<code>&#96;</code>");
}

TEST(EscapeTest, NoFormulaIsLeft) {
  EXPECT_EQ(escapeCsv("=1+1"), "\"'=1+1\"");
  EXPECT_EQ(escapeCsv("-1"), "\"'-1\"");
  EXPECT_EQ(escapeCsv("f(int, \"x\")"), "\"f(int, \"\"x\"\")\"");
  EXPECT_EQ(escapeCsv("plain"), "plain");
}

TEST(EscapeTest, NoWorkflowCommandIsLeft) {
  EXPECT_EQ(escapeCommand("a%\n::error::b"), "a%25%0A::error::b");
  EXPECT_EQ(escapeCommandProperty("a:b,c\r"), "a%3Ab%2Cc\\x0d");
}

TEST(EscapeTest, PathsAreReferences) {
  EXPECT_EQ(pathToUri("a b/c#d.cpp"), "a%20b/c%23d.cpp");
  EXPECT_EQ(pathToUri("/usr/x.h"), "file:///usr/x.h");
  EXPECT_EQ(pathToUri("\xe2\x82\xac"), "%E2%82%AC");
}

TEST(EscapeTest, NoCharacterIsCutInTwo) {
  EXPECT_EQ(cut("abcdef", 6), "abcdef");
  EXPECT_EQ(cut("abcdefg", 6), "a...fg");
  EXPECT_EQ(cut("\xe2\x82\xac\xe2\x82\xac"
                "defg",
                5),
            "\xe2\x82\xac...g");
}

} // namespace
