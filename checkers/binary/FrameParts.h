//===- FrameParts.h - Frames built from parts at offsets --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_FRAMEPARTS_H
#define COROSCOPE_BINARY_FRAMEPARTS_H

#include "frame/Coroutine.h"

#include <optional>
#include <string>
#include <vector>

namespace coroscope {

/// An occupant of a frame with its offset from the frame's start.
struct FramePart {
  Bytes Offset;
  coroscope::Occupant Occupant;
};

/// Returns the ranges of a frame of \p Size with \p Parts: parts that share
/// bytes come into one range, and the rest is padding. Leaves out parts that do
/// not fit, which come from damaged information.
std::vector<FrameRange> rangesOf(std::vector<FramePart> Parts, Bytes Size);

/// Gives \p C suspensions at \p Awaits between an initial and a final one.
/// Marks everything in its frame as held across all of them, since programs
/// built by Clang or GCC do not tell more.
void setSuspends(Coroutine &C, std::vector<Suspend> Awaits);

/// Makes a part that the compiler needs for bookkeeping.
FramePart bookkeeping(OccupantKind Kind, std::string Name, std::string Type,
                      Bytes Offset, Bytes Size);

/// The limit for frames; larger ones come from damaged information.
inline constexpr Bytes LargestFrame{std::uint64_t(1) << 40};

} // namespace coroscope

#endif
