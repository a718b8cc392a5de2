//===- LayoutTest.cpp - Frames as CoroSplit makes them ------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ParsedText.h"

#include "gtest/gtest.h"

using testing::ElementsAre;
using testing::SizeIs;

namespace coroscope {
namespace {

const SplitValue *findValue(const SplitFrame &Frame, std::string_view Name) {
  for (const SplitSlot &Slot : Frame.Slots)
    for (const SplitValue &Value : Slot.Values)
      if (Value.Variable == Name)
        return &Value;
  return nullptr;
}

TEST(SplitCoroutines, keepsWhatIsUsedAfterwards) {
  const std::vector<SplitFrame> Frames = splitFramesOf(
      "Task f() { char B[100]; touch(B); co_await Event{}; touch(B); }");
  ASSERT_THAT(Frames, SizeIs(1));
  const SplitValue *B = findValue(Frames[0], "B");
  ASSERT_TRUE(B);
  EXPECT_EQ(B->Size, Bytes(100));
  EXPECT_EQ(B->What, SplitValue::Role::Memory);
  // The initial suspension is 0, and the final one the last.
  EXPECT_THAT(B->LiveAcross, ElementsAre(1u));
}

TEST(SplitCoroutines, leavesOutWhatIsNotHeld) {
  const std::vector<SplitFrame> Frames = splitFramesOf(
      "Task f() { { char B[100]; touch(B); } co_await Event{}; }");
  ASSERT_THAT(Frames, SizeIs(1));
  EXPECT_FALSE(findValue(Frames[0], "B"));
}

TEST(SplitCoroutines, sharesSlotsWhenOptimized) {
  const std::string Text = R"(Task f() {
    { char A[256]; touch(A); co_await Event{}; touch(A); }
    { char B[256]; touch(B); co_await Event{}; touch(B); } })";
  const std::vector<SplitFrame> Unoptimized = splitFramesOf(Text, "-O0");
  const std::vector<SplitFrame> Optimized = splitFramesOf(Text, "-O2");
  ASSERT_THAT(Unoptimized, SizeIs(1));
  ASSERT_THAT(Optimized, SizeIs(1));
  EXPECT_GE(Unoptimized[0].Size, Bytes(512));
  EXPECT_LT(Optimized[0].Size, Bytes(512));
}

TEST(SplitCoroutines, listsSuspensionsInTheirOrder) {
  const std::vector<SplitFrame> Frames =
      splitFramesOf("Generator f() { for (int I = 0; I != 3; ++I) co_yield I; "
                    "co_await Event{}; }");
  ASSERT_THAT(Frames, SizeIs(1));
  std::vector<SuspendKind> Kinds;
  for (const SplitSuspend &Suspend : Frames[0].Suspends)
    Kinds.push_back(Suspend.Kind);
  EXPECT_THAT(Kinds, ElementsAre(SuspendKind::Initial, SuspendKind::Yield,
                                 SuspendKind::Await, SuspendKind::Final));
  // The loop may yield again, or be over; the event may be ready.
  EXPECT_THAT(Frames[0].Suspends[1].Successors, ElementsAre(1u, 2u, 3u));
}

TEST(SplitCoroutines, splitsWhatNothingRefersTo) {
  EXPECT_THAT(splitFramesOf("static Task f() { co_return; }"), SizeIs(1));
}

} // namespace
} // namespace coroscope
