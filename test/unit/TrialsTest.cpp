//===- TrialsTest.cpp -----------------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "advice/Trials.h"
#include "advice/ApplyEdits.h"
#include "advice/CombineEdits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

using namespace coroscope;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

TEST(ApplyEditsTest, inAnyOrder) {
  EXPECT_EQ(applyEdits("abcdef", {{"f", 4, 1, "X"}, {"f", 0, 2, ""}}), "cdXf");
  EXPECT_EQ(applyEdits("abc", {{"f", 3, 0, "!"}, {"f", 0, 0, "?"}}), "?abc!");
}

TEST(ApplyEditsTest, placesMoveWithTheText) {
  EXPECT_THAT(
      placesAfter({{"f", 4, 1, "X"}, {"f", 0, 2, ""}, {"f", 2, 0, "abc"}}),
      ElementsAre(0u, 0u, 5u));
}

TEST(ApplyEditsTest, sameEditOnce) {
  EXPECT_EQ(applyEdits("abc", {{"f", 0, 0, "#"}, {"f", 0, 0, "#"}}), "#abc");
}

TEST(ApplyEditsTest, refusesWhatDoesNotFit) {
  EXPECT_FALSE(applyEdits("abc", {{"f", 0, 2, ""}, {"f", 1, 1, ""}}));
  EXPECT_FALSE(applyEdits("abc", {{"f", 4, 0, ""}}));
  EXPECT_FALSE(applyEdits("abc", {{"f", 1, ~0ull, ""}}));
}

/// A coroutine on lines [\p First, \p Last] with a finding about a value that
/// has
/// \p Candidates edits.
Coroutine coroutine(unsigned First, unsigned Last, unsigned Candidates) {
  Coroutine C;
  C.Key = "c" + std::to_string(First);
  C.Where = {"a.cpp", First, 1};
  C.Background.LastLine = Last;
  C.Unit = "a.cpp";
  C.Frame.Size = Bytes(1000);
  Occupant O;
  O.Kind = OccupantKind::Local;
  O.Name = "b";
  O.Size = Bytes(1000);
  O.HeldAcross = O.LiveAcross = {0};
  C.Suspends.resize(1);
  for (unsigned I = 0; I != Candidates; ++I)
    O.Candidates.push_back(
        {AdviceKind::Box, Bytes(1000), {{"a.cpp", First * 10 + I, 0, "x"}}});
  C.Frame.Ranges = {{Bytes(0), Bytes(1000), {O}}};
  Finding F;
  F.Cause = OccupantIndex{0, 0};
  C.Findings = {F};
  return C;
}

std::size_t passesFor(std::vector<Coroutine> Coroutines) {
  Report R;
  R.Coroutines = std::move(Coroutines);
  return planPasses(R, findTrials(R)).size();
}

TEST(TrialsTest, asManyPassesAsCandidatesOfOneCoroutine) {
  EXPECT_EQ(passesFor({}), 0u);
  EXPECT_EQ(
      passesFor({coroutine(1, 5, 3), coroutine(6, 9, 2), coroutine(10, 20, 1)}),
      3u);
}

TEST(TrialsTest, nestedCoroutinesAreTriedApart) {
  EXPECT_EQ(passesFor({coroutine(1, 9, 1), coroutine(3, 5, 1)}), 2u);
}

TEST(TrialsTest, unitsAreTriedApart) {
  Coroutine Other = coroutine(20, 25, 1);
  Other.Unit = "b.cpp";
  EXPECT_EQ(passesFor({coroutine(1, 9, 1), Other}), 2u);
}

TEST(TrialsTest, onlyWhatHelpsIsOfferedBestFirst) {
  Report R;
  R.Coroutines = {coroutine(1, 5, 3)};
  std::vector<Trial> Trials = findTrials(R);
  ASSERT_THAT(Trials, SizeIs(3));
  for (Trial &T : Trials)
    T.IsTried = true;
  Trials[0].FrameSize = Bytes(900);
  Trials[1].FrameSize = Bytes(1000); // As large as before.
  Trials[2].FrameSize = Bytes(100);
  giveAdvice(R, Trials);
  const std::vector<Advice> &Given = R.Coroutines[0].Findings[0].Advices;
  ASSERT_THAT(Given, SizeIs(2));
  EXPECT_EQ(Given[0].FrameSize, Bytes(100));
  EXPECT_EQ(Given[1].FrameSize, Bytes(900));
  EXPECT_THAT(Given[0].Text, HasSubstr("100 bytes (measured)"));
  EXPECT_THAT(Given[0].Text, HasSubstr("adds an allocation of 1000"));
}

TEST(TrialsTest, wordsWhereNoEditHelps) {
  Report R;
  R.Coroutines = {coroutine(1, 5, 1)};
  R.Coroutines[0].Frame.Ranges[0].Occupants[0].Obstacles = {"it is odd"};
  giveAdvice(R, findTrials(R));
  const std::vector<Advice> &Given = R.Coroutines[0].Findings[0].Advices;
  ASSERT_THAT(Given, SizeIs(1));
  EXPECT_EQ(Given[0].Kind, AdviceKind::Words);
  EXPECT_THAT(Given[0].Edits, IsEmpty());
  EXPECT_THAT(Given[0].Text, HasSubstr("because it is odd"));
}

TEST(TrialsTest, whatWasNotTriedPromisesNothing) {
  Report R;
  R.Coroutines = {coroutine(1, 5, 1)};
  giveAdvice(R, findTrials(R));
  const std::vector<Advice> &Given = R.Coroutines[0].Findings[0].Advices;
  ASSERT_THAT(Given, SizeIs(1));
  EXPECT_EQ(Given[0].Kind, AdviceKind::Words);
  EXPECT_THAT(Given[0].Text, HasSubstr("boxing it was not tried"));
}

TEST(TrialsTest, deadValuesAreNotBoxed) {
  Report R;
  R.Coroutines = {coroutine(1, 5, 2)};
  R.Coroutines[0].Frame.Ranges[0].Occupants[0].LiveAcross.clear();
  EXPECT_THAT(findTrials(R), IsEmpty());
}

/// A unit with the coroutines of \p R, at another size.
UnitResult edited(const Report &R, Bytes Size, std::string Level = "O2") {
  UnitResult Result;
  Result.Unit.File = "a.cpp";
  Result.Unit.Status = UnitStatus::Analyzed;
  Result.Unit.Optimization = std::move(Level);
  Result.Coroutines = R.Coroutines;
  for (Coroutine &C : Result.Coroutines)
    C.Frame.Size = Size;
  return Result;
}

TEST(TrialsTest, allCommandsOfTheFileHaveToAgree) {
  Report R;
  R.Coroutines = {coroutine(1, 5, 1)};
  R.Coroutines[0].Key = "f";
  R.Coroutines[0].Units = {"a.cpp"};
  R.Coroutines[0].Optimization = "O2";
  std::vector<Trial> Trials = findTrials(R);
  const Pass P = alone(R, Trials, 0);
  EXPECT_TRUE(takeResults(
      P, Trials, R, {edited(R, Bytes(100)), edited(R, Bytes(300), "O0")}));
  EXPECT_EQ(Trials[0].FrameSize, Bytes(100)); // Of its level.

  Trials = findTrials(R);
  UnitResult Other = edited(R, Bytes(100));
  Other.Difference = "'f' would mean something else";
  EXPECT_TRUE(takeResults(P, Trials, R, {edited(R, Bytes(100)), Other}));
  EXPECT_EQ(Trials[0].FrameSize, std::nullopt);
  giveAdvice(R, Trials);
  EXPECT_THAT(R.Coroutines[0].Findings[0].Advices[0].Text,
              HasSubstr("boxing it: 'f' would mean something else"));
}

TEST(TrialsTest, aFailureOfSeveralIsNobodys) {
  Report R;
  R.Coroutines = {coroutine(1, 5, 1), coroutine(6, 9, 1)};
  std::vector<Trial> Trials = findTrials(R);
  UnitResult Broken;
  Broken.Unit.Reason = "a.cpp:3: expected ';'";
  EXPECT_FALSE(takeResults(planPasses(R, Trials)[0], Trials, R, {Broken}));
  EXPECT_FALSE(Trials[0].IsTried);
  EXPECT_TRUE(takeResults(alone(R, Trials, 1), Trials, R, {Broken}));
  EXPECT_THAT(Trials[1].Objection, HasSubstr("expected ';'"));
}

TEST(TrialsTest, callersAreTriedApartFromWhatIsElidedIntoThem) {
  Coroutine Leaf = coroutine(1, 5, 1), Root = coroutine(6, 9, 1);
  Leaf.MangledName = "_Z4leafv";
  Occupant Frame;
  Frame.Kind = OccupantKind::CalleeFrame;
  Frame.Callee = Leaf.MangledName;
  Root.Frame.Ranges.push_back({Bytes(1000), Bytes(1000), {Frame}});
  EXPECT_EQ(passesFor({Leaf, Root}), 2u);
}

/// Gives \p C, of one value, another one with an edit at \p Offset.
void addValue(Coroutine &C, std::uint64_t Offset) {
  C.Frame.Ranges.push_back(C.Frame.Ranges.front());
  C.Frame.Ranges.back().Occupants.front().Candidates.front().Edits = {
      {"a.cpp", Offset, 0, "y"}};
  Finding F;
  F.Cause = OccupantIndex{C.Frame.Ranges.size() - 1, 0};
  C.Findings.push_back(F);
}

/// A report on \p Coroutines, in which every edit alone saves 10 bytes.
Report withAdvice(std::vector<Coroutine> Coroutines) {
  Report R;
  R.Coroutines = std::move(Coroutines);
  for (Coroutine &C : R.Coroutines)
    C.Units = {"a.cpp"};
  std::vector<Trial> Trials = findTrials(R);
  for (Trial &T : Trials) {
    T.IsTried = true;
    T.FrameSize = R.Coroutines[T.Coroutine].Frame.Size - Bytes(10);
  }
  giveAdvice(R, Trials);
  return R;
}

/// Plays the compiler: \p SizeOf gives the size of a coroutine, by its index,
/// with the edits of a pass; 0 stands for what does not compile.
PassRunner compilerOf(
    const Report &R,
    std::function<unsigned(std::size_t, const std::vector<Edit> &)> SizeOf,
    unsigned &Passes) {
  return [&R, SizeOf, &Passes](const std::vector<Pass> &Tried) {
    std::vector<std::vector<UnitResult>> Results;
    for (const Pass &P : Tried) {
      ++Passes;
      UnitResult Result;
      Result.Unit.Status = UnitStatus::Analyzed;
      for (std::size_t I = 0; I != R.Coroutines.size(); ++I) {
        Coroutine C = R.Coroutines[I];
        C.Frame.Size = Bytes(SizeOf(I, P.Edits));
        if (C.Frame.Size == Bytes(0))
          Result.Unit.Status = UnitStatus::Failed;
        Result.Coroutines.push_back(std::move(C));
      }
      Results.push_back({std::move(Result)});
    }
    return Results;
  };
}

unsigned editsIn(const std::vector<Edit> &Edits, std::uint64_t From,
                 std::uint64_t To) {
  return std::count_if(Edits.begin(), Edits.end(), [&](const Edit &E) {
    return E.Offset >= From && E.Offset < To;
  });
}

TEST(CombineEditsTest, allEditsOfAFileAtOnce) {
  Coroutine First = coroutine(1, 5, 1), Second = coroutine(10, 20, 1);
  addValue(First, 15);
  const Report R = withAdvice({First, Second});
  unsigned Passes = 0;
  auto Made = combineEdits(
      R, {},
      compilerOf(
          R,
          [](std::size_t I, const std::vector<Edit> &Edits) {
            return 1000 - 10 * editsIn(Edits, I ? 100 : 0, I ? 999 : 100);
          },
          Passes));
  ASSERT_THAT(Made, SizeIs(1));
  EXPECT_THAT(Made["a.cpp"].Edits, SizeIs(3));
  ASSERT_THAT(Made["a.cpp"].Fixes, SizeIs(2));
  EXPECT_EQ(Made["a.cpp"].Fixes[0].FrameSize, Bytes(980));
  EXPECT_EQ(Made["a.cpp"].Fixes[0].Allocations, 2u);
  EXPECT_EQ(Made["a.cpp"].Fixes[1].FrameSize, Bytes(990));
  EXPECT_EQ(Passes, 2u); // One for the first value of each, one for the other.
}

TEST(CombineEditsTest, whatTouchesIsLeft) {
  Coroutine C = coroutine(1, 5, 1);
  addValue(C, 10); // As the first.
  const Report R = withAdvice({C});
  unsigned Passes = 0;
  auto Made = combineEdits(R, {},
                           compilerOf(
                               R,
                               [](std::size_t, const std::vector<Edit> &Edits) {
                                 return 1000 - 10 * Edits.size();
                               },
                               Passes));
  EXPECT_THAT(Made["a.cpp"].Edits, SizeIs(1));
  EXPECT_EQ(Made["a.cpp"].Touching, 1u);
}

TEST(CombineEditsTest, whatDoesNotHelpAnyMoreIsNotMade) {
  Coroutine C = coroutine(1, 5, 1);
  addValue(C, 50);
  const Report R = withAdvice({C});
  unsigned Passes = 0;
  // Both values share their bytes with a third one: one edit frees them.
  auto Made = combineEdits(R, {},
                           compilerOf(
                               R,
                               [](std::size_t, const std::vector<Edit> &Edits) {
                                 return Edits.empty() ? 1000 : 990;
                               },
                               Passes));
  EXPECT_THAT(Made["a.cpp"].Edits, SizeIs(1));
}

TEST(CombineEditsTest, whatFailsTogetherIsMadeApart) {
  const Report R = withAdvice(
      {coroutine(1, 5, 1), coroutine(10, 20, 1), coroutine(30, 40, 1)});
  unsigned Passes = 0;
  // The second one does not compile with the first.
  auto Made = combineEdits(
      R, {},
      compilerOf(
          R,
          [](std::size_t I, const std::vector<Edit> &Edits) -> unsigned {
            if (editsIn(Edits, 0, 100) && editsIn(Edits, 100, 250))
              return 0;
            const std::uint64_t Own = I == 0 ? 10 : I == 1 ? 100 : 300;
            return 1000 - 10 * editsIn(Edits, Own, Own + 1);
          },
          Passes));
  ASSERT_THAT(Made["a.cpp"].Fixes, SizeIs(2));
  EXPECT_EQ(Made["a.cpp"].Fixes[0].Coroutine, 0u);
  EXPECT_EQ(Made["a.cpp"].Fixes[1].Coroutine, 2u);
}

TEST(CombineEditsTest, makesOnlyWhatIsWanted) {
  const Report R = withAdvice({coroutine(1, 5, 1), coroutine(10, 20, 1)});
  unsigned Passes = 0;
  CombineOptions Wanted;
  Wanted.IsWanted = [](const Coroutine &C) { return C.Where.Line == 10; };
  auto Made = combineEdits(R, Wanted,
                           compilerOf(
                               R,
                               [](std::size_t, const std::vector<Edit> &Edits) {
                                 return 1000 - 10 * Edits.size();
                               },
                               Passes));
  ASSERT_THAT(Made["a.cpp"].Fixes, SizeIs(1));
  EXPECT_EQ(Made["a.cpp"].Fixes[0].Coroutine, 1u);
}

} // namespace
