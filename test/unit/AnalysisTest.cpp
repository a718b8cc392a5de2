//===- AnalysisTest.cpp - Coroutines with named bytes -------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ParsedText.h"

#include "gtest/gtest.h"

#include <map>

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

TEST(Analyze, measuresOnlyWhatHasAnEdit) {
  // Elided callees, internal functions, an instance, and one in another.
  const std::string Text = R"(
    static Task inner(int N) { char A[300]; touch(A); co_await Event{};
      touch(A); A[0] = N; touch(A); }
    template <int N> Task instance() { char B[N]; touch(B); co_await Event{};
      touch(B); }
    Task outer() { char C[500]; touch(C); co_await Event{}; touch(C);
      auto Within = []() -> Task { char D[700]; touch(D); co_await Event{};
        touch(D); };
      Within(); inner(1); instance<900>(); }
    inline Task unused() { char E[40]; touch(E); co_await Event{}; touch(E); }
  )";
  for (const char *Level : {"-O0", "-O1", "-O2", "-O3", "-Os"}) {
    std::map<std::string, Bytes> SizeOf;
    for (const Coroutine &C : coroutinesOf(Text, Level))
      SizeOf[C.Key] = C.Frame.Size;
    ASSERT_EQ(SizeOf.size(), 5u) << Level;
    for (const auto &[Mark, Count] :
         std::map<std::string, unsigned>{{"A[0]", 1},
                                         {"B[N]", 1},
                                         {"C[500]", 1},
                                         {"D[700]", 2},
                                         {"E[40]", 1}}) {
      const std::vector<Coroutine> Measured =
          measuredAt(Text, {Text.find(Mark)}, Level);
      EXPECT_EQ(Measured.size(), SizeOf.size()) << Level;
      unsigned Found = 0;
      for (const Coroutine &C : Measured)
        if (C.Frame.Size != Bytes(0)) {
          ++Found;
          EXPECT_EQ(C.Frame.Size, SizeOf[C.Key]) << Level << ' ' << C.Key;
        }
      EXPECT_EQ(Found, Count) << Level << ' ' << Mark;
    }
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
