//===- UnitFilter.h - Units that may have coroutines ------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most units of a large program have no coroutine, and reading whole units
// takes long. The description of a coroutine has one of a few names: a unit
// that refers to none of them in the table of names is not read.
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_UNITFILTER_H
#define COROSCOPE_BINARY_UNITFILTER_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <vector>

namespace llvm {
class DWARFUnit;
} // namespace llvm

namespace coroscope {

/// Finds units that may have coroutines. False alarms are possible.
class UnitFilter {
  std::vector<std::uint32_t> Offsets; ///< Offsets of the names. Sorted.
  std::vector<bool> Low;              ///< By the low bits of the offsets.
  bool HasStrings = false;            ///< False if the names are in the units.
  bool IsOff = false;

  bool mayBeIn(llvm::StringRef Bytes, unsigned Step) const;

public:
  /// \p Strings is the section .debug_str.
  explicit UnitFilter(llvm::StringRef Strings);
  /// Makes a filter that lets everything pass: for objects, where the offsets
  /// of names are not yet there.
  UnitFilter() : IsOff(true) {}

  bool mayHaveCoroutines(llvm::DWARFUnit &Unit) const;
};

} // namespace coroscope

#endif
