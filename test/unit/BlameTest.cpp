//===- BlameTest.cpp ------------------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compare/Blame.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>

using namespace coroscope;
using testing::ElementsAre;

namespace {

Occupant value(const std::string &Name, std::uint64_t Size,
               std::vector<SuspendId> HeldAcross = {1}) {
  Occupant O;
  O.Kind = OccupantKind::Local;
  O.Name = Name;
  O.Size = Bytes(Size);
  O.HeldAcross = std::move(HeldAcross);
  return O;
}

/// A coroutine whose ranges follow each other, each as large as its largest
/// value; one without values is padding of that many bytes.
struct Layout {
  std::vector<Occupant> Values;
  std::uint64_t Padding = 0;
};
Coroutine coroutine(const std::vector<Layout> &Layouts) {
  Coroutine C;
  C.Suspends = {{SuspendKind::Initial, {"a.cpp", 1, 1}, {}},
                {SuspendKind::Await, {"a.cpp", 8, 3}, {}},
                {SuspendKind::Final, {"a.cpp", 1, 1}, {}}};
  for (const Layout &L : Layouts) {
    Bytes Size(L.Padding);
    for (const Occupant &O : L.Values)
      Size = std::max(Size, O.Size);
    C.Frame.Ranges.push_back({C.Frame.Size, Size, L.Values});
    C.Frame.Size += Size;
  }
  return C;
}

std::vector<std::string> words(const Coroutine &Base, const Coroutine &Head) {
  std::vector<std::string> Words;
  std::int64_t Sum = 0;
  for (const Blame &Share : blame(Base, Head)) {
    Words.push_back(inWords(Share));
    Sum += Share.Growth;
  }
  EXPECT_EQ(Sum, static_cast<std::int64_t>(Head.Frame.Size.Count) -
                     static_cast<std::int64_t>(Base.Frame.Size.Count));
  return Words;
}

TEST(BlameTest, AValueThatIsNewIsHeldWhereTheCoroutineWaits) {
  EXPECT_THAT(
      words(coroutine({{{value("A", 8)}}}),
            coroutine({{{value("A", 8)}}, {{value("B", 64, {0, 1})}}})),
      ElementsAre("'B' is now held across the suspension at a.cpp:8 (+64)"));
}

TEST(BlameTest, AValueOfAnotherSizeIsNamedWithBoth) {
  EXPECT_THAT(
      words(coroutine({{{value("A", 8)}}}), coroutine({{{value("A", 24)}}})),
      ElementsAre("'A' grew from 8 to 24 bytes (+16)"));
  EXPECT_THAT(
      words(coroutine({{{value("A", 24)}}}), coroutine({{{value("A", 8)}}})),
      ElementsAre("'A' shrank from 24 to 8 bytes (-16)"));
}

TEST(BlameTest, AValueThatIsGoneGivesItsBytesBack) {
  EXPECT_THAT(words(coroutine({{{value("A", 8)}}, {{value("B", 64)}}}),
                    coroutine({{{value("A", 8)}}})),
              ElementsAre("'B' is no longer held (-64)"));
}

TEST(BlameTest, ValuesThatShareNoMoreAreTold) {
  EXPECT_THAT(words(coroutine({{{value("A", 64), value("B", 64)}}}),
                    coroutine({{{value("A", 64)}}, {{value("B", 64)}}})),
              ElementsAre("'B' has bytes of its own now (+64)"));
}

TEST(BlameTest, ANewValueInSharedBytesIsBlamedForTheRestOnly) {
  // The larger one takes the range over: what the other had is taken off.
  EXPECT_THAT(
      words(coroutine({{{value("A", 64)}}}),
            coroutine({{{value("A", 64), value("B", 100)}}})),
      ElementsAre("'B' is now held across the suspension at a.cpp:8 (+100)",
                  "'A' shares bytes with other values now (-64)"));
}

TEST(BlameTest, PaddingAndEqualNamesAddUp) {
  EXPECT_THAT(words(coroutine({{{value("A", 8)}}, {{value("A", 8)}}, {{}, 4}}),
                    coroutine({{{value("A", 8)}}, {{}, 8}})),
              ElementsAre("'A' shares bytes with other values now (-8)",
                          "padding (+4)"));
}

TEST(BlameTest, WhatHasNoNameIsDescribed) {
  Occupant Promise = value("promise", 16);
  Promise.Kind = OccupantKind::Promise;
  Occupant Larger = Promise;
  Larger.Size = Bytes(32);
  Occupant Spill = value("", 8);
  Spill.Kind = OccupantKind::Spill;
  EXPECT_THAT(
      words(coroutine({{{Promise}}}), coroutine({{{Larger}}, {{Spill}}})),
      ElementsAre("the promise grew from 16 to 32 bytes (+16)",
                  "a value that the compiler keeps is now held across the "
                  "suspension at a.cpp:8 (+8)"));
}

} // namespace
