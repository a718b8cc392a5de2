//===- ProjectPathsTest.cpp -----------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/ProjectPaths.h"

#include <gtest/gtest.h>

using coroscope::ProjectPaths;

namespace {

const ProjectPaths Paths{"/project", "/project/build"};

TEST(ProjectPathsTest, PathsInsideAreRelativeToTheRoot) {
  EXPECT_EQ(Paths.shown("/project/src/a.cpp"), "src/a.cpp");
  EXPECT_EQ(Paths.shown("../src/a.cpp"), "src/a.cpp");
  EXPECT_EQ(Paths.shown("gen/./x.h"), "build/gen/x.h");
}

TEST(ProjectPathsTest, PathsOutsideStayAbsolute) {
  EXPECT_EQ(Paths.shown("/usr/include/x.h"), "/usr/include/x.h");
  EXPECT_EQ(Paths.shown("/project2/a.cpp"), "/project2/a.cpp");
}

TEST(ProjectPathsTest, NamesThatAreNoPathsAreLeftAlone) {
  EXPECT_EQ(Paths.shown("<stdin>"), "<stdin>");
  EXPECT_EQ(Paths.shown(""), "");
}

} // namespace
