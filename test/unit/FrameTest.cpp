//===- FrameTest.cpp ------------------------------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Frame.h"
#include "frame/Coroutine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

using namespace coroscope;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

Occupant occupant(OccupantKind Kind, std::string Name, std::uint64_t Size) {
  Occupant O;
  O.Kind = Kind;
  O.Name = std::move(Name);
  O.Size = Bytes(Size);
  return O;
}

FrameRange range(std::uint64_t Offset, std::uint64_t Size,
                 std::vector<Occupant> Occupants) {
  return {Bytes(Offset), Bytes(Size), std::move(Occupants)};
}

FrameRange local(std::uint64_t Offset, std::uint64_t Size) {
  return range(Offset, Size, {occupant(OccupantKind::Local, "a", Size)});
}

Frame frame(std::uint64_t Size, std::vector<FrameRange> Ranges) {
  return {Bytes(Size), Bytes(8), std::move(Ranges)};
}

MATCHER_P2(covers, Offset, Size, "") {
  return arg.Offset == Bytes(Offset) && arg.Size == Bytes(Size);
}

TEST(FrameTest, PaddingFillsGapsAndTheEnd) {
  auto Ranges = coverWithPadding({local(8, 4), local(0, 1)}, Bytes(16));
  EXPECT_THAT(Ranges, ElementsAre(covers(0u, 1u), covers(1u, 7u),
                                  covers(8u, 4u), covers(12u, 4u)));
  EXPECT_FALSE(Ranges[0].isPadding());
  EXPECT_TRUE(Ranges[1].isPadding());
  EXPECT_TRUE(Ranges[3].isPadding());
}

TEST(FrameTest, NoPaddingWhereRangesTouch) {
  auto Ranges = coverWithPadding({local(0, 8), local(8, 8)}, Bytes(16));
  EXPECT_THAT(Ranges, ElementsAre(covers(0u, 8u), covers(8u, 8u)));
}

TEST(FrameTest, EmptyFrameIsCovered) {
  EXPECT_THAT(coverWithPadding({}, Bytes(0)), IsEmpty());
  EXPECT_EQ(findDefect(frame(0, {}), 0), "");
}

TEST(FrameTest, SumsPadding) {
  EXPECT_EQ(frame(16, coverWithPadding({local(0, 1), local(8, 4)}, Bytes(16)))
                .padding(),
            Bytes(11));
}

TEST(FrameTest, UnnamedCountsUnknownsAndNamelessSpills) {
  Frame F = frame(40, {range(0, 8, {occupant(OccupantKind::Unknown, "", 8)}),
                       range(8, 8, {occupant(OccupantKind::Spill, "", 8)}),
                       range(16, 8, {occupant(OccupantKind::Spill, "x", 8)}),
                       range(24, 16, {})});
  EXPECT_EQ(F.unnamed(), Bytes(16));
}

TEST(FrameTest, SharedRangeIsNamedIfOneOccupantIs) {
  Frame F = frame(8, {range(0, 8,
                            {occupant(OccupantKind::Unknown, "", 8),
                             occupant(OccupantKind::Local, "a", 8)})});
  EXPECT_EQ(F.unnamed(), Bytes(0));
}

TEST(FrameTest, FindsOverlap) {
  EXPECT_THAT(findDefect(frame(16, {local(0, 8), local(4, 12)}), 0),
              HasSubstr("overlaps"));
}

TEST(FrameTest, FindsGap) {
  EXPECT_THAT(findDefect(frame(16, {local(0, 4), local(8, 8)}), 0),
              HasSubstr("gap"));
}

TEST(FrameTest, FindsMissingEnd) {
  EXPECT_THAT(findDefect(frame(16, {local(0, 8)}), 0),
              HasSubstr("ranges end at 8"));
}

TEST(FrameTest, FindsOccupantLargerThanItsRange) {
  EXPECT_THAT(
      findDefect(
          frame(4, {range(0, 4, {occupant(OccupantKind::Local, "big", 8)})}),
          0),
      HasSubstr("smaller than its occupant 'big'"));
}

TEST(FrameTest, FindsUnknownSuspension) {
  FrameRange Range = local(0, 8);
  Range.Occupants[0].HeldAcross = {0, 2};
  EXPECT_THAT(findDefect(frame(8, {Range}), 2), HasSubstr("suspension 2"));
  EXPECT_EQ(findDefect(frame(8, {Range}), 3), "");
}

TEST(FrameTest, FindsUnsortedSuspensions) {
  FrameRange Range = local(0, 8);
  Range.Occupants[0].HeldAcross = {1, 0};
  EXPECT_THAT(findDefect(frame(8, {Range}), 2), HasSubstr("unsorted"));
}

TEST(FrameTest, SpellingsAreDistinct) {
  std::set<std::string_view> Seen;
  for (int I = 0; I <= static_cast<int>(LastOccupantKind); ++I)
    EXPECT_TRUE(Seen.insert(spelling(static_cast<OccupantKind>(I))).second);
  Seen.clear();
  for (int I = 0; I <= static_cast<int>(LastSuspendKind); ++I)
    EXPECT_TRUE(Seen.insert(spelling(static_cast<SuspendKind>(I))).second);
}

} // namespace
