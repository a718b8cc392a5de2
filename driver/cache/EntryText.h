//===- EntryText.h - An entry of the cache as text --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CACHE_ENTRYTEXT_H
#define COROSCOPE_DRIVER_CACHE_ENTRYTEXT_H

#include "cache/UnitCache.h"

#include "llvm/ADT/StringRef.h"

#include <string>

namespace coroscope {

/// What one file of the cache holds.
struct Entry {
  RecordedInputs Inputs;
  CachedUnit Unit;
  double Seconds = 0; ///< What the analysis took.
};

/// \p Entry with a hash of itself. Paths below \p Root, which is absolute, are
/// relative to it.
std::string entryToText(const Entry &Entry, const std::string &Root);

/// \p Body, which is the lines and the result, with the first line that says
/// what it is and that it is whole.
std::string sealEntry(llvm::StringRef Body);

/// Reads \p Text into \p Read. Gives what is wrong with it, or an empty string.
std::string readEntry(llvm::StringRef Text, const std::string &Root,
                      Entry &Read);

} // namespace coroscope

#endif
