//===- UndescribedCoroutines.h - Coroutines in symbols alone ----*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_UNDESCRIBEDCOROUTINES_H
#define COROSCOPE_BINARY_UNDESCRIBEDCOROUTINES_H

#include "binary/BinaryFiles.h"
#include "binary/CodeFrames.h"
#include "binary/Inspect.h"
#include "binary/UnitResults.h"
#include "frame/Report.h"

#include "llvm/ADT/StringSet.h"

#include <string>
#include <vector>

namespace coroscope {

/// What the debug information of an object has told.
struct DescribedObject {
  std::string Target;      ///< As in Unit.
  llvm::StringSet<> Names; ///< The mangled names of its coroutines.
  /// Units that have line tables only, and may have coroutines.
  std::vector<Unit> LinesOnly;
};

/// Adds to \p Into the coroutines that the symbols of \p Of, in \p Code, reveal
/// and its debug information, already read as \p Read, does not describe. They
/// come with failed units. Adds the units with line tables only as well, and a
/// unit for an object that has nothing.
void readUndescribed(const BinaryObject &Of, CodeOfObject &Code,
                     const DescribedObject &Read, const Inspection &Wanted,
                     UnitResults &Into);

} // namespace coroscope

#endif
