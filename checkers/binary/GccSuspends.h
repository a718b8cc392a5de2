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

#include "llvm/DebugInfo/DWARF/DWARFDie.h"
#include "llvm/Object/ObjectFile.h"

#include <map>
#include <memory>
#include <vector>

namespace llvm {
class DWARFUnit;
} // namespace llvm

namespace coroscope {

struct Machine;

/// The functions that have the code of one coroutine.
struct GccFunctions {
  llvm::DWARFDie Actor; ///< The function that resumes.
  /// The actor, the function that starts it, which may have it inlined, and
  /// copies of both.
  std::vector<llvm::DWARFDie> All;
  Place First;           ///< The coroutine.
  unsigned LastLine = 0; ///< Where it ends, in the same file.
};

/// The code of the coroutines of one unit of GCC.
///
/// Lifetime: the unit must outlive it.
class GccCode {
  llvm::DWARFUnit &Unit;
  const ShownPath &Shown;
  std::unique_ptr<Machine> Reader; ///< Null if LLVM cannot read the code.
  std::uint64_t Left; ///< How much code may still be read. Units: bytes.

  Place placeAt(llvm::DWARFDie Function, const GccFunctions &Of,
                const llvm::object::SectionedAddress &At) const;

public:
  GccCode(llvm::DWARFUnit &Unit, const ShownPath &Shown);
  ~GccCode();

  /// Returns the places of the suspensions in \p Of by their number, 0 for the
  /// initial one. Before a coroutine waits, it stores twice the number plus 2
  /// at \p Index in its frame. Those whose place is not found, or that are
  /// found on several lines, are left out.
  std::map<unsigned, Place> suspensions(const GccFunctions &Of, Bytes Index);
};

} // namespace coroscope

#endif
