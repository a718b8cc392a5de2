//===- NeededBytes.h - Parts of a value with one fate --------- -*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_NEEDEDBYTES_H
#define COROSCOPE_LAYOUT_NEEDEDBYTES_H

#include "layout/MemoryUses.h"

#include <vector>

namespace coroscope {

/// Bytes of an alloca that the same instructions fill and end, so that they are
/// needed at the same times.
struct ByteGroup {
  using Instructions = llvm::SmallVector<const llvm::Instruction *, 8>;
  Instructions Reads;
  Instructions Accesses; ///< Reads and writes.
  Instructions Fills;    ///< What was in the bytes before does not matter.
  Instructions Ends;     ///< What is in the bytes afterwards does not matter.

  bool operator==(const ByteGroup &) const = default;
};

/// The groups of bytes that \p Uses makes. Never empty.
std::vector<ByteGroup> groupBytes(const MemoryUses &Uses);

} // namespace coroscope

#endif
