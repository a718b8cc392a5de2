//===- MemoryUses.cpp - Who uses memory of a coroutine --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/MemoryUses.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Coroutines/CoroInstr.h"

using namespace llvm;

namespace coroscope {

namespace {

class UseCollector {
  const AllocaInst &Memory;
  MemoryUses &Found;
  /// Memory itself, and allocas that may hold its address, directly or not.
  SmallVector<const AllocaInst *, 4> Allocas;
  SmallPtrSet<const AllocaInst *, 8> KnownAllocas;
  /// Values that may be the address of Memory.
  SmallVector<const Value *, 8> Addresses;
  SmallPtrSet<const Value *, 16> KnownAddresses;
  SmallPtrSet<const Instruction *, 16> KnownUses;

  void addAlloca(const AllocaInst *Alloca) {
    if (KnownAllocas.insert(Alloca).second)
      Allocas.push_back(Alloca);
  }
  void addAddress(const Value &V) {
    if (KnownAddresses.insert(&V).second)
      Addresses.push_back(&V);
  }
  void addUse(const Instruction &I) {
    if (KnownUses.insert(&I).second)
      Found.Uses.push_back(&I);
  }
  void keepsAddress(const Instruction &I) { Found.Escapes.push_back(&I); }

  /// An address was stored at \p Pointer.
  void storedTo(const Value &Pointer, const Instruction &I) {
    if (const auto *Holder =
            dyn_cast<AllocaInst>(getUnderlyingObject(&Pointer)))
      addAlloca(Holder);
    else if (!KnownAddresses.contains(&Pointer)) {
      keepsAddress(I);
      Found.Lost.push_back(&I);
    }
  }

  void visitCall(const CallBase &Call, const Use &U, bool IsOfMemory);
  void visitUse(const Use &U, bool IsOfMemory,
                SmallVectorImpl<const Value *> &Worklist);
  void followAddressOf(const AllocaInst &Alloca);

public:
  UseCollector(const AllocaInst &Memory, MemoryUses &Found)
      : Memory(Memory), Found(Found) {}

  void run();
};

} // namespace

/// Whether a value of type \p T may have an address in it. Clang passes small
/// classes as integers only if they hold no pointer.
static bool mayHoldAddress(const Type &T) {
  if (const auto *Struct = dyn_cast<StructType>(&T))
    return any_of(Struct->elements(),
                  [](const Type *Element) { return mayHoldAddress(*Element); });
  return T.isPointerTy();
}

void UseCollector::visitCall(const CallBase &Call, const Use &U,
                             bool IsOfMemory) {
  if (isa<LifetimeIntrinsic>(Call) || isa<DbgInfoIntrinsic>(Call))
    return;
  if (const auto *Copy = dyn_cast<MemTransferInst>(&Call)) {
    if (IsOfMemory)
      addUse(Call);
    // A copy of a holder holds the address as well.
    else if (U.getOperandNo() == 1)
      storedTo(*Copy->getRawDest(), Call);
    return;
  }
  if (isa<CoroAwaitSuspendInst>(Call)) {
    addUse(Call);
    Found.AwaitedWith.push_back(&Call);
    return;
  }
  if (const auto *Intrinsic = dyn_cast<IntrinsicInst>(&Call)) {
    switch (Intrinsic->getIntrinsicID()) {
    case Intrinsic::coro_id:
    case Intrinsic::coro_begin:
    case Intrinsic::coro_free:
    case Intrinsic::coro_end:
    case Intrinsic::coro_save:
      return;
    default:
      break;
    }
  }
  addUse(Call);
  if (!Call.isArgOperand(&U))
    return;
  const unsigned Number = Call.getArgOperandNo(&U);
  if (Call.doesNotCapture(Number) && IsOfMemory)
    return;
  if (mayHoldAddress(*Call.getType()))
    addAddress(Call);
  if (Call.onlyReadsMemory() || Call.paramHasAttr(Number, Attribute::ByVal))
    return;
  // A destructor keeps nothing, and neither does a function that gets nothing
  // else to keep it in; but LLVM cannot know.
  keepsAddress(Call);
  for (const Use &Other : Call.args()) {
    if (&Other == &U || !Other->getType()->isPointerTy() ||
        Call.onlyReadsMemory(Call.getArgOperandNo(&Other)))
      continue;
    const Value *Base = getUnderlyingObject(Other);
    if (const auto *Holder = dyn_cast<AllocaInst>(Base)) {
      addAlloca(Holder);
    } else if (!isa<Constant>(Base) && !KnownAddresses.contains(Base) &&
               !KnownAddresses.contains(Other)) {
      Found.Lost.push_back(&Call);
    }
  }
}

/// Looks at one use of an address: of Memory if \p IsOfMemory, else of an
/// alloca that may hold such an address.
void UseCollector::visitUse(const Use &U, bool IsOfMemory,
                            SmallVectorImpl<const Value *> &Worklist) {
  const auto *I = dyn_cast<Instruction>(U.getUser());
  if (!I)
    return;
  if (const auto *Load = dyn_cast<LoadInst>(I)) {
    if (IsOfMemory)
      addUse(*I);
    else if (mayHoldAddress(*Load->getType()))
      addAddress(*I);
    return;
  }
  if (const auto *Store = dyn_cast<StoreInst>(I)) {
    if (U.getOperandNo() == StoreInst::getPointerOperandIndex()) {
      if (IsOfMemory)
        addUse(*I);
    } else {
      storedTo(*Store->getPointerOperand(), *I);
    }
    return;
  }
  if (const auto *Call = dyn_cast<CallBase>(I)) {
    visitCall(*Call, U, IsOfMemory);
    return;
  }
  if (isa<GetElementPtrInst, CastInst, PHINode, SelectInst, FreezeInst,
          InsertValueInst, ExtractValueInst>(I)) {
    if (I->getType()->isIntegerTy()) {
      keepsAddress(*I);
      Found.Lost.push_back(I); // An address as a number can go anywhere.
    } else {
      Worklist.push_back(I);
    }
    return;
  }
  if (isa<CmpInst, ReturnInst>(I))
    return;
  addUse(*I);
}

void UseCollector::followAddressOf(const AllocaInst &Alloca) {
  SmallVector<const Value *, 8> Worklist{&Alloca};
  SmallPtrSet<const Value *, 8> Seen;
  while (!Worklist.empty()) {
    const Value *V = Worklist.pop_back_val();
    if (!Seen.insert(V).second)
      continue;
    if (&Alloca == &Memory)
      KnownAddresses.insert(V);
    for (const Use &U : V->uses())
      visitUse(U, &Alloca == &Memory, Worklist);
  }
}

void UseCollector::run() {
  addAlloca(&Memory);
  while (!Allocas.empty() || !Addresses.empty()) {
    if (!Allocas.empty()) {
      followAddressOf(*Allocas.pop_back_val());
      continue;
    }
    SmallVector<const Value *, 8> Worklist;
    for (const Use &U : Addresses.pop_back_val()->uses())
      visitUse(U, /*IsOfMemory=*/true, Worklist);
    for (const Value *V : Worklist)
      addAddress(*V);
  }
}

MemoryUses usesOf(const AllocaInst &Memory) {
  MemoryUses Found;
  UseCollector(Memory, Found).run();
  return Found;
}

} // namespace coroscope
