//===- DieText.h - Text for debug information -------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The readers of each compiler's debug information get names, types, sizes and
// places here. All functions tolerate damaged information: cycles end.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_DIETEXT_H
#define COROSCOPE_BINARY_DIETEXT_H

#include "frame/Bytes.h"
#include "frame/Place.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/DebugInfo/DWARF/DWARFDie.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace coroscope {

/// Returns the path that a report shows for an absolute one.
using ShownPath = std::function<std::string(llvm::StringRef)>;

/// Returns the DW_AT_name of \p Die, or of the entry that it refers to.
llvm::StringRef nameOf(llvm::DWARFDie Die);

/// Returns the linkage name, found in the same way.
llvm::StringRef linkageNameOf(llvm::DWARFDie Die);

/// Returns the type of \p Die, its own or its origin's; may be invalid.
llvm::DWARFDie typeOf(llvm::DWARFDie Die);

/// Returns \p Type without typedefs and qualifiers.
llvm::DWARFDie stripped(llvm::DWARFDie Type);

/// Returns \p Type in C++, qualified; "void" if it is invalid.
std::string cppType(llvm::DWARFDie Type);

/// Returns \p Type in Rust, qualified.
std::string rustType(llvm::DWARFDie Type);

/// Returns the size of \p Type; nothing if it is unknown.
std::optional<Bytes> sizeOfType(llvm::DWARFDie Type);

/// Returns the alignment of \p Type: explicit, or required by its parts; 0 if
/// unknown.
Bytes alignOfType(llvm::DWARFDie Type);

/// Returns the value of \p Attribute of \p Die as a number.
std::optional<std::uint64_t> numberOf(llvm::DWARFDie Die,
                                      llvm::dwarf::Attribute Attribute);

/// Returns the place where \p Die is declared; unknown if it has none.
Place placeOf(llvm::DWARFDie Die, const ShownPath &Shown);

/// Returns the place in file number \p File of the unit of \p Die.
Place placeIn(llvm::DWARFDie Die, std::uint64_t File, unsigned Line,
              unsigned Column, const ShownPath &Shown);

/// Returns the absolute path of the file in which \p Die is declared; or empty.
std::string fileOf(llvm::DWARFDie Die);

/// Returns the name of the function \p Die: qualified, with parameter types, as
/// in `net::Session::run(int)` and `serve(int)::lambda(char)`.
std::string functionName(llvm::DWARFDie Die);

/// Returns true if other units can name the function \p Die.
bool isExternal(llvm::DWARFDie Die);

/// Returns true if the function \p Die is the body of a lambda.
bool isLambda(llvm::DWARFDie Die);

/// Returns the declaration that \p Die completes or is an instance of. Its
/// parents are those of the source.
llvm::DWARFDie declarationOf(llvm::DWARFDie Die);

/// Calls \p Visit with each descendant of \p Die, parents first. Skips the
/// descendants of those for which it returns false.
void forEachDescendant(llvm::DWARFDie Die,
                       llvm::function_ref<bool(llvm::DWARFDie)> Visit);

} // namespace coroscope

#endif
