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

#include "binary/DiePlaces.h"
#include "frame/Coroutine.h"
#include "frame/Report.h"

#include "llvm/DebugInfo/DWARF/DWARFDie.h"

#include <string>
#include <vector>

namespace coroscope {

/// The input of a reader.
struct UnitToRead {
  llvm::DWARFDie Root; ///< The DIE of the unit, with all its descendants.
  ShownPath Shown;
};

/// Returns the coroutines of the unit whose frames its debug information
/// describes. Names, places, frames and suspensions are filled in; keys are
/// not. Impossible ones are left out.
std::vector<Coroutine> readClangUnit(const UnitToRead &Unit);
std::vector<Coroutine> readGccUnit(const UnitToRead &Unit);
std::vector<Coroutine> readRustUnit(const UnitToRead &Unit);

/// Fills in the facts that the function \p Die has about a C++ coroutine: its
/// name, its place, its visibility to other units.
void setFunction(Coroutine &C, llvm::DWARFDie Die, const UnitToRead &Unit);

/// Fills in the facts that \p C has from its unit: the compiler, the
/// optimization, the file.
void setUnit(Coroutine &C, const Unit &From);

/// Returns the absolute path of the source file of \p U, whose DIE is \p Die;
/// empty if it has no name.
std::string sourcePathOf(llvm::DWARFUnit &U, llvm::DWARFDie Die);

/// Gives each of \p Coroutines, all of one unit, its key: the name, with the
/// file in front if other units cannot name it, and a suffix that tells it from
/// others with the same name.
void setKeys(std::vector<Coroutine> &Coroutines);

} // namespace coroscope

#endif
