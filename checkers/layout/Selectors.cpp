//===- Selectors.cpp - Constants that decide a branch ---------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/Selectors.h"

#include "llvm/Analysis/ConstantFolding.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/PatternMatch.h"

using namespace llvm;

namespace coroscope {

/// Conditions are short; a limit keeps odd ones from costing time.
static constexpr unsigned DeepestCondition = 8;

/// Returns the value that \p F returns each time, as std::suspend_always does;
/// null if it is not known.
static const ConstantInt *constantResult(const Function &F) {
  const ConstantInt *Result = nullptr;
  for (const BasicBlock &Block : F)
    if (const auto *Return = dyn_cast<ReturnInst>(Block.getTerminator())) {
      const auto *Value =
          dyn_cast_or_null<ConstantInt>(Return->getReturnValue());
      if (!Value || (Result && Result != Value))
        return nullptr;
      Result = Value;
    }
  return Result;
}

/// True if \p Slot is an integer that is only read and written as a whole, so
/// that each store says what it holds.
static bool isSlot(const AllocaInst &Slot) {
  return Slot.getAllocatedType()->isIntegerTy() && !Slot.isArrayAllocation() &&
         all_of(Slot.users(), [&](const User *U) {
           if (isa<LifetimeIntrinsic>(U))
             return true;
           if (const auto *Load = dyn_cast<LoadInst>(U))
             return !Load->isVolatile() &&
                    Load->getType() == Slot.getAllocatedType();
           const auto *Store = dyn_cast<StoreInst>(U);
           return Store && !Store->isVolatile() &&
                  Store->getValueOperand() != &Slot &&
                  Store->getValueOperand()->getType() ==
                      Slot.getAllocatedType();
         });
}

static const AllocaInst *slotOf(const Value &Pointer) {
  const auto *Slot = dyn_cast<AllocaInst>(&Pointer);
  return Slot && isSlot(*Slot) ? Slot : nullptr;
}

/// True if the value of \p I follows from the values of its operands.
static bool isFolded(const Instruction &I) {
  return I.getType()->isIntegerTy() &&
         (isa<CastInst, ICmpInst, FreezeInst, SelectInst>(I) ||
          I.isBitwiseLogicOp());
}

Selectors::Selectors(const Function &F) : Layout(F.getDataLayout()) {
  for (const BasicBlock &Block : F) {
    if (const auto *Branch = dyn_cast<BranchInst>(Block.getTerminator());
        Branch && Branch->isConditional())
      follow(*Branch->getCondition());
    else if (const auto *Switch = dyn_cast<SwitchInst>(Block.getTerminator()))
      follow(*Switch->getCondition());
  }
  computeLiveness(F);
}

void Selectors::forget() {
  Values.clear();
  LiveIn.clear();
}

/// Adds the selectors that \p Condition may follow from.
void Selectors::follow(const Value &Condition) {
  SmallVector<const Value *, 8> Worklist{&Condition};
  SmallPtrSet<const Value *, 8> Seen;
  while (!Worklist.empty()) {
    const Value *V = Worklist.pop_back_val();
    if (!Seen.insert(V).second)
      continue;
    const auto *I = dyn_cast<Instruction>(V);
    if (!I || Values.contains(I))
      continue;
    if (isa<PHINode>(I) && I->getType()->isIntegerTy()) {
      Values.try_emplace(I, Values.size());
      Worklist.append(I->op_begin(), I->op_end());
    } else if (const auto *Load = dyn_cast<LoadInst>(I)) {
      const AllocaInst *Slot = slotOf(*Load->getPointerOperand());
      if (!Slot)
        continue;
      Values.try_emplace(Load, Values.size());
      if (Values.try_emplace(Slot, Values.size()).second)
        for (const User *U : Slot->users())
          if (const auto *Store = dyn_cast<StoreInst>(U))
            Worklist.push_back(Store->getValueOperand());
    } else if (isFolded(*I)) {
      Worklist.append(I->op_begin(), I->op_end());
    }
  }
}

/// Adds the selectors that `valueOf` asks for \p V.
void Selectors::addUses(const Value &V, BitVector &Used, unsigned Depth) const {
  if (auto It = Values.find(&V); It != Values.end()) {
    Used.set(It->second);
    return;
  }
  const auto *I = dyn_cast<Instruction>(&V);
  if (!I || Depth == DeepestCondition || !isFolded(*I))
    return;
  for (const Use &Operand : I->operands())
    addUses(*Operand, Used, Depth + 1);
}

/// Finds where each selector matters: without that, each forgotten one would
/// double the states.
void Selectors::computeLiveness(const Function &F) {
  if (Values.empty())
    return;
  bool Changed = true;
  for (const BasicBlock &Block : F)
    LiveIn[&Block].resize(Values.size());
  while (Changed) {
    Changed = false;
    for (const BasicBlock &Block : reverse(F)) {
      BitVector Live(Values.size());
      for (const BasicBlock *Next : successors(&Block)) {
        Live |= LiveIn[Next];
        for (const PHINode &Phi : Next->phis())
          if (Values.contains(&Phi))
            addUses(*Phi.getIncomingValueForBlock(&Block), Live);
      }
      for (const Instruction &I : reverse(Block)) {
        if (const auto *Store = dyn_cast<StoreInst>(&I)) {
          auto It = Values.find(Store->getPointerOperand());
          if (It == Values.end() || !Live.test(It->second))
            continue;
          Live.reset(It->second);
          addUses(*Store->getValueOperand(), Live);
        } else if (I.isTerminator()) {
          if (const auto *Branch = dyn_cast<BranchInst>(&I);
              Branch && Branch->isConditional())
            addUses(*Branch->getCondition(), Live);
          else if (const auto *Switch = dyn_cast<SwitchInst>(&I))
            addUses(*Switch->getCondition(), Live);
        } else if (auto It = Values.find(&I);
                   It != Values.end() && !isa<PHINode>(I)) {
          const bool WasLive = Live.test(It->second);
          Live.reset(It->second);
          if (const auto *Load = dyn_cast<LoadInst>(&I); Load && WasLive)
            Live.set(Values.lookup(Load->getPointerOperand()));
        }
      }
      // A phi has its value from the way in on, so it stays in the set.
      if (Live != LiveIn[&Block]) {
        LiveIn[&Block] = std::move(Live);
        Changed = true;
      }
    }
  }
}

const Constant *Selectors::valueOf(const Value &V, const State &At,
                                   unsigned Depth) const {
  if (const auto *Known = dyn_cast<ConstantInt>(&V))
    return Known;
  if (auto It = Values.find(&V); It != Values.end())
    return At[It->second];
  if (const auto *Call = dyn_cast<CallBase>(&V)) {
    // Without optimization both ways are still there.
    const Function *Asked = Call->getCalledFunction();
    return Asked && !Asked->isInterposable() ? constantResult(*Asked) : nullptr;
  }
  const auto *I = dyn_cast<Instruction>(&V);
  if (!I || Depth == DeepestCondition || !isFolded(*I))
    return nullptr;
  if (isa<SelectInst>(I)) {
    const Constant *Which = valueOf(*I->getOperand(0), At, Depth + 1);
    return Which ? valueOf(*I->getOperand(Which->isNullValue() ? 2 : 1), At,
                           Depth + 1)
                 : nullptr;
  }
  SmallVector<Constant *, 2> Operands;
  for (const Use &Operand : I->operands()) {
    const Constant *Known = valueOf(*Operand, At, Depth + 1);
    if (!Known)
      return nullptr;
    Operands.push_back(const_cast<Constant *>(Known));
  }
  return dyn_cast_or_null<ConstantInt>(
      ConstantFoldInstOperands(const_cast<Instruction *>(I), Operands, Layout));
}

Selectors::State Selectors::through(const BasicBlock &Block,
                                    State Before) const {
  if (Values.empty())
    return Before;
  for (const Instruction &I : Block) {
    if (const auto *Store = dyn_cast<StoreInst>(&I)) {
      if (auto It = Values.find(Store->getPointerOperand()); It != Values.end())
        Before[It->second] = valueOf(*Store->getValueOperand(), Before);
    } else if (const auto *Load = dyn_cast<LoadInst>(&I)) {
      if (auto It = Values.find(Load); It != Values.end())
        Before[It->second] = Before[Values.lookup(Load->getPointerOperand())];
    }
  }
  return Before;
}

SmallVector<const BasicBlock *, 2> Selectors::taken(const BasicBlock &Block,
                                                    const State &AtEnd) const {
  const Instruction &End = *Block.getTerminator();
  if (const auto *Branch = dyn_cast<BranchInst>(&End);
      Branch && Branch->isConditional()) {
    if (const Constant *Known = valueOf(*Branch->getCondition(), AtEnd))
      return {Branch->getSuccessor(Known->isNullValue())};
  } else if (const auto *Switch = dyn_cast<SwitchInst>(&End)) {
    if (const auto *Known = dyn_cast_or_null<ConstantInt>(
            valueOf(*Switch->getCondition(), AtEnd)))
      return {Switch->findCaseValue(Known)->getCaseSuccessor()};
  }
  return {succ_begin(&Block), succ_end(&Block)};
}

Selectors::State Selectors::enter(const BasicBlock &To, const BasicBlock &From,
                                  const State &AtEnd) const {
  if (Values.empty())
    return AtEnd;
  State Entered = AtEnd;
  for (const PHINode &Phi : To.phis())
    if (auto It = Values.find(&Phi); It != Values.end())
      Entered[It->second] =
          valueOf(*Phi.getIncomingValueForBlock(&From), AtEnd);
  const BitVector &Matters = LiveIn.find(&To)->second;
  for (Number N = 0; N != Entered.size(); ++N)
    if (!Matters.test(N))
      Entered[N] = nullptr;
  return Entered;
}

} // namespace coroscope
