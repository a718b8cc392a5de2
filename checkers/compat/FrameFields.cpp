//===- FrameFields.cpp - The fields of a split coroutine's frame ----------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compat/FrameFields.h"

#include "llvm/Config/llvm-config.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

#include <set>

#if LLVM_VERSION_MAJOR != 22
#error "reading frames is written for LLVM 22: later versions have no %f.Frame"
#endif

using namespace llvm;

namespace coroscope {

/// The name before ".spill.addr" or ".reload.addr", which LLVM 22.1 appends
/// (llvm/lib/Transforms/Coroutines/CoroFrame.cpp, insertSpills); empty if it
/// has neither.
static StringRef valueBehind(StringRef Access) {
  for (StringRef Suffix : {".spill.addr", ".reload.addr"})
    if (std::size_t At = Access.rfind(Suffix); At != StringRef::npos)
      return Access.take_front(At);
  return {};
}

std::vector<FrameField> frameFieldsOf(const Function &Ramp) {
  const Module &M = *Ramp.getParent();
  SmallVector<const Function *, 4> Parts{&Ramp};
  for (const char *Suffix : {".resume", ".destroy", ".cleanup"})
    if (const Function *Part = M.getFunction((Ramp.getName() + Suffix).str()))
      Parts.push_back(Part);

  const std::string FrameName = (Ramp.getName() + ".Frame").str();
  const StructType *Frame = nullptr;
  SmallVector<std::pair<unsigned, const GetElementPtrInst *>, 32> Accesses;
  for (const Function *Part : Parts)
    for (const Instruction &I : instructions(Part)) {
      const auto *Access = dyn_cast<GetElementPtrInst>(&I);
      if (!Access || Access->getNumIndices() < 2)
        continue;
      const auto *Type = dyn_cast<StructType>(Access->getSourceElementType());
      if (!Type ||
          (Frame ? Type != Frame
                 : !Type->hasName() || !Type->getName().starts_with(FrameName)))
        continue;
      Frame = Type;
      const auto *Index =
          cast<ConstantInt>(std::next(Access->idx_begin())->get());
      Accesses.push_back({Index->getZExtValue(), Access});
    }
  if (!Frame)
    Frame = StructType::getTypeByName(M.getContext(), FrameName);
  if (!Frame)
    return {};

  const DataLayout &Layout = M.getDataLayout();
  const StructLayout *Offsets =
      Layout.getStructLayout(const_cast<StructType *>(Frame));
  std::vector<FrameField> Fields(Frame->getNumElements());
  for (unsigned I = 0; I != Fields.size(); ++I) {
    Type *Element = Frame->getElementType(I);
    Fields[I].Offset = Bytes(Offsets->getElementOffset(I).getFixedValue());
    Fields[I].Size = Bytes(Layout.getTypeAllocSize(Element).getFixedValue());
    Fields[I].IsInteger = Element->isIntegerTy();
    Fields[I].IsPadding =
        Element->isArrayTy() && Element->getArrayElementType()->isIntegerTy(8);
  }
  std::vector<std::set<std::string>> Names(Fields.size());
  for (auto [Index, Access] : Accesses) {
    if (Access->getName().starts_with("index.addr"))
      Fields[Index].IsSuspendIndex = true;
    else if (StringRef Value = valueBehind(Access->getName()); !Value.empty())
      Names[Index].insert(Value.str());
  }
  for (unsigned I = 0; I != Fields.size(); ++I)
    Fields[I].Values.assign(Names[I].begin(), Names[I].end());
  return Fields;
}

} // namespace coroscope
