//===- ValueDescription.cpp - What a value of a coroutine is --------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/ValueDescription.h"

#include "compat/CoroutineNames.h"

#include "llvm/Analysis/ValueTracking.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DebugProgramInstruction.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"

using namespace llvm;

namespace coroscope {

/// Whether \p Record says that \p V is the variable: its value, or, for memory,
/// the place of its value.
static bool isAbout(const DbgVariableRecord &Record, const Value &V) {
  return !isa<AllocaInst>(V) || Record.isDbgDeclare() ||
         Record.getExpression()->startsWithDeref();
}

/// Takes over the variable that debug information gives to \p V, if any. One of
/// the coroutine itself is preferred to one of an inlined function, which is
/// left out if \p IsOwn: it is a parameter that \p V was made for.
static void describeVariable(SplitValue &Described, Value &V, const Function &F,
                             bool IsOwn = false) {
  SmallVector<DbgVariableRecord *, 4> Records;
  findDbgUsers(&V, Records);
  const DbgVariableRecord *Best = nullptr;
  for (const DbgVariableRecord *Record : Records)
    if (!isAbout(*Record, V) ||
        (IsOwn && Record->getDebugLoc()->getInlinedAt()))
      continue;
    else if (!Best || (Best->getDebugLoc()->getInlinedAt() &&
                       !Record->getDebugLoc()->getInlinedAt()))
      Best = Record;
  if (!Best)
    return;
  const DILocalVariable &Variable = *Best->getVariable();
  // This is the frame itself, not a value in it.
  if (Variable.getName() == names::FrameVariable) {
    if (Described.ElidedCallee.empty())
      if (const DISubprogram *Callee = Variable.getScope()->getSubprogram())
        Described.ElidedCallee = Callee->getLinkageName().str();
    if (Best->getDebugLoc()->getInlinedAt())
      Described.Origin = placeIn(F, Best->getDebugLoc());
    return;
  }
  Described.Variable = Variable.getName().str();
  if (Best->getDebugLoc()->getInlinedAt()) {
    Described.Declared = placeIn(F, Best->getDebugLoc());
    return;
  }
  Described.Argument = Variable.getArg();
  Described.Declared = placeOf(F, Variable, Best->getDebugLoc());
}

/// The coroutine whose frame \p Alloca is, mangled; empty if it is none. Such
/// memory is made by CoroElide and CoroAnnotationElide (llvm 22:
/// llvm/lib/Transforms/Coroutines), and the inlined ramp function stores the
/// resume function into its first word.
static std::string elidedCallee(const AllocaInst &Alloca) {
  if (!Alloca.getAllocatedType()->isArrayTy())
    return {};
  SmallVector<const Value *, 4> Addresses{&Alloca};
  for (const User *U : Alloca.users())
    if (const auto *Access = dyn_cast<GetElementPtrInst>(U);
        Access && Access->hasAllZeroIndices())
      Addresses.push_back(Access);
  for (const Value *Address : Addresses)
    for (const User *U : Address->users()) {
      const auto *Store = dyn_cast<StoreInst>(U);
      if (!Store || Store->getPointerOperand() != Address)
        continue;
      const auto *Resume =
          dyn_cast<Function>(Store->getValueOperand()->stripPointerCasts());
      if (!Resume)
        continue;
      StringRef Name = Resume->getName();
      if (Name.consume_back(names::ResumePart))
        return Name.str();
    }
  return {};
}

SplitValue describeMemory(AllocaInst &Alloca, const ValueOrigins &Origins) {
  const Function &F = *Alloca.getFunction();
  SplitValue Described;
  Described.What = SplitValue::Role::Memory;
  if (auto Size = Alloca.getAllocationSize(F.getDataLayout()))
    Described.Size = Bytes(Size->getFixedValue());
  Described.Align = Bytes(Alloca.getAlign().value());
  Described.IrName = Alloca.getName().str();
  const MemoryOrigin *Origin = Origins.originOf(Alloca);
  if (Origin) {
    Described.IrName = Origin->IrName;
    if (Origin->Function != F.getName())
      Described.Function = Origin->Function;
    Described.Variable = Origin->Variable;
    Described.Argument = Described.Function.empty() ? Origin->Argument : 0;
    Described.Declared = Origin->Declared;
    Described.Origin = Origin->Origin;
  } else {
    Described.ElidedCallee = elidedCallee(Alloca);
  }
  if (Described.Variable.empty())
    describeVariable(Described, Alloca, F,
                     Origin && Described.Function.empty());
  if (!Described.Origin.Line || !Described.Function.empty())
    for (const User *U : Alloca.users())
      if (const auto *I = dyn_cast<Instruction>(U);
          I && I->getDebugLoc() && I->getDebugLoc().getLine()) {
        Described.Origin = placeIn(F, I->getDebugLoc());
        break;
      }
  return Described;
}

/// Takes over `this` for the value of it that Clang reads once, at the start.
static void describeThis(SplitValue &Described, const Value &V,
                         const ValueOrigins &Origins) {
  const auto *Load = dyn_cast<LoadInst>(&V);
  const auto *Memory =
      Load ? dyn_cast<AllocaInst>(Load->getPointerOperand()) : nullptr;
  const MemoryOrigin *Origin = Memory ? Origins.originOf(*Memory) : nullptr;
  if (!Origin || Origin->Variable != "this")
    return;
  Described.Variable = Origin->Variable;
  Described.Argument = Origin->Argument;
  Described.Declared = Origin->Declared;
}

/// The memory, argument or call that the address \p Pointer leads back to.
static std::string describeBase(const Value &Pointer,
                                const ValueOrigins &Origins) {
  const Value *Base = getUnderlyingObject(&Pointer);
  if (const auto *Alloca = dyn_cast<AllocaInst>(Base)) {
    const MemoryOrigin *Origin = Origins.originOf(*Alloca);
    return !Origin || Origin->Variable.empty() ? "a temporary"
                                               : Origin->Variable;
  }
  if (isa<GlobalValue>(Base) && Base->hasName())
    return demangle(Base->getName().str());
  return {};
}

static std::string describeInWords(const Value &V,
                                   const ValueOrigins &Origins) {
  if (const auto *Call = dyn_cast<CallBase>(&V)) {
    const Function *Callee = Call->getCalledFunction();
    if (Callee && Callee->isIntrinsic())
      return {};
    return Callee ? "result of " + demangle(Callee->getName().str())
                  : "result of an indirect call";
  }
  if (const auto *Load = dyn_cast<LoadInst>(&V)) {
    std::string Base = describeBase(*Load->getPointerOperand(), Origins);
    return Base.empty() ? Base : "value read from " + Base;
  }
  if (V.getType()->isPointerTy() && isa<GetElementPtrInst, CastInst>(V)) {
    std::string Base = describeBase(V, Origins);
    return Base.empty() ? Base : "address in " + Base;
  }
  return {};
}

SplitValue describeComputed(Value &V, const Function &F,
                            const ValueOrigins &Origins) {
  SplitValue Described;
  Described.What = SplitValue::Role::Computed;
  Type *Kept = V.getType();
  if (const auto *Argument = dyn_cast<llvm::Argument>(&V);
      Argument && Argument->hasByValAttr())
    Kept = Argument->getParamByValType();
  if (Kept->isSized())
    Described.Size =
        Bytes(F.getDataLayout().getTypeAllocSize(Kept).getKnownMinValue());
  describeVariable(Described, V, F);
  if (Described.Variable.empty())
    describeThis(Described, V, Origins);
  if (const auto *I = dyn_cast<Instruction>(&V)) {
    if (I->getDebugLoc() && I->getDebugLoc().getLine())
      Described.Origin = placeIn(F, I->getDebugLoc());
    Described.Description = describeInWords(V, Origins);
  } else if (V.hasName()) {
    Described.IrName = V.getName().str();
    Described.Description = V.getName() == "agg.result"
                                ? "address of the returned object"
                                : V.getName().str();
  }
  return Described;
}

} // namespace coroscope
