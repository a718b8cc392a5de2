//===- AnalysisTest.cpp - Coroutines with named bytes -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ParsedText.h"

#include "gtest/gtest.h"

using testing::AllOf;
using testing::ElementsAre;
using testing::SizeIs;

namespace coroscope {
namespace {

const std::vector<SuspendId> Nowhere;

TEST(Analyze, namesLocalsAndParameters) {
  EXPECT_THAT(coroutinesOf(R"(Task f(int Number) {
                char B[100]; touch(B); co_await Event{};
                touch(B); B[0] = Number; touch(B); })"),
              ElementsAre(AllOf(hasRange("B", 100), hasRange("Number", 4),
                                needsAcross("B", std::vector{1u}))));
}

TEST(Analyze, tellsWhatIsDead) {
  const std::vector<Coroutine> Found =
      coroutinesOf("Task f() { char B[100]; touch(B); co_await Event{}; }");
  ASSERT_THAT(Found, SizeIs(1));
  EXPECT_THAT(Found[0], needsAcross("B", Nowhere));
}

TEST(Analyze, leavesOutWhatAScopeEnds) {
  EXPECT_THAT(
      coroutinesOf("Task f() { { char B[100]; touch(B); } co_await Event{}; }"),
      ElementsAre(hasNo("B")));
}

TEST(Analyze, everyByteHasAnOwner) {
  for (const char *Level : {"-O0", "-O1", "-O2", "-O3", "-Os"})
    for (const Coroutine &C : coroutinesOf(R"(
           struct Pair { char A[7]; double B; };
           Task f(Pair P) { char B[33]; touch(B); co_await Event{};
             touch(B); P.B += co_await Event{}; touch(P.A); })",
                                           Level)) {
      EXPECT_EQ(findDefect(C.Frame, C.Suspends.size()), "") << Level;
      EXPECT_EQ(C.Frame.unnamed(), Bytes(0)) << Level;
    }
}

TEST(Analyze, sortsByKey) {
  const std::vector<Coroutine> Found =
      coroutinesOf("Task z() { co_return; } Task a() { co_return; }");
  ASSERT_THAT(Found, SizeIs(2));
  EXPECT_LT(Found[0].Key, Found[1].Key);
}

} // namespace
} // namespace coroscope
