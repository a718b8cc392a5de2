//===- DiePlaces.h - Places where entries are declared ----------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_DIEPLACES_H
#define COROSCOPE_BINARY_DIEPLACES_H

#include "frame/Place.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/DebugInfo/DWARF/DWARFDie.h"

#include <cstdint>
#include <functional>
#include <string>

namespace coroscope {

/// Returns the path that a report shows for an absolute one.
using ShownPath = std::function<std::string(llvm::StringRef)>;

/// Returns the place where \p Die is declared; unknown if it has none.
Place placeOf(llvm::DWARFDie Die, const ShownPath &Shown);

/// Returns the place in file number \p File of the unit of \p Die.
Place placeIn(llvm::DWARFDie Die, std::uint64_t File, unsigned Line,
              unsigned Column, const ShownPath &Shown);

/// Returns the place of the call that \p Inlined stands for.
Place placeOfCall(llvm::DWARFDie Inlined, const ShownPath &Shown);

/// Returns the absolute path of the file in which \p Die is declared; or empty.
std::string fileOf(llvm::DWARFDie Die);

} // namespace coroscope

#endif
