//===- MemoryUses.h - Who uses memory of a coroutine ---------- -*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// PointerFlow tells what each address can point to, and which objects hold an
// address. Here, every access is written down for the memory that it is an
// access of, with its bytes. LLVM gives up at the first call that may keep an
// address; to say whether a value is still needed we go on.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_MEMORYUSES_H
#define COROSCOPE_LAYOUT_MEMORYUSES_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

#include <cstdint>

namespace llvm {
class AllocaInst;
class Function;
class Instruction;
} // namespace llvm

namespace coroscope {

class CalleeFacts;

/// An instruction that uses bytes of an alloca.
struct MemoryAccess {
  const llvm::Instruction *At;
  std::uint64_t Begin = 0; ///< The bytes, from the start of the alloca.
  std::uint64_t End = 0;   ///< Behind the last one.
  bool Reads = false;      ///< It may read what is in them.
  bool Fills = false;      ///< All of them hold something new afterwards.
  bool Ends = false;       ///< None of them holds anything afterwards.
  /// It has the address itself, and not only an object that holds it.
  bool IsDirect = false;
};

/// All that may read, write or hand out the bytes of one alloca.
///
/// Lifetime: points into the function.
struct MemoryUses {
  llvm::SmallVector<MemoryAccess, 16> Accesses;
  /// Calls and stores that may keep the address, as LLVM sees it.
  llvm::SmallVector<const llvm::Instruction *, 4> Escapes;
  /// Calls that return the object there; LLVM takes that for the same.
  llvm::SmallVector<const llvm::Instruction *, 4> ReturnedInto;
  /// Where the address goes into another object.
  llvm::SmallVector<const llvm::Instruction *, 4> Kept;
  /// Where the address goes to an object that is not ours to follow, so that
  /// anything may use it from there on.
  llvm::SmallVector<const llvm::Instruction *, 2> Lost;
  /// The llvm.coro.await.suspend calls whose awaiter may hold the address: what
  /// is awaited may use it during the suspension.
  llvm::SmallVector<const llvm::Instruction *, 2> AwaitedWith;
};

/// The uses of each alloca of \p F, a coroutine before the split.
llvm::DenseMap<const llvm::AllocaInst *, MemoryUses>
usesOfMemory(const llvm::Function &F, CalleeFacts &Callees);

} // namespace coroscope

#endif
