//===- UnitReader.h - The coroutines of one unit ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One unit of debug information --Clang, GCC, rustc--> its coroutines
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_UNITREADER_H
#define COROSCOPE_BINARY_UNITREADER_H

#include "binary/DieText.h"
#include "frame/Coroutine.h"

#include "llvm/DebugInfo/DWARF/DWARFDie.h"

#include <string>
#include <vector>

namespace coroscope {

/// What a reader is handed.
struct UnitToRead {
  llvm::DWARFDie Root; ///< The unit's, with all that is below it.
  ShownPath Shown;
};

/// A frame type that a unit has, and the functions that work on it.
struct FrameType {
  llvm::DWARFDie Type;
  std::vector<llvm::DWARFDie> Functions;
};

/// The coroutines of the unit whose frames its debug information describes.
/// Names, places, frames and suspensions are filled in; keys are not. What
/// cannot be right is left out.
std::vector<Coroutine> readClangUnit(const UnitToRead &Unit);
std::vector<Coroutine> readGccUnit(const UnitToRead &Unit);
std::vector<Coroutine> readRustUnit(const UnitToRead &Unit);

/// Fills in what the function \p Die says of a C++ coroutine: its name, its
/// place, whether other units can name it.
void setFunction(Coroutine &C, llvm::DWARFDie Die, const UnitToRead &Unit);

/// Gives each of \p Coroutines, all of one unit, its key: the name, with the
/// file in front if other units cannot name it, and what tells it from others
/// with the same name.
void setKeys(std::vector<Coroutine> &Coroutines);

} // namespace coroscope

#endif
