//===- ValueOrigins.h - Where values of the IR come from --------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// code generator --> mark() --> passes --> originOf(), suspendOf() just before
// the split
//
// Optimization renames, splits and inlines. What is known of an alloca or a
// suspension as Clang emitted it is kept in a table, and a number in metadata
// leads back to the table from wherever the instruction ends up.
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_VALUEORIGINS_H
#define COROSCOPE_LAYOUT_VALUEORIGINS_H

#include "layout/SplitFrame.h"

#include "llvm/ADT/StringMap.h"

#include <deque>
#include <string>

namespace llvm {
class AllocaInst;
class CallBase;
class DILocalVariable;
class DILocation;
class Function;
class Instruction;
class Module;
} // namespace llvm

namespace coroscope {

/// What is known of an alloca as Clang emitted it.
struct MemoryOrigin {
  std::string Function; ///< Mangled.
  std::string IrName;
  std::string Variable; ///< Of debug information; empty if none.
  unsigned Argument = 0;
  DebugPlace Declared;
  DebugPlace Origin; ///< Of the first code that uses it.
};

/// What is known of a suspension as Clang emitted it.
struct SuspendOrigin {
  std::string Function; ///< Mangled.
  SuspendKind Kind = SuspendKind::Await;
  DebugPlace Where;
};

class ValueOrigins {
  std::deque<MemoryOrigin> Memory;
  std::deque<SuspendOrigin> Suspends;
  llvm::StringMap<const MemoryOrigin *> MemoryByName; ///< "function\0alloca"

  void markSuspends(llvm::Function &F);
  void markMemory(llvm::Function &F);

public:
  /// Marks all functions of \p M, which comes straight from the code generator.
  void mark(llvm::Module &M);

  /// Null if \p Alloca was made by a pass from nothing.
  const MemoryOrigin *originOf(const llvm::AllocaInst &Alloca) const;

  /// The number of a marked llvm.coro.suspend, in the order of emission. Not
  /// dense in one function. Nothing if a pass made the suspension.
  std::optional<unsigned> numberOf(const llvm::CallBase &Suspend) const;
  const SuspendOrigin &suspend(unsigned Number) const {
    return Suspends[Number];
  }
};

/// The place of \p Location in the body of \p F, out of any inlined function.
DebugPlace placeIn(const llvm::Function &F, const llvm::DILocation *Location);

/// The place of a declaration in \p F. \p Location may be null.
DebugPlace placeOf(const llvm::Function &F,
                   const llvm::DILocalVariable &Variable,
                   const llvm::DILocation *Location);

} // namespace coroscope

#endif
