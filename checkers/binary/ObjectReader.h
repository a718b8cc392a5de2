//===- ObjectReader.h - The coroutines of one object ------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_OBJECTREADER_H
#define COROSCOPE_BINARY_OBJECTREADER_H

#include "binary/BinaryFiles.h"
#include "binary/Inspect.h"
#include "binary/UnitResults.h"

namespace coroscope {

/// Reads the coroutines of \p Object, on up to \p Threads threads, and adds its
/// units to \p Into. CrashRecoveryContext::Enable() must have been called.
void readObject(const BinaryObject &Object, const Inspection &Wanted,
                unsigned Threads, UnitResults &Into);

} // namespace coroscope

#endif
