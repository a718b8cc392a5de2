//===- ChainTest.cpp ------------------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Chain.h"

#include <algorithm>
#include <ctime>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace coroscope;

namespace {

CoroutineCall call(const std::string &Name, std::vector<SuspendId> Alive,
                   std::optional<std::vector<SuspendId>> Runs = std::nullopt) {
  CoroutineCall Call;
  Call.Name = Call.MangledName = Name;
  Call.AliveAcross = Alive;
  Call.RunsAcross = Runs.value_or(Alive);
  Call.State = Elision::NotAnnotated;
  return Call;
}

Coroutine coroutine(const std::string &Name, std::uint64_t Size,
                    std::vector<CoroutineCall> Calls = {},
                    std::size_t Suspends = 3) {
  Coroutine C;
  C.Name = C.Key = C.MangledName = Name;
  C.Frame.Size = Bytes(Size);
  C.Suspends.resize(Suspends);
  C.Calls = std::move(Calls);
  C.IsLazy = true;
  return C;
}

const Chain &chain(const std::vector<Coroutine> &All, const std::string &Name) {
  for (const Coroutine &C : All)
    if (C.Name == Name)
      return *C.Chain;
  throw std::out_of_range(Name);
}

std::vector<Coroutine> computed(std::vector<Coroutine> All) {
  computeChains(All);
  return All;
}

TEST(ChainTest, TheWorstMomentCounts) {
  const auto All = computed(
      {coroutine("root", 100,
                 {call("small", {0}), call("large", {1}), call("small", {1})}),
       coroutine("small", 10), coroutine("large", 50)});
  EXPECT_EQ(chain(All, "root").Size, Bytes(160));
  EXPECT_EQ(chain(All, "root").Allocations, 3u);
  EXPECT_EQ(chain(All, "root").At, 1u);
  EXPECT_EQ(chain(All, "root").NextKey, "large");
  EXPECT_TRUE(chain(All, "root").IsRoot);
  EXPECT_FALSE(chain(All, "large").IsRoot);
}

TEST(ChainTest, WhatDoesNotRunHasItsFrameAlone) {
  const auto All =
      computed({coroutine("root", 1,
                          {call("middle", {0, 1}, std::vector<SuspendId>{1}),
                           call("other", {0})}),
                coroutine("middle", 10, {call("leaf", {0})}),
                coroutine("leaf", 100), coroutine("other", 105)});
  // At 0: 10 + 105; at 1: 10 + 100.
  EXPECT_EQ(chain(All, "root").Size, Bytes(116));
}

TEST(ChainTest, WhatStartsAtOnceRunsAsLongAsItExists) {
  std::vector<Coroutine> All = {
      coroutine("root", 1, {call("eager", {0}, std::vector<SuspendId>{})}),
      coroutine("eager", 10, {call("leaf", {0})}), coroutine("leaf", 100)};
  All[1].IsLazy = false;
  computeChains(All);
  EXPECT_EQ(chain(All, "root").Size, Bytes(111));
  EXPECT_EQ(chain(All, "root").Allocations, 3u);
}

TEST(ChainTest, WhatIsElidedIsNotCountedTwice) {
  CoroutineCall Elided = call("middle", {0});
  Elided.State = Elision::Elided;
  const auto All = computed({coroutine("root", 60, {Elided}),
                             coroutine("middle", 50, {call("leaf", {0})}),
                             coroutine("leaf", 7)});
  EXPECT_EQ(chain(All, "root").Size, Bytes(67));
  EXPECT_EQ(chain(All, "root").Allocations, 2u);
}

TEST(ChainTest, OfSeveralWaysTheLargestCounts) {
  Coroutine Root = coroutine(
      "root", 1, {call("small", {}), call("large", {}), call("small", {})});
  setMoments(Root, {{0, {{0, Activity::Runs}, {2, Activity::Runs}}},
                    {0, {{1, Activity::Runs}, {2, Activity::Runs}}}});
  EXPECT_EQ(Root.Calls[1].AliveAcross, std::vector<SuspendId>{0});
  const auto All =
      computed({Root, coroutine("small", 10), coroutine("large", 50)});
  EXPECT_EQ(chain(All, "root").Size, Bytes(61));
  EXPECT_EQ(ChainIndex(All).links(All.front()).size(), 2u);
}

TEST(ChainTest, MomentsThatFollowFromTheCallsAreNotKept) {
  Coroutine Root = coroutine("root", 1, {call("a", {}), call("b", {})});
  const std::vector<Moment> Plain = {
      {0, {{0, Activity::Runs}, {1, Activity::Idle}}}};
  setMoments(Root, Plain);
  EXPECT_TRUE(Root.Moments.empty());
  EXPECT_EQ(momentsOf(Root), Plain);
  setMoments(Root, {{0, {{0, Activity::Done}}}});
  EXPECT_EQ(Root.Moments.size(), 1u);
}

TEST(ChainTest, WhatIsDoneHasItsFrameAlone) {
  std::vector<Coroutine> All = {
      coroutine("root", 1, {call("eager", {}), call("other", {})}),
      coroutine("eager", 10, {call("leaf", {0})}), coroutine("leaf", 100),
      coroutine("other", 50)};
  All[1].IsLazy = false;
  setMoments(All[0], {{0, {{0, Activity::Runs}}},
                      {1, {{0, Activity::Done}, {1, Activity::Runs}}}});
  computeChains(All);
  EXPECT_EQ(chain(All, "root").Size, Bytes(111));
  EXPECT_FALSE(chain(All, "root").IsAtLeast);
}

TEST(ChainTest, WhatMayRunCountsWithItsFrameAtLeast) {
  Coroutine Root = coroutine("root", 1, {call("middle", {}), call("leaf", {})});
  setMoments(Root, {{0, {{0, Activity::Unsure}, {1, Activity::Unsure}}}});
  const auto All = computed({Root, coroutine("middle", 10, {call("leaf", {0})}),
                             coroutine("leaf", 100)});
  EXPECT_EQ(chain(All, "root").Size, Bytes(111));
  EXPECT_TRUE(chain(All, "root").IsAtLeast);
}

/// A coroutine of 10 bytes that runs `other` (1000) before it awaits what it
/// was given.
Coroutine awaitsLate(const std::string &Name) {
  CoroutineCall Parameter = call("Inner", {});
  Parameter.Kind = CalleeKind::Parameter;
  Coroutine C = coroutine(Name, 10, {Parameter, call("other", {})});
  C.Suspends.back().Kind = SuspendKind::Final;
  setMoments(C, {{0, {{0, Activity::Idle}, {1, Activity::Runs}}},
                 {1, {{0, Activity::Runs}}},
                 {2, {{0, Activity::Done}}}});
  return C;
}

TEST(ChainTest, WhatIsGivenRunsWhenItsHolderAwaitsIt) {
  // At 0 of `late`: 1000 and the frame of `deep`, 20; at 1: 20 + 990.
  CoroutineCall Late = call("late", {}), Deep = call("deep", {});
  Late.Given = {{0, 1}};
  Coroutine Root = coroutine("root", 1, {Late, Deep});
  setMoments(Root, {{0, {{0, Activity::Runs}, {1, Activity::Idle}}},
                    {1, {{0, Activity::Done}, {1, Activity::Idle}}}});
  const auto All = computed(
      {Root, awaitsLate("late"), coroutine("deep", 20, {call("large", {0})}),
       coroutine("large", 990), coroutine("other", 1000)});
  EXPECT_EQ(chain(All, "root").Size, Bytes(1 + 10 + 1000 + 20));
  EXPECT_EQ(chain(All, "root").Allocations, 4u);
  EXPECT_EQ(chain(All, "root").At, 0u);
  EXPECT_FALSE(chain(All, "root").IsAtLeast);
}

TEST(ChainTest, WhatItsHolderLetsGoIsGone) {
  Coroutine Drops = awaitsLate("drops");
  setMoments(Drops, {{0, {{1, Activity::Runs}}}});
  CoroutineCall Given = call("drops", {});
  Given.Given = {{0, 1}};
  Coroutine Root = coroutine("root", 1, {Given, call("deep", {})});
  setMoments(Root, {{0, {{0, Activity::Runs}, {1, Activity::Idle}}}});
  const auto All =
      computed({Root, Drops, coroutine("deep", 20), coroutine("other", 1000)});
  EXPECT_EQ(chain(All, "root").Size, Bytes(1 + 10 + 1000));
}

/// The processor time, in seconds, that \p Work takes: others run, too.
template <class F> static double secondsFor(F Work) {
  const std::clock_t Begin = std::clock();
  Work();
  return static_cast<double>(std::clock() - Begin) / CLOCKS_PER_SEC;
}

/// Expects that \p Seconds of a size of work grow with it: eight times the work
/// takes less than 32 times as long, where its square would take 64.
template <class F> static void expectInProportion(F Seconds, unsigned Size) {
  static constexpr double Smallest = 0.001; // Shorter ones cannot be compared.
  const double Part = std::max(Seconds(Size / 8), Smallest);
  EXPECT_LT(Seconds(Size), 32 * Part);
}

TEST(ChainTest, WhatIsHandedThroughManyHandsTakesTimeInProportion) {
  static constexpr unsigned Times = 8;
  auto Seconds = [](unsigned Depth) {
    // Each has many moments at which it hands its task to the next one.
    std::vector<Coroutine> All;
    for (unsigned I = 0; I != Depth; ++I) {
      CoroutineCall Parameter = call("Inner", {});
      Parameter.Kind = CalleeKind::Parameter;
      std::vector<CoroutineCall> Calls = {Parameter};
      std::vector<Moment> Moments;
      for (unsigned N = 0; N != Times; ++N) {
        CoroutineCall Next = call(std::to_string(I + 1), {});
        Next.Given = {{0, 0}};
        Calls.push_back(Next);
        Moments.push_back({N, {{0, Activity::Idle}, {N + 1, Activity::Runs}}});
      }
      All.push_back(coroutine(std::to_string(I), 1, Calls, Times));
      setMoments(All.back(), Moments);
    }
    const double Taken = secondsFor([&] { computeChains(All); });
    EXPECT_TRUE(chain(All, "0").IsAtLeast);
    return Taken;
  };
  expectInProportion(Seconds, 64);
}

TEST(ChainTest, WhichOfTwoProgramsIsMeantIsNotGuessed) {
  Coroutine InA = coroutine("handler", 50), InB = coroutine("handler", 70);
  InA.Key = "a.cpp:handler";
  InB.Key = "b.cpp:handler";
  CoroutineCall Known = call("handler", {0});
  Known.Key = InA.Key;
  const auto All = computed({coroutine("root", 1, {call("handler", {0})}),
                             coroutine("same-unit", 1, {Known}), InA, InB});
  EXPECT_EQ(chain(All, "root").Size, Bytes(1));
  EXPECT_TRUE(chain(All, "root").IsAtLeast);
  EXPECT_EQ(chain(All, "same-unit").Size, Bytes(51));
  EXPECT_FALSE(chain(All, "same-unit").IsAtLeast);
}

TEST(ChainTest, WhatIsUnknownMakesAllAboveAtLeast) {
  CoroutineCall Virtual = call("", {0});
  Virtual.Kind = CalleeKind::Unknown;
  const auto All = computed({coroutine("root", 1, {call("middle", {0})}),
                             coroutine("middle", 10, {Virtual}),
                             coroutine("elsewhere", 3, {call("nowhere", {1})}),
                             coroutine("known", 5)});
  EXPECT_TRUE(chain(All, "root").IsAtLeast);
  EXPECT_TRUE(chain(All, "elsewhere").IsAtLeast);
  EXPECT_FALSE(chain(All, "known").IsAtLeast);
  EXPECT_EQ(chain(All, "root").Size, Bytes(11));
}

TEST(ChainTest, AParameterIsCountedWhereItCameFrom) {
  CoroutineCall Parameter = call("Inner", {0});
  Parameter.Kind = CalleeKind::Parameter;
  const auto All =
      computed({coroutine("root", 1, {call("takes", {0}), call("leaf", {0})}),
                coroutine("takes", 10, {Parameter}), coroutine("leaf", 100),
                coroutine("alone", 4, {Parameter})});
  EXPECT_EQ(chain(All, "root").Size, Bytes(111));
  EXPECT_FALSE(chain(All, "root").IsAtLeast);
  EXPECT_TRUE(chain(All, "alone").IsAtLeast);
}

TEST(ChainTest, ACycleHasNoLimit) {
  const auto All = computed({coroutine("root", 1, {call("a", {0})}),
                             coroutine("a", 10, {call("b", {0})}),
                             coroutine("b", 100, {call("a", {0})}),
                             coroutine("self", 7, {call("self", {2})})});
  for (const char *Name : {"root", "a", "b", "self"})
    EXPECT_TRUE(chain(All, Name).IsUnbounded) << Name;
  EXPECT_EQ(chain(All, "self").Size, Bytes(14));
  EXPECT_TRUE(chain(All, "self").IsRoot);
  EXPECT_FALSE(chain(All, "a").IsRoot);
}

TEST(ChainTest, DeepChainsAndManyEdgesTakeTimeInProportion) {
  auto Seconds = [](unsigned Depth) {
    std::vector<Coroutine> Deep;
    for (unsigned I = 0; I != Depth; ++I)
      Deep.push_back(coroutine(
          std::to_string(I), 1,
          {call(std::to_string(I + 1), {0}), call(std::to_string(I + 2), {1}),
           call(std::to_string(I * 7919 % Depth + Depth), {2})}));
    const double Taken = secondsFor([&] { Deep = computed(std::move(Deep)); });
    EXPECT_EQ(chain(Deep, "0").Size, Bytes(Depth));
    EXPECT_EQ(chain(Deep, "0").Allocations, Depth);
    return Taken;
  };
  expectInProportion(Seconds, 100000);
}

TEST(ChainTest, LinksAreThoseOfTheWorstMoment) {
  const auto All = computed(
      {coroutine("root", 1, {call("a", {0}), call("b", {1}), call("c", {1})}),
       coroutine("a", 10), coroutine("b", 20), coroutine("c", 30)});
  const ChainIndex Index(All);
  const auto Links = Index.links(All.front());
  ASSERT_EQ(Links.size(), 2u);
  EXPECT_EQ(Links[0].Callee->Name, "c");
  EXPECT_EQ(Links[1].Size, Bytes(20));
}

} // namespace
