//===- FrameParts.h - From parts at offsets to a frame ----------*- C++ -*-===//
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

/// Something that lies in a frame. Its offset counts from the frame's start.
struct FramePart {
  Bytes Offset;
  coroscope::Occupant Occupant;
};

/// The ranges of a frame of \p Size in which \p Parts lie: those that share
/// bytes come into one range, and the rest is padding. Parts that do not fit
/// are left out: the information about them is damaged.
std::vector<FrameRange> rangesOf(std::vector<FramePart> Parts, Bytes Size);

/// Gives \p C suspensions at \p Awaits between an initial and a final one, and
/// says that everything in its frame is kept across all of them: no built
/// program of Clang or GCC tells more.
void setSuspends(Coroutine &C, std::vector<Suspend> Awaits);

/// A part that is bookkeeping of the compiler.
FramePart bookkeeping(OccupantKind Kind, std::string Name, std::string Type,
                      Bytes Offset, Bytes Size);

/// Larger frames are of damaged information.
inline constexpr Bytes LargestFrame{std::uint64_t(1) << 40};

} // namespace coroscope

#endif
