//===- TypeSizes.h - Sizes and alignments of types --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_TYPESIZES_H
#define COROSCOPE_BINARY_TYPESIZES_H

#include "frame/Bytes.h"

#include "llvm/DebugInfo/DWARF/DWARFDie.h"

#include <optional>

namespace coroscope {

/// Returns the size of \p Type; nothing if it is unknown.
std::optional<Bytes> sizeOfType(llvm::DWARFDie Type);

/// Returns the alignment of \p Type: explicit, or required by its parts; 0 if
/// unknown.
Bytes alignOfType(llvm::DWARFDie Type);

} // namespace coroscope

#endif
