//===- SuspendOrder.h - Which suspension follows which -------- -*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The function is walked once from its beginning, through suspensions that are
// resumed, and each block once for each state of the selectors that it can be
// entered with.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_SUSPENDORDER_H
#define COROSCOPE_LAYOUT_SUSPENDORDER_H

#include "frame/Coroutine.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

#include <vector>

namespace llvm {
class Function;
class Instruction;
} // namespace llvm

namespace coroscope {

class Selectors;

/// The order of the suspensions of one coroutine just before the split.
class SuspendOrder {
public:
  /// \p Suspends maps each llvm.coro.suspend of \p F to its id, which is below
  /// \p Count; several may have the same.
  SuspendOrder(
      const llvm::Function &F,
      const llvm::DenseMap<const llvm::Instruction *, SuspendId> &Suspends,
      unsigned Count);

  /// The states that can come next.
  struct Next {
    std::vector<SuspendId> Suspends; ///< Sorted.
    bool MayEnd = false; ///< True if the coroutine can return before.
  };

  /// After the suspension \p Id, if it is resumed.
  Next after(SuspendId Id) const;

  /// From the beginning.
  Next fromEntry() const;

private:
  /// A block with a state of the selectors.
  struct Step {
    llvm::SmallVector<SuspendId, 1> Suspends; ///< In the order of the block.
    llvm::SmallVector<unsigned, 2> Followers; ///< After the last suspension.
    bool Returns = false;
  };

  bool
  walk(const llvm::Function &F,
       const llvm::DenseMap<const llvm::Instruction *, SuspendId> &Suspends,
       const Selectors &Known);
  void collect(llvm::SmallVector<unsigned, 8> From, std::vector<bool> &Entered,
               std::vector<bool> &Reached, Next &Found) const;
  std::vector<SuspendId> idsIn(const std::vector<bool> &Reached) const;

  std::vector<Step> Steps; ///< The first is the entry.
  unsigned Count;
};

} // namespace coroscope

#endif
