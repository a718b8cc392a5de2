//===- ClangNames.h - Names for the fields of a frame of Clang --*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In optimized code, the fields of a frame are named after their types in IR.
// The names of variables come from locations, or from the only variable that
// fits.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_CLANGNAMES_H
#define COROSCOPE_BINARY_CLANGNAMES_H

#include "binary/DiePlaces.h"
#include "binary/FieldTypes.h"
#include "binary/FrameLocations.h"
#include "binary/FrameParts.h"

#include "llvm/DebugInfo/DWARF/DWARFDie.h"

#include <string>
#include <vector>

namespace coroscope {

/// A field of a frame.
struct ClangField : FramePart {
  /// The type that it is named after, before it was looked up; empty if it is
  /// not named after a type.
  std::string TypeInIR;
};

/// A frame as the debug information of Clang describes it.
///
/// Lifetime: refers to the debug information.
struct ClangFrame {
  std::vector<ClangField> Fields;
  /// The variables and parameters of the source that no field is named after.
  std::vector<llvm::DWARFDie> Variables;
  std::vector<PlacedVariable> Placed;
};

/// Gives the fields of \p Frame names, kinds and types, and takes the variables
/// that they have from \p Frame. Variables that share a field become fields of
/// their own. \p Classes are those of the unit.
void nameFields(ClangFrame &Frame, ClassesInIR &Classes,
                const ShownPath &Shown);

} // namespace coroscope

#endif
