//===- ConfigurationTest.cpp ----------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "config/Configuration.h"
#include "source/AuthorComments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace coroscope;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
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
  EXPECT_THAT(File->Rules, ElementsAre(RuleValue{"large-value", "2KiB", 2}));
  ASSERT_THAT(File->Overrides, SizeIs(1));
  EXPECT_THAT(File->Overrides[0].Paths, SizeIs(2));
  EXPECT_TRUE(File->Overrides[0].Paths[0].matches("test/a/b.cpp"));
}

TEST(ConfigurationTest, readsWhatHoldsForTheProject) {
  auto File = parseConfiguration("opt: 2\nbuild-dir: out\n"
                                 "extra-args: [-DA, '-I b']\n"
                                 "extra-args-before: -m32\n"
                                 "exclude: [third_party/, '*.gen.cpp']\n"
                                 "baseline: frames.json\n"
                                 "gate:\n  max-growth: 1KiB\n"
                                 "  forbid-lost-elision: true\n",
                                 "/p", "c.yaml");
  ASSERT_TRUE(bool(File)) << llvm::toString(File.takeError());
  EXPECT_THAT((*File)[ProjectKey::Level].Values, ElementsAre("2"));
  EXPECT_EQ((*File)[ProjectKey::BuildDirectory].Line, 2u);
  EXPECT_THAT((*File)[ProjectKey::ExtraArgs].Values,
              ElementsAre("-DA", "-I b"));
  EXPECT_THAT((*File)[ProjectKey::ExtraArgsBefore].Values, ElementsAre("-m32"));
  EXPECT_EQ((*File)[ProjectKey::ForbidLostElision].Line, 9u);
  EXPECT_EQ((*File)[ProjectKey::MaxFrame].Line, 0u);
  ASSERT_THAT(File->Excluded, SizeIs(2));
  EXPECT_TRUE(File->Excluded[0].matches("third_party/a/b.cpp"));
  EXPECT_FALSE(File->Excluded[0].matches("third_party.cpp"));
  EXPECT_TRUE(File->Excluded[1].matches("a/b.gen.cpp"));
}

TEST(ConfigurationTest, whatIsWrongHasItsOwnLine) {
  EXPECT_EQ(errorOf("opt: 2\n\nruels:\n  frame-size: 5\n"),
            "c.yaml:3: unknown key 'ruels'; did you mean 'rules'?");
  EXPECT_EQ(errorOf("opt: 2\ngate:\n  max-growth: 5\n  max-fram: 5\n"),
            "c.yaml:4: unknown key 'max-fram'; did you mean 'max-frame'?");
  EXPECT_EQ(errorOf("# limits\nopt: 4\n"),
            "c.yaml:2: unknown level '4'; use as-built, 0, 1, 2, 3, s, z");
  EXPECT_EQ(errorOf("gate:\n  max-growth: much\n"),
            "c.yaml:2: 'much' is not a size; write bytes, KiB or MiB");
  EXPECT_EQ(errorOf("gate:\n  max-growth-percent: -1\n"),
            "c.yaml:2: '-1' is not a percentage, such as 10");
  EXPECT_EQ(errorOf("gate:\n  forbid-lost-elision: yes\n"),
            "c.yaml:2: 'yes' must be 'true' or 'false'");
  EXPECT_EQ(errorOf("opt: 2\nrules:\n\nopt: 1\n"),
            "c.yaml:4: key 'opt' is there twice");
  EXPECT_EQ(errorOf("opt: 2\nbaseline:\n"), "c.yaml:2: expected a plain value");
  EXPECT_EQ(errorOf("opt: 2\nexclude:\n  - a\n  - '['\n").substr(0, 9),
            "c.yaml:4:");
  EXPECT_EQ(errorOf("opt: 2\noverrides:\n  - path: a\n"),
            "c.yaml:3: unknown key 'path'; did you mean 'paths'?");
}

TEST(ConfigurationTest, whatIsSaidOfAllGoesFirst) {
  for (const char *Text : {"rules: {all: off, large-value: 5}",
                           "rules: {large-value: 5, all: off}"}) {
    auto File = parseConfiguration(Text, "/p", "c.yaml");
    ASSERT_TRUE(bool(File));
    EXPECT_EQ(File->Rules.front().Name, "all");
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
              HasSubstr("c.yaml:3: expected one document, and no more"));
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
