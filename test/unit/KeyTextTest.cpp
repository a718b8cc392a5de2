//===- KeyTextTest.cpp ----------------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/KeyText.h"

#include "frame/Coroutine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace coroscope;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

namespace {

std::vector<PlacedKey> keys(std::vector<std::string_view> Keys) {
  std::vector<PlacedKey> Placed;
  for (std::string_view Key : Keys)
    Placed.push_back(
        {Key, "a.cpp", static_cast<unsigned>(Placed.size() + 1), 1});
  return Placed;
}

Coroutine coroutine(std::string Key, std::string MangledName) {
  Coroutine C;
  C.Key = std::move(Key);
  C.MangledName = std::move(MangledName);
  return C;
}

TEST(KeyTextTest, FingerprintsAreTheSameOnEachMachine) {
  EXPECT_EQ(fingerprint("A: int, "), fingerprint("A: int, "));
  EXPECT_NE(fingerprint("A: int, "), fingerprint("A: char, "));
  // From the published constants, by hand: an empty text is the offset basis.
  EXPECT_EQ(fingerprint(""), "1cfb0d");
}

TEST(KeyTextTest, MarksAreTakenApart) {
  const std::string Key =
      "a.cpp:f()::lambda()" + fingerprintMark("111111", "222222", 3) + "::g()";
  EXPECT_EQ(Key, "a.cpp:f()::lambda(){#111111.222222.3}::g()");
  EXPECT_EQ(withoutBodies(Key), "a.cpp:f()::lambda(){#111111::g()");
  EXPECT_EQ(withoutMarks(Key), "a.cpp:f()::lambda()::g()");
  EXPECT_EQ(withoutMarks("f<S{1}>()"), "f<S{1}>()");
  EXPECT_EQ(withoutMarks("cut off {#1111"), "cut off {#1111");
}

TEST(KeyTextTest, UnitsAreTakenOff) {
  EXPECT_EQ(withoutUnit("src/a.cpp:net::run(int)"), "net::run(int)");
  EXPECT_EQ(withoutUnit("net::run(int)"), "net::run(int)");
  EXPECT_EQ(withoutUnit("a.cpp:(anonymous namespace)::f()"),
            "(anonymous namespace)::f()");
  EXPECT_EQ(withoutUnit(""), "");
}

TEST(KeyTextTest, WholeKeysMatchFirst) {
  EXPECT_THAT(matchKeys(keys({"f(){#1.a}", "f(){#1.b}"}),
                        keys({"f(){#1.c}", "f(){#1.a}", "f(){#1.b}"})),
              ElementsAre(Pair(0, 1), Pair(1, 2)));
}

TEST(KeyTextTest, EditedBodiesMatchByCaptures) {
  EXPECT_THAT(matchKeys(keys({"f(){#111111.a}", "f(){#222222.b}"}),
                        keys({"f(){#222222.c}", "f(){#111111.d}"})),
              ElementsAre(Pair(0, 1), Pair(1, 0)));
}

TEST(KeyTextTest, SeveralMatchInTheOrderOfTheirPlaces) {
  std::vector<PlacedKey> New = keys({"f(){#111111.d}", "f(){#111111.c}"});
  std::swap(New[0].Line, New[1].Line);
  EXPECT_THAT(matchKeys(keys({"f(){#111111.a}", "f(){#111111.b}"}), New),
              ElementsAre(Pair(0, 1), Pair(1, 0)));
}

TEST(KeyTextTest, WhichOfSeveralIsNotGuessed) {
  EXPECT_THAT(matchKeys(keys({"f(){#111111.a}"}),
                        keys({"f(){#111111.b}", "f(){#111111.c}"})),
              IsEmpty());
  std::vector<PlacedKey> Unplaced = keys({"f(){#1.a}", "f(){#1.b}"});
  Unplaced[0].Line = Unplaced[1].Line = 0;
  EXPECT_THAT(matchKeys(Unplaced, keys({"f(){#1.c}", "f(){#1.d}"})), IsEmpty());
}

TEST(KeyTextTest, OneThatMovedToAnotherUnitIsFound) {
  EXPECT_THAT(matchKeys(keys({"a.cpp:f()"}), keys({"b.cpp:f()"})),
              ElementsAre(Pair(0, 0)));
  EXPECT_THAT(matchKeys(keys({"a.cpp:f()", "c.cpp:f()"}),
                        keys({"b.cpp:f()", "d.cpp:f()"})),
              IsEmpty());
}

TEST(KeyTextTest, TheLinkerTellsApartWhatHasOneKey) {
  std::vector<Coroutine> Coroutines{coroutine("f", "_Z1f"),
                                    coroutine("g", "_Z1g"),
                                    coroutine("f", "_Z1fB3abi")};
  makeKeysDistinct(Coroutines);
  EXPECT_EQ(Coroutines[0].Key, "f~" + fingerprint("_Z1f"));
  EXPECT_EQ(Coroutines[1].Key, "g");
  EXPECT_EQ(Coroutines[2].Key, "f~" + fingerprint("_Z1fB3abi"));
}

TEST(KeyTextTest, NumbersOfInternalLambdasDoNotCount) {
  EXPECT_EQ(linkerName(coroutine("f", "_ZZ1fvENK3$_12clEv")),
            linkerName(coroutine("f", "_ZZ1fvENK3$_0clEv")));
  std::vector<Coroutine> Coroutines{coroutine("f", "_ZZ1fvENK3$_0clEv"),
                                    coroutine("f", "_ZZ1fvENK3$_1clEv")};
  makeKeysDistinct(Coroutines);
  EXPECT_EQ(Coroutines[0].Key + ".2", Coroutines[1].Key);
}

} // namespace
