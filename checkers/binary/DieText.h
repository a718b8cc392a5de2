//===- DieText.h - What debug information says, as text ---------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The readers of one compiler each ask here for names, types, sizes and places.
// All of it stands up to damaged information: what refers to itself ends.
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

/// Gives the path that a report shows for an absolute one.
using ShownPath = std::function<std::string(llvm::StringRef)>;

/// The DW_AT_name of \p Die or of what it is a part or an instance of.
llvm::StringRef nameOf(llvm::DWARFDie Die);

/// The linkage name likewise.
llvm::StringRef linkageNameOf(llvm::DWARFDie Die);

/// The type that \p Die has, itself or by its origin; may be invalid.
llvm::DWARFDie typeOf(llvm::DWARFDie Die);

/// \p Type without names given to it and without qualifiers.
llvm::DWARFDie stripped(llvm::DWARFDie Type);

/// \p Type in C++, qualified; "void" if it is invalid.
std::string cppType(llvm::DWARFDie Type);

/// \p Type in Rust, qualified.
std::string rustType(llvm::DWARFDie Type);

/// The bytes of \p Type; nothing if they are not known.
std::optional<Bytes> sizeOfType(llvm::DWARFDie Type);

/// The alignment of \p Type: as it says, or as its parts want; 0 if nothing
/// tells.
Bytes alignOfType(llvm::DWARFDie Type);

/// The value of \p Attribute of \p Die as a number.
std::optional<std::uint64_t> numberOf(llvm::DWARFDie Die,
                                      llvm::dwarf::Attribute Attribute);

/// Where \p Die is declared. Unknown if it does not say.
Place placeOf(llvm::DWARFDie Die, const ShownPath &Shown);

/// The place in file number \p File of the unit of \p Die.
Place placeIn(llvm::DWARFDie Die, std::uint64_t File, unsigned Line,
              unsigned Column, const ShownPath &Shown);

/// The absolute path of the file in which \p Die is declared; or empty.
std::string fileOf(llvm::DWARFDie Die);

/// The name of the function \p Die: qualified, with parameter types, as in
/// `net::Session::run(int)` and `serve(int)::lambda(char)`.
std::string functionName(llvm::DWARFDie Die);

/// True if other units can name the function \p Die.
bool isExternal(llvm::DWARFDie Die);

/// True if the function \p Die is the body of a lambda.
bool isLambda(llvm::DWARFDie Die);

/// The declaration that \p Die completes or is an instance of: where its
/// parents are those of the source.
llvm::DWARFDie declarationOf(llvm::DWARFDie Die);

/// Calls \p Visit with each descendant of \p Die, parents first, until it gives
/// false for one, whose descendants are then left out.
void forEachDescendant(llvm::DWARFDie Die,
                       llvm::function_ref<bool(llvm::DWARFDie)> Visit);

} // namespace coroscope

#endif
