//===- SuspendPaths.h - The ways around a suspension ---------- -*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang ends the block of a suspension with a switch over what
// llvm.coro.suspend returns (llvm 22: docs/Coroutines.rst).
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_LAYOUT_SUSPENDPATHS_H
#define COROSCOPE_LAYOUT_SUSPENDPATHS_H

namespace llvm {
class BasicBlock;
class CoroAwaitSuspendInst;
class CoroSuspendInst;
class Instruction;
} // namespace llvm

namespace coroscope {

/// The call of await_suspend that goes before \p Suspend; null if there is none
/// that the compiler could not see through.
const llvm::CoroAwaitSuspendInst *awaitOf(const llvm::CoroSuspendInst &Suspend);

/// The block that a coroutine leaves by when it suspends; null if \p Block does
/// not end in a suspension. Nothing is held on that way.
const llvm::BasicBlock *wayOut(const llvm::BasicBlock &Block);

/// The block where the coroutine goes on when \p Suspend, the last suspension
/// of its block, is resumed and not destroyed; null if that cannot be told.
const llvm::BasicBlock *wayOn(const llvm::Instruction &Suspend);

} // namespace coroscope

#endif
