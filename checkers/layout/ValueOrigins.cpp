//===- ValueOrigins.cpp - Where values of the IR come from ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/ValueOrigins.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/DebugProgramInstruction.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Coroutines/CoroInstr.h"

using namespace llvm;

namespace coroscope {

static constexpr char MemoryMark[] = "coroscope.memory";
static constexpr char SuspendMark[] = "coroscope.suspend";

static void setMark(Instruction &I, StringRef Kind, unsigned Number) {
  LLVMContext &Context = I.getContext();
  auto *Value = ConstantInt::get(Type::getInt32Ty(Context), Number);
  I.setMetadata(Kind, MDNode::get(Context, ConstantAsMetadata::get(Value)));
}

static std::optional<unsigned> getMark(const Instruction &I, StringRef Kind) {
  const MDNode *Node = I.getMetadata(Kind);
  if (!Node)
    return std::nullopt;
  return mdconst::extract<ConstantInt>(Node->getOperand(0))->getZExtValue();
}

/// The file to show for \p Scope; empty if it is that of \p F itself.
static std::string fileIn(const Function &F, const DIScope *Scope) {
  const DISubprogram *Subprogram = F.getSubprogram();
  if (!Scope || !Subprogram || !Scope->getFile() ||
      Scope->getFile() == Subprogram->getFile())
    return {};
  SmallString<128> Path;
  StringRef Name = Scope->getFilename();
  if (!Name.starts_with("/") && !Scope->getDirectory().empty())
    (Path += Scope->getDirectory()) += "/";
  Path += Name;
  return std::string(Path);
}

DebugPlace placeIn(const Function &F, const DILocation *Location) {
  if (!Location)
    return {};
  while (const DILocation *CallSite = Location->getInlinedAt())
    Location = CallSite;
  return {fileIn(F, Location->getScope()), Location->getLine(),
          Location->getColumn()};
}

DebugPlace placeOf(const Function &F, const DILocalVariable &Variable,
                   const DILocation *Location) {
  // Copies of parameters have the place of nothing, the variable has a line.
  if (Location && Location->getLine() == Variable.getLine())
    return {fileIn(F, Location->getScope()), Location->getLine(),
            Location->getColumn()};
  return {fileIn(F, Variable.getScope()), Variable.getLine(), 0};
}

/// Clang names the block of a suspension after its kind (clang 22:
/// clang/lib/CodeGen/CGCoroutine.cpp, buildSuspendPrefixStr).
static SuspendKind kindOf(const CoroSuspendInst &Suspend) {
  StringRef Block = Suspend.getParent()->getName();
  if (Suspend.isFinal())
    return SuspendKind::Final;
  if (Block.starts_with("init"))
    return SuspendKind::Initial;
  if (Block.starts_with("yield"))
    return SuspendKind::Yield;
  return SuspendKind::Await;
}

void ValueOrigins::markSuspends(Function &F) {
  for (Instruction &I : instructions(F)) {
    auto *Suspend = dyn_cast<CoroSuspendInst>(&I);
    if (!Suspend)
      continue;
    setMark(*Suspend, SuspendMark, Suspends.size());
    // With symmetric transfer the call before it may be an invoke, and the
    // block another one: its save is still in the named block.
    SuspendKind Kind = kindOf(*Suspend);
    if (const auto *Save = Suspend->getCoroSave();
        Save && Kind == SuspendKind::Await) {
      StringRef Block = Save->getParent()->getName();
      if (Block.starts_with("init"))
        Kind = SuspendKind::Initial;
      else if (Block.starts_with("yield"))
        Kind = SuspendKind::Yield;
    }
    Suspends.push_back(
        {F.getName().str(), Kind, placeIn(F, Suspend->getDebugLoc())});
  }
}

void ValueOrigins::markMemory(Function &F) {
  // Without optimization nothing else is inlined into a coroutine.
  if (!F.isPresplitCoroutine() && F.hasOptNone() &&
      !F.hasFnAttribute(Attribute::AlwaysInline))
    return;
  DenseMap<const AllocaInst *, MemoryOrigin *> Marked;
  for (Instruction &I : F.getEntryBlock())
    if (auto *Alloca = dyn_cast<AllocaInst>(&I)) {
      setMark(*Alloca, MemoryMark, Memory.size());
      Memory.push_back(
          {F.getName().str(), Alloca->getName().str(), {}, 0, {}, {}});
      Marked[Alloca] = &Memory.back();
      MemoryByName[(F.getName() + Twine('\0') + Alloca->getName()).str()] =
          &Memory.back();
    }
  if (!F.isPresplitCoroutine())
    return;

  for (Instruction &I : instructions(F)) {
    for (const DbgVariableRecord &Record :
         filterDbgVars(I.getDbgRecordRange())) {
      const auto *Alloca = dyn_cast_or_null<AllocaInst>(
          Record.isDbgDeclare() ? Record.getAddress() : nullptr);
      MemoryOrigin *Origin = Alloca ? Marked.lookup(Alloca) : nullptr;
      if (!Origin || !Origin->Variable.empty())
        continue;
      const DILocalVariable &Variable = *Record.getVariable();
      Origin->Variable = Variable.getName().str();
      Origin->Argument = Variable.getArg();
      Origin->Declared = placeOf(F, Variable, Record.getDebugLoc());
    }
    if (I.getDebugLoc() && I.getDebugLoc().getLine())
      for (const Use &Operand : I.operands())
        if (const auto *Alloca = dyn_cast<AllocaInst>(Operand))
          if (MemoryOrigin *Origin = Marked.lookup(Alloca);
              Origin && !Origin->Origin.Line)
            Origin->Origin = placeIn(F, I.getDebugLoc());
  }
}

void ValueOrigins::mark(Module &M) {
  for (Function &F : M) {
    if (F.isDeclaration())
      continue;
    markMemory(F);
    if (F.isPresplitCoroutine())
      markSuspends(F);
  }
}

const MemoryOrigin *ValueOrigins::originOf(const AllocaInst &Alloca) const {
  if (std::optional<unsigned> Number = getMark(Alloca, MemoryMark))
    return &Memory[*Number];
  // A part of one that SROA took apart: "buffer.sroa.4.0".
  auto [Whole, Part] = Alloca.getName().split(".sroa.");
  // Clang gives no names to structured bindings and unnamed parameters, and
  // the passes give none to the frames of elided coroutines.
  if (Whole.empty())
    return nullptr;
  auto It = MemoryByName.find(
      (Alloca.getFunction()->getName() + Twine('\0') + Whole).str());
  return It == MemoryByName.end() ? nullptr : It->second;
}

std::optional<unsigned> ValueOrigins::numberOf(const CallBase &Suspend) const {
  return getMark(Suspend, SuspendMark);
}

} // namespace coroscope
