//===- ConfigurationTest.cpp ----------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inputs/Configuration.h"
#include "source/AuthorComments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace coroscope;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

namespace {

std::string errorOf(llvm::StringRef Text) {
  auto File = parseConfiguration(Text, "/p", "c.yaml");
  return File ? "" : llvm::toString(File.takeError());
}

TEST(ConfigurationTest, reads) {
  auto File = parseConfiguration("rules:\n  large-value: 2KiB\n"
                                 "overrides:\n"
                                 "  - paths: ['test/**', '*.inc']\n"
                                 "    rules: {frame-size: off}\n",
                                 "/p", "c.yaml");
  ASSERT_TRUE(bool(File)) << llvm::toString(File.takeError());
  EXPECT_THAT(File->Rules, ElementsAre(Pair("large-value", "2KiB")));
  ASSERT_THAT(File->Overrides, SizeIs(1));
  EXPECT_THAT(File->Overrides[0].Paths, SizeIs(2));
  EXPECT_TRUE(File->Overrides[0].Paths[0].Glob.match("test/a/b.cpp"));
}

TEST(ConfigurationTest, whatIsSaidOfAllGoesFirst) {
  for (const char *Text : {"rules: {all: off, large-value: 5}",
                           "rules: {large-value: 5, all: off}"}) {
    auto File = parseConfiguration(Text, "/p", "c.yaml");
    ASSERT_TRUE(bool(File));
    EXPECT_EQ(File->Rules.front().first, "all");
  }
}

TEST(ConfigurationTest, emptyIsFine) {
  EXPECT_EQ(errorOf(""), "");
  EXPECT_EQ(errorOf("# nothing\n"), "");
}

TEST(ConfigurationTest, saysWhatIsWrong) {
  EXPECT_THAT(errorOf("ruls:\n  a: b\n"), HasSubstr("did you mean 'rules'?"));
  EXPECT_THAT(errorOf("rules:\n  frame-sice: 5\n"),
              HasSubstr("c.yaml:2: unknown rule 'frame-sice'; did you mean "
                        "'frame-size'?"));
  EXPECT_THAT(errorOf("rules:\n  frame-size: many\n"), HasSubstr("'many'"));
  EXPECT_THAT(errorOf("rules: [1, 2]\n"), HasSubstr("c.yaml:1:"));
  EXPECT_THAT(errorOf("{{{"), HasSubstr("c.yaml:1:"));
  EXPECT_THAT(errorOf("overrides: [{paths: ['[']}]\n"), HasSubstr("pattern"));
}

std::vector<Suppression> suppressionsIn(std::vector<llvm::StringRef> Lines) {
  return findSuppressions(Lines);
}

TEST(SuppressionsTest, forms) {
  auto Found = suppressionsIn(
      {"a; // NOLINT", "// NOLINTNEXTLINE(x, coroscope-*)", "b;",
       "// NOLINTBEGIN(y)", "c;", "// NOLINTEND(y)", "d; // NOLINTED"});
  ASSERT_THAT(Found, SizeIs(3));
  EXPECT_EQ(Found[0].FirstLine, 1u);
  EXPECT_THAT(Found[0].Rules, IsEmpty());
  EXPECT_EQ(Found[1].FirstLine, 3u);
  EXPECT_THAT(Found[1].Rules, ElementsAre("x", "coroscope-*"));
  EXPECT_EQ(Found[2].FirstLine, 4u);
  EXPECT_EQ(Found[2].LastLine, 6u);
}

TEST(SuppressionsTest, unbalancedBlocksSilenceNothing) {
  EXPECT_THAT(suppressionsIn({"// NOLINTBEGIN", "a;"}), IsEmpty());
  EXPECT_THAT(suppressionsIn({"// NOLINTEND", "a;"}), IsEmpty());
  EXPECT_THAT(suppressionsIn({"// NOLINTBEGIN(x)", "// NOLINTEND(y)"}),
              IsEmpty());
}

TEST(ConfigurationTest, refusesWhatIsNoMapping) {
  for (const char *Text : {"*alias", "rules: *alias", "- a", "\"", "a: [",
                           "rules:\n  large-value: {a: {b: c}}"}) {
    auto Read = parseConfiguration(Text, "/p", ".coroscope.yaml");
    EXPECT_FALSE(bool(Read)) << Text;
    if (!Read)
      EXPECT_THAT(llvm::toString(Read.takeError()),
                  testing::StartsWith(".coroscope.yaml:"));
  }
}

TEST(ConfigurationTest, refusesWhatWouldBeLeftOut) {
  EXPECT_THAT(errorOf("rules: {all: off}\n---\nrules: {all: on}\n"),
              HasSubstr("c.yaml: expected one document, and no more"));
  EXPECT_THAT(errorOf(std::string("\xff\xfer\0u\0", 6)),
              HasSubstr("c.yaml:1: not UTF-8 text"));
  EXPECT_THAT(errorOf(std::string("rules:\n  all: off\0\n", 18)),
              HasSubstr("c.yaml:1: not UTF-8 text"));
  EXPECT_EQ(errorOf("\xef\xbb\xbfrules: {all: off}\n"), "");
  EXPECT_EQ(errorOf("---\nrules: {all: off}\n...\n"), "");
}

TEST(ConfigurationTest, acceptsNothing) {
  for (const char *Text : {"", "# only a comment\n", "---\n"}) {
    auto Read = parseConfiguration(Text, "/p", ".coroscope.yaml");
    EXPECT_TRUE(bool(Read)) << Text;
    llvm::consumeError(Read.takeError());
  }
}

} // namespace
