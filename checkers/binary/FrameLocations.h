//===- FrameLocations.h - Places of variables in a frame --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's functions of a coroutine have a variable __coro_frame: the frame.
// Other variables lie in the frame if their locations have the same register,
// plus an offset.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_FRAMELOCATIONS_H
#define COROSCOPE_BINARY_FRAMELOCATIONS_H

#include "frame/Bytes.h"

#include "llvm/DebugInfo/DWARF/DWARFDie.h"

#include <string>
#include <vector>

namespace coroscope {

/// A variable or a parameter, and its place in the frame.
struct PlacedVariable {
  llvm::DWARFDie Variable;
  Bytes Offset; ///< In the frame.
  /// The size if only a part of the variable is there; otherwise 0.
  Bytes Piece;
  /// True if it belongs to a function that was inlined.
  bool IsInlined = false;
  /// True if the place holds the object that the variable points to, not the
  /// variable itself.
  bool IsPointee = false;
  /// For a pointee: the name of the inlined function whose parameter points.
  llvm::StringRef Of;
};

/// Returns the variables below \p Function that lie in the frame described by
/// its variable \p FrameVariable.
std::vector<PlacedVariable> placedVariables(llvm::DWARFDie Function,
                                            llvm::DWARFDie FrameVariable);

} // namespace coroscope

#endif
