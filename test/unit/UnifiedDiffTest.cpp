//===- UnifiedDiffTest.cpp ------------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/UnifiedDiff.h"

#include <gtest/gtest.h>

using namespace coroscope;

namespace {

TEST(UnifiedDiffTest, nothing) {
  EXPECT_EQ(unifiedDiff("f", "a\n", "a\n"), "");
  EXPECT_EQ(unifiedDiff("f", "", ""), "");
}

TEST(UnifiedDiffTest, contextOfThreeLines) {
  EXPECT_EQ(unifiedDiff("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
                        "1\n2\n3\n4\nx\n6\n7\n8\n9\n"),
            "--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n "
            "8\n");
}

TEST(UnifiedDiffTest, insertionAtBothEnds) {
  EXPECT_EQ(unifiedDiff("f", "b\n", "a\nb\nc\n"),
            "--- a/f\n+++ b/f\n@@ -1,1 +1,3 @@\n+a\n b\n+c\n");
}

TEST(UnifiedDiffTest, distantChangesAreApart) {
  std::string Before, After;
  for (int I = 0; I != 30; ++I) {
    Before += std::to_string(I) + "\n";
    After += I == 3 || I == 25 ? "x\n" : std::to_string(I) + "\n";
  }
  std::string Diff = unifiedDiff("f", Before, After);
  EXPECT_NE(Diff.find("@@ -1,7 +1,7 @@"), std::string::npos) << Diff;
  EXPECT_NE(Diff.find("@@ -23,7 +23,7 @@"), std::string::npos) << Diff;
}

TEST(UnifiedDiffTest, noNewlineAtTheEnd) {
  EXPECT_EQ(unifiedDiff("f", "a", "b"),
            "--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of "
            "file\n+b\n\\ No newline at end of file\n");
}

} // namespace
