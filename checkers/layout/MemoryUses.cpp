//===- MemoryUses.cpp - Who uses memory of a coroutine --------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/MemoryUses.h"

#include "layout/PointerFlow.h"

#include "llvm/IR/DataLayout.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Coroutines/CoroInstr.h"

#include <limits>

using namespace llvm;

namespace coroscope {

namespace {

class UseCollector {
  using Object = PointerFlow::Object;
  using Objects = PointerFlow::Objects;

  struct Target {
    const AllocaInst *Memory;
    std::uint64_t Size;
    MemoryUses Uses;
  };

  const Function &F;
  const DataLayout &Layout;
  const PointerFlow Flow;
  DenseMap<Object, Target> Targets;
  Objects Allocas;
  /// Objects whose contents others may use.
  Objects Open;

  /// What an access does, beside where.
  struct Effect {
    bool Reads = false;
    std::optional<std::uint64_t> Fills = {};
    std::optional<std::uint64_t> Ends = {};
  };
  void addAccess(const Instruction &I, const Value &Pointer,
                 std::optional<std::uint64_t> Size, const Effect &Does);
  void addIndirect(const Instruction &I, const Value &Pointer);
  template <class Action> void forEach(const Objects &Found, Action Do) {
    for (Object O : Found)
      if (auto It = Targets.find(O); It != Targets.end())
        Do(It->second.Uses);
  }
  void visit(const Instruction &I);
  void visitCall(const CallBase &Call);
  void noteTransfers(const Instruction &I);

public:
  UseCollector(const Function &F, CalleeFacts &Callees)
      : F(F), Layout(F.getDataLayout()),
        Flow(F, Callees, PointerFlow::Arguments::Elsewhere) {}

  DenseMap<const AllocaInst *, MemoryUses> run();
};

} // namespace

static constexpr std::uint64_t WholeObject =
    std::numeric_limits<std::uint64_t>::max();

void UseCollector::addAccess(const Instruction &I, const Value &Pointer,
                             std::optional<std::uint64_t> Size,
                             const Effect &Does) {
  APInt Offset(Layout.getIndexTypeSizeInBits(Pointer.getType()), 0);
  const Value *Base = Pointer.stripAndAccumulateConstantOffsets(
      Layout, Offset, /*AllowNonInbounds=*/true);
  for (Object O : Flow.pointees(Pointer)) {
    const auto It = Targets.find(O);
    if (It == Targets.end())
      continue;
    Target &Of = It->second;
    MemoryAccess Made{&I, 0, Of.Size, Does.Reads, false, false, true};
    if (Base != Of.Memory || Offset.isNegative() || Offset.uge(Of.Size)) {
      Of.Uses.Accesses.push_back(Made);
      continue;
    }
    const std::uint64_t Begin = Offset.getZExtValue();
    // What is behind the last member is padding.
    auto EndOf = [&](std::uint64_t Count) {
      const std::uint64_t End =
          Count < Of.Size - Begin ? Begin + Count : Of.Size;
      return Of.Size - End < Of.Memory->getAlign().value() ? Of.Size : End;
    };
    Made.Begin = Begin;
    if (Size)
      Made.End = EndOf(*Size);
    if (const auto Written = Does.Fills ? Does.Fills : Does.Ends) {
      MemoryAccess Whole = Made;
      Whole.Reads = false;
      Whole.End = EndOf(*Written);
      Whole.Fills = Does.Fills.has_value();
      Whole.Ends = !Whole.Fills;
      Of.Uses.Accesses.push_back(Whole);
      if (!Made.Reads)
        continue;
    }
    Of.Uses.Accesses.push_back(Made);
  }
}

/// Adds a use of all that is reached from \p Pointer through other objects.
void UseCollector::addIndirect(const Instruction &I, const Value &Pointer) {
  const Objects Passed = Flow.pointees(Pointer);
  Objects Behind = Flow.reachable(Passed);
  Behind.intersectWithComplement(Passed);
  for (Object O : Behind)
    if (auto It = Targets.find(O); It != Targets.end())
      It->second.Uses.Accesses.push_back(
          {&I, 0, It->second.Size, true, false, false, false});
}

/// Notes the addresses that \p I puts into objects.
void UseCollector::noteTransfers(const Instruction &I) {
  for (const PointerFlow::Transfer &Made : Flow.transfersOf(I)) {
    Objects All = Made.What;
    All |= Flow.reachable(Made.What);
    forEach(All, [&](MemoryUses &Uses) { Uses.Kept.push_back(&I); });
    if (Made.Into.intersects(Open))
      forEach(All, [&](MemoryUses &Uses) { Uses.Lost.push_back(&I); });
    if (isa<CallBase>(I))
      continue;
    // A store to memory that is no alloca.
    Objects Outside = Made.Into;
    Outside.intersectWithComplement(Allocas);
    if (!Outside.empty())
      forEach(Made.What, [&](MemoryUses &Uses) { Uses.Escapes.push_back(&I); });
  }
}

void UseCollector::visitCall(const CallBase &Call) {
  if (const auto *Await = dyn_cast<CoroAwaitSuspendInst>(&Call)) {
    addAccess(Call, *Await->getAwaiter(), std::nullopt, {true});
    addIndirect(Call, *Await->getAwaiter());
    Objects All = Flow.pointees(*Await->getAwaiter());
    All |= Flow.reachable(All);
    forEach(All, [&](MemoryUses &Uses) { Uses.AwaitedWith.push_back(&Call); });
    return;
  }
  const CallFacts *Known = Flow.factsOf(Call);
  if (!Known)
    return;
  for (unsigned Number = 0; Number != Call.arg_size(); ++Number) {
    const Value &Passed = *Call.getArgOperand(Number);
    const Objects To = Flow.pointees(Passed);
    if (To.empty())
      continue;
    if (!Passed.getType()->isPointerTy()) {
      // An address as a number can go anywhere.
      forEach(To, [&](MemoryUses &Uses) { Uses.Lost.push_back(&Call); });
      continue;
    }
    const CallFacts::Argument &A = Known->Arguments[Number];
    // Who changes a part of something relies on the rest.
    if (A.Reads || A.Writes || A.Fills || A.Ends)
      addAccess(Call, Passed, std::nullopt,
                {A.Reads || (A.Writes && !A.Fills), A.Fills, A.Ends});
    if (A.UsesThrough)
      addIndirect(Call, Passed);
  }
  if (isa<IntrinsicInst>(Call))
    return;
  for (unsigned Number = 0; Number != Call.arg_size(); ++Number)
    if (Call.getArgOperand(Number)->getType()->isPointerTy() &&
        !Call.doesNotCapture(Number) && !Call.onlyReadsMemory() &&
        !Call.paramHasAttr(Number, Attribute::ByVal))
      forEach(
          Flow.pointees(*Call.getArgOperand(Number)), [&](MemoryUses &Uses) {
            (Call.paramHasAttr(Number, Attribute::StructRet) ? Uses.ReturnedInto
                                                             : Uses.Escapes)
                .push_back(&Call);
          });
}

void UseCollector::visit(const Instruction &I) {
  const auto SizeOf = [&](const Type &T) {
    return Layout.getTypeStoreSize(const_cast<Type *>(&T)).getKnownMinValue();
  };
  if (const auto *Load = dyn_cast<LoadInst>(&I)) {
    addAccess(I, *Load->getPointerOperand(), SizeOf(*Load->getType()), {true});
  } else if (const auto *Store = dyn_cast<StoreInst>(&I)) {
    const std::uint64_t Size = SizeOf(*Store->getValueOperand()->getType());
    addAccess(I, *Store->getPointerOperand(), Size, {false, Size});
  } else if (const auto *Memory = dyn_cast<MemIntrinsic>(&I)) {
    std::optional<std::uint64_t> Size;
    if (const auto *Length = dyn_cast<ConstantInt>(Memory->getLength()))
      Size = Length->getZExtValue();
    addAccess(I, *Memory->getRawDest(), Size, {false, Size});
    if (const auto *Copy = dyn_cast<MemTransferInst>(Memory))
      addAccess(I, *Copy->getRawSource(), Size, {true});
  } else if (const auto *Call = dyn_cast<CallBase>(&I)) {
    if (isa<LifetimeIntrinsic, DbgInfoIntrinsic>(Call))
      return;
    visitCall(*Call);
  } else if (isa<AtomicRMWInst, AtomicCmpXchgInst>(I)) {
    addAccess(I, *I.getOperand(0), std::nullopt, {true});
  }
  noteTransfers(I);
}

DenseMap<const AllocaInst *, MemoryUses> UseCollector::run() {
  const AllocaInst *Promise = nullptr;
  for (const Instruction &I : instructions(F)) {
    // The id of an inlined, elided callee names another coroutine.
    if (const auto *Id = dyn_cast<CoroIdInst>(&I);
        Id && Id->getCoroutine() == &F)
      Promise = const_cast<CoroIdInst *>(Id)->getPromise();
    const auto *Memory = dyn_cast<AllocaInst>(&I);
    if (!Memory)
      continue;
    const auto Size = Memory->getAllocationSize(Layout);
    const Object O = Flow.objectOf(*Memory);
    Allocas.set(O);
    Targets[O] = {Memory,
                  Size && !Size->isScalable() ? Size->getFixedValue()
                                              : WholeObject,
                  {}};
  }
  Open.set(PointerFlow::Elsewhere);
  // Who holds the handle may look into the promise while the coroutine waits.
  if (Promise)
    Open.set(Flow.objectOf(*Promise));
  Objects Stored;
  for (Object O : Open)
    Stored |= Flow.contents(O);
  Open |= Stored;
  Open |= Flow.reachable(Stored);
  for (const Instruction &I : instructions(F))
    visit(I);
  DenseMap<const AllocaInst *, MemoryUses> Found;
  for (auto &[O, Of] : Targets)
    Found[Of.Memory] = std::move(Of.Uses);
  return Found;
}

DenseMap<const AllocaInst *, MemoryUses> usesOfMemory(const Function &F,
                                                      CalleeFacts &Callees) {
  return UseCollector(F, Callees).run();
}

} // namespace coroscope
