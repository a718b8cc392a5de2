//===- SuspendLiveness.h - What is held across which suspension -*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rules are those of LLVM 22.1 (llvm/lib/Transforms/Coroutines/
// SpillUtils.cpp), asked for each suspension instead of for any: a computed
// value is held where it is defined before and used after, or where one that
// can be computed anew from it is; memory is held where its lifetime has
// started and not ended, or, when its address escapes, between two lifetimes of
// it.
//
// Beside it stands what is needed: where bytes that were accessed before a
// suspension are read after it in the same lifetime, and no write fills them in
// between, whatever the compiler keeps.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_SUSPENDLIVENESS_H
#define COROSCOPE_LAYOUT_SUSPENDLIVENESS_H

#include "frame/Coroutine.h"
#include "layout/MemoryUses.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"

#include <vector>

namespace llvm {
class AllocaInst;
class BasicBlock;
class Function;
class Instruction;
class Value;
} // namespace llvm

namespace coroscope {

class CalleeFacts;
struct ByteGroup;

/// True if CoroSplit does not keep \p I, but computes it anew from its operands
/// after a suspension.
bool isComputedAnew(const llvm::Instruction &I);

/// Returns \p V and what is computed anew from it, directly or not, nearest
/// first. Unrolled code can have chains of thousands, of which CoroSplit would
/// keep the ends: those that are far away are left out.
llvm::SmallVector<const llvm::Value *, 4>
computedAnewFrom(const llvm::Value &V);

/// Answers for one coroutine just before the split.
///
/// Lifetime: refers to the function, which must not change meanwhile.
class SuspendLiveness {
public:
  /// \p Suspends maps each llvm.coro.suspend of \p F to its id; several may
  /// have the same. \p Written has the ids of those that a co_await or co_yield
  /// stands for.
  SuspendLiveness(
      llvm::Function &F,
      const llvm::DenseMap<const llvm::Instruction *, SuspendId> &Suspends,
      llvm::BitVector Written, CalleeFacts &Callees);

  /// How a value is kept.
  struct Hold {
    std::vector<SuspendId> Across; ///< Where it is held. Sorted.
    std::vector<SuspendId> Needed; ///< A part of those. Sorted.
    /// Some uses after the first suspension that it is needed across, nearest
    /// first; a written suspension is preferred.
    std::vector<const llvm::Instruction *> UsesAfter;
    /// Where its address gets out in a lifetime that is not over at a
    /// suspension; of a value that others may use while the coroutine waits,
    /// where these got it, first.
    std::vector<const llvm::Instruction *> Escapes;
    /// Those of them that make what is there.
    llvm::SmallPtrSet<const llvm::Instruction *, 2> Makers;
    bool IsKept = false; ///< There are such others.
    /// Of a value that is needed nowhere because it is used only after the
    /// suspensions: some uses, nearest first.
    std::vector<const llvm::Instruction *> FirstUses;
    /// Uses of memory that have its address themselves.
    llvm::SmallPtrSet<const llvm::Instruction *, 16> Direct;
  };

  /// \p V is an instruction or an argument, and not an alloca.
  Hold ofValue(const llvm::Value &V) const;

  Hold ofMemory(const llvm::AllocaInst &Memory) const;

private:
  struct Point { ///< A suspension at an instruction of a block.
    const llvm::Instruction *At;
    SuspendId Id;
  };
  struct BlockInfo {
    llvm::SmallVector<unsigned, 2> Successors; ///< Without the way out of a
                                               ///< suspended coroutine.
    llvm::SmallVector<unsigned, 2> Predecessors;
    llvm::SmallVector<Point, 1> Suspends;
  };
  /// A set of suspensions, by id.
  using SuspendSet = llvm::BitVector;

  unsigned numberOf(const llvm::Instruction &I) const;
  SuspendSet crossedBy(const llvm::Value &V) const;
  SuspendSet reachedFrom(llvm::ArrayRef<const llvm::Instruction *> Starts,
                         llvm::ArrayRef<const llvm::Instruction *> Stops) const;
  SuspendSet reaching(llvm::ArrayRef<const llvm::Instruction *> Ends,
                      llvm::ArrayRef<const llvm::Instruction *> Stops) const;
  SuspendSet heldOf(llvm::ArrayRef<const llvm::Instruction *> Starts,
                    llvm::ArrayRef<const llvm::Instruction *> Ends,
                    const llvm::AllocaInst &Memory) const;
  SuspendSet neededOf(const ByteGroup &Group,
                      llvm::ArrayRef<const llvm::Instruction *> Markers) const;
  std::vector<const llvm::Instruction *>
  nearestAfter(SuspendId Id, llvm::ArrayRef<const llvm::Instruction *> Uses,
               llvm::ArrayRef<const llvm::Instruction *> Stops) const;
  std::vector<SuspendId> idsIn(const SuspendSet &Set) const;
  SuspendId mostTelling(const SuspendSet &Set) const;

  llvm::DenseMap<const llvm::AllocaInst *, MemoryUses> Uses;
  llvm::DenseMap<const llvm::BasicBlock *, unsigned> Number;
  std::vector<BlockInfo> Blocks;
  std::vector<unsigned> SuspendBlocks; ///< Those with a suspension.
  /// The suspension that each call of await_suspend belongs to.
  llvm::DenseMap<const llvm::Instruction *, SuspendId> Awaiting;
  unsigned SuspendCount = 0;
  llvm::BitVector Written;
};

} // namespace coroscope

#endif
