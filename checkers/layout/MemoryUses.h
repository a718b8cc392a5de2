//===- MemoryUses.h - Who uses memory of a coroutine ------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows the address of an alloca through computations, through other allocas
// that may hold it, and through calls that may keep or return it. LLVM gives up
// at the first such call; to say whether a value is still needed we go on, and
// assume that a function keeps addresses only in the objects that it was given
// together with them.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_MEMORYUSES_H
#define COROSCOPE_LAYOUT_MEMORYUSES_H

#include "llvm/ADT/SmallVector.h"

namespace llvm {
class AllocaInst;
class Instruction;
} // namespace llvm

namespace coroscope {

/// All that may read, write or hand out the bytes of one alloca.
///
/// Lifetime: points into the function.
struct MemoryUses {
  /// Reads, writes and calls, through whatever address.
  llvm::SmallVector<const llvm::Instruction *, 16> Uses;
  /// Calls and stores that may keep the address, as LLVM sees it.
  llvm::SmallVector<const llvm::Instruction *, 4> Escapes;
  /// Where the address goes to an object that is not ours to follow, so that
  /// anything may use it from there on.
  llvm::SmallVector<const llvm::Instruction *, 2> Lost;
  /// The llvm.coro.await.suspend calls whose awaiter may hold the address: what
  /// is awaited may use it during the suspension.
  llvm::SmallVector<const llvm::Instruction *, 2> AwaitedWith;
};

MemoryUses usesOf(const llvm::AllocaInst &Memory);

} // namespace coroscope

#endif
