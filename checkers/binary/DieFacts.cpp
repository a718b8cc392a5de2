//===- DieFacts.cpp - Entries of debug information ------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/DieFacts.h"

#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFFormValue.h"

#include <algorithm>
#include <cstddef>
#include <vector>

using namespace llvm;
using namespace llvm::dwarf;

namespace coroscope {

static StringRef text(const std::optional<DWARFFormValue> &Value) {
  if (const char *Text = dwarf::toString(Value, nullptr))
    return Text;
  return {};
}

StringRef ownNameOf(DWARFDie Die) { return text(Die.find(DW_AT_name)); }

StringRef nameOf(DWARFDie Die) {
  return Die ? text(Die.findRecursively({DW_AT_name})) : StringRef();
}

StringRef linkageNameOf(DWARFDie Die) {
  return Die ? text(Die.findRecursively(
                   {DW_AT_linkage_name, DW_AT_MIPS_linkage_name}))
             : StringRef();
}

DWARFDie typeOf(DWARFDie Die) {
  for (unsigned Depth = 0; Die && Depth != DeepestType; ++Depth) {
    if (Die.find(DW_AT_type))
      return Die.getAttributeValueAsReferencedDie(DW_AT_type)
          .resolveTypeUnitReference();
    DWARFDie Origin =
        Die.getAttributeValueAsReferencedDie(DW_AT_abstract_origin);
    Die = Origin ? Origin
                 : Die.getAttributeValueAsReferencedDie(DW_AT_specification);
  }
  return {};
}

DWARFDie stripped(DWARFDie Type) {
  for (unsigned Depth = 0; Type && Depth != DeepestType; ++Depth)
    switch (Type.getTag()) {
    case DW_TAG_typedef:
    case DW_TAG_const_type:
    case DW_TAG_volatile_type:
    case DW_TAG_restrict_type:
    case DW_TAG_atomic_type:
      Type = typeOf(Type);
      break;
    default:
      return Type;
    }
  return {};
}

std::optional<std::uint64_t> numberOf(DWARFDie Die, dwarf::Attribute Name) {
  const std::optional<DWARFFormValue> Value = Die.find(Name);
  if (!Value)
    return std::nullopt;
  if (std::optional<std::uint64_t> Unsigned = Value->getAsUnsignedConstant())
    return Unsigned;
  // LLVM treats constants of the smallest form as signed.
  if (std::optional<std::int64_t> Signed = Value->getAsSignedConstant())
    return static_cast<std::uint64_t>(*Signed);
  return std::nullopt;
}

DWARFDie declarationOf(DWARFDie Die) {
  for (unsigned Depth = 0; Die && Depth != DeepestType; ++Depth) {
    DWARFDie Next = Die.getAttributeValueAsReferencedDie(DW_AT_abstract_origin);
    if (!Next)
      Next = Die.getAttributeValueAsReferencedDie(DW_AT_specification);
    if (!Next)
      return Die;
    Die = Next;
  }
  return Die;
}

bool isExternal(DWARFDie Die) {
  for (unsigned Depth = 0; Die && Depth != DeepestType; ++Depth) {
    DWARFDie Declared = declarationOf(Die);
    if (!Declared)
      return false;
    // A member is as visible as its class.
    DWARFDie Parent = Declared.getParent();
    for (DWARFDie Scope = Parent; Scope && Depth != DeepestType;
         Scope = Scope.getParent(), ++Depth) {
      if (Scope.getTag() == DW_TAG_namespace && nameOf(Scope).empty())
        return false;
      if (Scope.getTag() == DW_TAG_subprogram)
        return isExternal(Scope);
    }
    return Die.findRecursively({DW_AT_external}).has_value();
  }
  return false;
}

void forEachDescendant(DWARFDie Die, function_ref<bool(DWARFDie)> Visit) {
  // Without recursion, since damaged information can be deep.
  std::vector<DWARFDie> Pending;
  auto PushChildren = [&](DWARFDie Of) {
    const std::size_t First = Pending.size();
    for (DWARFDie Child : Of)
      Pending.push_back(Child);
    std::reverse(Pending.begin() + static_cast<std::ptrdiff_t>(First),
                 Pending.end());
  };
  if (!Die)
    return;
  PushChildren(Die);
  while (!Pending.empty()) {
    DWARFDie Next = Pending.back();
    Pending.pop_back();
    if (Visit(Next))
      PushChildren(Next);
  }
}

} // namespace coroscope
