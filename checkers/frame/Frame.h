//===- Frame.h - The frame of one coroutine ---------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A frame is the block of memory of one coroutine. Every byte of it belongs to
// exactly one range; a range is padding or has one or more occupants.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_FRAME_FRAME_H
#define COROSCOPE_FRAME_FRAME_H

#include "frame/Bytes.h"
#include "frame/Call.h"
#include "frame/Finding.h"
#include "frame/Place.h"

#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

enum class OccupantKind {
  ResumePointer,
  DestroyPointer,
  Promise,
  SuspendIndex,
  Parameter,
  Local,
  Awaiter,
  Temporary,
  Spill, ///< A value that the compiler computed and keeps for later.
  CalleeFrame,
  ExceptionState,
  Unknown,
};
inline constexpr OccupantKind LastOccupantKind = OccupantKind::Unknown;

/// Returns the spelling of \p Kind in reports, such as "resume-pointer".
std::string_view spelling(OccupantKind Kind);

/// The reason why the frame keeps something across a suspension.
enum class HoldReason {
  UsedAfter,      ///< It is used afterwards.
  DestroyedAfter, ///< Only its destructor runs afterwards.
  Escapes,        ///< Its address escapes, so the compiler must keep it.
  Conservative,   ///< Nothing uses it; the compiler keeps it anyway.
  Always,         ///< It is kept as long as the frame exists.
  Unknown,
};
inline constexpr HoldReason LastHoldReason = HoldReason::Unknown;

/// Returns the spelling of \p Reason in reports, such as "used-after".
std::string_view spelling(HoldReason Reason);

/// The obstacle of temporaries that stay unless the awaited expression changes.
inline constexpr std::string_view AwaitsInExpression =
    "its full expression awaits";

/// The obstacle of variables that are there before what makes them is awaited.
inline constexpr std::string_view AwaitsInInitializer =
    "its initializer awaits";

/// The obstacle of values that the optimizer has brought into the coroutine.
inline constexpr std::string_view OfInlinedFunction =
    "it belongs to a function that was inlined";

struct FrameRange;

/// A value that lives in a range of a frame, all or some of the time.
struct Occupant {
  OccupantKind Kind = OccupantKind::Unknown;
  SharedText Name; ///< As in the source; empty if it has none.
  SharedText Type; ///< As written in the source; empty if unknown.
  /// The type spelled so that it is valid anywhere; empty if that is impossible
  /// or unknown.
  SharedText FullType;
  Bytes Size;
  Bytes Align; ///< 0 if the compiler asks for none.
  Place Declared;
  Bytes Offset; ///< From the start of the range.
  /// The suspensions across which the frame keeps it. Sorted, no duplicates.
  std::vector<SuspendId> HeldAcross;
  /// The subset of HeldAcross where something may still need it. Sorted.
  std::vector<SuspendId> LiveAcross;
  HoldReason Reason = HoldReason::Unknown;
  /// A use after a suspension, or the place where the address escapes. For a
  /// value that is kept conservatively and used only after the suspensions,
  /// that use.
  Place UsedAt;
  /// The function that an escaping address is passed to, if known. Demangled.
  SharedText EscapesTo;
  /// Edits that may take it out of the frame. Not measured.
  std::vector<Candidate> Candidates;
  /// The obstacles to other edits, in words.
  std::vector<std::string> Obstacles;

  /// For a callee's frame: its mangled name, and its contents, with offsets in
  /// the callee's frame and suspensions of the callee. Empty if unknown.
  SharedText Callee;
  std::vector<FrameRange> Nested;

  bool isDead() const { return LiveAcross.empty(); }
  /// Returns true if every frame has it for as long as the frame exists.
  bool isBookkeeping() const;
  bool isNamed() const { return !Name.empty(); }
};

/// A run of bytes in a coroutine frame.
///
/// Units: bytes, counted from the start of the frame. Ranges of one frame are
/// sorted, do not overlap, and cover it whole.
struct FrameRange {
  Bytes Offset;
  Bytes Size; ///< Never 0. Excludes padding, which is its own range.
  std::vector<Occupant> Occupants; ///< Empty for padding; several when shared.

  Bytes end() const { return Offset + Size; }
  bool isPadding() const { return Occupants.empty(); }
};

/// Bytes of a frame that hold nothing needed at the moment of the frame's
/// greatest need. The parts add up to the whole.
struct Waste {
  Bytes Total;
  Bytes DeadValues; ///< Bytes of values that are never needed.
  Bytes Padding;
  Bytes NoOverlap; ///< Bytes of values that are needed at different times.
};

/// The frame of one coroutine at one optimization level.
struct Frame {
  Bytes Size;
  Bytes Align;
  std::vector<FrameRange> Ranges;

  Bytes padding() const;

  /// Returns the bytes of the ranges that hold something across the suspension
  /// \p Id, needed or not.
  Bytes heldAcross(SuspendId Id) const;

  /// Returns the bytes needed across the suspension \p Id.
  Bytes liveAcross(SuspendId Id) const;

  /// Returns the largest number of bytes needed across one suspension, rounded
  /// up to the alignment of the values there. Never more than the size.
  Bytes needed(std::size_t SuspendCount) const;

  /// Returns the bytes beyond `needed`, by cause.
  Waste waste(std::size_t SuspendCount) const;

  /// Returns the bytes of ranges in which no occupant has a name: kind
  /// `unknown`, or a spill that could not be traced to the source.
  Bytes unnamed() const;
};

/// Sorts \p Ranges and adds the padding between them and up to \p Size, so that
/// they cover the frame. The ranges must lie within \p Size and not overlap.
std::vector<FrameRange> coverWithPadding(std::vector<FrameRange> Ranges,
                                         Bytes Size);

/// Returns the defect of \p Frame, empty if there is none: ranges that are out
/// of order, overlap, leave a gap or do not end at the size; an occupant larger
/// than its range; a suspension that is not below \p SuspendCount, or across
/// which a value is needed and not held.
std::string findDefect(const Frame &Frame, std::size_t SuspendCount);

} // namespace coroscope

#endif
