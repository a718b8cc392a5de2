//===- Frame.cpp - The frame of one coroutine -----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frame/Frame.h"

#include <algorithm>
#include <cassert>
#include <functional>

namespace coroscope {

std::string_view spelling(OccupantKind Kind) {
  switch (Kind) {
  case OccupantKind::ResumePointer:
    return "resume-pointer";
  case OccupantKind::DestroyPointer:
    return "destroy-pointer";
  case OccupantKind::Promise:
    return "promise";
  case OccupantKind::SuspendIndex:
    return "suspend-index";
  case OccupantKind::Parameter:
    return "parameter";
  case OccupantKind::Local:
    return "local";
  case OccupantKind::Awaiter:
    return "awaiter";
  case OccupantKind::Temporary:
    return "temporary";
  case OccupantKind::Spill:
    return "spill";
  case OccupantKind::CalleeFrame:
    return "callee-frame";
  case OccupantKind::ExceptionState:
    return "exception-state";
  case OccupantKind::Unknown:
    return "unknown";
  }
  assert(false && "an occupant kind without a spelling");
  return "unknown";
}

Bytes Frame::padding() const {
  Bytes Sum;
  for (const FrameRange &Range : Ranges)
    if (Range.isPadding())
      Sum += Range.Size;
  return Sum;
}

Bytes Frame::unnamed() const {
  auto IsUnnamed = [](const Occupant &O) {
    return O.Kind == OccupantKind::Unknown ||
           (O.Kind == OccupantKind::Spill && !O.isNamed());
  };
  Bytes Sum;
  for (const FrameRange &Range : Ranges)
    if (!Range.isPadding() &&
        std::all_of(Range.Occupants.begin(), Range.Occupants.end(), IsUnnamed))
      Sum += Range.Size;
  return Sum;
}

std::vector<FrameRange> coverWithPadding(std::vector<FrameRange> Ranges,
                                         Bytes Size) {
  std::sort(Ranges.begin(), Ranges.end(),
            [](const FrameRange &A, const FrameRange &B) {
              return A.Offset < B.Offset;
            });
  std::vector<FrameRange> Covered;
  Bytes End;
  auto PadTo = [&](Bytes Offset) {
    assert(End <= Offset && "ranges of a frame overlap");
    if (End < Offset)
      Covered.push_back({End, Offset - End, {}});
    End = Offset;
  };
  for (FrameRange &Range : Ranges) {
    PadTo(Range.Offset);
    End = Range.end();
    Covered.push_back(std::move(Range));
  }
  PadTo(Size);
  return Covered;
}

static std::string describe(const FrameRange &Range) {
  return "range at " + std::to_string(Range.Offset.Count) + " of " +
         std::to_string(Range.Size.Count) + " bytes";
}

std::string findDefect(const Frame &Frame, std::size_t SuspendCount) {
  Bytes End;
  for (const FrameRange &Range : Frame.Ranges) {
    if (Range.Size == Bytes(0))
      return describe(Range) + " is empty";
    if (Range.Offset < End)
      return describe(Range) + " overlaps the one before or is out of order";
    if (End < Range.Offset)
      return describe(Range) + " leaves a gap before it";
    End = Range.end();
    for (const Occupant &O : Range.Occupants) {
      if (O.Size > Range.Size)
        return describe(Range) + " is smaller than its occupant '" + O.Name +
               "'";
      for (SuspendId Id : O.HeldAcross)
        if (Id >= SuspendCount)
          return describe(Range) + " is held across suspension " +
                 std::to_string(Id) + ", which does not exist";
      if (std::adjacent_find(O.HeldAcross.begin(), O.HeldAcross.end(),
                             std::greater_equal<>()) != O.HeldAcross.end())
        return describe(Range) + " has unsorted suspensions";
    }
  }
  if (End != Frame.Size)
    return "ranges end at " + std::to_string(End.Count) + ", the frame has " +
           std::to_string(Frame.Size.Count) + " bytes";
  return {};
}

} // namespace coroscope
