//===- FrameParts.cpp - Frames built from parts at offsets ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/FrameParts.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace coroscope {

std::vector<FrameRange> rangesOf(std::vector<FramePart> Parts, Bytes Size) {
  std::erase_if(Parts, [&](const FramePart &P) {
    return P.Occupant.Size == Bytes(0) || P.Offset > Size ||
           P.Occupant.Size > Size - P.Offset;
  });
  std::sort(Parts.begin(), Parts.end(),
            [](const FramePart &A, const FramePart &B) {
              return std::tie(A.Offset, B.Occupant.Size, A.Occupant.Name,
                              A.Occupant.Type) <
                     std::tie(B.Offset, A.Occupant.Size, B.Occupant.Name,
                              B.Occupant.Type);
            });
  std::vector<FrameRange> Ranges;
  for (FramePart &Part : Parts) {
    if (Ranges.empty() || Ranges.back().end() <= Part.Offset)
      Ranges.push_back({Part.Offset, Bytes(0), {}});
    FrameRange &Into = Ranges.back();
    Part.Occupant.Offset = Part.Offset - Into.Offset;
    Into.Size = std::max(Into.Size, Part.Occupant.Offset + Part.Occupant.Size);
    Into.Occupants.push_back(std::move(Part.Occupant));
  }
  return coverWithPadding(std::move(Ranges), Size);
}

void setSuspends(Coroutine &C, std::vector<Suspend> Awaits) {
  Suspend Ends;
  Ends.Kind = SuspendKind::Initial;
  Ends.Where = C.Where;
  C.Suspends.push_back(Ends);
  C.Suspends.insert(C.Suspends.end(), Awaits.begin(), Awaits.end());
  Ends.Kind = SuspendKind::Final;
  C.Suspends.push_back(Ends);
  std::vector<SuspendId> All(C.Suspends.size());
  std::iota(All.begin(), All.end(), 0u);
  for (FrameRange &Range : C.Frame.Ranges)
    for (Occupant &O : Range.Occupants)
      O.HeldAcross = O.LiveAcross = All;
}

FramePart bookkeeping(OccupantKind Kind, std::string Name, std::string Type,
                      Bytes Offset, Bytes Size) {
  FramePart Part{Offset, {}};
  Part.Occupant.Kind = Kind;
  Part.Occupant.Name = std::move(Name);
  Part.Occupant.Type = std::move(Type);
  Part.Occupant.Size = Size;
  Part.Occupant.Align = Size;
  Part.Occupant.Reason = HoldReason::Always;
  return Part;
}

} // namespace coroscope
