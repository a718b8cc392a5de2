//===- DieFacts.h - Entries of debug information ----------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A DIE is a debugging information entry of DWARF. All functions of the room
// that take one tolerate damaged information: cycles end.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_DIEFACTS_H
#define COROSCOPE_BINARY_DIEFACTS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/DebugInfo/DWARF/DWARFDie.h"

#include <cstdint>
#include <optional>

namespace coroscope {

/// The limit for nested types and scopes; deeper ones refer to themselves.
inline constexpr unsigned DeepestType = 48;

/// Returns the DW_AT_name of \p Die itself; may be empty.
llvm::StringRef ownNameOf(llvm::DWARFDie Die);

/// Returns the DW_AT_name of \p Die, or of the entry that it refers to.
llvm::StringRef nameOf(llvm::DWARFDie Die);

/// Returns the linkage name, found in the same way.
llvm::StringRef linkageNameOf(llvm::DWARFDie Die);

/// Returns the type of \p Die, its own or its origin's; may be invalid.
llvm::DWARFDie typeOf(llvm::DWARFDie Die);

/// Returns \p Type without typedefs and qualifiers.
llvm::DWARFDie stripped(llvm::DWARFDie Type);

/// Returns the value of \p Attribute of \p Die as a number.
std::optional<std::uint64_t> numberOf(llvm::DWARFDie Die,
                                      llvm::dwarf::Attribute Attribute);

/// Returns the declaration that \p Die completes or is an instance of. Its
/// parents are those of the source.
llvm::DWARFDie declarationOf(llvm::DWARFDie Die);

/// Returns true if other units can name the function \p Die.
bool isExternal(llvm::DWARFDie Die);

/// Calls \p Visit with each descendant of \p Die, parents first. Skips the
/// descendants of those for which it returns false.
void forEachDescendant(llvm::DWARFDie Die,
                       llvm::function_ref<bool(llvm::DWARFDie)> Visit);

} // namespace coroscope

#endif
