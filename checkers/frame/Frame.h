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

#include <string>
#include <string_view>
#include <vector>

namespace coroscope {

/// A place in a source file. Lines and columns are 1-based; 0 means unknown.
struct Place {
  std::string File; ///< Relative to the project root where it lies inside.
  unsigned Line = 0;
  unsigned Column = 0;

  bool isKnown() const { return Line != 0; }
  auto operator<=>(const Place &) const = default;
};

/// The number of a suspension in its coroutine, counted from 0.
using SuspendId = unsigned;

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

/// The spelling of \p Kind in reports, such as "resume-pointer".
std::string_view spelling(OccupantKind Kind);

/// What lives in a range of a frame, for some or all of the time.
struct Occupant {
  OccupantKind Kind = OccupantKind::Unknown;
  std::string Name; ///< As in the source; empty if it has none.
  std::string Type; ///< As written in the source; empty if unknown.
  Bytes Size;
  Bytes Align; ///< 0 if the compiler asks for none.
  Place Declared;
  /// The suspensions across which the frame keeps it. Sorted, no duplicates.
  std::vector<SuspendId> HeldAcross;

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

/// The frame of one coroutine at one optimization level.
struct Frame {
  Bytes Size;
  Bytes Align;
  std::vector<FrameRange> Ranges;

  Bytes padding() const;

  /// The bytes of ranges in which nothing has a name: kind `unknown`, or a
  /// spill that could not be traced to the source.
  Bytes unnamed() const;
};

/// Sorts \p Ranges and adds the padding between them and up to \p Size, so that
/// they cover the frame. The ranges must lie within \p Size and not overlap.
std::vector<FrameRange> coverWithPadding(std::vector<FrameRange> Ranges,
                                         Bytes Size);

/// What is wrong with \p Frame, or empty: ranges that are out of order,
/// overlap, leave a gap or do not end at the size; an occupant larger than its
/// range; a suspension that is not below \p SuspendCount.
std::string findDefect(const Frame &Frame, std::size_t SuspendCount);

} // namespace coroscope

#endif
