//===- JudgeTest.cpp ------------------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Judge.h"
#include "rules/MergeFindings.h"
#include "rules/MessageText.h"
#include "rules/NearName.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace coroscope;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

Occupant value(OccupantKind Kind, std::string Name, std::uint64_t Size,
               std::vector<SuspendId> Held, std::vector<SuspendId> Live) {
  Occupant O;
  O.Kind = Kind;
  O.Name = std::move(Name);
  O.Size = Bytes(Size);
  O.HeldAcross = std::move(Held);
  O.LiveAcross = std::move(Live);
  O.Declared = {"a.cpp", 5, 8};
  return O;
}

/// A coroutine with one suspension of each kind, whose frame holds \p Values in
/// ranges of their own.
Coroutine coroutine(std::vector<Occupant> Values) {
  Coroutine C;
  C.Name = "net::fetch(int)";
  C.Where = {"a.cpp", 3, 6};
  C.Optimization = "O2";
  C.Suspends = {{SuspendKind::Initial, {"a.cpp", 3, 6}, {}},
                {SuspendKind::Await, {"a.cpp", 7, 3}, {}},
                {SuspendKind::Final, {"a.cpp", 3, 6}, {}}};
  Bytes End;
  for (Occupant &O : Values) {
    C.Frame.Ranges.push_back({End, O.Size, {O}});
    End += O.Size;
  }
  C.Frame.Size = End;
  C.Frame.Align = Bytes(8);
  return C;
}

std::vector<std::string> rulesFor(const Coroutine &C,
                                  RuleSettings Settings = {}) {
  std::vector<std::string> Rules;
  for (const Finding &F : judge(C, Settings))
    Rules.push_back(F.Rule);
  return Rules;
}

RuleSettings with(std::string_view Rule, std::string_view Value) {
  RuleSettings Settings;
  EXPECT_FALSE(Settings.set(Rule, Value, "--rule"));
  return Settings;
}

using enum OccupantKind;

TEST(JudgeTest, quietWithinTheLimits) {
  EXPECT_THAT(rulesFor(coroutine({value(Local, "a", 1024, {1}, {1}),
                                  value(Local, "b", 256, {1}, {})})),
              IsEmpty());
}

TEST(JudgeTest, oneFindingForOneCause) {
  EXPECT_THAT(rulesFor(coroutine({value(Local, "a", 65536, {1}, {1})})),
              ElementsAre("large-value"));
  EXPECT_THAT(rulesFor(coroutine({value(Local, "a", 65536, {1}, {})})),
              ElementsAre("dead-value"));
}

TEST(JudgeTest, frameSizeCountsWhatOthersLeave) {
  EXPECT_THAT(rulesFor(coroutine({value(Local, "a", 4000, {1}, {1}),
                                  value(Local, "b", 1000, {1}, {1}),
                                  value(Local, "c", 1000, {1}, {1})})),
              ElementsAre("large-value"));
  EXPECT_THAT(
      rulesFor(coroutine(
          {value(Local, "a", 1000, {1}, {1}), value(Local, "b", 1000, {1}, {1}),
           value(Local, "c", 1000, {1}, {1}), value(Local, "d", 1000, {1}, {1}),
           value(Local, "e", 1000, {1}, {1})})),
      ElementsAre("frame-size"));
}

TEST(JudgeTest, wasteOfValuesNeededAtDifferentTimes) {
  Coroutine C = coroutine({value(Spill, "a", 600, {0, 1}, {0}),
                           value(Spill, "b", 600, {0, 1}, {1})});
  EXPECT_EQ(C.needed(), Bytes(600));
  EXPECT_EQ(C.waste().NoOverlap, Bytes(600));
  EXPECT_THAT(rulesFor(C), ElementsAre("wasted-frame"));
  EXPECT_THAT(rulesFor(C, with("wasted-frame", "600")), IsEmpty());
}

TEST(JudgeTest, valuesHeldOnlyAcrossImplicitSuspensions) {
  EXPECT_THAT(rulesFor(coroutine({value(Local, "a", 2000, {2}, {2})})),
              IsEmpty());
  EXPECT_THAT(rulesFor(coroutine({value(Parameter, "a", 2000, {0, 2}, {2})})),
              ElementsAre("large-parameter"));
}

TEST(JudgeTest, limitsCanBeSet) {
  Coroutine C = coroutine({value(Local, "a", 600, {1}, {1})});
  EXPECT_THAT(rulesFor(C, with("large-value", "512")),
              ElementsAre("large-value"));
  EXPECT_THAT(judge(C, with("large-value", "512")).front().Message,
              HasSubstr("the limit is 512 (set by --rule)"));
  EXPECT_THAT(rulesFor(C, with("large-value", "off")), IsEmpty());
}

TEST(JudgeTest, budgetStandsForAllLimits) {
  Coroutine C = coroutine({value(Local, "a", 5000, {1}, {1})});
  C.Budget = Budget{Bytes(6000), "pooled", {"a.cpp", 2, 4}};
  EXPECT_THAT(rulesFor(C), IsEmpty());
  C.Budget->Size = Bytes(4999);
  EXPECT_THAT(rulesFor(C), ElementsAre("frame-size"));
  C.Budget->Size = Bytes(20000);
  EXPECT_THAT(rulesFor(C), ElementsAre("stale-budget"));
  C.Budget->Size = Bytes(6000);
  C.Budget->Reason.clear();
  EXPECT_THAT(rulesFor(C), ElementsAre("stale-budget"));
}

TEST(JudgeTest, suppressionsNameRulesByGlobs) {
  Coroutine C = coroutine({value(Local, "a", 5000, {1}, {1})});
  auto With = [&](Suppression S) {
    C.Background.Suppressions = {std::move(S)};
    return rulesFor(C);
  };
  EXPECT_THAT(With({5, 5, {}}), IsEmpty());
  EXPECT_THAT(With({5, 5, {"coroscope-*"}}), IsEmpty());
  EXPECT_THAT(With({1, 9, {"x", "*large*"}}), IsEmpty());
  EXPECT_THAT(With({5, 5, {"large-value"}}), ElementsAre("large-value"));
  EXPECT_THAT(With({4, 4, {}}), ElementsAre("large-value"));
}

TEST(JudgeTest, alignmentBeyondTheAllocation) {
  Coroutine C = coroutine({value(Local, "a", 64, {1}, {1})});
  C.Frame.Ranges[0].Occupants[0].Align = C.Frame.Align = Bytes(64);
  EXPECT_THAT(rulesFor(C), IsEmpty()); // Nothing is known of the allocation.
  C.Background.AllocationAlign = Bytes(16);
  EXPECT_THAT(rulesFor(C), ElementsAre("over-aligned-frame"));
  EXPECT_EQ(judge(C, {}).front().Severity, Severity::Error);
}

TEST(JudgeTest, instancesOfOneTemplateShareAFinding) {
  std::vector<Coroutine> Instances;
  for (std::uint64_t Size : {2000, 3000, 2500}) {
    Instances.push_back(coroutine({value(Local, "a", Size, {1}, {1})}));
    Instances.back().TemplateOf = "net::fetch";
    Instances.back().Findings = judge(Instances.back(), {});
  }
  mergeFindings(Instances);
  EXPECT_THAT(Instances[0].Findings, IsEmpty());
  ASSERT_EQ(Instances[1].Findings.size(), 1u);
  EXPECT_THAT(Instances[1].Findings[0].Notes.back().Message,
              HasSubstr("and in 2 others"));
  EXPECT_THAT(Instances[2].Findings, IsEmpty());
}

TEST(JudgeTest, awaitersOfOneTypeShareAFinding) {
  std::vector<Coroutine> Users;
  for (unsigned Line = 1; Line != 8; ++Line) {
    Users.push_back(
        coroutine({value(OccupantKind::Awaiter, "x", 4096, {1}, {1})}));
    Coroutine &C = Users.back();
    C.Name = "f" + std::to_string(Line) + "()";
    C.Where.Line = Line;
    C.Frame.Ranges[0].Occupants[0].Type =
        "lib::Operation<" + std::to_string(Line) + ">";
    C.Findings = judge(C, {});
  }
  mergeFindings(Users);
  ASSERT_EQ(Users[0].Findings.size(), 1u);
  const std::vector<Note> &Notes = Users[0].Findings[0].Notes;
  EXPECT_THAT(Notes[Notes.size() - 4].Message,
              HasSubstr("in the frames of 6 other coroutines"));
  EXPECT_THAT(Notes.back().Message, HasSubstr("'f4', 4096 bytes"));
  for (std::size_t I = 1; I != Users.size(); ++I)
    EXPECT_THAT(Users[I].Findings, IsEmpty());
}

TEST(JudgeTest, wasteIsJudgedInOptimizedFrames) {
  Coroutine C = coroutine(
      {value(Local, "a", 900, {1}, {1}), value(Local, "b", 900, {1}, {})});
  C.Optimization = "O0";
  EXPECT_THAT(rulesFor(C, with("dead-value", "off")), IsEmpty());
  C.Optimization = "O1";
  EXPECT_THAT(rulesFor(C, with("dead-value", "off")),
              ElementsAre("wasted-frame"));
}

TEST(JudgeTest, longTypesAreShownWithoutTheirArguments) {
  const std::string Long(90, 'x');
  EXPECT_EQ(shownType("lib::Operation<" + Long + ">::State<int>"),
            "lib::Operation<...>::State<...>");
  EXPECT_EQ(shownType("std::vector<int>"), "std::vector<int>");
  EXPECT_EQ(shownType(Long), std::string(77, 'x') + "...");
}

TEST(JudgeTest, shortNames) {
  auto Short = [](std::string Name) {
    Coroutine C;
    C.Name = std::move(Name);
    return shortName(C);
  };
  EXPECT_EQ(Short("net::fetch(int)"), "fetch");
  EXPECT_EQ(Short("main()::lambda(int)"), "main::lambda");
  EXPECT_EQ(Short("a::B<int (*)(int)>::run<x::y>(z::w)"), "run<x::y>");
  EXPECT_EQ(Short("a::B::operator()(int)"), "operator()");
  EXPECT_EQ(Short("(anonymous namespace)::f()"), "f");
  EXPECT_EQ(Short(""), "");
}

TEST(CatalogueTest, idsAreUniqueAndFound) {
  for (const Rule &R : catalogue()) {
    EXPECT_EQ(findRule(R.Name), &R);
    EXPECT_EQ(&rule(R.Id), &R);
  }
  EXPECT_EQ(findRule("frame"), nullptr);
}

TEST(NearNameTest, findsTheNearestOfSeveral) {
  EXPECT_EQ(nearestName("frame-sise", ruleNames()), "frame-size");
  EXPECT_EQ(nearestName("audti", {"report", "audit", "add"}), "audit");
}

TEST(NearNameTest, suggestsNothingThatIsFar) {
  EXPECT_EQ(nearestName("zzzzzzzzzz", ruleNames()), "");
  EXPECT_EQ(nearestName("f", {"g"}), "");
  EXPECT_EQ(nearestName("", {"a", ""}), "");
}

TEST(NearNameTest, asksOrSaysWhatElseToDo) {
  EXPECT_EQ(didYouMean("ruls", {"rules"}), "; did you mean 'rules'?");
  EXPECT_EQ(didYouMean("other", {"rules"}, "; there is rules"),
            "; there is rules");
}

TEST(CatalogueTest, allTurnsEveryRule) {
  RuleSettings Settings = with("all", "off");
  for (const Rule &R : catalogue())
    EXPECT_FALSE(Settings[R.Id].IsOn);
  EXPECT_FALSE(Settings.set("large-value", "2KiB", ""));
  EXPECT_TRUE(Settings[RuleId::LargeValue].IsOn);
  EXPECT_EQ(Settings[RuleId::LargeValue].Limit, Bytes(2048));
  EXPECT_TRUE(Settings.set("all", "5", ""));
}

TEST(BytesTest, parse) {
  EXPECT_EQ(parseBytes("512"), Bytes(512));
  EXPECT_EQ(parseBytes("2KiB"), Bytes(2048));
  EXPECT_EQ(parseBytes("1.5 MiB"), Bytes(1572864));
  EXPECT_EQ(parseBytes("0"), Bytes(0));
  for (const char *Wrong : {"", "KiB", "2KB", "-1", "-0", "1e400", "nan", "inf",
                            "0.3", "1 2", "99999999GiB"})
    EXPECT_FALSE(parseBytes(Wrong)) << Wrong;
}

} // namespace
