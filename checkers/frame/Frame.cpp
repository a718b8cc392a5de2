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

std::string_view spelling(HoldReason Reason) {
  switch (Reason) {
  case HoldReason::UsedAfter:
    return "used-after";
  case HoldReason::DestroyedAfter:
    return "destroyed-after";
  case HoldReason::Escapes:
    return "escapes";
  case HoldReason::Conservative:
    return "conservative";
  case HoldReason::Always:
    return "always";
  case HoldReason::Unknown:
    return "unknown";
  }
  assert(false && "a reason without a spelling");
  return "unknown";
}

bool Occupant::isBookkeeping() const {
  return Kind == OccupantKind::ResumePointer ||
         Kind == OccupantKind::DestroyPointer ||
         Kind == OccupantKind::Promise || Kind == OccupantKind::SuspendIndex;
}

/// Returns the largest occupant of \p Range that \p IsNeeded accepts; null if
/// there is none.
template <typename Predicate>
static const Occupant *largest(const FrameRange &Range, Predicate IsNeeded) {
  const Occupant *Largest = nullptr;
  for (const Occupant &O : Range.Occupants)
    if (IsNeeded(O) && (!Largest || O.Size > Largest->Size))
      Largest = &O;
  return Largest;
}

namespace {
struct SizeAndAlign {
  Bytes Size;
  Bytes Align;
};
} // namespace

/// Returns the bytes of \p Range that accepted occupants cover.
template <typename Predicate>
static Bytes covered(const FrameRange &Range, Predicate IsNeeded) {
  if (Range.Occupants.size() == 1)
    return IsNeeded(Range.Occupants.front()) ? Range.Occupants.front().Size
                                             : Bytes(0);
  std::vector<std::pair<Bytes, Bytes>> Spans; // Begin and end.
  for (const Occupant &O : Range.Occupants)
    if (IsNeeded(O))
      Spans.emplace_back(O.Offset, O.Offset + O.Size);
  std::sort(Spans.begin(), Spans.end());
  Bytes Sum, End;
  for (const auto &[Begin, Last] : Spans)
    if (Last > End) {
      Sum += Last - std::max(Begin, End);
      End = Last;
    }
  return Sum;
}

/// Sums the accepted occupants; bytes that they share count once.
template <typename Predicate>
static SizeAndAlign sum(const Frame &F, Predicate IsNeeded) {
  SizeAndAlign Sum{Bytes(0), Bytes(1)};
  for (const FrameRange &Range : F.Ranges)
    if (const Occupant *O = largest(Range, IsNeeded)) {
      Sum.Size += covered(Range, IsNeeded);
      Sum.Align = std::max(Sum.Align, O->Align);
    }
  return Sum;
}

static bool isNeededAcross(const Occupant &O, SuspendId Id) {
  return O.isBookkeeping() ||
         std::binary_search(O.LiveAcross.begin(), O.LiveAcross.end(), Id);
}

Bytes Frame::liveAcross(SuspendId Id) const {
  return sum(*this, [&](const Occupant &O) { return isNeededAcross(O, Id); })
      .Size;
}

Bytes Frame::heldAcross(SuspendId Id) const {
  return sum(*this,
             [&](const Occupant &O) {
               return std::binary_search(O.HeldAcross.begin(),
                                         O.HeldAcross.end(), Id);
             })
      .Size;
}

Bytes Frame::needed(std::size_t SuspendCount) const {
  auto RoundedUp = [&](SizeAndAlign Sum) {
    const std::uint64_t Unit = std::min(Sum.Align, Align).Count;
    const std::uint64_t Excess = Unit ? Sum.Size.Count % Unit : 0;
    return std::min(Size, Bytes(Sum.Size.Count + (Excess ? Unit - Excess : 0)));
  };
  Bytes Most = RoundedUp(
      sum(*this, [](const Occupant &O) { return O.isBookkeeping(); }));
  for (SuspendId Id = 0; Id != SuspendCount; ++Id)
    Most = std::max(Most, RoundedUp(sum(*this, [&](const Occupant &O) {
                      return isNeededAcross(O, Id);
                    })));
  return Most;
}

Waste Frame::waste(std::size_t SuspendCount) const {
  Waste W;
  W.Total = Size - needed(SuspendCount);
  // Rounding in `needed` takes bytes from the padding.
  W.Padding = std::min(padding(), W.Total);
  for (const FrameRange &Range : Ranges) {
    if (!Range.isPadding())
      W.DeadValues += Range.Size - covered(Range, [](const Occupant &O) {
                        return O.isBookkeeping() || !O.isDead();
                      });
  }
  W.DeadValues = std::min(W.DeadValues, W.Total - W.Padding);
  W.NoOverlap = W.Total - W.Padding - W.DeadValues;
  return W;
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
         inWords(Range.Size);
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
      if (O.Size > Range.Size || O.Offset > Range.Size - O.Size)
        return describe(Range) + " is smaller than its occupant '" + O.Name +
               "'";
      for (SuspendId Id : O.HeldAcross)
        if (Id >= SuspendCount)
          return describe(Range) + " is held across suspension " +
                 std::to_string(Id) + ", which does not exist";
      if (std::adjacent_find(O.HeldAcross.begin(), O.HeldAcross.end(),
                             std::greater_equal<>()) != O.HeldAcross.end())
        return describe(Range) + " has unsorted suspensions";
      if (!std::includes(O.HeldAcross.begin(), O.HeldAcross.end(),
                         O.LiveAcross.begin(), O.LiveAcross.end()))
        return describe(Range) + " is needed where it is not held";
    }
  }
  if (End != Frame.Size)
    return "ranges end at " + std::to_string(End.Count) + ", the frame has " +
           inWords(Frame.Size);
  return {};
}

} // namespace coroscope
