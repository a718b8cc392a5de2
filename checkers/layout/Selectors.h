//===- Selectors.h - Constants that decide a branch ----------- -*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang sends several exits of a scope through one block of cleanups, and a
// selector tells how to go on: a phi of constants, or a slot in memory that a
// constant is stored into on each way in (clang 22: clang/lib/CodeGen,
// CGCleanup.cpp). Which way a branch takes is then known from the way that led
// to it.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_SELECTORS_H
#define COROSCOPE_LAYOUT_SELECTORS_H

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

#include <vector>

namespace llvm {
class AllocaInst;
class BasicBlock;
class Constant;
class DataLayout;
class Function;
class Value;
} // namespace llvm

namespace coroscope {

/// The selectors of one function.
///
/// Lifetime: refers to the function, which must not change meanwhile.
class Selectors {
public:
  explicit Selectors(const llvm::Function &F);

  /// What the selectors hold at a moment, by their number; null for what is not
  /// known, or does not matter any more.
  using State = std::vector<const llvm::Constant *>;

  /// Nothing is known.
  State start() const { return State(Values.size()); }

  /// The state at the end of \p Block, if it is entered with \p Before.
  State through(const llvm::BasicBlock &Block, State Before) const;

  /// The successors of \p Block that can be next if its end has the state
  /// \p AtEnd.
  llvm::SmallVector<const llvm::BasicBlock *, 2>
  taken(const llvm::BasicBlock &Block, const State &AtEnd) const;

  /// The state at the beginning of \p To on the way from \p From, whose end has
  /// the state \p AtEnd.
  State enter(const llvm::BasicBlock &To, const llvm::BasicBlock &From,
              const State &AtEnd) const;

  /// Gives up on all selectors, so that there is one state only.
  void forget();

private:
  using Number = unsigned;

  void follow(const llvm::Value &Condition);
  void computeLiveness(const llvm::Function &F);
  const llvm::Constant *valueOf(const llvm::Value &V, const State &At,
                                unsigned Depth = 0) const;
  void addUses(const llvm::Value &V, llvm::BitVector &Used,
               unsigned Depth = 0) const;

  const llvm::DataLayout &Layout;
  /// Phis, slots in memory, and what is read from these.
  llvm::DenseMap<const llvm::Value *, Number> Values;
  /// The selectors that matter at the beginning of a block.
  llvm::DenseMap<const llvm::BasicBlock *, llvm::BitVector> LiveIn;
};

} // namespace coroscope

#endif
