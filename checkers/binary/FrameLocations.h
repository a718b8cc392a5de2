//===- FrameLocations.h - Which variable lies where in a frame --*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's functions of a coroutine have a variable __coro_frame: the frame. The
// locations of the other variables are compared with its own: the same register
// and more is a place in the frame.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_FRAMELOCATIONS_H
#define COROSCOPE_BINARY_FRAMELOCATIONS_H

#include "frame/Bytes.h"

#include "llvm/DebugInfo/DWARF/DWARFDie.h"

#include <string>
#include <vector>

namespace coroscope {

/// A variable or a parameter, and where the frame has it.
struct PlacedVariable {
  llvm::DWARFDie Variable;
  Bytes Offset; ///< In the frame.
  /// If only a part of the variable is there: its bytes; else 0.
  Bytes Piece;
  /// Whether it belongs to a function that was inlined.
  bool IsInlined = false;
  /// Whether the place holds the object that the variable points to, and not
  /// the variable.
  bool IsPointee = false;
  /// Of a pointee: the name of the inlined function whose parameter points.
  llvm::StringRef Of;
};

/// The variables below \p Function that lie in the frame which its variable
/// \p FrameVariable is.
std::vector<PlacedVariable> placedVariables(llvm::DWARFDie Function,
                                            llvm::DWARFDie FrameVariable);

} // namespace coroscope

#endif
