//===- FieldTypes.h - Types in the names of fields --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In optimized code, LLVM names a field of a frame after the type of the value
// in IR: "class_std__vector_int__3", "__int_64", "PointerType".
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_FIELDTYPES_H
#define COROSCOPE_BINARY_FIELDTYPES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/DebugInfo/DWARF/DWARFDie.h"

#include <optional>
#include <string>

namespace coroscope {

/// Returns the name as IR type names have it, with '_' for other characters.
std::string irName(llvm::StringRef Qualified);

/// Removes the number by which fields of one type differ.
llvm::StringRef withoutNumber(llvm::StringRef Name);

/// Returns true if \p Name, without a number, is a name that LLVM gives to
/// fields without a variable.
bool isTypeName(llvm::StringRef Name);

/// Returns true if \p InIR names a class.
bool isClassName(llvm::StringRef InIR);

/// Returns the name after "struct_" and the like. LLVM adds other template
/// arguments and numbers than debug information does.
llvm::StringRef classInField(llvm::StringRef InIR);

/// Returns true if a value of \p Type can be in a field named \p InIR.
bool fits(llvm::StringRef InIR, llvm::DWARFDie Type);

/// The classes of one unit by their names in IR.
///
/// Lifetime: refers to the unit.
class ClassesInIR {
  llvm::DWARFUnit &U;
  /// Filled on first use.
  std::optional<llvm::StringMap<llvm::DWARFDie>> Classes;

public:
  explicit ClassesInIR(llvm::DWARFUnit &U) : U(U) {}

  /// Returns the first class named \p NameInIR, without "struct_" and the like;
  /// invalid if there is none.
  llvm::DWARFDie find(llvm::StringRef NameInIR);
};

} // namespace coroscope

#endif
