//===- EntryText.h - An entry of the cache as text --------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_CACHE_ENTRYTEXT_H
#define COROSCOPE_DRIVER_CACHE_ENTRYTEXT_H

#include "cache/UnitCache.h"
#include "frame/Failure.h"

#include "llvm/ADT/StringRef.h"

#include <string>

namespace coroscope {

/// The contents of one file of the cache.
struct Entry {
  RecordedInputs Inputs;
  CachedUnit Unit;
  double Seconds = 0; ///< The duration of the analysis.
};

/// Returns \p Entry as text with a hash of itself. Paths below \p Root, which
/// is absolute, are relative to it.
std::string entryToText(const Entry &Entry, const std::string &Root);

/// Returns \p Body, the lines and the result, after a first line with the
/// format, the length and the hash.
std::string sealEntry(llvm::StringRef Body);

/// Reads \p Text into \p Read.
Failure readEntry(llvm::StringRef Text, const std::string &Root, Entry &Read);

} // namespace coroscope

#endif
