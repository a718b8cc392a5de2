//===- GccSuspends.h - Where coroutines of GCC wait -------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_GCCSUSPENDS_H
#define COROSCOPE_BINARY_GCCSUSPENDS_H

#include "binary/DiePlaces.h"
#include "frame/Bytes.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/DebugInfo/DWARF/DWARFDie.h"

#include <map>
#include <memory>

namespace llvm {
class DWARFUnit;
} // namespace llvm

namespace coroscope {

struct Machine;

/// The code of the coroutines of one unit of GCC.
///
/// Lifetime: the unit must outlive it.
class GccCode {
  llvm::DWARFUnit &Unit;
  std::unique_ptr<Machine> Reader; ///< Null if LLVM cannot read the code.

public:
  explicit GccCode(llvm::DWARFUnit &Unit);
  ~GccCode();

  /// Returns the places of the suspensions in \p Functions by their number, 0
  /// for the initial one. Before a coroutine waits, it stores twice the number
  /// plus 2 at \p Index in its frame. Those whose store is not found, or is
  /// found on several lines, are left out.
  std::map<unsigned, Place>
  suspensions(llvm::ArrayRef<llvm::DWARFDie> Functions, Bytes Index,
              const ShownPath &Shown);
};

} // namespace coroscope

#endif
