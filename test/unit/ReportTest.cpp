//===- ReportTest.cpp -----------------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace coroscope;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

UnitResult unit(std::string File, std::vector<Coroutine> Coroutines) {
  UnitResult Result;
  Result.Unit.File = File;
  Result.Unit.Status = UnitStatus::Analyzed;
  Result.Unit.Target = "x86_64";
  for (Coroutine &C : Coroutines)
    C.Units = {C.Unit = File};
  Result.Coroutines = std::move(Coroutines);
  return Result;
}

Coroutine coroutine(std::string Key, std::uint64_t Size) {
  Coroutine C;
  C.Key = std::move(Key);
  C.Optimization = "O2";
  C.Frame.Size = Bytes(Size);
  C.Frame.Align = Bytes(8);
  return C;
}

TEST(ReportTest, NothingMergesToAnEmptyCompleteReport) {
  Report Merged = merge({});
  EXPECT_THAT(Merged.Units, IsEmpty());
  EXPECT_TRUE(Merged.isComplete());
  EXPECT_EQ(Merged.totals().Frames, Bytes(0));
}

TEST(ReportTest, OneCoroutineInTwoUnitsIsOneEntry) {
  Report Merged = merge({unit("b.cpp", {coroutine("f", 64)}),
                         unit("a.cpp", {coroutine("f", 64)})});
  ASSERT_THAT(Merged.Coroutines, SizeIs(1));
  EXPECT_THAT(Merged.Coroutines[0].Units, ElementsAre("a.cpp", "b.cpp"));
  EXPECT_THAT(Merged.Coroutines[0].Variants, IsEmpty());
}

TEST(ReportTest, TheLargestRepresentsTheOthers) {
  Report Merged = merge({unit("a.cpp", {coroutine("f", 64)}),
                         unit("b.cpp", {coroutine("f", 96)})});
  ASSERT_THAT(Merged.Coroutines, SizeIs(1));
  EXPECT_EQ(Merged.Coroutines[0].Frame.Size, Bytes(96));
  ASSERT_THAT(Merged.Coroutines[0].Variants, SizeIs(1));
  EXPECT_EQ(Merged.Coroutines[0].Variants[0].Unit, "a.cpp");
  EXPECT_EQ(Merged.Coroutines[0].Variants[0].Size, Bytes(64));
}

TEST(ReportTest, WhatTheLinkerTellsApartIsNotOne) {
  Coroutine Small = coroutine("f", 64), Large = coroutine("f", 96);
  Small.MangledName = "_Z1f";
  Large.MangledName = "_Z1fB3abi";
  Report Merged = merge({unit("a.cpp", {Small}), unit("b.cpp", {Large})});
  finishKeys(Merged);
  ASSERT_THAT(Merged.Coroutines, SizeIs(2));
  EXPECT_LT(Merged.Coroutines[0].Key, Merged.Coroutines[1].Key);
  EXPECT_THAT(Merged.Coroutines[0].Variants, IsEmpty());
  EXPECT_THAT(Merged.Coroutines[1].Variants, IsEmpty());
}

TEST(ReportTest, OrderOfUnitsDoesNotMatter) {
  auto A = unit("a.cpp", {coroutine("f", 64), coroutine("g", 8)});
  auto B = unit("b.cpp", {coroutine("f", 64), coroutine("h", 8)});
  Report AB = merge({A, B}), BA = merge({B, A});
  ASSERT_THAT(AB.Coroutines, SizeIs(3));
  for (std::size_t I = 0; I != 3; ++I) {
    EXPECT_EQ(AB.Coroutines[I].Key, BA.Coroutines[I].Key);
    EXPECT_EQ(AB.Coroutines[I].Units, BA.Coroutines[I].Units);
  }
  EXPECT_EQ(AB.Units[0].File, "a.cpp");
  EXPECT_EQ(BA.Units[0].File, "a.cpp");
}

CallSite site(std::string Callee, Elision State) {
  CallSite Site{"main()", {}};
  Site.Call.Name = Site.Call.MangledName = std::move(Callee);
  Site.Call.State = State;
  return Site;
}

TEST(ReportTest, ACallSiteOfTwoUnitsIsElidedOnlyIfItIsInBoth) {
  UnitResult A = unit("a.cpp", {}), B = unit("b.cpp", {});
  A.CallSites = {site("f", Elision::Elided), site("g", Elision::Elided)};
  B.CallSites = {site("g", Elision::Elided), site("f", Elision::NotInlined)};
  const Report Merged = merge({A, B});
  ASSERT_THAT(Merged.CallSites, SizeIs(2));
  EXPECT_EQ(Merged.CallSites[0].Call.State, Elision::NotInlined);
  EXPECT_EQ(Merged.CallSites[1].Call.State, Elision::Elided);
}

TEST(ReportTest, ACallOfWhatIsNoCoroutineIsLeftOut) {
  Coroutine F = coroutine("the key of f", 64);
  F.MangledName = "f";
  UnitResult A = unit("a.cpp", {F});
  A.CallSites = {site("f", Elision::Elided), site("g", Elision::NotVisible)};
  Report Merged = merge({A});
  resolveCallSites(Merged);
  ASSERT_THAT(Merged.CallSites, SizeIs(1));
  EXPECT_EQ(Merged.CallSites[0].Call.Key, "the key of f");
}

TEST(ReportTest, AFailedUnitMakesItIncomplete) {
  UnitResult Failed;
  Failed.Unit.File = "c.cpp";
  EXPECT_FALSE(merge({unit("a.cpp", {}), Failed}).isComplete());
}

TEST(ReportTest, DifferentTargetsAreMixed) {
  auto A = unit("a.cpp", {}), B = unit("b.cpp", {});
  EXPECT_EQ(merge({A, B}).Target, "x86_64");
  B.Unit.Target = "i686";
  EXPECT_EQ(merge({A, B}).Target, "mixed");
}

TEST(ReportTest, TotalsCountSystemCoroutinesToo) {
  Coroutine System = coroutine("s", 32);
  System.System = true;
  Totals Sum = merge({unit("a.cpp", {coroutine("f", 64), System})}).totals();
  EXPECT_EQ(Sum.Coroutines, 2u);
  EXPECT_EQ(Sum.SystemCoroutines, 1u);
  EXPECT_EQ(Sum.Frames, Bytes(96));
}

/// A part with all of \p Results, of a whole with \p Files.
Report part(std::vector<UnitResult> Results, std::vector<std::string> Files) {
  Report Made = merge(std::move(Results));
  Made.Part = PartOfReport{std::move(Files)};
  return Made;
}

using Described = std::vector<
    std::tuple<std::string, std::uint64_t, std::size_t, std::size_t>>;
Described describe(const Report &R) {
  Described All;
  for (const Coroutine &C : R.Coroutines)
    All.emplace_back(C.Key + C.Unit, C.Frame.Size.Count, C.Units.size(),
                     C.Variants.size());
  return All;
}

TEST(JoinTest, OrderAndGroupingDoNotMatter) {
  const std::vector<std::string> Files = {"a.cpp", "b.cpp", "c.cpp"};
  auto A = [&] { return part({unit("a.cpp", {coroutine("f", 64)})}, Files); };
  auto B = [&] { return part({unit("b.cpp", {coroutine("f", 96)})}, Files); };
  auto C = [&] {
    return part({unit("c.cpp", {coroutine("f", 64), coroutine("g", 8)})},
                Files);
  };
  const Described Whole = describe(merge(
      {unit("a.cpp", {coroutine("f", 64)}), unit("b.cpp", {coroutine("f", 96)}),
       unit("c.cpp", {coroutine("f", 64), coroutine("g", 8)})}));
  EXPECT_EQ(describe(join({A(), B(), C()})), Whole);
  EXPECT_EQ(describe(join({C(), join({B(), A()})})), Whole);
  EXPECT_EQ(describe(join({join({A(), C()}), B()})), Whole);
  EXPECT_EQ(describe(join({A(), B(), C(), B(), join({A(), C()})})), Whole);
}

TEST(JoinTest, WhatIsMissingIsKnown) {
  Report Joined = join({part({unit("a.cpp", {})}, {"a.cpp", "b.cpp"}),
                        part({unit("a.cpp", {})}, {"a.cpp", "c.cpp"})});
  EXPECT_THAT(Joined.Units, SizeIs(1));
  EXPECT_THAT(missingUnits(Joined), ElementsAre("b.cpp", "c.cpp"));
}

} // namespace
