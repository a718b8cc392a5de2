//===- PointerFlow.cpp - Where the pointers of a function point -----------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/PointerFlow.h"

#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Coroutines/CoroInstr.h"

using namespace llvm;

namespace coroscope {

/// True if a value of \p T can be an address. An integer of that size can: the
/// optimizer copies pointers as such.
bool PointerFlow::mayHoldAddress(const Type &T) const {
  if (const auto *Struct = dyn_cast<StructType>(&T))
    return any_of(Struct->elements(), [&](const Type *Element) {
      return mayHoldAddress(*Element);
    });
  if (const auto *Array = dyn_cast<ArrayType>(&T))
    return mayHoldAddress(*Array->getElementType());
  if (const auto *Integer = dyn_cast<IntegerType>(&T))
    return Integer->getBitWidth() >= Layout.getPointerSizeInBits();
  return T.isPtrOrPtrVectorTy() || T.isVectorTy();
}

/// True if there is an array of bytes in \p T that a pointer fits into.
static bool hasStorage(const Type &T, std::uint64_t PointerSize) {
  if (const auto *Struct = dyn_cast<StructType>(&T))
    return any_of(Struct->elements(), [&](const Type *Element) {
      return hasStorage(*Element, PointerSize);
    });
  const auto *Array = dyn_cast<ArrayType>(&T);
  return Array && (hasStorage(*Array->getElementType(), PointerSize) ||
                   (Array->getElementType()->isIntegerTy(8) &&
                    Array->getNumElements() >= PointerSize));
}

/// True if \p Memory is of a type that addresses are stored in: one with
/// pointers, or a class that asks for more alignment than its members have, so
/// that its bytes can be something else.
static bool isMadeForAddresses(const AllocaInst &Memory,
                               const DataLayout &Layout) {
  const Type &T = *Memory.getAllocatedType();
  if (hasPointer(T))
    return true;
  const Align Pointer = Layout.getPointerABIAlignment(0);
  return T.isStructTy() && Memory.getAlign() >= Pointer &&
         Layout.getABITypeAlign(Memory.getAllocatedType()) < Pointer &&
         hasStorage(T, Layout.getPointerSize());
}

PointerFlow::PointerFlow(const Function &F, CalleeFacts &Callees, Arguments As)
    : Layout(F.getDataLayout()), FirstOwn(behind(F.arg_size())) {
  Contents.resize(1);
  Contents[Elsewhere].set(Elsewhere);
  CanHold.assign(1, true);
  for (const Argument &A : F.args()) {
    const Object Behind = behind(A.getArgNo()), Beyond = beyond(A.getArgNo());
    Contents.resize(Beyond + 1);
    CanHold.append(2, true);
    Contents[Behind].set(Beyond);
    Contents[Beyond].set(Beyond);
    if (hasPointer(*A.getType()))
      Pointees[&A].set(As == Arguments::Objects && A.getType()->isPointerTy()
                           ? Behind
                           : Elsewhere);
  }
  SmallVector<const Instruction *, 64> Relevant;
  for (const Instruction &I : instructions(F)) {
    if (const auto *Memory = dyn_cast<AllocaInst>(&I)) {
      Allocas[Memory] = Contents.size();
      Pointees[Memory].set(Contents.size());
      CanHold.push_back(isMadeForAddresses(*Memory, Layout));
      Contents.emplace_back();
      continue;
    }
    if (const auto *Call = dyn_cast<CallBase>(&I)) {
      if (isa<LifetimeIntrinsic, DbgInfoIntrinsic>(Call))
        continue;
      if (!isa<MemIntrinsic>(Call) &&
          (mayHoldAddress(*Call->getType()) ||
           any_of(Call->args(), [](const Use &Operand) {
             return Operand->getType()->isPointerTy();
           })))
        if (Facts[Call] = Callees.of(*Call);
            Facts[Call].Result == CallFacts::Origin::Fresh) {
          FreshOf[Call] = Contents.size();
          CanHold.push_back(true);
          Contents.emplace_back();
        }
    } else if (I.isTerminator() ? !isa<ReturnInst>(I)
                                : isa<CmpInst, FenceInst>(I)) {
      continue;
    }
    Relevant.push_back(&I);
  }
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const Instruction *I : Relevant)
      Changed |= visit(*I);
  }
}

bool PointerFlow::haveFresh(const Objects &Found) const {
  return any_of(FreshOf,
                [&](const auto &Made) { return Found.test(Made.second); });
}

PointerFlow::Objects PointerFlow::pointees(const Value &V) const {
  if (const auto It = Pointees.find(&V); It != Pointees.end())
    return It->second;
  Objects Found;
  if (isa<Constant>(V) && V.getType()->isPointerTy())
    if (const auto *Global = dyn_cast<GlobalVariable>(getUnderlyingObject(&V));
        Global && !Global->isConstant())
      Found.set(Elsewhere);
  return Found;
}

bool PointerFlow::add(const Value &V, const Objects &Found) {
  return !Found.empty() && (Pointees[&V] |= Found);
}

bool PointerFlow::addContents(Object O, const Objects &Found) {
  return Contents[O] |= Found;
}

/// The addresses that are in \p Where. Of what is elsewhere, nobody can tell
/// whether it is what was put there.
PointerFlow::Objects PointerFlow::contentsOf(const Objects &Where) const {
  Objects Found;
  for (Object O : Where)
    if (O == Elsewhere)
      Found.set(Elsewhere);
    else
      Found |= Contents[O];
  return Found;
}

PointerFlow::Objects PointerFlow::reachable(const Objects &From) const {
  Objects Found, Next = contentsOf(From);
  while ((Found |= Next))
    Next = contentsOf(Found);
  return Found;
}

const CallFacts *PointerFlow::factsOf(const CallBase &Call) const {
  const auto It = Facts.find(&Call);
  return It == Facts.end() ? nullptr : &It->second;
}

/// The addresses that go along \p Flow in \p Call.
PointerFlow::Objects PointerFlow::flowing(const CallBase &Call,
                                          const CallFacts::Flow &Flow) const {
  const Objects Passed = pointees(*Call.getArgOperand(Flow.From));
  if (!Flow.OfContents)
    return Passed;
  // A copy of an object that points into itself points into the copy.
  Objects Inside = reachable(Passed);
  for (Object O : Passed)
    if (!isSeveral(O))
      Inside.reset(O);
  return Inside;
}

/// The objects that they are put into.
PointerFlow::Objects PointerFlow::receiving(const CallBase &Call,
                                            const CallFacts &Known,
                                            const CallFacts::Flow &Flow) const {
  Objects Into;
  if (Flow.To == CallFacts::Flow::Goal::Elsewhere)
    Into.set(Elsewhere);
  if (Flow.To != CallFacts::Flow::Goal::Argument)
    return Into;
  Objects Targets = pointees(*Call.getArgOperand(Flow.ToArgument));
  if (Flow.IntoContents)
    Targets = reachable(Targets);
  for (Object O : Targets)
    if (Known.IsKnown || CanHold[O])
      Into.set(O);
  return Into;
}

SmallVector<PointerFlow::Transfer, 4>
PointerFlow::transfersOf(const Instruction &I) const {
  SmallVector<Transfer, 4> Found;
  auto Add = [&](Objects What, Objects Into) {
    if (!What.empty() && !Into.empty())
      Found.push_back({std::move(What), std::move(Into)});
  };
  if (const auto *Store = dyn_cast<StoreInst>(&I)) {
    if (mayHoldAddress(*Store->getValueOperand()->getType()))
      Add(pointees(*Store->getValueOperand()),
          pointees(*Store->getPointerOperand()));
  } else if (const auto *Swap = dyn_cast<AtomicRMWInst>(&I)) {
    Add(pointees(*Swap->getValOperand()), pointees(*Swap->getPointerOperand()));
  } else if (const auto *Swap = dyn_cast<AtomicCmpXchgInst>(&I)) {
    Add(pointees(*Swap->getNewValOperand()),
        pointees(*Swap->getPointerOperand()));
  } else if (const auto *Copy = dyn_cast<MemTransferInst>(&I)) {
    Add(contentsOf(pointees(*Copy->getRawSource())),
        pointees(*Copy->getRawDest()));
  } else if (const auto *Call = dyn_cast<CallBase>(&I)) {
    if (const CallFacts *Known = factsOf(*Call))
      for (const CallFacts::Flow &Flow : Known->Flows)
        if (Flow.To != CallFacts::Flow::Goal::Result)
          Add(flowing(*Call, Flow), receiving(*Call, *Known, Flow));
  }
  return Found;
}

bool PointerFlow::visitCall(const CallBase &Call) {
  const CallFacts *Known = factsOf(Call);
  if (!Known)
    return false;
  bool Changed = false;
  for (const CallFacts::Flow &Flow : Known->Flows)
    if (Flow.To == CallFacts::Flow::Goal::Result)
      Changed |= add(Call, flowing(Call, Flow));
  Objects Other;
  if (Known->Result == CallFacts::Origin::Fresh)
    Other.set(FreshOf.lookup(&Call));
  else if (Known->Result == CallFacts::Origin::Elsewhere)
    Other.set(Elsewhere);
  Changed |= add(Call, Other);
  return Changed;
}

/// Adds what follows from \p I. Returns true if there was anything new.
bool PointerFlow::visit(const Instruction &I) {
  bool Changed = false;
  for (const Transfer &Made : transfersOf(I))
    for (Object O : Made.Into)
      Changed |= addContents(O, Made.What);
  if (const auto *Return = dyn_cast<ReturnInst>(&I)) {
    if (const Value *Result = Return->getReturnValue())
      Changed |= Returned |= pointees(*Result);
    return Changed;
  }
  if (const auto *Call = dyn_cast<CallBase>(&I))
    return visitCall(*Call) | Changed;
  if (!mayHoldAddress(*I.getType()))
    return Changed;
  if (isa<LoadInst, AtomicRMWInst, AtomicCmpXchgInst>(I)) {
    Objects Read = contentsOf(pointees(*I.getOperand(0)));
    // Most integers are none.
    if (!hasPointer(*I.getType()))
      Read.reset(Elsewhere);
    return add(I, Read) | Changed;
  }
  if (isa<LandingPadInst, VAArgInst>(I)) {
    Objects Other;
    Other.set(Elsewhere);
    return add(I, Other) | Changed;
  }
  // The difference of two addresses is none.
  if (I.getOpcode() == Instruction::Sub)
    return Changed;
  Objects Found;
  for (const Use &Operand : I.operands())
    if (!isa<BasicBlock>(Operand))
      Found |= pointees(*Operand);
  if (isa<IntToPtrInst>(I) && Found.empty())
    Found.set(Elsewhere);
  return add(I, Found) | Changed;
}

} // namespace coroscope
