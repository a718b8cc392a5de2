//===- SuspendPaths.cpp - The ways around a suspension --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/SuspendPaths.h"

#include "llvm/IR/BasicBlock.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Transforms/Coroutines/CoroInstr.h"

using namespace llvm;

namespace coroscope {

const BasicBlock *wayOut(const BasicBlock &Block) {
  const auto *Switch = dyn_cast<SwitchInst>(Block.getTerminator());
  if (!Switch || !isa<CoroSuspendInst>(Switch->getCondition()))
    return nullptr;
  const BasicBlock *Out = Switch->getDefaultDest();
  for (const auto &Case : Switch->cases())
    if (Case.getCaseSuccessor() == Out)
      return nullptr;
  return Out;
}

const CoroAwaitSuspendInst *awaitOf(const CoroSuspendInst &Suspend) {
  if (const CoroSaveInst *Save = Suspend.getCoroSave())
    for (const Instruction *I = Save->getNextNode(); I; I = I->getNextNode())
      if (const auto *Await = dyn_cast<CoroAwaitSuspendInst>(I))
        return Await;
  return nullptr;
}

const BasicBlock *wayOn(const Instruction &Suspend) {
  static constexpr std::uint64_t Resumed = 0; // docs/Coroutines.rst
  const auto *Switch =
      dyn_cast<SwitchInst>(Suspend.getParent()->getTerminator());
  if (!Switch || Switch->getCondition() != &Suspend)
    return nullptr;
  for (const auto &Case : Switch->cases())
    if (Case.getCaseValue()->getZExtValue() == Resumed)
      return Case.getCaseSuccessor();
  return nullptr;
}

} // namespace coroscope
